import pandas as pd
import pytest

from analysis import documents, pipeline, together
from analysis.readers import Reading
from analysis.schemas import SCHEMAS


@pytest.mark.parametrize("cores", [2, 3])
def test_several_processes_make_the_very_tables_of_one(book, monkeypatch, cores):
    monkeypatch.setattr(together.engines, "cores", lambda: cores)
    monkeypatch.setattr(together, "WORTH_ANOTHER", 1)
    table = documents.table(Reading(f"{number}.txt", f"顾远认为，第{number}轮关税谈判大概率破裂。李简则指出，协议有望在2025年底前签署。" * (number + 1))
                            for number in range(7))
    one, several = pipeline.code(table, book), together.code(table, book)
    for schema in SCHEMAS:
        pd.testing.assert_frame_equal(getattr(several, schema.name), getattr(one, schema.name))


def test_several_processes_lay_out_the_very_table_of_one(monkeypatch):
    monkeypatch.setattr(together.engines, "cores", lambda: 2)
    monkeypatch.setattr(together, "WORTH_ANOTHER", 1)
    readings = [Reading(f"{number}.txt", f"2024年3月{number % 4 + 1}日，第{number % 5}轮关税谈判破裂。" * (number % 5 + 1)) for number in range(9)]
    readings += readings[:3]
    pd.testing.assert_frame_equal(together.table(readings), documents.table(readings))


def test_few_documents_are_coded_by_one(book, monkeypatch):
    monkeypatch.setattr(together, "ProcessPoolExecutor", None)
    assert together.code(together.table([Reading("a.txt", "谈判破裂。")]), book).documents["source"].tolist() == ["a.txt"]


def test_no_document_at_all_is_no_reason_to_stop(book, monkeypatch):
    monkeypatch.setattr(together.engines, "cores", lambda: 2)
    assert together.code(together.table([]), book).documents.empty

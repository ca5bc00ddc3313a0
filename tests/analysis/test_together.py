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


def test_few_documents_are_coded_by_one(book, monkeypatch):
    monkeypatch.setattr(together, "ProcessPoolExecutor", None)
    assert together.code(documents.table([Reading("a.txt", "谈判破裂。")]), book).documents["source"].tolist() == ["a.txt"]

from datetime import date

import pandas as pd
import pytest

from analysis import corpus, documents, incremental, pipeline
from analysis.library import Library
from analysis.readers import Reading
from analysis.schemas import SCHEMAS

READINGS = [Reading(f"{number}.txt", f"{who}认为，{issue}大概率不会破裂，{year}年有望签署协议。", published=date(2025, 3, number))
            for number, (who, issue, year) in enumerate((("顾远", "关税谈判", 2026), ("李简", "停火协议", 2027), ("石岚", "军控谈判", 2026)), 1)]


@pytest.fixture
def coded_anew(monkeypatch):
    """How many documents went through the pipeline, call by call."""
    counts, code = [], pipeline.code

    def counting(table, *arguments):
        counts.append(len(table))
        return code(table, *arguments)

    monkeypatch.setattr(pipeline, "code", counting)
    return counts


def same(first, second):
    for schema in SCHEMAS:
        pd.testing.assert_frame_equal(getattr(first, schema.name), getattr(second, schema.name))


def test_only_new_documents_are_coded_and_the_tables_are_the_same(book, coded_anew):
    known = pipeline.code(documents.table(READINGS[:2]), book)
    wanted = documents.table([READINGS[2], READINGS[1], READINGS[0]])
    made = incremental.code(wanted, book, known)
    assert coded_anew == [2, 1]
    same(made, pipeline.code(wanted, book))


def test_a_corrected_day_is_coded_again(book, coded_anew):
    known = pipeline.code(documents.table(READINGS), book)
    wanted = documents.table(READINGS, {"2.txt": date(2024, 1, 1)})
    same(incremental.code(wanted, book, known), pipeline.code(wanted, book))
    assert coded_anew == [3, 1, 3]


def test_documents_taken_out_cost_nothing(book, coded_anew):
    known = pipeline.code(documents.table(READINGS), book)
    wanted = documents.table(READINGS[1:])
    same(incremental.code(wanted, book, known), pipeline.code(wanted, book))
    assert coded_anew == [3, 2]


def test_without_anything_known_all_are_coded(book, coded_anew):
    incremental.code(documents.table(READINGS), book, None)
    assert coded_anew == [3]


def test_a_document_added_to_the_library_is_coded_alone(coded_anew):
    with Library() as library:
        whole = corpus.open_corpus(library)
        library.add("a.txt", READINGS[0].text.encode())
        after = corpus.open_corpus(library)
    assert coded_anew == [len(whole.tables.documents), 1]
    assert len(after.tables.documents) == len(whole.tables.documents) + 1

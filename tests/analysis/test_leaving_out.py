"""A coder with a fault stands in for the fault nobody knows of yet: it fails at whatever holds 毒."""

import pandas as pd
import pytest

from analysis import codebook, corpus, documents, leaving_out, pipeline, store
from analysis.library import Library
from analysis.readers import Reading
from analysis.schemas import SCHEMAS

GOOD = "林之恒认为,关税不会取消。"
real = pipeline.code


def failing(rows, *others, **more):
    """Code documents, but fail at some."""
    if rows["text"].str.contains("毒").any():
        raise AssertionError("a fault of ours")
    return real(rows, *others, **more)


def table(*texts):
    """Return the documents of some texts."""
    return documents.table([Reading(f"{number}.txt", text) for number, text in enumerate(texts)])


def test_a_document_that_fails_costs_no_other_a_row():
    rows = table(GOOD, "毒", "周望指出,停火协议可能达成。", "也有毒")
    made, uncoded = leaving_out.code(rows, codebook.load(), whole=failing)
    assert list(made.documents["doc_id"]) == list(rows["doc_id"])
    assert set(uncoded) == set(rows["doc_id"].iloc[[1, 3]]) and set(uncoded.values()) == {"AssertionError: a fault of ours"}
    whole = real(rows.iloc[[0, 2]].reset_index(drop=True), codebook.load())
    for schema in SCHEMAS[1:]:
        pd.testing.assert_frame_equal(getattr(made, schema.name), getattr(whole, schema.name))


def test_where_all_fail_the_documents_stay_and_the_tables_are_empty():
    made, uncoded = leaving_out.code(table("毒"), codebook.load(), whole=failing)
    assert len(made.documents) == len(uncoded) == 1 and made.commentaries.empty and made.words.empty


def test_what_progress_raises_ends_the_coding():
    def lost(step):
        raise LookupError(step)

    with pytest.raises(LookupError):
        leaving_out.code(table(GOOD, GOOD + "又说。"), codebook.load(), lost)


def test_a_reading_that_cannot_be_laid_out_is_named_and_the_others_are():
    def lay_out(readings):
        if any("毒" in reading.text for reading in readings):
            raise ValueError
        return documents.table(readings)

    rows, faults = leaving_out.table([Reading("a.txt", GOOD), Reading("b.txt", "毒"), Reading("c.txt", "周望来了。")], lay_out)
    assert list(rows["source"]) == ["a.txt", "c.txt"]
    assert len(faults) == 1 and faults[0].startswith("b.txt: could not be laid out (ValueError)")


def test_a_library_with_a_document_that_cannot_be_coded_opens_and_says_which(monkeypatch):
    monkeypatch.setattr(pipeline, "code", failing)
    with Library() as library:
        library.shows_sample = False
        library.add("good.txt", GOOD.encode())
        library.add("bad.txt", "双方说,毒。".encode())
        opened = corpus.open_corpus(library)
        again = corpus.open_corpus(library)
    assert len(opened.tables.documents) == 2 and opened.tables.commentaries["doc_id"].nunique() == 1
    assert [fault.partition(":")[0] for fault in opened.faults] == ["bad.txt"] and again.faults == opened.faults


def test_a_document_that_could_not_be_coded_is_tried_again_when_another_comes(monkeypatch):
    with Library() as library:
        library.shows_sample = False
        library.add("good.txt", GOOD.encode())
        library.add("bad.txt", "双方说,毒。".encode())
        monkeypatch.setattr(pipeline, "code", failing)
        corpus.open_corpus(library)
        monkeypatch.setattr(pipeline, "code", real)
        library.add("next.txt", "周望指出,停火协议可能达成。".encode())
        opened = corpus.open_corpus(library)
    assert opened.faults == () and len(opened.tables.documents) == 3
    assert store.uncoded(opened.fingerprint) == {}

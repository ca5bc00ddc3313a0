import pytest

from analysis import corpus, pipeline
from analysis.library import Library
from analysis.reviews import Review, Reviews
from analysis.schemas import Tables


def test_the_sample_is_shown_where_nothing_else_is():
    opened = corpus.open_corpus(None)
    assert len(opened.tables.documents) >= 14
    assert opened.faults == () and opened.own == frozenset()


def test_the_sample_is_worth_looking_at():
    tables = corpus.open_corpus(None).tables
    assert tables.commentaries["commentator"].nunique() >= 40
    assert len(tables.predictions) >= 100
    assert {"Hans", "Hant"} <= set(tables.documents["script"])


def test_a_second_opening_segments_nothing(monkeypatch):
    first = corpus.open_corpus(None)
    monkeypatch.setattr(pipeline, "code", lambda *_: pytest.fail("coded again"))
    assert corpus.open_corpus(None).fingerprint == first.fingerprint


def test_own_documents_join_the_sample_and_can_stand_alone():
    with Library() as library:
        (report,) = library.add("a.txt", "林之恒认为,关税不会取消。".encode())
        both = corpus.open_corpus(library)
        assert both.own == {report.doc_id} and len(both.tables.documents) > 1
        library.shows_sample = False
        assert list(corpus.open_corpus(library).tables.documents["doc_id"]) == [report.doc_id]


def test_an_empty_corpus_is_six_empty_tables(monkeypatch):
    monkeypatch.setenv("LUNHENG_CORPUS", "")
    opened = corpus.open_corpus(None)
    assert all(table.empty for table in vars(opened.tables).values())
    assert isinstance(opened.tables, Tables)


def test_an_address_is_known_by_document():
    opened = corpus.open_corpus(None)
    assert opened.urls and set(opened.urls) <= set(opened.tables.documents["doc_id"])
    assert all(url.startswith("http") for url in opened.urls.values())


def test_a_review_changes_the_corpus_and_its_fingerprint_without_coding_it_again(monkeypatch):
    with Library() as library:
        before = corpus.open_corpus(library)
        row = before.tables.predictions.iloc[0]
        monkeypatch.setattr(pipeline, "code", None)
        Reviews(library.engine).keep(Review(row.doc_id, "prediction", "reject", row.issue, int(row.start), int(row.end), row.quote))
        after = corpus.open_corpus(library)
    assert len(after.tables.predictions) == len(before.tables.predictions) - 1
    assert after.fingerprint != before.fingerprint

from datetime import date

import pytest

from analysis.library import Library

TEXT = "关税不会取消。".encode()


@pytest.fixture
def library():
    with Library() as opened:
        yield opened


def test_a_file_taken_in_is_there_after_reopening(library):
    (report,) = library.add("a.txt", TEXT, published=date(2024, 5, 6))
    assert report.outcome == "taken"
    with Library() as again:
        (reading,) = again.readings()
        assert (reading.source, reading.text, reading.published) == ("a.txt", "关税不会取消。", date(2024, 5, 6))


def test_the_same_text_twice_is_one_document(library):
    library.add("a.txt", TEXT)
    (report,) = library.add("b.txt", TEXT)
    assert report.outcome == "already there"
    assert len(library.readings()) == 1


def test_a_refused_file_leaves_nothing_behind(library):
    (report,) = library.add("a.jsonl", b"broken")
    assert report.outcome == "refused" and "line 1" in report.reason
    assert library.readings() == []


def test_a_name_is_never_a_path(library):
    library.add("../../etc/passwd.txt", TEXT)
    library.add("C:\\temp\\b.txt", "制裁不会取消。".encode())
    assert {reading.source for reading in library.readings()} == {"passwd.txt", "b.txt"}


def test_a_corrected_day_stands_over_the_files_own_and_can_be_taken_back(library):
    (report,) = library.add("a.md", b"---\npublished: 2020-01-02\n---\n" + TEXT)
    library.set_published(report.doc_id, date(2021, 3, 4))
    assert library.readings()[0].published == date(2021, 3, 4)
    library.set_published(report.doc_id, None)
    assert library.readings()[0].published == date(2020, 1, 2)


def test_how_the_day_is_known_is_told(library):
    (said,) = library.add("a.md", b"---\npublished: 2020-01-02\n---\n" + TEXT)
    (found,) = library.add("b.txt", "关税之后\n2021-12-31 17:23\n双方明年再谈。".encode())
    (unknown,) = library.add("c.txt", "双方明年再谈关税。".encode())
    assert library.dating(said.doc_id) == ("said", "")
    how, words = library.dating(found.doc_id)
    assert how == "found" and "2021-12-31" in words and "certain" in words
    assert library.dating(unknown.doc_id) == ("unknown", "")
    library.set_published(unknown.doc_id, date(2021, 3, 4))
    assert library.dating(unknown.doc_id) == ("set", "")


def test_a_removed_document_comes_back(library):
    (report,) = library.add("a.txt", TEXT)
    library.remove(report.doc_id)
    assert library.readings() == [] and library.doc_ids() == set()
    library.restore(report.doc_id)
    assert library.doc_ids() == {report.doc_id}
    library.remove(report.doc_id)
    assert library.add("a.txt", TEXT)[0].outcome == "taken"


def test_an_unknown_document_is_named(library):
    with pytest.raises(KeyError, match="no document nope"):
        library.remove("nope")


def test_the_sample_can_be_switched_off_and_on(library):
    assert library.shows_sample
    library.shows_sample = False
    with Library() as again:
        assert not again.shows_sample
    library.shows_sample = True
    assert library.shows_sample


def test_the_day_a_saved_page_gives_is_kept(library):
    page = ('<html><head><meta property="article:published_time" content="2025-03-04"></head><body><article><p>'
            + "顾远认为，谈判大概率破裂，双方都不会让步。" * 5 + "</p></article></body></html>")
    report = library.add("a.html", page.encode())[0]
    assert (report.outcome, library.dating(report.doc_id)) == ("taken", ("said", ""))


def test_what_can_be_read_of_a_table_is_taken_and_the_rest_is_named(library):
    reports = library.add("a.csv", "text\n谈判有望重启。\n,\n".replace(",\n", '""\n').encode())
    assert [report.outcome for report in reports] == ["taken"]
    reports = library.add("b.csv", "text,published\n谈判破裂。,someday\n谈判可能延期。,2025-03-04\n".encode())
    assert [report.outcome for report in reports] == ["refused", "taken"]

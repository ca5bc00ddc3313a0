from datetime import date

import pytest

from analysis.library import Amended, Library
from analysis.projects import ProjectError, Projects

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
    library.amend(report.doc_id, "published", date(2021, 3, 4))
    assert library.readings()[0].published == date(2021, 3, 4)
    library.amend(report.doc_id, "published", None)
    assert library.readings()[0].published == date(2020, 1, 2)


def test_how_the_day_is_known_is_told(library):
    (said,) = library.add("a.md", b"---\npublished: 2020-01-02\n---\n" + TEXT)
    (found,) = library.add("b.txt", "关税之后\n2021-12-31 17:23\n双方明年再谈。".encode())
    (unknown,) = library.add("c.txt", "双方明年再谈关税。".encode())
    assert library.dating(said.doc_id) == ("said", "")
    how, words = library.dating(found.doc_id)
    assert how == "found" and "2021-12-31" in words and "certain" in words
    assert library.dating(unknown.doc_id) == ("unknown", "")
    library.amend(unknown.doc_id, "published", date(2021, 3, 4))
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


def filled(library):
    for number, (title, outlet, day) in enumerate([("乙", "晚报", "2025-01-02"), ("甲", "早报", ""), ("丙", "晚报", "2024-01-02")]):
        front = f"---\ntitle: {title}\noutlet: {outlet}\n" + (f"published: {day}\n" if day else "") + "---\n"
        library.add(f"{number}.md", f"{front}第{number}篇：谈判破裂。".encode())


def titles(listing):
    return "".join(held.heading for held in listing.documents)


@pytest.mark.parametrize(("sort", "falling", "order"), [
    ("added", True, "丙甲乙"), ("added", False, "乙甲丙"), ("published", True, "乙丙甲"), ("published", False, "丙乙甲"),
    ("title", False, "丙乙甲"), ("title", True, "甲乙丙")])
def test_documents_are_sorted_and_those_without_a_day_come_last(library, sort, falling, order):
    filled(library)
    assert titles(library.page(sort=sort, falling=falling)) == order


def test_every_word_sought_stands_in_what_is_known_of_a_document(library):
    filled(library)
    assert titles(library.page("晚报")) == "丙乙"
    assert titles(library.page("晚报 丙")) == "丙"
    assert library.page("%").n == 0


def test_a_page_knows_how_many_there_are_in_all(library):
    filled(library)
    listing = library.page(falling=False, start=1, most=1)
    assert (titles(listing), listing.n) == ("甲", 3)
    assert library.page(start=2, most=2).n == 3 and library.page(start=9, most=2).n == 3


def test_what_was_put_right_holds_and_is_told_with_who_said_so(library):
    (report,) = library.add("a.md", b"---\ntitle: \xe9\xa2\x98\n---\n" + TEXT)
    library.amend(report.doc_id, "title", " 新 题 ", "张")
    library.amend(report.doc_id, "title", "再新", "李")
    assert library.readings()[0].title == "再新"
    assert [(change.before, change.after, change.who) for change in library.history(report.doc_id)] == [("新 题", "再新", "李"), ("题", "新 题", "张")]
    library.amend(report.doc_id, "title", None)
    assert library.readings()[0].title == "题"
    assert titles(library.page("题")) == "题"


def test_who_saw_something_else_overwrites_nothing(library):
    (report,) = library.add("a.txt", TEXT)
    library.amend(report.doc_id, "outlet", "先报", was="")
    with pytest.raises(Amended, match="先报"):
        library.amend(report.doc_id, "outlet", "后报", was="")
    assert library.page().documents[0].outlet == "先报"


def test_only_what_can_be_put_right_is(library):
    (report,) = library.add("a.txt", TEXT)
    with pytest.raises(ValueError, match="There are title, outlet"):
        library.amend(report.doc_id, "text", "x")


def test_the_file_a_document_came_in_is_kept_as_it_was(library):
    (report,) = library.add("某 稿.txt", TEXT)
    assert library.original(report.doc_id) == ("某 稿.txt", TEXT)


def test_every_change_is_a_new_revision(library):
    seen = [library.revision()]
    (report,) = library.add("a.txt", TEXT)
    for change in (lambda: library.amend(report.doc_id, "outlet", "某报"), lambda: library.remove(report.doc_id),
                   lambda: library.restore(report.doc_id), lambda: setattr(library, "shows_sample", False)):
        seen.append(library.revision())
        change()
    assert len({*seen, library.revision()}) == 6


def test_one_text_can_stand_in_two_projects_and_be_deleted_in_one(library):
    (report,) = library.add("a.txt", TEXT)
    there = library.of(Projects(library.engine).make("台海"))
    assert there.readings() == [] and not there.shows_sample
    library.put([report.doc_id], there.project)
    library.remove(report.doc_id)
    assert library.readings() == [] and len(there.readings()) == 1
    assert library.of(there.project).add("b.txt", TEXT)[0].outcome == "already there"


def test_a_repost_counts_in_a_project_that_has_nothing_else_of_it(library):
    long = "".join(f"第{number}轮谈判破裂，" for number in range(100)).encode()
    library.add("a.txt", long)
    there = library.of(Projects(library.engine).make("台海"))
    assert there.add("b.txt", long + "完".encode())[0].outcome == "taken"
    assert there.add("c.txt", long + "完完".encode())[0].outcome == "repost"
    assert len(there.readings()) == 1


def test_projects_are_named_once_and_the_first_stays(library):
    projects = Projects(library.engine)
    there = projects.make("台海")
    with pytest.raises(ProjectError, match="there is a project of that name"):
        projects.make(" 台海 ")
    with pytest.raises(ProjectError, match="1 to 60 characters"):
        projects.rename(there, " ")
    with pytest.raises(ProjectError, match="stays"):
        projects.remove(1)
    projects.remove(there)
    assert projects.names() == {1: ""}
    assert projects.make("台海") == there

"""Briefings kept in the library's database."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from analysis import briefings
from analysis.briefing import Briefing, Entry
from analysis.briefings import Briefings, BriefingsError, ChangedMeanwhile, NameTaken, NoBriefing, TooLong, UnfitName
from analysis.library import Library


@pytest.fixture
def kept(tmp_path):
    with Library(f"sqlite:///{tmp_path / 'library.db'}") as library:
        yield Briefings(library.engine)


SMALL = Briefing("周报", "分析员", "zh-Hans", "slides", (Entry("exhibit", "overview", "issue=sanctions"), Entry("text", text="段落。")))


def test_briefing_comes_back_as_it_was_kept_also_in_another_process(kept):
    assert kept.create("周报", SMALL) == "周报"
    again = Briefings(sa.create_engine(kept.engine.url))
    assert again.open("周报").briefing == SMALL
    assert [(row.name, row.entries) for row in again.listed()] == [("周报", 2)]
    again.engine.dispose()


def test_second_of_a_name_gets_a_number(kept):
    assert [kept.create("周报", SMALL) for _ in range(3)] == ["周报", "周报 (2)", "周报 (3)"]


def test_change_is_kept_and_undone_step_by_step(kept):
    kept.create("a", Briefing())
    first = kept.change("a", 1, replace(SMALL, title="one"))
    second = kept.change("a", first.revision, replace(SMALL, title="two"))
    assert second.undoable
    assert kept.undo("a").briefing.title == "one"
    assert kept.undo("a").briefing == Briefing()
    assert not kept.open("a").undoable
    with pytest.raises(BriefingsError, match="a: no change left to undo"):
        kept.undo("a")


def test_change_that_changes_nothing_is_no_step(kept):
    kept.create("a", SMALL)
    assert not kept.change("a", 1, SMALL).undoable


def test_only_so_many_steps_are_kept(kept, monkeypatch):
    monkeypatch.setattr(briefings, "STEPS", 3)
    kept.create("a", Briefing())
    for number in range(6):
        kept.change("a", number + 1, Briefing(title=str(number)))
    assert [kept.undo("a").briefing.title for _ in range(3)] == ["4", "3", "2"]
    assert not kept.open("a").undoable


def test_change_of_a_briefing_that_somebody_else_changed_is_refused_and_writes_nothing(kept):
    kept.create("a", Briefing())
    kept.change("a", 1, Briefing(title="theirs"))
    with pytest.raises(ChangedMeanwhile, match="make the change again"):
        kept.change("a", 1, Briefing(title="mine"))
    assert kept.open("a").briefing.title == "theirs"


def test_two_who_add_at_the_same_time_lose_nothing(kept, monkeypatch):
    kept.create("a", Briefing())
    ours, between = kept.change, []

    def slow(name, revision, briefing):
        if not between:
            between.append(True)
            ours(name, revision, Briefing(entries=(Entry("text", text="theirs"),)))
        return ours(name, revision, briefing)

    monkeypatch.setattr(kept, "change", slow)
    assert kept.append("a", Entry("text", text="mine")) == 1
    assert [entry.text for entry in kept.open("a").briefing.entries] == ["theirs", "mine"]


def test_deleted_briefing_comes_back_under_a_free_name(kept):
    kept.create("a", SMALL)
    number = kept.delete("a")
    assert kept.listed() == []
    kept.create("a", Briefing())
    assert kept.restore(number) == "a (2)"
    assert kept.open("a (2)").briefing == SMALL
    assert kept.restore(number) == "a (2)"


def test_duplicate_is_a_briefing_of_its_own(kept):
    kept.create("a", SMALL)
    copy = kept.duplicate("a")
    kept.change(copy, 1, Briefing(title="changed"))
    assert copy == "a (2)"
    assert kept.open("a").briefing == SMALL


def test_rename_keeps_the_content_and_refuses_a_name_in_use(kept):
    kept.create("a", SMALL)
    kept.create("b", Briefing())
    assert kept.rename("a", "  新 名 ") == "新 名"
    assert kept.open("新 名").briefing == SMALL
    with pytest.raises(NameTaken, match="b: another briefing has this name"):
        kept.rename("新 名", "b")
    with pytest.raises(NoBriefing, match=r"a: no such briefing; there are .*b"):
        kept.open("a")


@pytest.mark.parametrize(("name", "why"), [("  \n ", "empty"), ("x" * 121, "121 characters"), ("a/b", "'/' cannot"),
                                           ("a\u202eb", r"'\\u202e' cannot"), ("a\ud800", r"'\\ud800' cannot"), ("a\x00", r"'\\x00' cannot")])
def test_name_that_no_address_could_carry_is_refused(kept, name, why):
    with pytest.raises(UnfitName, match=why):
        kept.create(name, SMALL)
    assert kept.listed() == []


def test_long_name_leaves_room_for_its_number(kept):
    name = "长" * 120
    kept.create(name, SMALL)
    assert len(kept.create(name, SMALL)) <= 120


def test_template_is_kept_replaced_and_given_up(kept):
    assert kept.template("pptx") is None
    kept.set_template("pptx", "house.pptx", b"1")
    kept.set_template("pptx", "new.pptx", b"2")
    assert kept.template("pptx") == ("new.pptx", b"2")
    assert kept.template("docx") is None
    kept.set_template("pptx", "", None)
    kept.set_template("pptx", "", None)
    assert kept.template("pptx") is None


def test_briefing_of_too_many_entries_is_refused(kept):
    many = Briefing(entries=(Entry("text"),) * briefings.MOST_ENTRIES)
    kept.create("a", many)
    with pytest.raises(TooLong, match="a: 201 entries; 200 are the most"):
        kept.append("a", Entry("text"))
    assert len(kept.open("a").briefing.entries) == 200

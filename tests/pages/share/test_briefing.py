"""The briefing page: entries in order, each with what it shows now."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation

from analysis.briefing import Briefing, Entry
from analysis.briefings import Briefings
from charts import briefing as files
from pages.parts import tables
from tests.pages.conftest import HOSTILE, ORDINARY, html

ENTRIES = (Entry("exhibit", "overview", title="甲"), Entry("exhibit", "issues", "issue=sanctions", title="乙"), Entry("text", text="段落一。"))
THREE = Briefing("周报", "", "en", "report", ENTRIES)
LATER = [*ORDINARY, {"title": "后来", "published": date(2025, 6, 1), "said": [("戊评论员", "sanctions", "will", 1, "必将解除制裁。")]}]


@pytest.fixture
def kept(show):
    """The briefings of the page's own library."""
    show("library")
    return Briefings(tables.library().engine)


@pytest.fixture
def keep(kept):
    """A function: keep a briefing, and return its name."""
    return lambda briefing=THREE, name="a": kept.create(name, briefing)


def titles(page):
    return [button.label.replace("\\", "") for button in page.button if (button.key or "").startswith("entry_open_")]


def test_without_a_briefing_the_page_says_how_to_begin(show):
    page = show("briefing")
    assert not page.exception
    assert "No briefing yet" in html(page)
    page.button(key="begin_report").click().run()
    assert not page.exception
    assert "5 entries" in html(page)


def test_template_takes_the_present_filter(show, kept):
    page = show("briefing", query={"issue": "sanctions"})
    page.button(key="begin_one_page").click().run()
    told = kept.open("One page").briefing
    assert told.template == "one_page"
    assert [(entry.code, entry.query) for entry in told.entries] == [("overview", "issue=sanctions"), ("timeline", "issue=sanctions")]
    assert all(entry.fingerprint and entry.seen for entry in told.entries)


def test_buttons_move_an_entry_and_it_stays_open(show, keep, kept):
    keep()
    page = show("briefing", query={"briefing": "a", "entry": "1"})
    assert titles(page) == ["甲", "乙", "段落一。"]
    page.button(key="entry_down").click().run()
    assert titles(page) == ["乙", "甲", "段落一。"]
    assert page.session_state["own"]["briefing"]["entry"] == ["2"]
    page.button(key="entry_down").click().run()
    assert [entry.title for entry in kept.open("a").briefing.entries] == ["乙", "", "甲"]
    assert page.button(key="entry_down").disabled
    page.selectbox(key="entry_place").set_value(1).run()
    assert titles(page) == ["甲", "乙", "段落一。"]


def test_title_and_notes_are_kept_as_they_are_typed(show, keep, kept):
    keep()
    page = show("briefing", query={"entry": "2"})
    page.text_input(key="entry_title").set_value("新标题").run()
    page.text_area(key="entry_notes").set_value("说明。").run()
    assert not page.exception
    entry = kept.open("a").briefing.entries[1]
    assert (entry.title, entry.notes) == ("新标题", "说明。")
    assert titles(page)[1] == "新标题"


def test_last_change_is_undone(show, keep, kept):
    keep()
    page = show("briefing", query={"entry": "1"})
    page.button(key="entry_remove").click().run()
    assert len(kept.open("a").briefing.entries) == 2
    assert "“Undo” brings it back" in html(page)
    page.button(key="undo").click().run()
    assert kept.open("a").briefing == THREE


def test_paragraph_comes_after_the_open_entry(show, keep, kept):
    keep()
    page = show("briefing", query={"entry": "1"})
    page.button(key="paragraph").click().run()
    page.text_area(key="entry_text").set_value("新段落。").run()
    assert [entry.text for entry in kept.open("a").briefing.entries] == ["", "新段落。", "", "段落一。"]


def test_what_the_data_changed_is_marked_with_then_and_now(show, keep, kept):
    keep()
    page = show("briefing")
    page.button(key="new_slides").click().run()
    assert "changed" not in html(page)
    page = show("briefing", documents=LATER, query={"briefing": "Slides", "entry": "1"})
    shown = html(page)
    assert "The data changed" in shown
    then, now = re.search(r"<dt>Then</dt>(.*?)<dt>Now</dt>(.*?)</dl>", shown, re.DOTALL).groups()
    assert "3 of 6 predictions" in then
    assert "3 point further apart, 3 closer" in now
    page.button(key="keep_now").click().run()
    assert "3 closer" in kept.open("Slides").briefing.entries[0].seen
    page.button(key="keep_all").click().run()
    assert "The data changed" not in html(page)


def test_entry_whose_filter_finds_nothing_says_so_and_offers_the_way_back(show, keep, kept):
    keep(replace(THREE, entries=(Entry("exhibit", "issues", "since=2031-01-01&value=count", title="空", seen="从前如此"),)))
    page = show("briefing", query={"entry": "1"})
    shown = html(page)
    assert "finds nothing" in shown
    assert "从前如此" in shown.replace('<span lang="zh">', "").replace("</span>", "")
    page.button(key="entry_unfilter").click().run()
    assert not page.exception
    assert kept.open("a").briefing.entries[0].query == "value=count"
    assert "finds nothing" not in html(page)


def test_entry_takes_the_present_filter(show, keep, kept):
    keep()
    page = show("briefing", query={"entry": "2", "issue": "relations"})
    page.button(key="entry_refilter").click().run()
    assert kept.open("a").briefing.entries[1].query == "issue=relations"


def test_chart_that_is_no_more_and_place_that_is_gone_are_told(show, keep):
    keep(Briefing(entries=(Entry("exhibit", "pie"), Entry("quote", doc_id="none", start=0, end=3, text="不在。"))))
    for place, said in (("1", "There is no chart called pie"), ("2", "The quoted place is not in these documents any more")):
        page = show("briefing", query={"entry": place})
        assert not page.exception
        assert html(page).count("finds nothing</b>") == 2
        assert said in html(page)


def test_change_made_elsewhere_meanwhile_is_not_written_over(show, keep, kept):
    keep()
    page = show("briefing", query={"entry": "1"})
    kept.append("a", Entry("text", text="别人。"))
    page.text_input(key="entry_title").set_value("我的").run()
    assert "changed elsewhere" in html(page)
    assert [entry.title for entry in kept.open("a").briefing.entries] == ["甲", "乙", "", ""]


def test_language_is_changed_and_the_findings_with_it(show, keep, kept):
    keep(replace(THREE, entries=(Entry("exhibit", "overview"),)))
    page = show("briefing", query={"entry": "1"})
    page.button_group(key="briefing_language").set_value("zh-Hant").run()
    assert not page.exception
    assert kept.open("a").briefing.language == "zh-Hant"
    assert "預測" in titles(page)[0]


def test_briefing_is_renamed_duplicated_deleted_and_brought_back(show, keep, kept):
    keep()
    page = show("briefing")
    page.text_input(key="briefing_name").set_value("b").run()
    page.button(key="duplicate").click().run()
    assert [row.name for row in kept.listed()] == ["b (2)", "b"]
    page.button(key="delete").click().run()
    assert [row.name for row in kept.listed()] == ["b"]
    page.button(key="bring_back").click().run()
    assert page.text_input(key="briefing_name").value == "b (2)"
    page.selectbox(key="briefing_chosen").set_value("b").run()
    assert page.text_input(key="briefing_name").value == "b"


@pytest.mark.parametrize(("name", "said"), [("c", "Another briefing is called “c”"), ("a/b", "A name needs 1 to 120 characters"), ("  ", "A name needs")])
def test_name_that_cannot_be_had_is_told(show, keep, kept, name, said):
    keep(name="c")
    keep()
    page = show("briefing", query={"briefing": "a"})
    page.text_input(key="briefing_name").set_value(name).run()
    assert said in html(page)
    assert page.text_input(key="briefing_name").value == "a"


def test_link_to_a_briefing_that_is_gone_is_told(show, keep):
    keep()
    page = show("briefing", query={"briefing": "b"})
    assert "There is no briefing “b” here" in html(page)
    assert page.text_input(key="briefing_name").value == "a"


def test_hostile_words_of_an_entry_stay_words(show, keep):
    keep(Briefing(HOSTILE, HOSTILE, "en", "report", (Entry("text", text=HOSTILE), Entry("exhibit", "overview", title=HOSTILE, notes=HOSTILE,
                                                                                   fingerprint="x", seen=HOSTILE))), "hostile")
    page = show("briefing", query={"entry": "2"})
    assert not page.exception
    assert "<script>window.canary" not in html(page)
    assert "<img" not in html(page)


def test_forty_entries_are_forty_lines(show, keep):
    keep(Briefing(entries=tuple(Entry("text", text=f"第{number}段。") for number in range(40))))
    page = show("briefing")
    assert len(titles(page)) == 40
    assert "40 entries" in html(page)


def test_briefing_kept_as_json_is_opened(show, kept):
    page = show("briefing")
    page.file_uploader(key="briefing_file_0").upload("old.json", THREE.to_json().encode("utf-8"), "application/json").run()
    assert not page.exception
    assert kept.open("周报").briefing == THREE
    assert titles(page) == ["甲", "乙", "段落一。"]


def test_file_that_is_no_briefing_is_told_and_nothing_kept(show, kept):
    page = show("briefing")
    page.file_uploader(key="briefing_file_0").upload("old.json", b'{"entries": [{"kind": "pie"}]}', "application/json").run()
    assert "old.json cannot be opened" in html(page)
    assert "found &#x27;pie&#x27;" in html(page)
    assert kept.listed() == []


def test_own_template_is_tried_kept_and_given_up(show, keep, kept):
    keep()
    made = io.BytesIO()
    Presentation().save(made)
    page = show("briefing")
    page.file_uploader(key="briefing_upload_0").upload("bad.pptx", b"none", files.MIME["pptx"]).run()
    assert "bad.pptx cannot be used. template: expected a PowerPoint presentation" in html(page)
    assert kept.template("pptx") is None
    page.file_uploader(key="briefing_upload_1").upload("house.pptx", made.getvalue(), files.MIME["pptx"]).run()
    assert kept.template("pptx") == ("house.pptx", made.getvalue())
    page.button(key="drop_pptx").click().run()
    assert kept.template("pptx") is None

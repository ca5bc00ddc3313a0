import pytest

from analysis.own_codebook import Entry, OwnCodebook
from pages.parts import tables
from tests.pages.conftest import HOSTILE, html

NEW = "entry_issue__"


def own():
    return OwnCodebook(tables.library().engine)


def test_a_word_shows_at_once_what_it_would_code(show):
    page = show("codebook")
    assert "What it would code" in html(page)
    page.text_area(key=f"{NEW}terms").set_value("如期举行").run()
    assert not page.exception
    assert "Would be coded" in html(page) and "<mark>如期举行</mark>" in html(page) and own().entries() == ()


def test_an_entry_is_kept_and_is_a_version(show):
    page = show("codebook")
    page.text_area(key=f"{NEW}terms").set_value("如期举行，再度加码")
    page.text_input(key=f"{NEW}en").set_value("On time").run()
    page.button(key="codebook_keep").click().run()
    assert not page.exception
    assert own().entries() == (Entry("issue", "on_time", "On time", "", "diplomacy", terms=("如期举行", "再度加码")),)
    assert "1 entry of your own" in html(page) and "1 version" in html(page)


def test_what_was_typed_just_before_the_click_is_kept(show):
    page = show("codebook")
    page.text_area(key=f"{NEW}terms").set_value("如期举行").run()
    page.text_input(key=f"{NEW}en").set_value("On time")
    page.button(key="codebook_keep").click().run()
    assert [(entry.en, entry.zh) for entry in own().entries()] == [("On time", "")]


def test_an_entry_is_changed_taken_out_and_brought_back(show, book):
    show("codebook")
    own().keep(Entry("actor", "moon", "Moon", "月球", "organisation", terms=("月球",)), shipped=book)
    page = show("codebook", query={"kind": "actor", "code": "moon"})
    assert page.text_area(key="entry_actor_moon_terms").value == "月球"
    page.text_area(key="entry_actor_moon_terms").set_value("月球\n月面").run()
    page.button(key="codebook_keep").click().run()
    assert own().entries()[0].terms == ("月球", "月面")
    page.button(key="codebook_remove").click().run()
    assert not page.exception and own().entries() == ()
    page.selectbox(key="codebook_to").set_value(1).run()
    page.button(key="codebook_go_back").click().run()
    assert own().entries()[0].terms == ("月球",) and "4 versions" in html(page)


def test_what_cannot_be_kept_says_why_and_cannot_be_pressed(show):
    page = show("codebook")
    page.text_area(key=f"{NEW}terms").set_value("的").run()
    assert "single character" in html(page) and page.button(key="codebook_keep").disabled


def test_the_second_to_change_an_entry_is_told(show, book):
    page = show("codebook")
    page.text_area(key=f"{NEW}terms").set_value("如期举行")
    page.text_input(key=f"{NEW}en").set_value("On time").run()
    own().keep(Entry("issue", "on_time", "On time", "准时", "economy", terms=("准时",)), shipped=book, coder="甲")
    page.button(key="codebook_keep").click().run()
    assert not page.exception and "changed it while you were writing" in html(page)
    assert own().entries()[0].terms == ("准时",)


@pytest.mark.parametrize("kind", ["issue", "actor", "cue"])
def test_every_shipped_entry_of_a_kind_can_be_chosen(show, kind):
    page = show("codebook", query={"kind": kind})
    box = page.selectbox(key=f"codebook_code_{kind}")
    box.select_index(5).run()
    assert not page.exception and "What it would code" in html(page)


def test_a_term_marked_in_the_reader_is_filled_in(show):
    page = show("codebook", query={"term": "解除", "kind": "issue"})
    assert page.text_area(key=f"{NEW}terms").value == "解除" and "Would be coded" in html(page)


def test_examples_say_whether_they_are_coded(show):
    page = show("codebook")
    page.text_area(key=f"{NEW}terms").set_value("月面基地")
    page.text_area(key=f"{NEW}coded").set_value("月面基地动工。\n别的事。").run()
    assert "coded, as it must be" in html(page) and "not coded, and must be" in html(page)


def test_hostile_words_stay_text(show, book):
    show("codebook")
    own().keep(Entry("issue", "hostile", HOSTILE[:40], "", "society", terms=("<img src=x>",), coded=(HOSTILE,)), shipped=book, coder=HOSTILE)
    page = show("codebook", query={"kind": "issue", "code": "hostile"})
    assert not page.exception and "<script>window" not in html(page) and "<img src=x" not in html(page)

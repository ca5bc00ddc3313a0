"""The rail: what is chosen in a chart of any page narrows every page with one click, and one click takes it back."""

from datetime import date

import pytest

from analysis.selection import Selection
from tests.pages.conftest import ORDINARY, html
from tests.pages.explore.test_actors import NAMED
from tests.pages.explore.test_networks import network
from tests.pages.explore.test_timeline import many

# Page, address, and what the mark in it stands for. A side's or a camp's group stands for who is in it, a period for its days.
MARKS = [
    ("overview", {"show": "d0-p001"}, {"commentators": ("乙评论员",), "issues": ("relations",)}),
    ("outcomes", {"about": "sanctions", "show": "d0-p002"}, {"commentators": ("丙评论员",), "issues": ("sanctions",)}),
    ("issues", {"show": "甲评论员|sanctions"}, {"commentators": ("甲评论员",), "issues": ("sanctions",)}),
    ("issues", {"show": "|sanctions"}, {"issues": ("sanctions",)}),
    ("issues", {"show": "甲评论员|", "value": "mentions"}, {"commentators": ("甲评论员",)}),
    ("timeline", {"show": "d1:5"}, {"commentators": ("甲评论员",)}),
    ("timeline", {"trend": "mentions", "point": "sanctions|2024-06-01"},
     {"issues": ("sanctions",), "since": date(2024, 6, 1), "until": date(2024, 6, 30)}),
    ("words", {"show": "制裁"}, {"words": ("制裁",)}),
    ("words", {"by": "commentator", "group": "丙评论员", "show": "制裁"}, {"commentators": ("丙评论员",), "words": ("制裁",)}),
    ("words", {"look": "trend", "word": "制裁", "per": "year", "show": "制裁|2024-01-01"},
     {"words": ("制裁",), "since": date(2024, 1, 1), "until": date(2024, 12, 31)}),
    ("compare", {"by": "commentator", "a": "甲评论员", "b": "丙评论员", "show": "甲评论员|sanctions"},
     {"commentators": ("甲评论员",), "issues": ("sanctions",)}),
    ("compare", {"by": "side", "a": "apart", "b": "closer", "show": "The closer side|relations"},
     {"commentators": ("乙评论员", "丁评论员"), "issues": ("relations",)}),
    ("commentator", {"who": "甲评论员", "show": "sanctions"}, {"commentators": ("甲评论员",), "issues": ("sanctions",)}),
]


def narrowed_by(page, key="narrow"):
    """Press what narrows every page, take it back, and return the two selections."""
    before = page.session_state["selection"]
    page.button(key=key).click().run()
    chosen = page.session_state["selection"]
    assert not page.exception
    page.button(key="narrow_undo").click().run()
    assert page.session_state["selection"] == before
    assert "narrow_undo" not in {button.key for button in page.button}
    return chosen


@pytest.mark.parametrize(("name", "query", "only"), MARKS, ids=lambda value: value if isinstance(value, str) else None)
def test_mark_narrows_every_page_and_one_click_takes_it_back(show, name, query, only):
    page = show(name, query={"least": "1"} | query)
    key = "narrow_point" if "point" in query else "narrow"
    assert narrowed_by(page, key) == Selection(least=1, **only)


@pytest.mark.parametrize(("query", "only"), [
    ({"show": "甲评论员|russia"}, {"commentators": ("甲评论员",), "actors": ("russia",)}),
    ({"look": "with_issues", "show": "Russia|sanctions"}, {"actors": ("russia",), "issues": ("sanctions",)}),
    ({"look": "together", "show": "russia|united_states"}, {"actors": ("russia", "united_states")}),
])
def test_actor_narrows_every_page(show, query, only):
    assert narrowed_by(show("actors", documents=NAMED, query={"least": "1"} | query)) == Selection(least=1, **only)


@pytest.mark.parametrize(("mark", "only"), [("甲", {"commentators": ("甲",)}), ("甲|丙", {"commentators": ("甲", "丙")}),
                                            ("issue:sanctions", {"issues": ("sanctions",)})])
def test_node_narrows_every_page(show, mark, only):
    chosen = narrowed_by(network(show, show=mark))
    assert {part: getattr(chosen, part) for part in only} == only


def test_bar_of_a_density_narrows_to_its_lane(show):
    page = show("timeline", documents=many(6), query={"show": "2024-06-01/2024-06-07/sanctions"})
    assert narrowed_by(page).issues == ("sanctions",)


def test_range_of_days_narrows_every_page_to_what_was_written_in_it(show):
    # Of the days asked for, those of which there is anything.
    page = show("timeline", query={"from": "2024-05-01", "to": "2024-09-30"})
    chosen = narrowed_by(page, "narrow_days")
    assert (chosen.since, chosen.until) == (date(2024, 5, 27), date(2024, 9, 30))


def test_word_of_a_commentator_narrows_to_both(show):
    page = show("commentator", query={"who": "甲评论员", "word": "制裁"})
    assert narrowed_by(page, "narrow_word") == Selection(commentators=("甲评论员",), words=("制裁",))


def test_mark_that_stands_for_what_is_chosen_already_offers_nothing(show):
    page = show("issues", query={"show": "甲评论员|sanctions", "commentator": "甲评论员", "issue": "sanctions", "least": "1"})
    assert "narrow" not in {button.key for button in page.button}
    assert "narrow_undo" not in {button.key for button in page.button}


def test_word_chosen_is_a_chip_that_other_filters_leave_alone(show):
    page = show("overview", query={"says": "制裁"})
    assert "saying “" in html(page)
    assert page.session_state["selection"] == Selection(words=("制裁",))
    page.button(key="chip_words_制裁").click().run()
    assert not page.session_state["selection"].narrowed


def test_word_nobody_says_is_passed_over(show):
    page = show("overview", documents=ORDINARY, query={"says": "火星"})
    assert page.session_state["dropped"] == ("火星",)
    assert not page.session_state["selection"].narrowed

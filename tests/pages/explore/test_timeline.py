from datetime import UTC, date, datetime

import pytest

from pages.parts import address
from tests.pages.conftest import ORDINARY, html


def many(n):
    return [{**ORDINARY[0], "title": f"第{number}篇"} for number in range(n)]


@pytest.mark.parametrize("query", [{}, {"asof": "2025-01-01"}])
def test_a_text_that_speaks_of_the_year_3000_does_not_end_the_page(show, query):
    page = show("timeline", documents=[*many(6), {**ORDINARY[1], "published": date(2999, 12, 1)}], query=query)
    assert not page.exception
    assert page.slider(key="days").max == datetime(2255, 1, 1, tzinfo=UTC).timestamp() * 1e6


def test_each_of_a_few_documents_has_its_panel(show):
    shown = html(show("timeline"))
    assert "甲乙关系会走向何方" in shown
    assert "制裁之后" in shown


def test_many_documents_share_one_calendar_in_lanes_by_issue(show):
    page = show("timeline", documents=many(6))
    assert not page.exception
    assert "第5篇</span></h2>" not in html(page)
    assert page.segmented_control(key="lanes").value == "issue"


@pytest.mark.parametrize("by", ["issue", "commentator", "document"])
def test_lanes_are_chosen_and_kept_in_the_address(show, by):
    page = show("timeline", documents=many(6))
    page.segmented_control(key="lanes").set_value(by).run()
    assert not page.exception
    assert page.session_state["own"]["timeline"].get("by", ["issue"]) == [by]


def test_event_in_the_address_shows_its_sentence(show):
    page = show("timeline", query={"show": "d1:5"})
    assert html(page).count("<blockquote") == 1


def test_every_happening_is_a_link_to_its_place_in_the_text(show):
    shown = html(show("timeline"))
    table = shown[shown.index("lh-dated"):shown.index("</table>")]
    assert table.count('href="reader?') == table.count("<tr><td>") == 12
    assert "doc=d1&amp;at=5" in table


def test_a_range_in_the_address_leaves_out_what_lies_outside(show):
    page = show("timeline", query={"from": "2024-06-01", "to": "2024-06-30"})
    assert "4 from June 2024" in html(page)
    assert page.slider(key="days").value[0].isoformat() == "2024-06-01"


def test_zooming_and_moving_change_the_range(show):
    page = show("timeline", documents=many(6))
    page.segmented_control(key="zoom").set_value("7").run()
    assert not page.exception
    first, last = page.slider(key="days").value
    assert (last - first).days == 6
    page.button(key="move_earlier").click().run()
    assert page.slider(key="days").value[0] < first
    page.segmented_control(key="zoom").set_value("usual").run()
    assert "from" not in page.session_state["own"]["timeline"]


@pytest.mark.parametrize("query", [{"from": "2024-06-31", "to": "x"}, {"from": "1800-01-01", "to": "1801-01-01"},
                                   {"from": "2024-07-01", "to": "2024-06-01"}, {"by": "outlet"}, {"asof": "soon"},
                                   {"show": "none:99"}, {"show": "came:999"}, {"show": "2024-01-01/2024-01-31/nowhere"},
                                   {"part": "99"}, {"part": "-1"}, {"trend": "x"}, {"point": "relations|2024-13-01"},
                                   {"point": "relations|x"}, {"show": "2024-99-01/2024-01-31/relations"}])
def test_what_the_address_asks_for_in_vain_is_passed_over(show, query):
    page = show("timeline", query=query)
    assert not page.exception
    assert html(page).count("<h1") == 1


def test_on_a_day_only_what_was_published_by_then_is_shown(show):
    page = show("timeline", query={"asof": "2024-06-15"})
    shown = html(page)
    assert "On 15 June 2024, 4 predictions were open" in shown
    assert "制裁难以解除" not in shown
    assert page.toggle(key="as_of").value
    page.toggle(key="as_of").set_value(False).run()
    assert "制裁难以解除" in html(page)
    assert "asof" not in page.session_state["own"]["timeline"]


def test_turning_the_view_of_a_day_on_begins_with_the_newest_document(show):
    page = show("timeline")
    page.toggle(key="as_of").set_value(True).run()
    assert page.session_state["own"]["timeline"]["asof"] == ["2025-02-03"]
    assert "On 3 February 2025" in html(page)


def test_before_the_first_document_nothing_was_known(show):
    page = show("timeline", query={"asof": "2020-01-01"})
    assert not page.exception
    assert "none of these documents was written yet" in html(page)


def test_a_bar_of_a_density_lists_what_is_in_it(show):
    page = show("timeline", documents=many(6), query={"show": "2024-06-01/2024-06-07/sanctions"})
    shown = html(page)
    assert "12 from 1 to 7 June 2024" in shown
    page.button(key="zoom_there").click().run()
    assert page.slider(key="days").value[1].isoformat() == "2024-06-07"


def test_a_long_list_is_read_in_parts(show):
    page = show("timeline", documents=many(4))
    assert html(page).count("<tr><td>") == 20
    page.button(key="later_happenings").click().run()
    assert "Part 2 of 2" in html(page)
    assert html(page).count("<tr><td>") == 32 - 20


def test_a_point_of_the_chart_over_time_shows_its_sentences(show):
    page = show("timeline", query={"point": "sanctions|2024-06-01"})
    assert page.button(key="back_point")
    assert html(page).count("制裁再度加码") >= 1


def test_what_is_counted_over_time_is_kept_in_the_address(show):
    page = show("timeline")
    page.segmented_control(key="trend").set_value("outlook").run()
    assert page.session_state["own"]["timeline"]["trend"] == ["outlook"]
    assert not page.exception


def test_names_in_the_address_are_none_of_the_filters():
    assert not set(address.OWN["timeline"]) & set(address.SHARED)

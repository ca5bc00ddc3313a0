"""What a click draws anew, and what it leaves."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import arrive, press, settle

SQUARES = ".js-plotly-plot .scatterlayer .point"


@pytest.fixture
def told(page):
    """What the server tells the page, message by message."""
    messages: list[bytes] = []

    def hear(payload):
        messages.append(payload if isinstance(payload, bytes) else payload.encode())

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    return messages


@pytest.fixture(scope="module")
def dense(serve, tmp_path_factory):
    """The address of a timeline on which so much happens that it is drawn as bars."""
    folder = tmp_path_factory.mktemp("dense")
    days = "".join(f"2023年{month}月{day}日，美国对俄罗斯实施制裁。\n\n" for month in range(1, 9) for day in (3, 9, 15, 21))
    (folder / "many.md").write_text(f"---\ntitle: 制裁之年\noutlet: 某报\nauthor: 林远\npublished: 2023-12-20\n---\n\n{days}我认为，制裁很可能在2024年底前解除。\n", encoding="utf-8")
    return f"{serve(folder)}/timeline?by=issue"


def test_a_mark_has_its_chart_and_sentences_told_and_nothing_below_them(page, dashboard, told):
    arrive(page, dashboard)
    expect(page.locator(SQUARES).first).to_be_visible()
    assert any(b"lh-table" in message for message in told)
    told.clear()
    press(page, page.locator(SQUARES).first)
    expect(page.locator(".lh-rail .lh-said")).to_have_count(1)
    settle(page)
    assert any(b"lh-said" in message for message in told)
    assert not any(b"lh-table" in message or b"lh-finding" in message for message in told)


def test_a_filter_taken_from_a_mark_is_shown_around_the_page_too(page, dashboard):
    arrive(page, dashboard)
    # The filter stands outside the page.
    pressed = page.locator('.st-key-filters button[data-testid="stBaseButton-pillsActive"], .st-key-filters button[aria-pressed="true"]')
    expect(pressed).to_have_count(0)
    press(page, page.locator(SQUARES).first)
    page.locator(".st-key-narrow button").click()
    expect(page).to_have_url(re.compile(r"commentator="))
    settle(page)
    expect(page.locator(".st-key-chips button").first).to_be_visible()
    expect(pressed.first).to_be_visible()


def test_a_click_beside_the_mark_that_changes_more_draws_the_page(page, dense):
    arrive(page, dense)
    days = page.locator(".st-key-timeline_days").inner_text()
    press(page, page.locator(".js-plotly-plot .barlayer .point path").first)
    page.locator(".st-key-zoom_there button").click()
    expect(page).to_have_url(re.compile(r"from=2023-\d\d-\d\d&to=2023-\d\d-\d\d"))
    expect(page.locator(".st-key-timeline_days")).not_to_have_text(days)
    expect(page.locator(".lh-dated").first).to_be_visible()


def test_a_list_beside_the_mark_is_turned_and_the_mark_stays(page, dense):
    arrive(page, dense)
    first = page.locator(".lh-dated tbody tr").first.inner_text()
    page.locator(".st-key-later_happenings button").click()
    expect(page).to_have_url(re.compile("part=2"))
    expect(page.locator(".lh-dated tbody tr").first).not_to_have_text(first)
    settle(page)


@pytest.mark.parametrize(("choice", "words"), [("sort=right", "What follows"), ("look=groups", "Groups compared")])
def test_a_choice_about_words_is_taken_and_the_word_stays(page, dashboard, choice, words):
    arrive(page, f"{dashboard}/words?show=制裁")
    page.get_by_text(words, exact=True).first.click()
    expect(page).to_have_url(re.compile(f"{choice}.*"))
    settle(page)
    expect(page.get_by_label("Find a word or phrase")).to_have_value("制裁")
    expect(page.locator(".lh-finding")).to_be_visible()

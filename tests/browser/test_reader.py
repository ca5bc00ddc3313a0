"""The Reader used as an analyst uses it."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import arrive

SENTENCES = ("两国制裁很可能在年内解除。", "双方的会谈不会取得突破。", "市场一度大跌,出口下降。", "如果让步,关系可能缓和。")


@pytest.fixture(scope="module")
def long(serve, tmp_path_factory) -> str:
    """A dashboard over one document of 300 kB."""
    folder = tmp_path_factory.mktemp("long")
    lines, size = [], 0
    while size < 300_000:
        lines.append("研究员林远认为," + "".join(SENTENCES[(len(lines) + place) % 4] for place in range(6)))
        size += len(lines[-1].encode())
    (folder / "long.txt").write_text("某社报道\n\n" + "\n\n".join(lines), encoding="utf-8")
    return serve(folder)


def here(page: Page) -> str:
    """Return the text of the place shown."""
    return page.locator("#lh-here").inner_text()


def test_next_and_previous_step_through_the_marks_by_link_and_by_key(page, dashboard):
    arrive(page, f"{dashboard}/reader")
    page.locator("a.lh-next").click()
    expect(page.locator("#lh-here")).to_be_in_viewport()
    first = page.url
    page.locator(".lh-hits").get_by_role("status").wait_for()
    expect(page.locator("article.lh-reader")).to_be_focused()
    page.keyboard.press("n")
    expect(page).not_to_have_url(first)
    expect(page.locator(".lh-hits").get_by_role("status")).to_contain_text("2 of")
    expect(page.locator("article.lh-reader")).to_be_focused()
    page.keyboard.press("p")
    expect(page).to_have_url(first)


def test_letters_typed_elsewhere_step_nowhere(page, dashboard):
    arrive(page, f"{dashboard}/reader")
    page.get_by_label("Find in this text").click()
    page.keyboard.type("np")
    assert "at=" not in page.url
    assert page.get_by_label("Find in this text").input_value() == "np"


def test_bar_of_the_strip_jumps_there(page, dashboard):
    arrive(page, f"{dashboard}/reader")
    page.locator("nav.lh-strip a.lh-bar").last.click()
    expect(page.locator("#lh-here")).to_be_in_viewport()
    expect(page.locator("nav.lh-strip .lh-bar-here")).to_have_count(1)


def test_mark_leads_to_its_row_and_the_row_back_to_the_mark(page, dashboard):
    arrive(page, f"{dashboard}/reader")
    number = page.locator(".lh-reader a.lh-row").first
    said = number.inner_text()
    number.click()
    row = page.locator(f"#lh-row-{said}")
    expect(row).to_be_in_viewport()
    quote = row.locator("a.lh-go")
    expect(quote).to_be_focused()
    words = quote.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#lh-here")).to_be_in_viewport()
    assert here(page)[:2] in words


def test_word_is_found_in_either_script(page, dashboard):
    told = []
    for word in ("会晤", "會晤"):
        arrive(page, f"{dashboard}/reader?find={word}")
        told.append(page.locator(".lh-hits").get_by_role("status").inner_text())
    assert told[0] == told[1]
    assert "place" in told[0]


def test_word_that_is_not_there_is_said_so(page, dashboard):
    arrive(page, f"{dashboard}/reader")
    page.get_by_label("Find in this text").fill("没有的词")
    page.keyboard.press("Enter")
    expect(page.locator(".lh-notice")).to_contain_text("does not stand in this text")


def test_layer_switched_off_leaves_its_marks_out(page, dashboard):
    arrive(page, f"{dashboard}/reader")
    expect(page.locator(".lh-pred").first).to_be_visible()
    page.locator(".st-key-layers button[data-variant=pills]").filter(has_text="Predictions").click()
    expect(page.locator(".lh-reader .lh-pred")).to_have_count(0)


def test_document_of_300_kb_is_turned_in_a_second(page, long):
    arrive(page, f"{long}/reader")
    page.locator("a.lh-next").click()
    expect(page.locator("#lh-here")).to_be_in_viewport()
    place = page.locator("#lh-here").inner_text()
    began = time.monotonic()
    page.locator("nav.lh-strip a.lh-bar").last.click()
    expect(page.locator(".lh-bar-here").last).to_have_class("lh-go lh-bar lh-bar-here")
    expect(page.locator("#lh-here")).to_be_in_viewport()
    # The machine may be busy: alone it takes a third of this.
    assert time.monotonic() - began < 3
    assert place

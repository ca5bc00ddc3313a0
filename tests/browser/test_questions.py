"""Questions as somebody uses them: brought in from a file, their links decided with the keyboard, and what was expected of one."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from analysis.verification.question_files import to_csv
from analysis.verification.questions import Source
from tests.analysis.asked import question
from tests.browser.visiting import arrive, settle

ASKED = question("they-meet", en="The leaders meet by 2024", zh="两国元首在2024年会晤", opened=date(2023, 1, 1), closes=date(2024, 12, 31),
                 terms=("会晤",), actors=("russia",), resolution="yes", resolved_on=date(2024, 11, 1), sources=(Source("某报", "https://example.org/a"),))


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory):
    """The address of a dashboard over three invented documents in which somebody expects a meeting."""
    folder = tmp_path_factory.mktemp("asked")
    for number, (who, how) in enumerate((("林远", "很可能"), ("周启明", "不太可能"), ("苏文达", "必将"))):
        (folder / f"{number}.md").write_text(
            f"---\ntitle: 第{number}篇\noutlet: 某报\npublished: 2024-0{number + 2}-10\n---\n\n"
            f"研究员{who}认为，俄罗斯与美国元首{how}在年内举行会晤。\n", encoding="utf-8")
    return f"{serve(folder)}/questions"


def press(page, key):
    """Press a key once the page stands still: one pressed while it is drawn anew is not heard."""
    settle(page)
    expect(page.get_by_role("button", name=re.compile(f"Shortcut {key}$", re.IGNORECASE))).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press(key)


@pytest.fixture
def imported(page, address):
    """The page with the question taken in from a file."""
    arrive(page, f"{address}?look=files")
    page.locator('input[type="file"]').set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": to_csv([ASKED])})
    expect(page.get_by_test_id("stFileChipName").get_by_text("a.csv")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".lh-notice")).to_contain_text("taken in")
    return page


def test_many_links_are_chosen_in_the_list_and_decided_at_once(imported, address):
    page = imported
    arrive(page, f"{address}?look=links")
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    for row in range(2):
        page.mouse.click(box["x"] + 18, box["y"] + 35 + 35 * row + 17)
    page.get_by_role("button", name="Confirm the 2 chosen").click()
    expect(page.locator(".lh-notice")).to_have_text("2 links confirmed.")
    expect(page.get_by_text("One link is proposed")).to_be_visible()
    press(page, "z")
    expect(page.get_by_text("3 links are proposed")).to_be_visible()


def test_links_are_decided_with_the_keyboard_and_count_from_then_on(imported, address):
    page = imported
    arrive(page, f"{address}?look=links")
    title = page.locator("h2.lh-block").filter(has_text=re.compile("proposed$"))
    expect(title).to_have_text("3 links are proposed")
    press(page, "x")
    expect(page.locator(".lh-notice")).to_have_text("One link rejected.")
    press(page, "z")
    expect(title).to_have_text("3 links are proposed")
    for left in ("2 links are proposed", "One link is proposed"):
        press(page, "a")
        expect(title).to_have_text(left)
    press(page, "a")
    expect(page.get_by_text("Nothing is proposed")).to_be_visible()
    arrive(page, f"{address}?question=they-meet")
    expect(page.locator("h1")).to_have_text("The leaders meet by 2024")
    expect(page.locator(".lh-subtitle")).to_contain_text("3 commentators gave it")
    expect(page.locator(".lh-judged tbody tr")).to_have_count(3)
    page.locator(".lh-judged td.lh-n a").first.click()
    expect(page.locator(".lh-quote")).to_have_count(1)
    expect(page).to_have_url(re.compile("show="))

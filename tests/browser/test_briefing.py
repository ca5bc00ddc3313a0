"""A briefing put together as an analyst does it."""

import zipfile

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.conftest import DOCUMENTS
from tests.browser.visiting import arrive, downloaded, settle, stand_still


@pytest.fixture(scope="module")
def desk(serve) -> str:
    """The address of a dashboard of these tests' own."""
    return serve(DOCUMENTS)


def lines(page: Page):
    return page.locator('[class*="st-key-entry_open_"] button')


def add_chart_and_quote(page: Page, address: str) -> str:
    """Add the chart of Outcomes and its first quote to a new briefing, and return the quote."""
    arrive(page, f"{address}/outcomes?issue=sanctions")
    said = page.locator(".lh-quote").first.locator("bdi").evaluate(
        "said => [...said.childNodes].filter(part => !part.classList?.contains('lh-context')).map(part => part.textContent).join('')")
    page.locator(".st-key-brief_outcomes button").click()
    expect(page.get_by_text("Added to “Briefing”: 1 entry.")).to_be_visible()
    page.locator("button.lh-add").first.click()
    expect(page.get_by_text("Added to “Briefing”: 2 entries.")).to_be_visible()
    return said


def drag(page: Page, handle, to) -> None:
    """Take a line by its handle, and let it go once the page shows that it would come to stand before another."""
    # What was pressed before may have left the lines below the bar at the top, where nothing can be dropped.
    to.evaluate("line => line.scrollIntoView({block: 'center', behavior: 'instant'})")
    handle.hover()
    page.mouse.down()
    box = to.bounding_box()
    for below in (20, 10, 2):
        page.mouse.move(box["x"] + 5, box["y"] + below)
    expect(page.locator(".lh-drop")).to_have_count(1)
    page.mouse.up()


def test_from_a_chart_and_a_quote_to_slides(desk, page, tmp_path):
    said = add_chart_and_quote(page, desk)
    arrive(page, f"{desk}/briefing?issue=sanctions")
    expect(lines(page)).to_have_count(2)
    expect(lines(page).nth(1)).to_contain_text(said[:20])

    lines(page).nth(1).click()
    page.get_by_role("button", name="Up", exact=True).click()
    expect(lines(page).nth(0)).to_contain_text(said[:20])
    lines(page).nth(1).click()
    title = page.get_by_label("Title; left empty, the finding")
    title.fill("Who gives sanctions a chance")
    title.press("Enter")
    expect(lines(page).nth(1)).to_have_text("Who gives sanctions a chance")
    expect(page.get_by_label("Title; left empty, the finding")).to_have_value("Who gives sanctions a chance")

    file = downloaded(page, page.get_by_role("button", name="PPTX"), tmp_path)
    slides = list(Presentation(file).slides)[1:]  # the first holds the title of all
    texts = ["\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    quoted, charted = (next(place for place, text in enumerate(texts) if wanted in text) for wanted in (said, "Who gives sanctions a chance"))
    assert quoted < charted
    assert any(shape.has_chart for shape in slides[charted].shapes)

    page.reload()
    expect(lines(page).nth(1)).to_have_text("Who gives sanctions a chance")


def test_line_is_dragged_undone_and_previewed(desk, page, tmp_path):
    arrive(page, f"{desk}/briefing")
    if page.get_by_text("New briefing").count():
        page.get_by_text("New briefing").click()
        stand_still(page)
    page.locator('[class*="_slides"] button').click()
    expect(lines(page)).to_have_count(4)
    settle(page)
    before = lines(page).all_inner_texts()
    drag(page, page.locator(".lh-handle").nth(3), page.locator(".lh-handle").nth(0))
    expect(lines(page).nth(0)).to_have_text(before[3])
    assert lines(page).all_inner_texts() == [before[3], *before[:3]]
    page.get_by_role("button", name="Undo").click()
    expect(lines(page).nth(0)).to_have_text(before[0])

    page.get_by_text("Preview", exact=True).click()
    expect(page.get_by_alt_text("Page 1 of", exact=False)).to_be_visible(timeout=120_000)
    file = downloaded(page, page.get_by_role("button", name="ZIP"), tmp_path)
    assert zipfile.ZipFile(file).testzip() is None

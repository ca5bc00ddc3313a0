"""What every visitor does: arrive at a page, wait for it, take a file from it."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

# The machine may be busy with other tests.
expect.set_options(timeout=60_000)


BUSY = '[data-testid="stApp"]:not([data-test-script-state="notRunning"])'


def arrive(page: Page, address: str) -> None:
    """Open an address and wait until the page stands; from then on, nothing is pressed or read while it is drawn again."""
    # While Streamlit draws, the old and the new of an element may both be there.
    page.remove_locator_handler(page.locator(BUSY))
    page.add_locator_handler(page.locator(BUSY), lambda: None)
    page.goto(address)
    expect(page.locator("h1.lh-finding")).to_be_visible(timeout=120_000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page is drawn to its end and listens: a file asked for before may be one the next run takes away."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_attached()
    expect(page.get_by_test_id("stBidiComponentRegular")).to_be_attached()


def stand_still(page: Page) -> None:
    """Wait until what was opened has opened: a button that moves between press and release is not clicked."""
    page.evaluate("() => Promise.allSettled(document.getAnimations()"
                  ".filter(moving => moving.effect.getComputedTiming().iterations < 10).map(moving => moving.finished))")
    settle(page)


def downloaded(page: Page, button: Locator, to: Path) -> Path:
    """Press a button that gives a file, and return the file kept in a folder, under the name the page gave it."""
    settle(page)
    with page.expect_download(timeout=120_000) as waiting:
        button.click()
    kept = to / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    return kept


def press(page: Page, mark: Locator) -> None:
    """Click the middle of a mark, which Plotly hears of by its place."""
    expect(mark).to_be_visible()
    mark.scroll_into_view_if_needed()
    stand_still(page)
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def click_cell(page: Page) -> None:
    """Click the first cell of the heatmap."""
    press(page, page.locator(".js-plotly-plot .barlayer .point path").first)

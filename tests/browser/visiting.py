"""What every visitor does: arrive at a page, wait for it, take a file from it."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

# The machine may be busy with other tests.
expect.set_options(timeout=60_000)


# Between what is pressed and the run that answers it, the page stands still and still shows what was: marked here until the run begins,
# or, where it is over before the page has shown that it runs, until nothing more has come for half a second.
ASKED = """(() => {
  if (window.lhHeard) return;
  window.lhHeard = true;
  const send = WebSocket.prototype.send;
  const asked = (whether) => document.querySelector("[data-testid=stApp]")?.toggleAttribute("data-asked", whether);
  let over = 0;
  WebSocket.prototype.send = function (message) {
    send.call(this, message);
    if (!this.lhHears) {
      this.lhHears = true;
      this.addEventListener("message", () => {
        window.clearTimeout(over);
        over = window.setTimeout(() => asked(false), 500);
      });
    }
    window.clearTimeout(over);
    asked(true);
    over = window.setTimeout(() => asked(false), 5000);
  };
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.dataset.testScriptState !== "notRunning")) asked(false);
  }).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] });
})()"""
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]:not([data-asked])'
BUSY = f'[data-testid="stApp"]:not({READY})'


def arrive(page: Page, address: str) -> None:
    """Open an address and wait until the page stands; from then on, nothing is pressed or read while it is drawn again."""
    page.set_default_timeout(60_000)
    page.add_init_script(ASKED)
    # While Streamlit draws, the old and the new of an element may both be there.
    page.remove_locator_handler(page.locator(BUSY))
    page.add_locator_handler(page.locator(BUSY), lambda: None)
    page.goto(address)
    expect(page.locator("h1.lh-finding")).to_be_visible(timeout=120_000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page is drawn to its end and listens: a file asked for before may be one the next run takes away."""
    expect(page.locator(READY)).to_be_attached()
    expect(page.locator(".st-key-signals").get_by_test_id("stBidiComponentRegular")).to_be_attached()


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


def parts(page: Page) -> int:
    """Return how many parts the page's first chart is drawn of; the ring around a mark is one."""
    return page.evaluate(f"{_PARTS}()")


def expect_parts(page: Page, number: int) -> None:
    """Wait until the first chart is drawn of so many parts."""
    page.wait_for_function(f"number => {_PARTS}() === number", arg=number)


# As the browser draws it, which is not always what it was last sent.
_PARTS = "(() => { const drawn = document.querySelector('.js-plotly-plot'); return drawn ? drawn.data.length + drawn.querySelectorAll('.lh-rings > *').length : 0; })"

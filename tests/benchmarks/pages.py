"""How fast the pages are in a real browser, beside an almost empty Streamlit application in the same run.

    python -m tests.benchmarks.pages [MENTIONS ...]

Without an argument, over the sample and over a generated corpus of 1,000,000 mentions. Prints tables in Markdown. Read the
ratios: machines differ and are noisy.

What is measured
----------------
click
    From pressing the mouse to the last change in the page's body, the run of the script ended. `filter`: an issue chosen in
    the sidebar, each for the first time, so that nothing has been counted before. `mark`: a mark of the page's first chart.
first paint
    From asking a fresh server, by a browser with an empty cache, to the heading, and to the first chart.
bytes
    All that the browser received for it, as sent: scripts, fonts, the page itself over its web socket.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server import CHROMIUM, LAUNCH, answered, free_port, running

PAGES = ("overview", "outcomes", "issues", "timeline", "actors", "networks", "words", "compare", "commentator", "reader")
CHARTLESS = ("reader",)
CLICKS, COLD = 3, 3
ALLOWED = {"sample": 1.5, "million": 3.0}
MOST_BYTES = 3e6
SCREEN = {"viewport": {"width": 1440, "height": 1000}}
WAIT = 120_000
# Started by a press of the mouse, ended by the last change in the page's body once the script has run and all is quiet.
SETTLED = """() => new Promise(done => {
  const app = document.querySelector('[data-testid="stApp"]'), body = document.querySelector('[data-testid="stMain"]');
  let pressed = null, last = null, ran = false;
  const note = () => { if (pressed !== null) last = performance.now(); };
  const watch = new MutationObserver(note);
  watch.observe(body, {subtree: true, childList: true, characterData: true, attributes: true});
  document.addEventListener("mousedown", () => { pressed = last = performance.now(); }, {capture: true, once: true});
  const look = setInterval(() => {
    if (pressed === null) return;
    const state = app.dataset.testScriptState, now = performance.now();
    if (state === "running") ran = true;
    if ((state === "notRunning" && now - last > 400 && (ran || now - pressed > 1500)) || now - pressed > 60000) {
      clearInterval(look); watch.disconnect(); done(last - pressed);
    }
  }, 20);
})"""
PAINTED = """() => { window.painted = {};
  const look = () => {
    for (const [name, what] of [["heading", "h1"], ["chart", ".js-plotly-plot .main-svg"]]) {
      if (!(name in window.painted) && document.querySelector(what)) {
        window.painted[name] = null;
        requestAnimationFrame(() => { window.painted[name] = performance.now(); });
      }
    }
  };
  new MutationObserver(look).observe(document, {subtree: true, childList: true});
}"""


@dataclass
class Visit:
    """What came with a page: bytes, and milliseconds to its heading and first chart."""

    bytes: float = 0
    heading: float = 0
    chart: float = 0


@dataclass
class Clicks:
    """Milliseconds from click to redrawn."""

    filter: list[float] = field(default_factory=list)
    mark: list[float] = field(default_factory=list)


def empty_app() -> AbstractContextManager[str]:
    """Give the address of the almost empty application."""
    return small_app("empty_app.py", {})


@contextmanager
def small_app(script: str, variables: Mapping[str, str]) -> Iterator[str]:
    """Give the address of an application of one script of this folder, with more of its environment."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        log = Path(home) / "log"
        with log.open("w") as out:
            process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(Path(__file__).parent / script),
                                        "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true",
                                        "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"],
                                       stdout=out, stderr=subprocess.STDOUT, cwd=home, env={**os.environ, **variables})
        try:
            yield answered(process, f"http://127.0.0.1:{port}", log, "/_stcore/health")
        finally:
            process.terminate()
            process.wait(timeout=20)


def first_visit(browser: Browser, address: str, *, chart: bool = True) -> Visit:
    """Return what a first visit brings and takes, of a page that has a chart or none."""
    context = browser.new_context(**SCREEN)
    page = context.new_page()
    page.add_init_script(f"({PAINTED})()")
    came = [0.0]
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda said: came.append(said["encodedDataLength"]))
    wire.on("Network.webSocketFrameReceived", lambda said: came.append(
        len(said["response"]["payloadData"]) * (0.75 if said["response"]["opcode"] == 2 else 1)))
    page.goto(address)
    drawn(page, chart)
    # Fonts come last, for what is drawn by then.
    page.wait_for_load_state("networkidle", timeout=WAIT)
    page.wait_for_timeout(1500)
    painted = page.evaluate("window.painted")
    context.close()
    return Visit(sum(came), painted.get("heading") or 0, painted.get("chart") or 0)


def quiet(page: Page) -> None:
    """Wait until the page stands."""
    page.locator("h1").first.wait_for(timeout=WAIT)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=WAIT)
    page.wait_for_timeout(700)


def drawn(page: Page, chart: bool) -> None:
    """Wait until what can be clicked is there: the browser fetches Plotly while Streamlit already says that all has run."""
    page.locator(f"{EMPTY_PILLS} >> visible=true").first.wait_for(timeout=WAIT)
    if chart:
        page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=WAIT)
    quiet(page)


def pressed(page: Page, x: float, y: float) -> float:
    """Click there and return the milliseconds until all is redrawn."""
    page.mouse.move(x, y)
    page.wait_for_timeout(250)
    page.evaluate(f"() => {{ window.settled = ({SETTLED})(); }}")
    page.mouse.down()
    page.mouse.up()
    return page.evaluate("window.settled")


def middle(page: Page, what: str, number: int = 0) -> tuple[float, float] | None:
    """Return where the middle of a visible thing is."""
    found = page.locator(what)
    if found.count() <= number:
        return None
    found.nth(number).scroll_into_view_if_needed(timeout=5000)
    box = found.nth(number).bounding_box()
    return (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) if box else None


def clicks(browser: Browser, address: str, pills: str, *, chart: bool = True) -> Clicks:
    """Return how long clicks on a page take to be redrawn."""
    context = browser.new_context(**SCREEN)
    page = context.new_page()
    page.goto(address)
    drawn(page, chart)
    taken = Clicks()
    for number in range(CLICKS):
        page.evaluate(STANDING)
        place = middle(page, MARK, number)
        if place:
            taken.mark.append(pressed(page, *place))
            quiet(page)
        place = middle(page, pills, number)
        if place:
            taken.filter.append(pressed(page, *place))
            quiet(page)
            # Taken back, so that each choice is the only one.
            pressed(page, *(middle(page, pills, number) or place))
            quiet(page)
    context.close()
    return taken


def sides(mentions: int | None, home: Path):
    """Return the file of a corpus written under a home; None for the sample."""
    if mentions is None:
        return None
    os.environ["LUNHENG_HOME"] = str(home)
    from analysis import codebook
    from tests.benchmarks import million

    return million.write(home, mentions, codebook.load())


PILLS = '.st-key-filters button[data-variant=pills]'
# Those that stand for something, as Plotly knows of the trace they are drawn of.
MARK = "[data-stands]"
STANDING = """() => { for (const mark of document.querySelectorAll('.js-plotly-plot .barlayer .point path, .js-plotly-plot .scatterlayer .point'))
  mark.toggleAttribute('data-stands', Boolean(mark.closest('.trace').__data__[0].trace.customdata?.[mark.__data__.i])); }"""
EMPTY_PILLS = 'button[data-variant=pills]'


def median(times: list[float]) -> float:
    return statistics.median(times) if times else float("nan")


def table(heads: list[str], rows: list[list[str]]) -> str:
    """Return rows as Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])


def over(browser: Browser, name: str, mentions: int | None, allowed: float) -> bool:
    """Print how fast the pages are over a corpus; return whether all keep to what is allowed."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        corpus = sides(mentions, home)
        with empty_app() as empty, running(home, corpus) as address:
            rows, kept, floors = [], True, Clicks()
            for number, page in enumerate(PAGES):
                if number % 4 == 0:
                    # The machine may be busier than a minute ago: the floor is taken again, and all of it counts.
                    floor = clicks(browser, empty, EMPTY_PILLS)
                    floors.filter += floor.filter
                    floors.mark += floor.mark
                where = f"{address}/{page if page != 'overview' else ''}"
                came = first_visit(browser, where, chart=page not in CHARTLESS)
                ours = clicks(browser, where, PILLS, chart=page not in CHARTLESS)
                cells = [page]
                for kind in ("filter", "mark"):
                    took, least = median(getattr(ours, kind)), median(getattr(floors, kind))
                    ratio = took / least
                    # What could not be measured does not count as kept.
                    kept &= ratio <= allowed or (kind == "mark" and page in CHARTLESS)
                    cells += [f"{took:.0f} ms", f"{ratio:.2f} x"] if getattr(ours, kind) else ["", ""]
                kept &= came.bytes <= MOST_BYTES
                rows.append([*cells, f"{came.bytes / 1e6:.2f} MB"])
                print(" ".join(rows[-1]), file=sys.stderr)
            rows.append(["*the empty app*", f"{median(floors.filter):.0f} ms", "1", f"{median(floors.mark):.0f} ms", "1", ""])
    print(f"\n{name}: at most {allowed} x and {MOST_BYTES / 1e6:.0f} MB {'kept' if kept else 'NOT KEPT'}\n")
    print(table(["page", "filter", "", "mark", "", "first visit"], rows), flush=True)
    return kept


def cold(browser: Browser) -> bool:
    """Print how soon the first page of a fresh server is painted; return whether it keeps to what is allowed."""
    ours, empty = [], []
    for _ in range(COLD):
        with empty_app() as address:
            empty.append(first_visit(browser, address))
        with tempfile.TemporaryDirectory() as home, running(Path(home)) as address:
            ours.append(first_visit(browser, address))
    rows, kept = [], True
    for name, allowed in (("heading", 1.5), ("chart", float("inf"))):
        took, least = (median([getattr(visit, name) for visit in visits]) for visits in (ours, empty))
        kept &= took <= allowed * least
        rows.append([name, f"{took:.0f} ms", f"{least:.0f} ms", f"{took / least:.2f} x"])
    print(f"\nfirst paint of a fresh server, empty cache: at most 1.5 x {'kept' if kept else 'NOT KEPT'}\n")
    print(table(["painted", "overview", "empty app", ""], rows), flush=True)
    return kept


def main(sizes: list[int | None]) -> int:
    """Print the tables; return the exit code, 1 where something is slower than allowed."""
    if CHROMIUM is None:
        print("No Chromium on this machine: install chromium to measure pages.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        kept = [cold(browser)]
        for mentions in sizes:
            name = f"{mentions:,} mentions" if mentions else "sample"
            kept.append(over(browser, name, mentions, ALLOWED["million" if mentions else "sample"]))
        browser.close()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main([int(size.replace(",", "")) or None for size in sys.argv[1:]] or [None, 1_000_000]))

"""What the charts of a page alone take, drawn ready-made by an almost empty application: the floor under `pages`.

    python -m tests.benchmarks.bare_pages

Each page's own charts over the sample, as it sends them for everything and for each of three issues, are handed to an application that
has pills, a title and these charts and works nothing out (`bare_app`); clicks are measured as in `pages`, in turn with the almost
empty application and with the page itself, in one run. What the bare charts take above the empty application is Streamlit's and
Plotly's, and no work on the page can save it.
"""

import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

from pages.parts import tables
from tests.benchmarks.pages import (
    CHARTLESS,
    EMPTY_PILLS,
    MARK,
    PAGES,
    PILLS,
    clicks,
    empty_app,
    median,
    small_app,
    table,
)
from tests.browser.server import CHROMIUM, LAUNCH, ROOT, running

# The first pills of the filter, and everything.
CHOSEN = 3


def charts(page: str) -> list[list[dict]]:
    """Return the figures a page sends over the sample: for everything, then for each of the first issues."""
    script = next((ROOT / "pages").rglob(f"{page}.py"))
    sets = []
    for issue in (None, *_issues()):
        run = AppTest.from_file(str(script), default_timeout=60)
        if issue:
            run.query_params["issue"] = issue
        run.run()
        sets.append([json.loads(element.proto.spec) for element in run.get("plotly_chart")])
    return sets


def _issues() -> list[str]:
    counted = tables.current().tables.predictions["issue"].value_counts()
    return list(counted.index[:CHOSEN])


def main() -> int:
    """Print the table; return the exit code."""
    if CHROMIUM is None:
        print("No Chromium on this machine: install chromium to measure pages.", file=sys.stderr)
        return 2
    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as place:
        browser = playwright.chromium.launch(**LAUNCH)
        home = Path(place)
        told = home / "charts.json"
        with empty_app() as empty, running(home) as ours:
            for page in PAGES:
                if page in CHARTLESS:
                    continue
                sets = charts(page)
                told.write_text(json.dumps(sets), encoding="utf-8")
                with small_app("bare_app.py", {"CHARTS": str(told)}) as bare:
                    floor = clicks(browser, empty, EMPTY_PILLS, MARK)
                    alone = clicks(browser, bare, EMPTY_PILLS, MARK)
                    whole = clicks(browser, f"{ours}/{page if page != 'overview' else ''}", PILLS, MARK)
                cells = [page, str(len(sets[0]))]
                for kind in ("filter", "mark"):
                    least, drawn, all_of_it = (median(getattr(times, kind)) for times in (floor, alone, whole))
                    cells += [f"{least:.0f}", f"{drawn:.0f}", f"{drawn / least:.2f} x", f"{all_of_it:.0f}", f"{all_of_it / drawn:.2f} x"]
                rows.append(cells)
                print(" ".join(cells), file=sys.stderr)
        browser.close()
    print(table(["page", "charts", "filter: empty", "its charts alone", "of empty", "the page", "of its charts",
                 "mark: empty", "its charts alone", "of empty", "the page", "of its charts"], rows), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

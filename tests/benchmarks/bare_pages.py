"""What the charts of a page alone take, drawn ready-made by an almost empty application: the floor under `pages`.

    python -m tests.benchmarks.bare_pages

Each page's own charts over the sample, as it sends them for everything and for each of three issues, are handed to an application that
has pills, a title and these charts and works nothing out (`bare/app.py`), once drawn by Streamlit's element and once by the pages' own
component; clicks are measured as in `pages`, in turn with the almost empty application and with the page itself, in one run.
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


def charts(page: str) -> list[list[str]]:
    """Return the figures a page sends over the sample: for everything, then for each of the first issues."""
    script = next((ROOT / "pages").rglob(f"{page}.py"))
    sets = []
    for issue in (None, *_issues()):
        run = AppTest.from_file(str(script), default_timeout=60)
        if issue:
            run.query_params["issue"] = issue
        run.run()
        sets.append([json.dumps(json.loads(element.proto.bytes)["figure"]) for element in run.get("bidi_component")
                     if element.proto.component_name == "lunheng_figure"])
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
                environment = {"CHARTS": str(told), "PYTHONPATH": str(ROOT)}
                with small_app("bare/app.py", environment | {"DRAWN_BY": "streamlit"}) as theirs, small_app("bare/app.py", environment) as bare:
                    floor = clicks(browser, empty, EMPTY_PILLS)
                    as_streamlit = clicks(browser, theirs, EMPTY_PILLS)
                    alone = clicks(browser, bare, EMPTY_PILLS)
                    whole = clicks(browser, f"{ours}/{page if page != 'overview' else ''}", PILLS)
                cells = [page, str(len(sets[0]))]
                for kind in ("filter", "mark"):
                    least, streamlits, drawn, all_of_it = (median(getattr(times, kind)) for times in (floor, as_streamlit, alone, whole))
                    cells += [f"{least:.0f}", f"{streamlits:.0f}", f"{drawn:.0f}", f"{drawn / least:.2f} x", f"{all_of_it:.0f}", f"{all_of_it / least:.2f} x"]
                rows.append(cells)
                print(" ".join(cells), file=sys.stderr)
        browser.close()
    print(table(["page", "charts", *(head for kind in ("filter", "mark") for head in (
        f"{kind}: empty", "its charts by Streamlit's element", "by ours", "of empty", "the page", "of empty"))], rows), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How fast the library is: 1,000 articles imported and coded, and its page over 100,000 documents beside an empty application.

    python -m tests.benchmarks.library [import] [page]

`import`: files of 3 kB, 3 MB in all, from the first byte kept to the tables made, by a process of its own; processor seconds
beside the clock, as machines are shared. `page`: from asking a warm server, by a browser with an empty cache, to the heading,
and to the table of documents.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from playwright.sync_api import sync_playwright

from tests.benchmarks.corpus import readings
from tests.benchmarks.pages import SCREEN, WAIT, empty_app, quiet
from tests.browser.server import CHROMIUM, LAUNCH, running

MEGABYTES, ALLOWED, DOCUMENTS, VISITS = 3.0, 10.0, 100_000, 5
TEXT = "第{number}篇。顾远认为，{number}号谈判大概率破裂。李简则指出，第{number}项协议有望在年底前签署，但范围不会太大。"


def imported() -> None:
    """Print how long it takes to import and code articles."""
    from analysis.imports import Jobs, supervisor
    from analysis.library import Library

    files = [(f"{number}.txt", reading.text.encode(), "") for number, reading in enumerate(readings(MEGABYTES))]
    with Library() as library:
        library.shows_sample = False
        before, began, here = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), time.process_time()
        job = Jobs(library.engine).begin(1, files)
        supervisor.see_through(library, job)
        took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        assert Jobs(library.engine).get(job).done == len(files)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + time.process_time() - here
    print(f"{len(files):,} articles, {sum(len(data) for _, data, _ in files) / 1e6:.1f} MB, imported and coded in {took:.1f} s "
          f"({used:.1f} processor seconds; asked for: {ALLOWED:.0f} s on two processors; load {os.getloadavg()[0]:.1f})")


def filled(home: Path) -> None:
    """Put documents into a library and code them."""
    from analysis import corpus
    from analysis.documents import identity
    from analysis.holdings import Item, Original, Placement, now, writing
    from analysis.library import Library
    from analysis.readers import Reading

    os.environ["LUNHENG_HOME"] = str(home)
    with Library() as library:
        library.shows_sample = False
        rows = []
        for number in range(DOCUMENTS):
            reading = Reading(f"{number}.txt", TEXT.format(number=number))
            rows.append({"doc_id": identity(reading), "original_id": 1, "source": reading.source, "title": f"第{number}篇", "outlet": f"某报{number % 40}",
                         "author": "", "url": "", "published": now().date(), "text": reading.text, "heading": f"第{number}篇"})
        with writing(library.engine) as connection:
            connection.execute(sa.insert(Original).values(name="all.jsonl", data=b"", added=now()))
            for start in range(0, DOCUMENTS, 5000):
                part = rows[start:start + 5000]
                connection.execute(sa.insert(Item), part)
                connection.execute(sa.insert(Placement), [{"project_id": 1, "doc_id": row["doc_id"], "added": now(), "removed": None} for row in part])
        # The tables are written, not worked out: what opens the page is asked, not what codes.
        corpus.coded(library, whole=_spoken)


def _spoken(documents, codebook, progress):
    """Return tables in which every document is one voice's."""
    from analysis.schemas import COMMENTARIES, Tables

    spoken = pd.DataFrame({"commentary_id": documents["doc_id"] + "-c000", "doc_id": documents["doc_id"], "commentator": "顾远",
                           "role": "quoted", "start": 0, "end": documents["text"].str.len()})
    empty = Tables.empty()
    return Tables(documents, COMMENTARIES.check(spoken.astype(COMMENTARIES.columns)), empty.mentions, empty.predictions, empty.events, empty.words)


def opened() -> None:
    """Print how long the page takes to open."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        filled(Path(home))
        browser = playwright.chromium.launch(**LAUNCH)
        with empty_app() as empty, running(Path(home)) as address:
            times = {"empty": [], "heading": [], "table": []}
            for _ in range(VISITS + 1):
                times["empty"].append(_until(browser, empty, "h1"))
                times["heading"].append(_until(browser, f"{address}/library", "h1.lh-finding"))
                times["table"].append(_until(browser, f"{address}/library", '[data-testid="stDataFrame"] canvas'))
        browser.close()
    # The first visit of each is somebody else's: the server reads its files.
    middle = {name: statistics.median(taken[1:]) for name, taken in times.items()}
    print(f"empty application {middle['empty']:.0f} ms; Library over {DOCUMENTS:,} documents: heading {middle['heading']:.0f} ms "
          f"({middle['heading'] / middle['empty']:.1f} x), table {middle['table']:.0f} ms ({middle['table'] / middle['empty']:.1f} x)")


def _until(browser, address: str, what: str) -> float:
    context = browser.new_context(**SCREEN)
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(what).first.wait_for(timeout=WAIT)
    took = 1000 * (time.perf_counter() - began)
    quiet(page)
    context.close()
    return took


if __name__ == "__main__":
    if CHROMIUM is None:
        raise SystemExit("No Chromium on this machine: install chromium to run it.")
    os.environ["LUNHENG_HOME"] = tempfile.mkdtemp()
    for name, does in {"import": imported, "page": opened}.items():
        if name in (sys.argv[1:] or ("import", "page")):
            does()

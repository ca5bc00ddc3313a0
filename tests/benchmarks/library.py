"""How fast the library is: 1,000 articles imported and coded, and its page over 100,000 documents beside an empty application.

    python -m tests.benchmarks.library [import] [page]

`import`: a thousand files of 3 kB, from calling the program to its end, by `python -m analysis import` and by a job as the server
does it; then phase by phase in one process. Processor seconds of all processes beside the clock, as machines are shared. Text of which
18 sentences in 100 predict, as in commentary; and text that does little else. `page`: from asking a warm server, by a browser with an
empty cache, to the heading, and to the table of documents.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from playwright.sync_api import sync_playwright

from tests.benchmarks.corpus import ORDINARY, readings
from tests.benchmarks.pages import SCREEN, WAIT, empty_app, quiet
from tests.browser.server import CHROMIUM, LAUNCH, running

ARTICLES, BYTES, ALLOWED, DOCUMENTS, VISITS = 1000, 3000, 10.0, 100_000, 13
TEXT = "第{number}篇。顾远认为，{number}号谈判大概率破裂。李简则指出，第{number}项协议有望在年底前签署，但范围不会太大。"


def articles(share: float) -> list[tuple[str, bytes, str]]:
    """Return files, each of whole sentences until it passes 3 kB; `share` as in `readings`."""
    files: list[tuple[str, bytes, str]] = []
    text = ""
    for reading in readings(ARTICLES * BYTES * 1.1 / 1e6, share=share):
        for sentence in reading.text.replace("。", "。\0").split("\0"):
            text += sentence
            if len(text.encode()) >= BYTES:
                files.append((f"{len(files):04d}.txt", text.strip().encode(), ""))
                text = ""
    return files[:ARTICLES]


@contextmanager
def at_home() -> Iterator[Path]:
    """Have an own, empty library that shows no sample."""
    from analysis.library import Library

    with tempfile.TemporaryDirectory() as home:
        os.environ["LUNHENG_HOME"] = home
        with Library() as library:
            library.shows_sample = False
        yield Path(home)


def used() -> float:
    """Return the processor seconds of this process and of those it started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return clock and processor seconds of something done."""
    clock, processor = time.monotonic(), used()
    work()
    return time.monotonic() - clock, used() - processor


def imported() -> None:
    """Print how long it takes to import and code articles."""
    from analysis.library import Library

    print(f"asked for: {ALLOWED:.0f} s on two processors, all coded; load {os.getloadavg()[0]:.1f}\n")
    print("| articles | way | clock, s | processor, s |\n| --- | --- | --- | --- |")
    for name, share in (("commentary", ORDINARY), ("predictions alone", 1.0)):
        files = articles(share)
        what = f"{len(files):,}, {sum(len(data) for _, data, _ in files) / 1e6:.1f} MB, {name}"
        with at_home(), tempfile.TemporaryDirectory() as folder:
            for file, data, _ in files:
                (Path(folder) / file).write_bytes(data)
            command = [sys.executable, "-m", "analysis", "import", folder, "--json"]
            took, processor = measured(partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL))
            with Library() as library:
                assert len(library.doc_ids()) == len(files)
        print(f"| {what} | command line | {took:.1f} | {processor:.1f} |", flush=True)
        with at_home(), Library() as library:
            took, processor = measured(partial(_through, library, files))
            assert len(library.doc_ids()) == len(files)
        print(f"| {what} | job of a server | {took:.1f} | {processor:.1f} |", flush=True)
    phases(articles(ORDINARY))


def _through(library, files: list[tuple[str, bytes, str]]) -> None:
    from analysis.imports import Jobs, supervisor

    supervisor.see_through(library, Jobs(library.engine).begin(1, files))


def phases(files: list[tuple[str, bytes, str]]) -> None:
    """Print what each phase of an import takes, one after another in a process of its own, whose imports count."""
    done = subprocess.run([sys.executable, "-c", "from tests.benchmarks import library; library.phase_by_phase()"],
                          input=b"\0".join(data for _, data, _ in files), capture_output=True, check=True)
    print("\n| phase, in one process | processor, s |\n| --- | --- |\n" + done.stdout.decode())


def phase_by_phase() -> None:
    """Print a line a phase of the import of the texts that come in."""
    files = [(f"{number:04d}.txt", data, "") for number, data in enumerate(sys.stdin.buffer.read().split(b"\0"))]
    bare = [subprocess.run([sys.executable, "-c", f"import time; {line}; print(time.process_time())"], capture_output=True, check=True).stdout
            for line in ("from analysis.commands import library", "from analysis.imports import worker",
                         "from analysis.imports import worker; from analysis import corpus, pipeline, together")]
    command, reads, codes = (float(said) for said in bare)
    with at_home():
        from analysis import codebook, documents, pipeline, readers, store
        from analysis.grammar import vocabulary
        from analysis.imports import Jobs
        from analysis.imports.jobs import Read
        from analysis.intake import Incoming
        from analysis.library import Library

        spent = {"start of the command": command, "start of the worker": reads, "start of the coding": codes - reads}

        def phase(name: str, work: Callable[[], object]) -> object:
            before = time.process_time()
            made = work()
            spent[name] = spent.get(name, 0.0) + time.process_time() - before
            return made

        with Library() as library:
            jobs = Jobs(library.engine)
            job = phase("files kept", lambda: jobs.begin(1, files))
            jobs.claim(job, "bench")
            while waiting := phase("files fetched", lambda: jobs.next(job, "bench")):
                held = [phase("files read", lambda file=file: readers.read(file.name, file.data)) for file in waiting]
                incoming = phase("identity and signature", lambda held=held, waiting=waiting: [
                    Incoming.of(contents.readings[0], file.original) for file, contents in zip(waiting, held)])
                phase("documents kept", lambda incoming=incoming, waiting=waiting: jobs.done(
                    job, "bench", 1, [Read(file, (), [one], 1) for file, one in zip(waiting, incoming)], None))
            own = phase("documents fetched", library.readings)
        book = phase("codebook", codebook.load)
        phase("codebook", lambda: vocabulary.of(book))
        table = phase("documents laid out", lambda: documents.table(own))
        key = phase("fingerprint", lambda: store.fingerprint(table))
        tables = phase("coded", lambda: pipeline.code(table, book))
        phase("tables kept", lambda: store.keep(key, tables))
    for name, seconds in {**spent, "**all**": sum(spent.values())}.items():
        print(f"| {name} | {seconds:.2f} |")


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

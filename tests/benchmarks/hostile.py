"""Two hundred hostile files and some of 100 MB, imported and coded in one go: what became of them, and how much memory it took.

    python -m tests.benchmarks.hostile

Ends with an error where a worker's memory went over 1 GB, a file was not told of, or a good file among them was not taken.
"""

import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.analysis.readers import hostile

MOST = 1_000_000_000
GOOD = [(f"good{number}.txt", f"第{number}篇：谈判有望重启。".encode()) for number in range(3)]


def large() -> list[tuple[str, bytes]]:
    """Return files of a hundred megabytes, most of them one line."""
    line = hostile.SENTENCE.encode() * (100_000_000 // len(hostile.SENTENCE.encode()))
    return [("line.txt", line), ("line.md", line), ("line.csv", line), ("line.html", line), ("line.jsonl", b'{"text":"' + line + b'"}'),
            ("letters.csv", b"a" * 100_000_000), ("quote.csv", b'text\n"' + b"a" * 100_000_000), ("zeros.txt", bytes(100_000_000)),
            ("brackets.jsonl", b"[" * 100_000_000), ("gbk.csv", hostile.SENTENCE.encode("gb18030") * 1_000_000),
            ("stored.zip", hostile.packed({f"{number}.txt": line[number:40_000_000] for number in range(2)}, 0)),
            ("many.jsonl", b"\n".join(b'{"text":"%d%s"}' % (number, hostile.SENTENCE.encode()) for number in range(30_000)))]


def put() -> None:
    """Keep all files as an import."""
    from analysis.imports import Jobs
    from analysis.library import Library

    with Library() as library:
        Jobs(library.engine).begin(1, ((name, data, "") for name, data in (GOOD[0], *hostile.files(), GOOD[1], *large(), GOOD[2])))


def most_in_use(pid: int, seen: dict[int, int]) -> None:
    """Note the most memory that a process and its own ever had in use, as the kernel counts it for each."""
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in path.read_text().splitlines())
        except OSError:
            continue
        if int(told["PPid"]) in (pid, *seen) and "VmHWM" in told:
            seen[int(told["Pid"])] = max(seen.get(int(told["Pid"]), 0), int(told["VmHWM"].split()[0]) * 1024)


def main() -> int:
    """Import, print, and return the exit code."""
    os.environ["LUNHENG_HOME"] = tempfile.mkdtemp()
    from analysis.imports import Jobs, supervisor
    from analysis.library import Library

    # Made elsewhere: the kernel counts to a worker what whoever started it held at that moment.
    maker = multiprocessing.get_context("spawn").Process(target=put)
    maker.start()
    maker.join()
    coding = "--no-coding" not in sys.argv
    seen: dict[int, int] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            most_in_use(os.getpid(), seen)

    with Library() as library:
        jobs, began = Jobs(library.engine), time.monotonic()
        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        done = supervisor.see_through(library, 1, coding=coding)
        over.set()
        watching.join()
        took = time.monotonic() - began
        reports = jobs.reports(1)
        held = jobs.get(1)
    peak, files = max(seen.values(), default=0), held.files
    counts = Counter(report.outcome for report in reports)
    taken = {report.source for report in reports if report.taken}
    print(f"{files} files, {took:.0f} s, worker's memory at most {peak / 1e6:.0f} MB; {dict(counts)}")
    for report in reports:
        if "MB" in report.reason or "characters" in report.reason:
            print(f"  {report.source}: {report.reason[:120]}")
    good = {name for name, _ in GOOD} <= taken
    return 0 if done and held.done == files and good and 0 < peak < MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())

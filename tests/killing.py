"""Programs killed in the midst of writing, and what must hold of the library after: for the tests, and in numbers for a benchmark."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from analysis.holdings import Item, Placement
from analysis.imports import Jobs, worker
from analysis.library import Library
from analysis.reviews import Reviews

ROOT = Path(__file__).parent.parent
FILES = 60
TEXT = "第{number}篇。顾远认为，{number}号谈判大概率破裂，双方都不会让步。李简则指出，第{number}项协议有望在年底前签署。"
# Imports three files at a time, and says each document that it was told is in.
IMPORTING = """
import sys
from analysis.imports import Jobs, worker
from analysis.imports import jobs as kept
from analysis.library import Library
kept._FILES = 3
with Library() as library:
    jobs, job = Jobs(library.engine), int(sys.argv[1])
    print("ready", flush=True)
    done = jobs.done
    def told(*arguments):
        done(*arguments)
        for report in jobs.reports(job):
            print(report.doc_id, flush=True)
    Jobs.done = lambda self, *arguments: told(*arguments)
    worker.run(library, job, sys.argv[2], coding=False)
"""
# Keeps reviews one by one, and says each that is kept.
REVIEWING = """
import sys
from analysis.library import Library
from analysis.reviews import Review, Reviews
with Library() as library:
    kept = Reviews(library.engine)
    print("ready", flush=True)
    for number in range(int(sys.argv[1]), int(sys.argv[1]) + 2000):
        review = Review("d", "prediction", "reject", "trade", number, number + 2, "谈判")
        print(*kept.keep(review), number, flush=True)
"""


def until_killed(program: str, address: str, seconds: float, *arguments: str) -> list[str]:
    """Run a program and kill it (-9) so many seconds after it said that it is ready; return the lines it said after that."""
    environment = {**os.environ, "LUNHENG_DATABASE": address, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", program, *arguments], env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
    # A line cut off by the end was not said.
    return said.split("\n")[:-1]


def killed_import(address: str, chance: random.Random, longest: float = 1.0) -> int:
    """Kill an import, look, go on with it, look again; return of how many documents it had said that they are in.

    Raises
    ------
    AssertionError
        Where something said is gone, or something is there twice, or not all came in the end.
    """
    with Library(address) as library:
        jobs, begin = Jobs(library.engine), chance.randrange(10**9)
        texts = {f"{begin}-{number}.txt": TEXT.format(number=begin + number) for number in range(FILES)}
        before = library.doc_ids()
        job = jobs.begin(1, [(name, text.encode(), "") for name, text in texts.items()])
    said = set(until_killed(IMPORTING, address, chance.uniform(0, longest), str(job), "first"))
    with Library(address) as library:
        jobs = Jobs(library.engine)
        there = library.doc_ids()
        assert said <= there, f"said to be in and gone: {said - there}"
        _once(library)
        told = {report.doc_id for report in jobs.reports(job)}
        assert told == there - before, "what is reported and what is in differ"
        # The next one says that it is the first come back: it need not wait until the dead one's time is over.
        came_first = jobs.get(job).state == "done"
        assert worker.run(library, job, "first", coding=False) != came_first
        assert jobs.get(job).state == "done"
        reports = jobs.reports(job)
        assert Counter(report.source for report in reports) == Counter(dict.fromkeys(texts, 1)), "not each file once"
        assert len(library.doc_ids()) == len(before) + FILES
        _once(library)
    return len(said)


def killed_review(address: str, chance: random.Random, longest: float = 1.0) -> int:
    """Kill a program that keeps reviews, and look; return how many it had said that they are kept.

    Raises
    ------
    AssertionError
        Where one said to be kept is gone or changed, or one is there twice.
    """
    start = chance.randrange(10**6) * 2000
    said = [tuple(map(int, line.split())) for line in until_killed(REVIEWING, address, chance.uniform(0, longest), str(start))]
    with Library(address) as library:
        kept = [review for review in Reviews(library.engine).every() if start <= review.start < start + 2000]
        assert {(review.review_id, review.start) for review in kept} >= set(said), "said to be kept and gone"
        assert len({review.start for review in kept}) == len(kept), "kept twice"
        assert len(kept) <= len(said) + 1, "kept more than was asked for"
    return len(said)


def _once(library: Library) -> None:
    with library.engine.connect() as connection:
        if library.engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        texts = connection.scalars(sa.select(Item.text)).all()
        assert len(texts) == len(set(texts)), "a text is there twice"
        placed = connection.execute(sa.select(Placement.project_id, Placement.doc_id)).all()
        assert len(placed) == len(set(placed)) == len(texts)

"""Many at once: thirty visits that click for ten minutes, one visit through 500 pages, 1,200 that come and go, an import beside them.

    python -m tests.benchmarks.load [--sessions 30] [--minutes 10] [--only click,leak,import] [--chromium]

Asked for: no error; the 95th percentile of a redraw of thirty at once within three times that of one; memory flat after the first
minute; a heavy import does not freeze the readers. Ends with 1 where one of these does not hold.

What is measured
----------------
visit
    `tests.benchmarks.visitor`: a real session of the server over its web socket, with everything a browser sends and nothing drawn.
    `--chromium` has a real Chromium click beside it and tells what both waited for the same clicks.
redraw
    From the click sent to the run's last message received. The browser's own drawing comes on top, in each visitor's own machine.
thought
    Whoever reads what a click brought does not click at once: between a redraw and the next click pass 5 to 15 seconds, evenly drawn
    by a seed. One visit alone waits for nobody, so it thinks half a second only, and more of its clicks are seen.
click
    Drawn by a seed: six in ten another issue (those said most more often), one a commentator or a side, two another page, one a mark of the chart;
    where three filters stand, all are taken back. The visits alone are made before and after the many and count together.
memory
    Resident memory of the server's process each five seconds, and its slope from the third minute on with an interval of 95 %, from the
    means of ten stretches of time, as what is near in time is alike.
"""

import argparse
import asyncio
import math
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.benchmarks import corpus
from tests.benchmarks.visitor import LONGEST, Redraw, Visitor, chosen, marks, option, picked
from tests.browser.server import ROOT, running

PAGES = ("", "outcomes", "issues", "timeline", "actors", "networks", "words", "compare", "commentator", "reader", "questions", "track_record", "crowd")
ALLOWED = 3.0
CHANGES, COMERS, ARTICLES = 500, 600, 1000
# Streamlit keeps 128 visits that have gone, for whoever comes back within two minutes; what they leave to the search for garbage waits for one
# of all there is (`pages/parts/memory.py`), and pandas remembers up to 500 views of each table there is. Looked at from here on.
SETTLED = 600
# Those who come and go do the same each so many visits: what is counted anew for a filter is no leak, and is measured with the clicks.
ROUND = 40
# Student's t for 95 % and ten stretches.
T8 = 2.306


@dataclass
class Seen:
    """What some visits saw, and what of the server was looked at meanwhile."""

    redraws: list[Redraw] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    watched: list[tuple[float, float, int, int]] = field(default_factory=list)
    processor: float = 0.0
    own: float = 0.0
    seconds: float = 0.0

    def p(self, share: float, kind: str = "") -> float:
        """Return a percentile of the seconds of a redraw."""
        took = sorted(redraw.seconds for redraw in self.redraws if redraw.kind == kind or (not kind and redraw.kind != "arrive"))
        return took[min(math.ceil(share * len(took)), len(took)) - 1] if took else math.nan


async def clicking(address: str, seed: int, until: float, think: tuple[float, float], seen: Seen) -> None:
    """Visit and click until a moment; what goes wrong is kept, and the visit begins anew."""
    chance = random.Random(seed)
    # They do not all come in the same second.
    await asyncio.sleep(chance.uniform(0, think[1]))
    while time.monotonic() < until:
        visit = Visitor(address)
        try:
            seen.redraws.append(await asyncio.wait_for(visit.arrive(chance.choice(PAGES)), LONGEST))
            while time.monotonic() < until:
                await asyncio.sleep(chance.uniform(*think))
                seen.redraws.append(await asyncio.wait_for(click(visit, chance), LONGEST))
        except Exception as error:
            seen.errors.append(f"{type(error).__name__}: {error}")
        finally:
            await visit.leave()


async def click(visit: Visitor, chance: random.Random) -> Redraw:
    """Do what an analyst might do next."""
    what = chance.random()
    if what < 0.2:
        return await visit.turn(chance.choice([page for page in PAGES if page != visit.page]))
    if what < 0.3 and (chart := visit.named("chart_")) and (there := marks(visit.widgets[chart][1])):
        return await visit.change(chart, "mark", string_value=chosen(chance.choice(there)))
    if (back := visit.named("everything")) and len([name for name in visit.widgets if "-chip_" in name]) >= 3:
        return await visit.change(back, "filter", trigger_value=True)
    key = "filter_issues" if what < 0.9 else chance.choice(("filter_commentators", "filter_sides"))
    widget = visit.named(key)
    assert widget is not None, f"{visit.page}: no {key}"
    options = [option(visit.widgets[widget][1], number) for number in range(len(visit.widgets[widget][1].options))]
    value, wanted = visit.value(widget), picked(chance, options)
    return await visit.change(widget, "filter", string_array_value=[name for name in value if name != wanted] if wanted in value else [*value, wanted])


def server(address: str) -> psutil.Process:
    """Return the process that listens at an address."""
    port = int(address.rpartition(":")[2])
    return next(psutil.Process(found.pid) for found in psutil.net_connections("tcp") if found.pid and found.status == psutil.CONN_LISTEN and found.laddr.port == port)


async def watched(process: psutil.Process, work: Awaitable[object], seen: Seen) -> Seen:
    """Look at the server each five seconds while something is done."""
    began, spent, own = time.monotonic(), process.cpu_times(), time.process_time()

    async def look() -> None:
        while True:
            seen.watched.append((time.monotonic() - began, process.memory_info().rss / 1e6, process.num_threads(), process.num_fds()))
            await asyncio.sleep(5)

    looking = asyncio.create_task(look())
    try:
        await work
    finally:
        looking.cancel()
    now = process.cpu_times()
    seen.processor += now.user + now.system - spent.user - spent.system
    seen.own += time.process_time() - own
    seen.seconds += time.monotonic() - began
    return seen


async def visits(address: str, process: psutil.Process, many: int, seconds: float, think: tuple[float, float], seed: int, seen: Seen | None = None) -> Seen:
    """Return what so many visits saw in some seconds."""
    until, seen = time.monotonic() + seconds, seen or Seen()
    return await watched(process, asyncio.gather(*(clicking(address, seed + n, until, think, seen) for n in range(many))), seen)


def slope(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return how fast a value grows and how far off that may be, from the means of ten stretches."""
    each = len(points) // 10
    if not each:
        return math.nan, math.nan
    x, y = ([statistics.fmean(point[axis] for point in points[n * each:(n + 1) * each]) for n in range(10)] for axis in (0, 1))
    line = statistics.linear_regression(x, y)
    left = sum((b - line.intercept - line.slope * a) ** 2 for a, b in zip(x, y))
    wide = math.sqrt(left / 8 / sum((a - statistics.fmean(x)) ** 2 for a in x))
    return line.slope, T8 * wide


def row(*cells: object) -> None:
    """Print a row of a table."""
    print(f"| {' | '.join(str(cell) for cell in cells)} |", flush=True)


def told(name: str, seen: Seen) -> None:
    """Print what some visits saw."""
    clicks = [redraw for redraw in seen.redraws if redraw.kind != "arrive"]
    row(name, len(clicks), len(seen.errors), f"{seen.p(0.5) * 1000:.0f}", f"{seen.p(0.95) * 1000:.0f}",
        *(f"{seen.p(0.5, kind) * 1000:.0f} / {seen.p(0.95, kind) * 1000:.0f}" for kind in ("filter", "page", "mark")),
        f"{seen.processor / max(len(seen.redraws), 1) * 1000:.0f}", f"{seen.processor / seen.seconds * 100:.0f} %", f"{seen.own / seen.seconds * 100:.0f} %")


HEADS = ("visits", "clicks", "errors", "median, ms", "p95, ms", "filter", "page", "mark", "server's processor a redraw, ms", "of a core", "the visits' own")


async def clicks(address: str, sessions: int, minutes: float) -> list[str]:
    """Print the redraws of one and of many; return what does not hold."""
    process, alone = server(address), Seen()
    # Every page once, and a minute of many: the server is one in use. Else one alone would be the first to ask for nearly everything,
    # the many would find it counted, and the ratio would flatter.
    await through(address, len(PAGES), lambda: None)
    await visits(address, process, sessions, 60, (5, 15), 50)
    quarter = max(minutes * 60 / 4, 30)
    await visits(address, process, 1, quarter, (0.25, 0.75), 1, alone)
    many = await visits(address, process, sessions, minutes * 60, (5, 15), 100)
    await visits(address, process, 1, quarter, (0.25, 0.75), 2, alone)
    ratio = many.p(0.95) / alone.p(0.95)
    print("\n## Clicks\n")
    row(*HEADS)
    row(*["---"] * len(HEADS))
    told("1", alone)
    told(str(sessions), many)
    print(f"\np95 of {sessions} is {ratio:.2f} times that of one (allowed {ALLOWED}); medians {many.p(0.5) / alone.p(0.5):.2f} times.\n")
    row("minute", "memory, MB", "threads", "open files")
    row(*["---"] * 4)
    for number, at in enumerate(many.watched):
        if number % 12 == 0 or number == len(many.watched) - 1:
            row(f"{at[0] / 60:.0f}", f"{at[1]:.0f}", *at[2:])
    later = [(at / 60, memory) for at, memory, *_ in many.watched if at >= 120]
    rise, off = slope(later)
    print(f"\nFrom the third minute on memory grows by {rise:.2f} ± {off:.2f} MB a minute.")
    return [f"{len(found.errors)} errors of {name}: {found.errors[:3]}" for name, found in (("one", alone), (str(sessions), many)) if found.errors] + \
        ([f"p95 of {sessions} at once is {ratio:.2f} times that of one"] if ratio > ALLOWED else [])


async def through(address: str, changes: int, done: Callable[[], None]) -> None:
    """Change pages, one after the other."""
    visit = Visitor(address)
    await visit.arrive()
    for number in range(changes):
        await visit.turn(PAGES[(number + 1) % len(PAGES)])
        done()
    await visit.leave()


async def leaks(address: str, _sessions: int, _minutes: float) -> list[str]:
    """Print how memory grows with pages turned and visits made; return what does not hold."""
    process, wrong = server(address), []
    print("\n## Leaks\n")
    row("what", "how many", "memory before, MB", "after", "slope", "threads", "open files")
    row(*["---"] * 7)

    def look(points: list[tuple[float, float]]) -> None:
        points.append((len(points), process.memory_info().rss / 1e6))

    def tell(name: str, points: list[tuple[float, float]]) -> None:
        rise, off = slope(points)
        row(name, len(points), f"{points[0][1]:.0f}", f"{points[-1][1]:.0f}", f"{rise * 1000:.0f} ± {off * 1000:.0f} kB each", process.num_threads(), process.num_fds())
        # A hundredth of what the server takes, over all of them, is no leak that anybody meets.
        if (rise - off) * len(points) > points[0][1] / 100:
            wrong.append(f"{name}: memory grows by {rise * 1000:.0f} ± {off * 1000:.0f} kB each")

    await through(address, 5 * len(PAGES), lambda: None)
    points: list[tuple[float, float]] = []
    await through(address, CHANGES, lambda: look(points))
    tell("page changes of one visit", points)
    points = []
    for number in range(SETTLED + COMERS):
        if number % ROUND == 0:
            chance = random.Random(3)
        visit = Visitor(address)
        await visit.arrive(chance.choice(PAGES))
        for _ in range(2):
            await click(visit, chance)
        await visit.leave()
        if number >= SETTLED:
            look(points)
    tell(f"visits that come, click twice and go, after {SETTLED}", points)
    return wrong


async def importing(address: str, sessions: int, minutes: float) -> list[str]:
    """Print what the visits waited while a thousand articles came in beside them; return what does not hold."""
    process = server(address)
    before = await visits(address, process, sessions, max(minutes * 60 / 4, 60), (5, 15), 300)
    with tempfile.TemporaryDirectory() as folder:
        for reading in corpus.readings(ARTICLES * 0.0034, share=corpus.ORDINARY)[:ARTICLES]:
            (Path(folder) / reading.source).write_text(f"{reading.title}\n{reading.author}\n{reading.published}\n\n{reading.text}", encoding="utf-8")
        home = process.environ()["LUNHENG_HOME"]
        began, meanwhile = time.monotonic(), Seen()
        worker = await asyncio.create_subprocess_exec(sys.executable, "-m", "analysis", "import", folder, cwd=ROOT, stdout=subprocess.DEVNULL,
                                                      stderr=subprocess.PIPE, env={**process.environ(), "LUNHENG_HOME": home})

        async def work() -> None:
            clicked = [asyncio.create_task(clicking(address, 400 + n, math.inf, (5, 15), meanwhile)) for n in range(sessions)]
            _, said = await worker.communicate()
            if worker.returncode:
                meanwhile.errors.append(said.decode()[-500:])
            # The readers are shown the new documents while they go on.
            await asyncio.sleep(45)
            for task in clicked:
                task.cancel()
            await asyncio.gather(*clicked, return_exceptions=True)

        await watched(process, work(), meanwhile)
        took = time.monotonic() - began - 45
    after = await visits(address, process, sessions, max(minutes * 60 / 4, 60), (5, 15), 500)
    print(f"\n## An import of {ARTICLES} articles, {took:.0f} s, and 45 s in which its documents are shown\n")
    row(*HEADS)
    row(*["---"] * len(HEADS))
    for name, seen in ((f"{sessions}, before", before), (f"{sessions}, meanwhile", meanwhile), (f"{sessions}, afterwards", after)):
        told(name, seen)
    ratio = meanwhile.p(0.95) / before.p(0.95)
    slowest = max((redraw.seconds for redraw in meanwhile.redraws), default=math.nan)
    print(f"\np95 meanwhile is {ratio:.2f} times that before; the slowest redraw took {slowest:.1f} s.")
    found = [error for seen in (before, meanwhile, after) for error in seen.errors]
    return [f"{len(found)} errors around the import: {found[:3]}"] if found else []


PARTS = {"click": clicks, "leak": leaks, "import": importing}


def main(asked: list[str]) -> int:
    """Print the tables; return the exit code, 1 where something does not hold."""
    told = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--sessions", type=int, default=30)
    told.add_argument("--minutes", type=float, default=10)
    told.add_argument("--only", default=",".join(PARTS))
    told.add_argument("--chromium", action="store_true")
    given = told.parse_args(asked)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as address:
        print(f"{psutil.cpu_count()} cores, load {' '.join(f'{load:.1f}' for load in psutil.getloadavg())} before it began.", flush=True)
        if given.chromium:
            from tests.benchmarks import beside_browser

            wrong += beside_browser.compare(address)
        for name in given.only.split(","):
            wrong += asyncio.run(PARTS[name](address, given.sessions, given.minutes))
        log = (Path(home) / "server.log").read_text(encoding="utf-8", errors="replace")
    if faults := log.count("Traceback (most recent call last)"):
        wrong.append(f"{faults} exceptions in the server's log:\n{log[-3000:]}")
    print(f"\nLoad at the end {' '.join(f'{load:.1f}' for load in psutil.getloadavg())}. {'All holds.' if not wrong else 'DOES NOT HOLD:'}")
    print("\n".join(f"- {line}" for line in wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

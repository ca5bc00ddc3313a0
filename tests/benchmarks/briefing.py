"""How long a chart takes after the first in every form, and a briefing of twelve slides: `python -m tests.benchmarks.briefing`.

Bounds of the project: a chart under 0.5 s after the first, the briefing under 5 s. The sample is shown, coded before. Beside the seconds
of the clock stand those of the processor, this process and the renderer's together: on a machine that does other work too, they
are what tells, and they are held against the bounds.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from analysis.briefing import Briefing, Entry
from analysis.corpus import open_corpus
from analysis.selection import Selection
from charts import exhibits
from charts.export import chart, content, docx, html, pdf, pptx

TWELVE = ("overview", "outcomes", "issues", "timeline", "timeline_issues", "actors_named", "networks", "division", "words", "words_cloud",
          "keyness")
CHART, BRIEFING = 0.5, 5.0


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return how many seconds a call takes: of the clock, and of the processor."""
    begun, worked = time.perf_counter(), processor()
    work()
    return time.perf_counter() - begun, processor() - worked


def processor() -> float:
    """Return the seconds of processor time used so far by this process and, where the system tells, by those it started."""
    own = time.process_time()
    if not Path("/proc/self/stat").exists():
        return own
    parent, used = {}, {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        number = int(entry.parent.name)
        parent[number], used[number] = int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(seconds for number, seconds in used.items() if number != os.getpid() and _ours(number, parent))


def _ours(number: int, parent: dict[int, int]) -> bool:
    while number in parent and number != os.getpid():
        number = parent[number]
    return number == os.getpid()


def main() -> int:
    """Print seconds, and return 1 where a bound is broken."""
    corpus, made = open_corpus(None), date(2026, 11, 22)

    def one(code: str, form: str):
        return timed(lambda: chart.file(exhibits.make(code, corpus.tables, Selection(), corpus.codebook, made=made), form))

    # The first of all starts the renderer, the first cloud loads what finds the places of its words.
    print(f"first chart {one('overview', 'png')[0]:.2f} s, first cloud {one('words_cloud', 'json')[0]:.2f} s\nseconds of the clock/of the processor")
    slowest, name = 0.0, ""
    for code in exhibits.codes():
        seconds = {form: one(code, form) for form in chart.FORMS}
        print(f"{code:18}" + "".join(f" {form} {clock:.2f}/{worked:.2f}" for form, (clock, worked) in seconds.items()), flush=True)
        form, (_, worked) = max(seconds.items(), key=lambda item: item[1][1])
        if worked > slowest:
            slowest, name = worked, f"{code}.{form}"
    longest = 0.0
    for template in ("slides", "report"):
        # The first slide is the title: twelve in all.
        briefing = Briefing("Twelve slides", "", "en", template, tuple(Entry("exhibit", code) for code in TWELVE))
        for writer in (pptx, docx, pdf, html):
            clock, worked = timed(partial(_whole, writer, briefing, corpus, made))
            longest = max(longest, worked)
            print(f"briefing, {template:6} {writer.__name__.rpartition('.')[2]} {clock:.2f}/{worked:.2f}", flush=True)
    print(f"slowest chart after the first {slowest:.2f} s of the processor ({name}), bound {CHART}; briefing {longest:.2f}, bound {BRIEFING}")
    return int(slowest > CHART or longest > BRIEFING)


def _whole(writer, briefing: Briefing, corpus, made: date) -> bytes:
    return writer.briefing(content.gather(briefing, corpus.tables, corpus.codebook, urls=corpus.urls, made=made))


if __name__ == "__main__":
    sys.exit(main())

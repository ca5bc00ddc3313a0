"""How long a chart takes after the first in every form, and a briefing of twelve slides: `python -m tests.benchmarks.briefing`.

Bounds of the project: a chart under 0.5 s after the first, the briefing under 5 s. The sample is shown, coded before, as the routes of
the web application show it. Each chart is made in each form five times (another number may be given), and its drawing forgotten before
each: nobody has taken it out before. Seconds are those of the processor, this process and the renderer's together: a machine that does
other work too stretches those of the clock many times. Held against the bounds is the median; the first of the five stands before it.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from analysis.briefing import Briefing, Entry
from analysis.corpus import open_corpus
from analysis.selection import Selection
from analysis.verification.docket import open_docket
from charts import exhibits, images
from charts.export import chart, content, docx, html, pdf, pptx

TWELVE = ("overview", "outcomes", "issues", "timeline", "timeline_issues", "actors_named", "networks", "division", "words", "words_cloud",
          "keyness")
CHART, BRIEFING = 0.5, 5.0


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds of the processor a call takes."""
    worked = processor()
    work()
    return processor() - worked


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


def main(runs: int = 5) -> int:
    """Print seconds, and return 1 where a bound is broken."""
    corpus, made = open_corpus(None), date(2026, 11, 22)
    asked = open_docket(corpus.tables, corpus.codebook)

    def one(code: str, form: str) -> float:
        images._drawn.cache_clear()
        return timed(lambda: chart.file(exhibits.make(code, corpus.tables, Selection(), corpus.codebook, made=made, whole=corpus.tables, docket=asked), form))

    # The first of all starts the renderer, the first cloud loads what finds the places of its words.
    print(f"first chart {one('overview', 'png'):.2f} s, first cloud {one('words_cloud', 'json'):.2f} s\nseconds of the processor: first/median of {runs}")
    firsts, medians = {}, {}
    for code in exhibits.codes():
        for form in chart.FORMS:
            taken = [one(code, form) for _ in range(runs)]
            firsts[f"{code}.{form}"], medians[f"{code}.{form}"] = taken[0], statistics.median(taken)
        print(f"{code:18}" + "".join(f" {form} {firsts[f'{code}.{form}']:.2f}/{medians[f'{code}.{form}']:.2f}" for form in chart.FORMS), flush=True)
    longest = 0.0
    for template in ("slides", "report"):
        # The first slide is the title: twelve in all.
        briefing = Briefing("Twelve slides", "", "en", template, tuple(Entry("exhibit", code) for code in TWELVE))
        for writer in (pptx, docx, pdf, html):
            images._drawn.cache_clear()
            longest = max(longest, worked := timed(partial(_whole, writer, briefing, corpus, made, asked)))
            print(f"briefing, {template:6} {writer.__name__.rpartition('.')[2]} {worked:.2f}", flush=True)
    for name, seconds in (("first", firsts), ("median", medians)):
        slowest = max(seconds, key=lambda file: seconds[file])
        over = sum(taken > CHART for taken in seconds.values())
        print(f"{name} of {len(seconds)} files: {over} over {CHART} s, the slowest {seconds[slowest]:.2f} ({slowest})")
    print(f"briefing {longest:.2f}, bound {BRIEFING}")
    return int(max(medians.values()) > CHART or longest > BRIEFING)


def _whole(writer, briefing: Briefing, corpus, made: date, asked) -> bytes:
    return writer.briefing(content.gather(briefing, corpus.tables, corpus.codebook, urls=corpus.urls, made=made, docket=asked))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))

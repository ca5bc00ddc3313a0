"""How long a chart takes after the first, and a briefing of twelve slides: `python -m tests.benchmarks.briefing`.

Bounds of the project: a chart under 0.5 s after the first, the briefing under 5 s. The sample is shown, coded before.
"""

import statistics
import sys
import time
from datetime import date

from analysis.briefing import Briefing, Entry
from analysis.corpus import open_corpus
from analysis.selection import Selection
from charts import exhibits
from charts.export import chart, content, docx, html, pdf, pptx

TWELVE = ("overview", "outcomes", "issues", "timeline", "timeline_issues", "actors_named", "networks", "division", "words", "words_cloud",
          "keyness")
CHART, BRIEFING = 0.5, 5.0


def timed(work) -> float:
    """Return how many seconds a call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    """Print seconds, and return 1 where a bound is broken."""
    corpus, made = open_corpus(None), date(2026, 11, 22)
    first = timed(lambda: chart.file(_made(corpus, "overview", made), "png"))
    print(f"first chart {first:.2f} s")
    slowest = 0.0
    for code in TWELVE:
        seconds = {form: timed(lambda form=form, code=code: chart.file(_made(corpus, code, made), form)) for form in ("png", "svg", "pdf", "pptx")}
        slowest = max(slowest, *seconds.values())
        print(f"{code:16}" + "".join(f" {form} {second:.2f}" for form, second in seconds.items()))
    # Its first slide is the title: twelve in all.
    briefing = Briefing("Twelve slides", "", "en", "slides", tuple(Entry("exhibit", code) for code in TWELVE))

    def whole(writer):
        return timed(lambda: writer.briefing(content.gather(briefing, corpus.tables, corpus.codebook, urls=corpus.urls, made=made)))

    worked = time.process_time()
    runs = [whole(pptx) for _ in range(3)]
    worked = (time.process_time() - worked) / len(runs)
    # On a machine that does other work too, the seconds of the processor tell more than those of the clock.
    print(f"briefing pptx {statistics.median(runs):.2f} s ({', '.join(f'{run:.2f}' for run in runs)}), {worked:.2f} s of the processor, renderer not counted")
    for writer in (html, docx, pdf):
        print(f"briefing {writer.__name__.rpartition('.')[2]} {whole(writer):.2f} s")
    print(f"slowest chart after the first {slowest:.2f} s, bound {CHART}; briefing bound {BRIEFING}")
    return int(slowest > CHART or statistics.median(runs) > BRIEFING)


def _made(corpus, code: str, made: date):
    return exhibits.make(code, corpus.tables, Selection(), corpus.codebook, made=made)


if __name__ == "__main__":
    sys.exit(main())

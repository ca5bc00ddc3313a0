"""How fast the counts of pages come from a large result: at 100,000, a million and ten million mentions.

    python -m tests.benchmarks.large [MENTIONS …]

Writes results of invented documents in parts (a million mentions once, the larger ones by the same again under other keys), opens
them as the dashboard does, and prints a table in Markdown: median and 95th percentile of each count in milliseconds of the clock, and
its processor time, which other work on the machine changes less; asked for everything and for a choice of days and voices; and the
memory that opening took.
"""

import gc
import resource
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from analysis import codebook, mapped, narrowing, parts, store
from analysis.numbered import numbers
from analysis.schemas import SCHEMAS, Tables
from analysis.selection import Selection
from tests.benchmarks import million

SIZES = (100_000, 1_000_000, 10_000_000)
TIMES = 25


def write(place: Path, mentions: int, tables: Tables) -> parts.Result:
    """Write a result with about so many mentions: the same tables as often as it takes, each time as other documents."""
    keys, rows = [], dict.fromkeys((schema.name for schema in SCHEMAS), 0)
    for number in range(max(1, round(mentions / len(tables.mentions)))):
        key = f"{mentions:08x}{number:04x}"
        said = {}
        for schema in SCHEMAS:
            table = getattr(tables, schema.name).copy(deep=False)
            for name in ("doc_id", "commentary_id", "prediction_id"):
                if name in table:
                    table[name] = key + table[name]
            said[schema.name] = [parts.arrow(table, schema.name)]
            rows[schema.name] += len(table)
        parts.keep(str(place), parts.Note(key, rows), said)
        keys.append(key)
    parts.publish(str(place), keys, keys, store.code_fingerprint(), rows, 0)
    return parts.open_result(str(place))


def timed(work) -> str:
    """Return cells of the table: median and 95th percentile of a piece of work, and its processor time over all threads, in milliseconds.

    The first time does not count.
    """
    work()
    taken, worked = [], []
    for _ in range(TIMES):
        before, used = time.perf_counter(), time.process_time()
        work()
        taken.append(1000 * (time.perf_counter() - before))
        worked.append(1000 * (time.process_time() - used))
    return f"{statistics.median(taken):.0f} | {np.percentile(taken, 95):.0f} | {statistics.median(worked):.0f}"


def queries(tables, chosen: Selection) -> dict:
    """Return what pages ask, by what it is for."""
    index = narrowing.counted(tables).index
    actors = index.named("actor").index.to_list()
    return {
        "filter: issues named": lambda: index.named("issue", chosen),
        "filter: actors named": lambda: index.named("actor", chosen),
        "filter: predictions by issue": lambda: index.judged("issue", chosen),
        "filter: predictions by voice": lambda: index.judged("commentator", chosen),
        "heatmap: voices x issues named": lambda: index.mention_cells(chosen),
        "heatmap: voices x issues predicted": lambda: index.statement_cells(chosen),
        "heatmap: voices x actors named": lambda: index.mention_cells(chosen, "actor"),
        "issues over months": lambda: index.months("issue", chosen),
        "voices over months": lambda: index.months("commentator", chosen),
        "words": lambda: index.words(chosen),
        "words, by how many voices": lambda: index.ranked(2, chosen),
        "voices with words": lambda: index.speaking(chosen),
        "how texts write actors": lambda: index.surfaces(actors, chosen),
        "how much there is": lambda: index.counts(chosen),
    }


def memory() -> float:
    """Return the program's own memory in MB: what is not a file's."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main(sizes: tuple[int, ...]) -> None:
    """Print a table."""
    book = codebook.load()
    print("| mentions | count | median ms | p95 | processor | with a filter, median | p95 | processor |\n|" + " --- |" * 8)
    told = []
    with tempfile.TemporaryDirectory(prefix="lunheng-large-") as folder:
        for size in sizes:
            base = million.tables(min(size, 1_000_000), book)
            result = write(Path(folder) / f"{size}", size, base)
            del base
            gc.collect()
            before, began = memory(), time.perf_counter()
            tables = mapped.open_mapped(result, Path(folder) / "opened")
            first = time.perf_counter() - began
            began = time.perf_counter()
            tables = mapped.open_mapped(result, Path(folder) / "opened")
            again = time.perf_counter() - began
            told.append(f"{size:,}: laid out in {first:.1f} s once, then opened in {again:.2f} s; own memory "
                        f"{memory() - before:+,.0f} MB; {sum(result.rows.values()):,} rows")
            voices = tuple(narrowing.judged_by(tables, "commentator").index[:2])
            chosen = Selection(commentators=voices, since=date(2019, 6, 1), until=date(2020, 12, 31))
            narrow = queries(tables, chosen)
            for name, work in queries(tables, Selection()).items():
                print(f"| {size:,} | {name} | {timed(work)} | {timed(narrow[name])} |", flush=True)
            doc_id = tables.documents["doc_id"].iloc[len(tables.documents) // 2]
            known = numbers(tables)
            known.document("mentions")
            one = timed(lambda doc_id=doc_id, tables=tables: narrowing.of_document(tables, doc_id).mentions)
            print(f"| {size:,} | reader: one document's mentions | {one} | | | |", flush=True)
    print("\n" + "\n".join(f"- {line}" for line in told))


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)

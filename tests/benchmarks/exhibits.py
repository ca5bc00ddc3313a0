"""What each chart costs over a large result, and which tables it still reads row by row.

    python -m tests.benchmarks.exhibits [MENTIONS]

Writes a result of invented documents, opens it as the dashboard does, and makes each chart's finding and figure for filters nobody asked for
before: two voices and nineteen months, nearly everything (all but the first months), an issue, and an actor. Records are held against the whole
corpus and a docket opened once, as on their pages. Prints a table in Markdown: processor time of narrowing and chart together in
milliseconds for each, and the tables whose whole rows somebody took for the first, and of which only some columns; where only an index was asked, there are none.
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from analysis import codebook, mapped, narrowing
from analysis.codebook import Codebook
from analysis.narrowing import Narrowed
from analysis.schemas import Tables
from analysis.selection import Selection
from analysis.verification.docket import Docket, open_docket
from charts import exhibits
from tests.benchmarks import large, million

SINCE, UNTIL = date(2019, 6, 1), date(2020, 12, 31)


def taken(narrowed: Tables) -> list[str]:
    """Return the tables of a selection whose rows somebody looked at."""
    return [name for name, rows in narrowed.__dict__["_rows"].items() if not callable(rows)]


def looked(narrowed: Tables) -> list[str]:
    """Return the tables of a selection of which somebody took no more than some columns, each with how many."""
    return [f"{name} ({len(columns)})" for name, columns in narrowed.__dict__.get("_looked", {}).items() if name not in taken(narrowed)]


def main(mentions: int) -> None:
    """Print a table."""
    book = codebook.load()
    with tempfile.TemporaryDirectory(prefix="lunheng-exhibits-") as folder:
        result = large.write(Path(folder) / "result", mentions, million.tables(min(mentions, 1_000_000), book))
        tables = mapped.open_mapped(result, Path(folder) / "opened")
        voices = tuple(narrowing.judged_by(tables, "commentator").index[:2])
        chosen = (Selection(commentators=voices, since=SINCE, until=UNTIL), Selection(since=date(2019, 4, 1)),
                  Selection(issues=(str(narrowing.judged_by(tables, "issue").index[0]),)), Selection(actors=(str(narrowing.named(tables, "actor").index[0]),)))
        docket = open_docket(tables, book)
        for selection in chosen:
            narrowing.narrow(tables, selection, book)  # sentences and text columns are numbered once for all
        print("| chart | voices and months, ms | nearly all | an issue | an actor | rows read of | some columns of |\n| --- | --- | --- | --- | --- | --- | --- |")
        for code in exhibits.codes():
            # Columns are numbered, records scored and drawings set up once for all.
            _made(code, tables, Selection(since=date(2019, 2, 1), commentators=voices[:1]), book, docket)
            times, reads = [], ""
            for selection in chosen:
                began = time.process_time()
                narrowed = _made(code, tables, selection, book, docket)
                times.append(f"{1000 * (time.process_time() - began):.0f}")
                reads = reads or f"{', '.join(taken(narrowed))} | {', '.join(looked(narrowed))}"
            print(f"| {code} | {' | '.join(times)} | {reads} |", flush=True)


def _made(code: str, tables: Tables, selection: Selection, book: Codebook, docket: Docket) -> Narrowed:
    """Make a chart's finding and figure, and return what it was made of."""
    narrowed = narrowing.narrow(tables, selection, book)
    assert isinstance(narrowed, Narrowed)
    exhibits.make(code, narrowed, selection, book, whole=tables, docket=docket).draw()
    return narrowed


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

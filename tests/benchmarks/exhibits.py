"""What each chart costs over a large result, and which tables it still reads row by row.

    python -m tests.benchmarks.exhibits [MENTIONS]

Writes a result of invented documents, opens it as the dashboard does, and makes each chart's finding and figure for a filter nobody asked for
before (two voices and nineteen months). Prints a table in Markdown: processor time of the narrowing and the chart together, in
milliseconds, and the tables whose rows somebody took; where only an index was asked, there are none.
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from analysis import codebook, mapped, narrowing
from analysis.narrowing import Narrowed
from analysis.schemas import Tables
from analysis.selection import Selection
from charts import exhibits
from tests.benchmarks import large, million

SINCE, UNTIL = date(2019, 6, 1), date(2020, 12, 31)


def taken(narrowed: Tables) -> list[str]:
    """Return the tables of a selection whose rows somebody looked at."""
    return [name for name, rows in narrowed.__dict__["_rows"].items() if not callable(rows)]


def main(mentions: int) -> None:
    """Print a table."""
    book = codebook.load()
    with tempfile.TemporaryDirectory(prefix="lunheng-exhibits-") as folder:
        result = large.write(Path(folder) / "result", mentions, million.tables(min(mentions, 1_000_000), book))
        tables = mapped.open_mapped(result, Path(folder) / "opened")
        voices = tuple(narrowing.judged_by(tables, "commentator").index[:2])
        chosen = Selection(commentators=voices, since=SINCE, until=UNTIL)
        narrowing.narrow(tables, chosen, book)  # text columns are numbered once for all
        print("| chart | narrowing, ms | chart, ms | rows read of |\n| --- | --- | --- | --- |")
        for code in exhibits.codes():
            began = time.process_time()
            narrowed = narrowing.narrow(tables, chosen, book)
            assert isinstance(narrowed, Narrowed)
            ready = time.process_time()
            exhibits.make(code, narrowed, chosen, book).draw()
            print(f"| {code} | {1000 * (ready - began):.0f} | {1000 * (time.process_time() - ready):.0f} | {', '.join(taken(narrowed))} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

"""How much of a result's files a filter reads: row groups whose bounds allow what it asks for, of all there are.

    python -m tests.benchmarks.groups [MENTIONS]

Writes the tables of invented documents as parts of about 4 MB of text, as a build does, in the order of `parts` and, for comparison, as
they were coded; then reads what Parquet's statistics say of each group, and asks DuckDB for the same rows.
"""

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median

import duckdb
import pyarrow.parquet

from analysis import codebook, parts
from analysis.schemas import SCHEMAS, Tables
from tests.benchmarks import million

DOCUMENTS = 600
TIMES = 9


def write(place: Path, tables: Tables) -> None:
    """Write tables in parts of so many documents."""
    ids = tables.documents["doc_id"].to_numpy()
    for number in range(0, len(ids), DOCUMENTS):
        some = set(ids[number:number + DOCUMENTS])
        frames = {schema.name: getattr(tables, schema.name) for schema in SCHEMAS}
        parts.keep(str(place), parts.Note(f"{number:08d}", {}),
                   {name: [parts.arrow(frame[frame["doc_id"].isin(some)], name)] for name, frame in frames.items()})


def allowed(place: Path, table: str, wanted: dict) -> tuple[int, int, float]:
    """Return how many row groups may hold what is wanted, how many there are, and the share of rows in the former."""
    read = held = rows = among = 0
    for path in (place / table).iterdir():
        about = pyarrow.parquet.ParquetFile(path).metadata
        columns = {about.schema.column(number).path: number for number in range(about.num_columns)}
        for group in map(about.row_group, range(about.num_row_groups)):
            bounds = [(group.column(columns[name]).statistics, low, high) for name, (low, high) in wanted.items() if name in columns]
            fits = all(said.has_min_max and said.min <= high and said.max >= low for said, low, high in bounds)
            read, held = read + fits, held + 1
            rows, among = rows + group.num_rows * fits, among + group.num_rows
    return read, held, rows / among


def asked(place: Path, table: str, wanted: dict) -> tuple[int, float]:
    """Return how many rows DuckDB finds, and its processor time in milliseconds."""
    where = " AND ".join(f"{name} BETWEEN ? AND ?" for name in wanted)
    taken = []
    with duckdb.connect() as database:
        for _ in range(TIMES):
            began = time.process_time()
            (found,), = database.execute(f"SELECT count(*) FROM read_parquet('{place / table}/*.parquet') WHERE {where}",
                                         [value for bounds in wanted.values() for value in bounds]).fetchall()
            taken.append(1000 * (time.process_time() - began))
    return found, median(taken)


def main(mentions: int) -> None:
    """Print a table."""
    tables = million.tables(mentions, codebook.load())
    issue = tables.predictions["issue"].value_counts().index[8]
    actor = tables.mentions.loc[tables.mentions["kind"] == "actor", "code"].value_counts().index[8]
    voice = tables.predictions["commentator"].value_counts().index[3]
    months = (datetime(2020, 6, 1), datetime(2020, 8, 31))
    on = {"kind": ("issue", "issue"), "code": (issue, issue)}
    filters = [("mentions", "an issue", on), ("mentions", "an actor", {"kind": ("actor", "actor"), "code": (actor, actor)}),
               ("mentions", "three months", {"published": months}), ("mentions", "an issue in three months", on | {"published": months}),
               ("predictions", "an issue", {"issue": (issue, issue)}), ("predictions", "three months", {"made_on": months}),
               ("predictions", "an issue in three months", {"issue": (issue, issue), "made_on": months}),
               ("predictions", "a voice", {"commentator": (voice, voice)}), ("documents", "three months", {"published": months}),
               ("events", "three months", {"date_start": months}), ("words", "three months", {"published": months})]
    with tempfile.TemporaryDirectory(prefix="lunheng-groups-") as folder:
        ordered, coded = Path(folder) / "ordered", Path(folder) / "coded"
        write(ordered, tables)
        order = dict(parts._ORDER)
        parts._ORDER.update(dict.fromkeys(order, ()))
        write(coded, tables)
        parts._ORDER.update(order)
        print("| table | filter | groups as coded | groups read, ordered | of all rows | rows found | DuckDB, ms |\n|" + " --- |" * 7)
        for table, name, wanted in filters:
            before = allowed(coded, table, wanted)
            read, held, share = allowed(ordered, table, wanted)
            found, taken = asked(ordered, table, wanted)
            print(f"| {table} | {name} | {before[0]} of {before[1]} | {read} of {held} | {100 * share:.1f} % | {found:,} | {taken:.0f} |", flush=True)
        sizes = [sum(path.stat().st_size for path in place.rglob("*.parquet")) / 1e6 for place in (ordered, coded)]
        print(f"\n{sizes[0]:.1f} MB ordered, {sizes[1]:.1f} MB as coded (which has no day of publication beside mentions and words, and so passes "
              "over none by it).")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

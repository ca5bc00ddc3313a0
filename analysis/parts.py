"""A result in parts: Parquet files under a manifest, written by many hands and read as one.

A result's folder holds `<table>/<key>.parquet`, one file a table and piece, a note `made/<key>.json` on each piece that is done, and
`manifest.json`, which says which parts are the result. Parts never change; the manifest is replaced at once. So whoever
reads while a build writes sees the old result or the new, never half of one.

Within a file, rows stand by what is asked for most (`_ORDER`), in groups whose bounds Parquet writes down, so that a filter passes
over those it does not ask for. `place` numbers them as they were coded: read here, they come in that order again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.compute
import pyarrow.parquet

from analysis import locations
from analysis.schemas import DAY, SCHEMAS, Tables

MANIFEST, FORM = "manifest.json", "lunheng tables 2"
# Those whose rows stand as they were coded, without their places, are read as well.
_READ = (FORM, "lunheng tables 1")
# How rows of a table's file are ordered; `published` is their document's, and stands in the file where it is no column of the table.
_ORDER = {"documents": ("published",), "commentaries": ("commentator", "published"), "mentions": ("kind", "code", "published"),
          "predictions": ("issue", "made_on"), "events": ("date_start",), "words": ("published",)}
_PLACE = "place"
# Rows of a group: so few that an issue does not share its own with many others, so many that what a group says of itself is little
# beside its rows (docs/scale.md has the measurement).
_ROWS = {"documents": 500, "commentaries": 5_000, "mentions": 5_000, "predictions": 1_000, "events": 5_000, "words": 50_000}
_ARROW = {"str": pyarrow.string(), "int64": pyarrow.int64(), "float64": pyarrow.float64(), DAY: pyarrow.timestamp("us")}

_SCHEMA = {schema.name: schema for schema in SCHEMAS}


class PartsError(ValueError):
    """A folder that holds no result, or one that cannot be read."""


@dataclass(frozen=True)
class Note:
    """What is known of a piece that is done.

    Attributes
    ----------
    key : str
    rows : dict of str to int
        How many each table has.
    size : int
        Bytes of text coded.
    refused : list of str
        One sentence a document, file or line that was not coded.
    voiceless : list of str
        Sources of documents in which nobody was found speaking.
    sources : list of str
        Sources for which a day of publication was told.
    twice : int
        Exact duplicates inside the piece.
    documents : int
        How many were read.
    """

    key: str
    rows: dict[str, int]
    size: int = 0
    refused: list[str] = field(default_factory=list)
    voiceless: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    twice: int = 0
    documents: int = 0


def columns(name: str) -> pyarrow.Schema:
    """Return the columns of one of the tables, as Arrow and Parquet hold them."""
    return pyarrow.schema([(column, _ARROW[dtype]) for column, dtype in _SCHEMA[name].columns.items()])


def arrow(table: pd.DataFrame, name: str) -> pyarrow.Table:
    """Return one of the tables in Arrow's columns."""
    return pyarrow.Table.from_pandas(table, schema=columns(name), preserve_index=False).replace_schema_metadata(None)


def path(place: str, table: str, key: str) -> str:
    """Return where a piece's part of a table stands."""
    return locations.joined(place, table, f"{key}.parquet")


def keep(place: str, note: Note, tables: dict[str, list[pyarrow.Table]]) -> None:
    """Write a piece's parts, and then its note: what has a note is whole."""
    documents = pyarrow.concat_tables(tables["documents"]).select(["doc_id", "published"])
    for schema in SCHEMAS:
        whole = _ordered(pyarrow.concat_tables(tables[schema.name]), schema.name, documents)
        with locations.written(path(place, schema.name, note.key)) as file:
            # The tables of a piece repeat few codes and keys, and are read by column; places grow nearly by one from row to row.
            pyarrow.parquet.write_table(whole, file, compression="zstd", row_group_size=_ROWS[schema.name], column_encoding={_PLACE: "DELTA_BINARY_PACKED"},
                                        use_dictionary=[name for name in whole.column_names if name not in (_PLACE, "text")])
    locations.write_json(locations.joined(place, "made", f"{note.key}.json"), asdict(note))


def _ordered(rows: pyarrow.Table, table: str, documents: pyarrow.Table) -> pyarrow.Table:
    """Return rows in the order of their file, each with its place among them as they came."""
    rows = rows.append_column(_PLACE, pyarrow.array(np.arange(len(rows), dtype=np.int32)))
    if "published" in _ORDER[table] and "published" not in rows.column_names:
        of = pyarrow.compute.index_in(rows["doc_id"], value_set=documents["doc_id"].combine_chunks())
        rows = rows.append_column("published", documents["published"].take(of))
    return rows.sort_by([(name, "ascending") for name in (*_ORDER[table], _PLACE)])


def done(place: str) -> set[str]:
    """Return the keys of the pieces that are done."""
    return {name.removesuffix(".json") for name in locations.names(locations.joined(place, "made")) if name.endswith(".json")}


def note(place: str, key: str) -> Note:
    """Return what is known of a piece that is done."""
    url = locations.joined(place, "made", f"{key}.json")
    told = locations.read_json(url)
    if told is None:
        raise FileNotFoundError(url)
    return Note(**told)


def part(place: str, table: str, key: str, columns: list[str] | None = None) -> pyarrow.Table:
    """Return a piece's part of a table, in the order in which it was coded."""
    wanted = columns or list(_SCHEMA[table].columns)
    with locations.opened(path(place, table, key)) as file:
        held = pyarrow.parquet.ParquetFile(file)
        if _PLACE not in held.schema_arrow.names:
            return held.read(wanted)
        rows = held.read([*wanted, _PLACE])
    order = np.argsort(rows[_PLACE].to_numpy())
    return rows.select(wanted).take(order)


def publish(place: str, made: Sequence[str], keys: Sequence[str], code: str, rows: dict[str, int], refused: int) -> None:
    """Make some parts the result, in one step.

    Parameters
    ----------
    place : str
    made : sequence of str
        Keys of the pieces coded: kept, so that the next run need not make them again.
    keys : sequence of str
        Of the parts that are the result, in order.
    code : str
        Fingerprint of the code that made them.
    rows : dict of str to int
    refused : int

    Notes
    -----
    The parts of the result before stay until the next one: somebody may be reading them.
    """
    before = locations.read_json(locations.joined(place, MANIFEST)) or {"parts": []}
    locations.write_json(locations.joined(place, MANIFEST),
                         {"form": FORM, "code": code, "parts": list(keys), "rows": rows, "refused": refused})
    kept = {*made, *keys, *before["parts"]}
    stale = [(folder, name) for folder in ("made", *(schema.name for schema in SCHEMAS))
             for name in locations.names(locations.joined(place, folder)) if name.partition(".")[0] not in kept]
    # Notes go first: a piece without one is made again, one without its parts would be missed.
    locations.remove([locations.joined(place, folder, name) for folder, name in stale])


@dataclass(frozen=True)
class Result:
    """A result as its manifest told it when it was opened.

    Attributes
    ----------
    place : str
    keys : tuple of str
        Of its parts, in order.
    rows : dict of str to int
        How many each table has.
    fingerprint : str
        Changes with the result.
    """

    place: str
    keys: tuple[str, ...]
    rows: dict[str, int]
    fingerprint: str

    def paths(self, table: str) -> list[str]:
        """Return where the parts of a table stand, in order."""
        return [path(self.place, table, key) for key in self.keys]

    def each(self) -> Iterator[Tables]:
        """Yield the six tables part by part, in order."""
        for key in self.keys:
            yield Tables(*(frame(part(self.place, schema.name, key), schema.name) for schema in SCHEMAS))


def frame(rows: pyarrow.Table, table: str) -> pd.DataFrame:
    """Return rows of one of the tables as a frame of its schema."""
    made: pd.DataFrame = rows.to_pandas().astype(_SCHEMA[table].columns)
    return made


def open_result(place: str) -> Result:
    """Return the result in a folder.

    Raises
    ------
    PartsError
        Where there is no manifest, or one that another version wrote.
    """
    told = locations.read_json(locations.joined(place, MANIFEST))
    if told is None:
        raise PartsError(f"{place}: holds no {MANIFEST}. Make it with: python -m analysis build … --format parts --out {place}")
    if told.get("form") not in _READ:
        raise PartsError(f"{place}: {MANIFEST} is {told.get('form')!r}, expected {FORM!r}. Build it again with this version.")
    digest = hashlib.blake2b("\0".join([told["code"], *told["parts"]]).encode(), digest_size=12).hexdigest()
    return Result(place, tuple(told["parts"]), told["rows"], digest)

"""A result in parts: Parquet files under a manifest, written by many hands and read as one.

A result's folder holds `<table>/<key>.parquet`, one file a table and piece, a note `made/<key>.json` on each piece that is done, and
`manifest.json`, which says which parts are the result. Parts never change; the manifest is replaced at once. So whoever
reads while a build writes sees the old result or the new, never half of one.

Within a file, rows stand by what is asked for most (`_ORDER`), in groups whose bounds Parquet writes down, so that a filter passes
over those it does not ask for. `place` numbers them as they were coded: read here, they come in that order again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TypeAlias

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
_NOTES = "made"
# Rows of a group: so few that an issue does not share its own with many others, so many that what a group says of itself is little
# beside its rows (docs/scale.md has the measurement).
_ROWS = {"documents": 500, "commentaries": 5_000, "mentions": 5_000, "predictions": 1_000, "events": 5_000, "words": 50_000}
_ARROW = {"str": pyarrow.string(), "int64": pyarrow.int64(), "float64": pyarrow.float64(), DAY: pyarrow.timestamp("us")}

_SCHEMA = {schema.name: schema for schema in SCHEMAS}


class PartsError(ValueError):
    """A folder that holds no result, or one that cannot be read."""


class BrokenPart(PartsError):
    """A part that is missing or not what was written.

    Parameters
    ----------
    url : str
        Of the part.
    key : str
        Of its piece.
    why : str
    """

    def __init__(self, url: str, key: str, why: str):
        super().__init__(f"{url}: {why}. Delete it, and build again with the same command: only this piece is made anew.")
        self.key = key


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
    sizes : dict of str to int
        Of each table's part, in bytes.
    """

    key: str
    rows: dict[str, int]
    size: int = 0
    refused: list[str] = field(default_factory=list)
    voiceless: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    twice: int = 0
    documents: int = 0
    sizes: dict[str, int] = field(default_factory=dict)


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
    """Write a piece's parts, and then its note: what has a note was whole."""
    documents = pyarrow.concat_tables(tables["documents"]).select(["doc_id", "published"])
    sizes = {}
    for schema in SCHEMAS:
        whole = _ordered(pyarrow.concat_tables(tables[schema.name]), schema.name, documents)
        with locations.written(path(place, schema.name, note.key)) as file:
            # The tables of a piece repeat few codes and keys, and are read by column; places grow nearly by one from row to row.
            pyarrow.parquet.write_table(whole, file, compression="zstd", row_group_size=_ROWS[schema.name], write_page_checksum=True, column_encoding={_PLACE: "DELTA_BINARY_PACKED"},
                                        use_dictionary=[name for name in whole.column_names if name not in (_PLACE, "text")])
            sizes[schema.name] = file.tell()
    locations.write_json(locations.joined(place, _NOTES, f"{note.key}.json"), asdict(replace(note, sizes=sizes)))


def _ordered(rows: pyarrow.Table, table: str, documents: pyarrow.Table) -> pyarrow.Table:
    """Return rows in the order of their file, each with its place among them as they came."""
    rows = rows.append_column(_PLACE, pyarrow.array(np.arange(len(rows), dtype=np.int32)))
    if "published" in _ORDER[table] and "published" not in rows.column_names:
        of = pyarrow.compute.index_in(rows["doc_id"], value_set=documents["doc_id"].combine_chunks())
        rows = rows.append_column("published", documents["published"].take(of))
    return rows.sort_by([(name, "ascending") for name in (*_ORDER[table], _PLACE)])


Sizes: TypeAlias = dict[str, dict[str, int]]


def sizes(place: str) -> Sizes:
    """Return of each folder of a result the files in it, with their sizes."""
    return {folder: locations.sizes(locations.joined(place, folder)) for folder in (_NOTES, *_SCHEMA)}


def whole(place: str, key: str, there: Sizes) -> bool:
    """Whether a piece is done: its note can be read, and each of its parts is as long as it was written.

    Parameters
    ----------
    place, key : str
    there : dict
        What `sizes` returned.
    """
    if f"{key}.json" not in there[_NOTES]:
        return False
    try:
        said = note(place, key).sizes
    except (ValueError, TypeError):
        return False
    return all(there[table].get(f"{key}.parquet") == said.get(table, -1) for table in _SCHEMA)


def forget(place: str, key: str) -> None:
    """Have a piece made again by the next run."""
    locations.remove([locations.joined(place, _NOTES, f"{key}.json")])


def note(place: str, key: str) -> Note:
    """Return what is known of a piece that is done."""
    url = locations.joined(place, _NOTES, f"{key}.json")
    told = locations.read_json(url)
    if told is None:
        raise FileNotFoundError(url)
    return Note(**told)


def part(place: str, table: str, key: str, columns: list[str] | None = None) -> pyarrow.Table:
    """Return a piece's part of a table, in the order in which it was coded.

    Raises
    ------
    FileNotFoundError
        Where it is gone: a later result has taken the place of this one.
    BrokenPart
        Where it is not what was written: each page of it is held against its checksum.
    """
    url, wanted = path(place, table, key), columns or list(_SCHEMA[table].columns)
    try:
        with locations.opened(url) as file:
            held = pyarrow.parquet.ParquetFile(file, page_checksum_verification=True)
            if not set(wanted) <= set(held.schema_arrow.names):
                raise ValueError("columns are missing")
            if _PLACE not in held.schema_arrow.names:
                return held.read(wanted)
            rows = held.read([*wanted, _PLACE])
    except IsADirectoryError:
        raise BrokenPart(url, key, "is no file") from None
    except (pyarrow.ArrowException, ValueError) as error:
        raise BrokenPart(url, key, f"is broken ({type(error).__name__})") from None
    except OSError as error:
        # What the system or a store refuses has a number or is a store's own; what Arrow cannot read has none.
        if error.errno is not None or type(error) is not OSError:
            raise
        raise BrokenPart(url, key, "is broken") from None
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
    try:
        before = locations.read_json(locations.joined(place, MANIFEST)) or {"parts": []}
    except ValueError:
        # Nobody can be reading a result whose manifest is broken.
        before = {"parts": []}
    locations.write_json(locations.joined(place, MANIFEST),
                         {"form": FORM, "code": code, "parts": list(keys), "rows": rows, "refused": refused})
    kept = {*made, *keys, *before["parts"]}
    stale = [(folder, name) for folder, files in sizes(place).items() for name in files if name.partition(".")[0] not in kept]
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
        Where there is no manifest, a broken one, or one that another version wrote.
    """
    try:
        told = locations.read_json(locations.joined(place, MANIFEST))
    except ValueError as error:
        raise PartsError(f"{error} Build again with the same command: what is made is not made again.") from None
    if told is None:
        raise PartsError(f"{place}: holds no {MANIFEST}. Make it with: python -m analysis build … --format parts --out {place}")
    if told.get("form") not in _READ:
        raise PartsError(f"{place}: {MANIFEST} is {told.get('form')!r}, expected {FORM!r}. Build it again with this version.")
    digest = hashlib.blake2b("\0".join([told["code"], *told["parts"]]).encode(), digest_size=12).hexdigest()
    return Result(place, tuple(told["parts"]), told["rows"], digest)

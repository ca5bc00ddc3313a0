"""One piece of a corpus read, coded and written, wherever that happens: here, in another process, on another machine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

import pandas as pd
import pyarrow

from analysis import codebook, documents, leaving_out, parts, pieces, pipeline, predictions, store
from analysis.parts import Note
from analysis.pieces import Piece
from analysis.readers import Contents, Reading, ReadingError
from analysis.schemas import SCHEMAS, Tables

# So many characters are coded at a time: enough to search them in one go, few enough to hold.
AT_A_TIME = 400_000


class OtherCodeError(RuntimeError):
    """A worker runs other code than whoever asked it."""


@dataclass(frozen=True)
class Errand:
    """What a worker is asked to do.

    Attributes
    ----------
    piece : Piece
    key : str
        Under which the piece's tables are kept.
    place : str
        Folder or URL of the result.
    code : str
        Fingerprint of the code that must do it.
    encoding : str or None
        Of the files, where what is found is wrong.
    days : dict of str to date
        Days of publication by source, over what a text says.
    at_a_time : int
        Characters coded at a time; the tables do not depend on it.
    """

    piece: Piece
    key: str
    place: str
    code: str
    encoding: str | None = None
    days: dict[str, date] = field(default_factory=dict)
    at_a_time: int = AT_A_TIME


@dataclass
class _Made:
    """The tables of a piece while they grow."""

    tables: dict[str, list[pyarrow.Table]]
    seen: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    voiceless: list[str] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    size: int = 0
    read: int = 0

    def add(self, tables: Tables) -> None:
        for schema in SCHEMAS:
            self.tables[schema.name].append(parts.arrow(getattr(tables, schema.name), schema.name))
        voiced = tables.documents["doc_id"].isin(tables.commentaries["doc_id"])
        self.voiceless += tables.documents.loc[~voiced, "source"].to_list()
        self.size += sum(len(text.encode()) for text in tables.documents["text"])


# Who reads the predictions: documents, commentaries, mentions, events and a codebook in, predictions out.
Predict: TypeAlias = Callable[[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, codebook.Codebook], pd.DataFrame]


def carry_out(asked: Errand, predict: Predict = predictions.extract, progress: Callable[[int], None] = lambda size: None) -> Note:
    """Read, code and write a piece, and return what became of it.

    A document whose coding fails is left out and told with its reason; the others are coded.

    Parameters
    ----------
    asked : Errand
    predict : callable, optional
        Who reads the predictions, as in `pipeline.code`.
    progress : callable, optional
        Called now and then with how many bytes of text are coded.

    Raises
    ------
    OtherCodeError
        Where this program is not the one that asked.
    OSError
        Where the result cannot be written.
    """
    if store.code_fingerprint() != asked.code:
        raise OtherCodeError("This worker runs other code, or another codebook, than the program that asked it. "
                             "Install the same version on every worker.")
    made = _begun()
    for contents in _filled(pieces.read(asked.piece, asked.encoding), asked.at_a_time):
        _take(made, contents, asked, predict)
        progress(made.size)
    return _kept(made, asked)


def carry_out_alone(asked: Errand, skip: set[str], trace: Callable[[str], object]) -> Note:
    """Do the same document by document, leaving out some.

    Parameters
    ----------
    asked : Errand
    skip : set of str
        What ended a process before, as it was traced.
    trace : callable
        Called before each file and document with its place in the piece: whoever watches knows at which one it ended.
    """
    made = _begun()
    number = 0
    for place, file in enumerate(asked.piece.files):
        if f"file {place}" in skip:
            made.refused.append(_ended(file.name, "read"))
            continue
        trace(f"file {place}")
        for contents in pieces.read(replace(asked.piece, files=(file,)), asked.encoding):
            made.refused += [str(fault) for fault in contents.faults]
            for reading in contents.readings:
                number += 1
                if f"document {number}" in skip:
                    made.refused.append(_ended(reading.source, "coded"))
                    continue
                trace(f"document {number}")
                _take(made, Contents((reading,)), asked, predictions.extract)
            trace(f"file {place}")
    return _kept(made, asked)


def _ended(source: str, done: str) -> str:
    return f"{source}: ended the process that {done} it. It was left out; look at it by itself."


def _begun() -> _Made:
    return _Made({schema.name: [parts.arrow(schema.empty(), schema.name)] for schema in SCHEMAS})


def _kept(made: _Made, asked: Errand) -> Note:
    rows = {name: sum(len(table) for table in tables) for name, tables in made.tables.items()}
    note = Note(asked.key, rows, made.size, made.refused, made.voiceless, sorted(made.sources), made.read - rows["documents"], made.read)
    parts.keep(asked.place, note, made.tables)
    return note


def _filled(found: Iterator[Contents], size: int) -> Iterator[Contents]:
    """Yield the same readings and faults, about so many characters at a time."""
    readings: list[Reading] = []
    faults: list[ReadingError] = []
    held = 0
    for contents in found:
        faults += contents.faults
        for reading in contents.readings:
            if readings and held + len(reading.text) > size:
                yield Contents(tuple(readings), tuple(faults))
                readings, faults, held = [], [], 0
            readings.append(reading)
            held += len(reading.text)
    if readings or faults:
        yield Contents(tuple(readings), tuple(faults))


def _take(made: _Made, contents: Contents, asked: Errand, predict: Predict) -> None:
    made.refused += [str(fault) for fault in contents.faults]
    made.sources |= {reading.source for reading in contents.readings if reading.source in asked.days}
    for tables, number in _coded(contents.readings, made, asked.days, predict):
        made.add(tables)
        made.read += number


def _coded(readings: tuple[Reading, ...], made: _Made, days: dict[str, date], predict: Predict) -> Iterator[tuple[Tables, int]]:
    """Yield the tables of some readings, and of how many."""
    book = codebook.load()

    def some(readings: Sequence[Reading]) -> tuple[Tables, int]:
        table = documents.table(readings, days)
        fresh = table[~table["doc_id"].isin(made.seen)].reset_index(drop=True)
        coded = pipeline.code(fresh, book, predict=predict)
        made.seen |= set(fresh["doc_id"])
        return coded, len(readings)

    def left_out(reading: Reading, error: Exception) -> None:
        made.refused.append(f"{reading.source}: was not coded ({type(error).__name__}: {error}). It was left out; look at it by itself.")

    yield from leaving_out.halved(readings, some, left_out)

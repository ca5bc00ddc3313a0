"""A corpus of any size coded into a result, piece by piece, on an engine; taken up again where it was left."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import pyarrow.compute

from analysis import locations, parts, pieces, store
from analysis.engines import Engine
from analysis.errands import Errand
from analysis.parts import Note
from analysis.pieces import Piece
from analysis.readers import ReadingError
from analysis.schemas import SCHEMAS

LOCAL_PIECE, CLUSTER_PIECE = 4_000_000, 32_000_000


@dataclass(frozen=True)
class Plan:
    """What is to be coded, in order.

    Attributes
    ----------
    pieces : tuple of Piece
    faults : tuple of str
        What cannot be read at all.
    """

    pieces: tuple[Piece, ...]
    faults: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes to read."""
        return sum(piece.size for piece in self.pieces)


@dataclass(frozen=True)
class Settings:
    """What the tables hang on beside documents, codebook and code.

    Attributes
    ----------
    encoding : str or None
    days : dict of str to date
        Days of publication by source.
    coder : str
        Who reads the predictions.
    """

    encoding: str | None = None
    days: dict[str, date] | None = None
    coder: str = "rules"

    def told(self) -> str:
        """Return these settings and the code's fingerprint as text."""
        days = {source: day.isoformat() for source, day in sorted((self.days or {}).items())}
        return json.dumps([store.code_fingerprint(), self.encoding, days, self.coder])


@dataclass(frozen=True)
class Built:
    """What became of a run.

    Attributes
    ----------
    rows : dict of str to int
        How many each table has.
    twice : int
        Exact duplicates that were taken once.
    refused : int
        How many documents, files and lines were not coded.
    place : str
        Where parts and notes stand.
    keys : tuple of str
        Of the pieces in order, as they were coded.
    once : tuple of str
        Of the parts in order, each document once.
    sources : frozenset of str
        Those whose day of publication was told.
    """

    rows: dict[str, int]
    twice: int
    refused: int
    place: str
    keys: tuple[str, ...]
    once: tuple[str, ...]
    sources: frozenset[str]

    def refusals(self) -> Iterator[str]:
        """Yield why what was not coded was not, a sentence each, in order."""
        for key in self.keys:
            yield from parts.note(self.place, key).refused

    def voiceless(self) -> Iterator[str]:
        """Yield the sources of documents in which nobody was found speaking, in order."""
        for key in self.keys:
            yield from parts.note(self.place, key).voiceless

    def result(self) -> parts.Result:
        """Return the tables, part by part."""
        return parts.Result(self.place, self.once, self.rows, "")


class Watcher(Protocol):
    """Whoever wants to know how far a run is, in bytes."""

    def found(self, size: int) -> None:
        """Hear of a piece that an earlier run made."""

    def done(self, size: int) -> None:
        """Hear of a piece made now."""


def plan(paths: Iterable[str], size: int) -> Plan:
    """Return what files, folders and URLs hold, cut into pieces of about `size` bytes."""
    found: list[pieces.Piece] = []
    faults: list[str] = []
    for path in paths:
        try:
            found += pieces.cut(locations.listed(str(path), pieces.ENDINGS), size)
        except (ReadingError, OSError) as error:
            faults.append(_said(path, error))
    return Plan(tuple(found), tuple(faults))


def _said(path: str, error: Exception) -> str:
    if isinstance(error, (ReadingError, locations.LocationError)):
        return str(error)
    return f"{path}: {getattr(error, 'strerror', None) or error}. Check the path and its permissions."


def run(planned: Plan, place: str, engine: Engine, settings: Settings, progress: Watcher | None = None) -> Built:
    """Code what is planned into a folder, and return what became of it.

    Parameters
    ----------
    planned : Plan
    place : str
        Folder or URL. What an earlier run of the same code over the same pieces left there is not made again.
    engine : Engine
    settings : Settings
    progress : Watcher, optional
        Is told of each piece that is done, or was.

    Raises
    ------
    OSError
        Where the place cannot be written.
    EngineError
        Where the engine cannot go on; what is done is kept.
    BrokenPart
        Where what an earlier run left is as long as it was and not what was written.
    """
    told, there = settings.told(), parts.sizes(place)
    keys = [piece.key(told) for piece in planned.pieces]
    missing = []
    for key, piece in dict(zip(keys, planned.pieces)).items():
        if parts.whole(place, key, there):
            if progress:
                progress.found(piece.size)
        else:
            missing.append(Errand(piece, key, place, store.code_fingerprint(), settings.encoding, settings.days or {}))
    for asked, _ in engine.each(missing):
        if progress:
            progress.done(asked.piece.size)
    return _once(place, tuple(keys))


def _once(place: str, keys: tuple[str, ...]) -> Built:
    """Return the parts in order, with parts rewritten that hold documents of earlier ones."""
    rows = dict.fromkeys((schema.name for schema in SCHEMAS), 0)
    sources: set[str] = set()
    twice = refused = 0
    notes: list[Note] = []
    for key in keys:
        note = parts.note(place, key)
        twice, refused = twice + note.twice, refused + len(note.refused)
        sources |= set(note.sources)
        # Told again from the notes where they are needed: a list of them would grow with the corpus.
        notes.append(Note(key, note.rows))
    doubled = _doubled(place, notes)
    there = parts.sizes(place) if doubled else {}
    once = []
    for number, note in enumerate(notes):
        drop = doubled.get(number)
        if drop is not None:
            note = _without(place, note, drop, there)
            twice += len(drop)
        if note.rows["documents"]:
            once.append(note.key)
        for name, count in note.rows.items():
            rows[name] += count
    return Built(rows, twice, refused, place, keys, tuple(once), frozenset(sources))


def _doubled(place: str, notes: list[Note]) -> dict[int, list[str]]:
    """Return, by piece, the documents that an earlier piece holds already.

    Notes
    -----
    Eight bytes a document are held: 240 MB for 30 million.
    """
    held = [np.array([int(doc_id, 16) for doc_id in parts.part(place, "documents", note.key, ["doc_id"])["doc_id"].to_pylist()],
                     dtype=np.uint64) for note in notes]
    if not held:
        return {}
    every = np.concatenate(held)
    first = np.zeros(len(every), dtype=bool)
    first[np.unique(every, return_index=True)[1]] = True
    ends = np.cumsum([len(one) for one in held])
    again = np.flatnonzero(~first)
    found: dict[int, list[str]] = {}
    for place_of, number in zip(again.tolist(), np.searchsorted(ends, again, side="right").tolist()):
        found.setdefault(number, []).append(f"{int(every[place_of]):012x}")
    return found


def _without(place: str, note: Note, drop: list[str], there: parts.Sizes) -> Note:
    """Return the note of the same parts without some documents, written beside them."""
    digest = hashlib.blake2b("\0".join(sorted(drop)).encode(), digest_size=6).hexdigest()
    key = f"{note.key}-{digest}"
    if parts.whole(place, key, there):
        return parts.note(place, key)
    gone = pyarrow.array(drop)
    tables = {}
    for schema in SCHEMAS:
        whole = parts.part(place, schema.name, note.key)
        tables[schema.name] = [whole.filter(pyarrow.compute.invert(pyarrow.compute.is_in(whole["doc_id"], value_set=gone)))]
    made = Note(key, {name: len(rows) for name, (rows,) in tables.items()})
    parts.keep(place, made, tables)
    return made


def publish(built: Built) -> None:
    """Make what was built the result of its folder, in one step, with what was refused beside it."""
    with locations.written(locations.joined(built.place, "refused.jsonl")) as file:
        for sentence in built.refusals():
            file.write((json.dumps({"refused": sentence}, ensure_ascii=False) + "\n").encode())
    parts.publish(built.place, built.keys, built.once, store.code_fingerprint(), built.rows, built.refused)

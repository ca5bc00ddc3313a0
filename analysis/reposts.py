"""Reposts: one text published again, with another head, a line less, in the other script."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from analysis.holdings import Base, Item, Placement, touched, writing
from analysis.text import fold

LEAST = 0.8
_SHINGLE, _HASHES, _BANDS = 5, 64, 16
_SIGN = re.compile(r"\W+")
# How many numbers are hashed at a time, so that a book takes no more memory than an article.
_AT_ONCE = 4096
_SHARED = 2
_RANDOM = np.random.default_rng(1)
_FACTORS = _RANDOM.integers(0, 2**63, _HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SUMMANDS = _RANDOM.integers(0, 2**63, _HASHES, dtype=np.uint64)
# Of so many names at once a database is asked.
_ASKED = 500


class Band(Base):
    """A part of a document's signature: documents that share one may be alike."""

    __tablename__ = "bands"
    key: Mapped[str] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"), primary_key=True, index=True)


class Copy(Base):
    """A document that is another one published again."""

    __tablename__ = "copies"
    doc_id: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"), primary_key=True)
    of: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"), index=True)
    similarity: Mapped[float]
    apart: Mapped[bool]


@dataclass(frozen=True)
class Repost:
    """A document that is another one published again.

    Attributes
    ----------
    doc_id, of : str
        The repost, and the document that stands for both.
    similarity : float
        Share of five-character strings that both have, of those that either has.
    apart : bool
        Whether the user wants it counted by itself all the same.
    """

    doc_id: str
    of: str
    similarity: float
    apart: bool


def shingles(text: str) -> np.ndarray:
    """Return the five-character strings of a text, folded to Simplified, without signs and blanks, each as a number.

    Returns
    -------
    ndarray of uint64
        Sorted, each once. Two different strings have the same number once in 2**63.
    """
    bare = _SIGN.sub("", fold(text))
    characters = np.frombuffer(bare.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(characters) < _SHINGLE:
        characters = np.concatenate([characters, np.zeros(_SHINGLE - len(characters), np.uint64)])
    n = len(characters) - _SHINGLE + 1
    numbers = np.zeros(n, np.uint64)
    for place in range(_SHINGLE):
        # Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators": the last step of SplitMix64.
        numbers = (numbers ^ characters[place:place + n]) * np.uint64(0xBF58476D1CE4E5B9)
        numbers ^= numbers >> np.uint64(31)
    return np.unique(numbers)


def similarity(first: str, second: str) -> float:
    """Return Jaccard's coefficient of two texts' shingles, 0 to 1."""
    return _alike(shingles(first), shingles(second))


def _alike(a: np.ndarray, b: np.ndarray) -> float:
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared)


def bands(text: str) -> list[str]:
    """Return a text's signature cut into bands; texts that are alike share some.

    Notes
    -----
    Broder 1997, "On the Resemblance and Containment of Documents": of each of 64 hash functions the least value. They are
    multiply-shift (Dietzfelbinger et al. 1997, "A Reliable Randomized Algorithm for the Closest-Pair Problem"). Sixteen bands
    of four minima each: of two texts that share 0.8 of their shingles 99.7 % share two bands, of two that share 0.3 one in a
    hundred and forty, which the exact count then sorts out.
    """
    numbers = shingles(text)
    minima = np.full(_HASHES, np.iinfo(np.uint64).max)
    for start in range(0, len(numbers), _AT_ONCE):
        hashed = (_FACTORS[:, None] * numbers[None, start:start + _AT_ONCE] + _SUMMANDS[:, None]) >> np.uint64(32)
        np.minimum(minima, hashed.min(axis=1), out=minima)
    return [f"{number:x}{hashlib.blake2b(row.tobytes(), digest_size=7).hexdigest()}"
            for number, row in enumerate(minima.reshape(_BANDS, -1))]


@dataclass(frozen=True)
class Signed:
    """A new document with its signature, as `bands` makes it."""

    author: str
    text: str
    bands: Sequence[str]


def note(connection: sa.Connection, new: Mapping[str, Signed]) -> None:
    """Keep of which earlier document each new one is a repost, and the signatures of those that are none.

    Parameters
    ----------
    connection : Connection
        With the right to write.
    new : mapping of str to Signed
        By doc_id, in the order they came; the documents are in the library already.

    Notes
    -----
    A repost is held against first ones only, so that a text published a hundred thousand times costs no more than others.
    """
    new = {**_unsigned(connection, set(new)), **new}
    if not new:
        return
    sharing = defaultdict(set)
    for asked in _parts(sorted({key for signed in new.values() for key in signed.bands})):
        for key, doc_id in connection.execute(sa.select(Band.key, Band.doc_id).where(Band.key.in_(asked))):
            sharing[key].add(doc_id)
    earlier = sorted({other for doc_id, signed in new.items() for other in _sharers(signed, sharing) if other != doc_id})
    held, numbers = dict(new), {}
    for asked in _parts(earlier):
        for row in connection.execute(sa.select(Item.doc_id, Item.author, Item.text).where(Item.doc_id.in_(asked))):
            held[row.doc_id] = Signed(row.author, row.text, ())
    firsts, copies = [], []
    for doc_id, signed in new.items():
        best, most = "", LEAST
        for other in sorted(_sharers(signed, sharing) - {doc_id}):
            # A roundtable kept as one document a voice holds other voices' texts under one head: another author, another text.
            if held[other].author != signed.author and held[other].author and signed.author:
                continue
            for one in (doc_id, other):
                if one not in numbers:
                    numbers[one] = shingles(held[one].text)
            share = _alike(numbers[doc_id], numbers[other])
            if share >= most:
                best, most = other, share
        if best:
            copies.append({"doc_id": doc_id, "of": best, "similarity": most, "apart": False})
            continue
        firsts += [{"key": key, "doc_id": doc_id} for key in signed.bands]
        for key in signed.bands:
            sharing[key].add(doc_id)
    if firsts:
        connection.execute(sa.insert(Band), firsts)
    if copies:
        connection.execute(sa.insert(Copy), copies)


def _sharers(signed: Signed, sharing: Mapping[str, set[str]]) -> set[str]:
    """Return the documents that share two bands with one."""
    shared = Counter(other for key in signed.bands for other in sharing.get(key, ()))
    return {other for other, n in shared.items() if n >= _SHARED}


def _unsigned(connection: sa.engine.base.Connection, new: set[str]) -> dict[str, Signed]:
    """Return what of a library has no signature and is no repost: one made before signatures were as they are."""
    if connection.execute(sa.select(Band.key).limit(1)).first():
        return {}
    there = sa.select(Item.doc_id, Item.author, Item.text).where(Item.doc_id.not_in(sa.select(Copy.doc_id)))
    return {row.doc_id: Signed(row.author, row.text, bands(row.text)) for row in connection.execute(there) if row.doc_id not in new}


def _parts(names: list[str]) -> Iterable[list[str]]:
    return (names[start:start + _ASKED] for start in range(0, len(names), _ASKED))


def standing(connection: sa.Connection, project: int, doc_ids: Iterable[str] | None = None) -> dict[str, str]:
    """Return of each document in use in a project that is not counted the one that stands for it.

    Parameters
    ----------
    connection : Connection
    project : int
    doc_ids : iterable of str, optional
        Look at these only.

    Notes
    -----
    Of one text published ten times the first in use stands, whichever of them were deleted.
    """
    used = sa.and_(Placement.project_id == project, Placement.removed.is_(None))
    chosen = sa.select(Placement.doc_id, Copy.of).join(Copy, Copy.doc_id == Placement.doc_id).where(used, sa.not_(Copy.apart))
    asked = [chosen] if doc_ids is None else [chosen.where(Placement.doc_id.in_(part)) for part in _parts(sorted(doc_ids))]
    copies = {row.doc_id: row.of for part in asked for row in connection.execute(part)}
    stands: dict[str, str] = {}
    for part in _parts(sorted(set(copies.values()))):
        stands |= {doc_id: doc_id for doc_id in connection.scalars(sa.select(Placement.doc_id).where(used, Placement.doc_id.in_(part)))}
        first = (sa.select(sa.func.min(Placement.id)).join(Copy, Copy.doc_id == Placement.doc_id)
                 .where(used, sa.not_(Copy.apart), Copy.of.in_([group for group in part if group not in stands])).group_by(Copy.of))
        stands |= {row.of: row.doc_id for row in connection.execute(
            sa.select(Copy.of, Placement.doc_id).join(Copy, Copy.doc_id == Placement.doc_id).where(Placement.id.in_(first)))}
    return {doc_id: stands[group] for doc_id, group in copies.items() if stands[group] != doc_id}


class Reposts:
    """The reposts of a project.

    Parameters
    ----------
    engine : sqlalchemy Engine
        The library's.
    project : int
    """

    def __init__(self, engine: sa.Engine, project: int = 1):
        self.engine, self.project = engine, project

    def found(self) -> list[Repost]:
        """Return the reposts in use whose text another document in use holds too, each with the one that stands for it."""
        with self.engine.connect() as connection:
            stands = standing(connection, self.project)
            rows = connection.execute(
                sa.select(Copy.doc_id, Copy.of, Copy.similarity, Copy.apart).join(Placement, Placement.doc_id == Copy.doc_id)
                .where(Placement.project_id == self.project, Placement.removed.is_(None)).order_by(Copy.of, Placement.id)).all()
            firsts = set()
            for asked in _parts(sorted({row.of for row in rows})):
                firsts |= set(connection.scalars(sa.select(Placement.doc_id).where(
                    Placement.project_id == self.project, Placement.removed.is_(None), Placement.doc_id.in_(asked))))
        return [Repost(row.doc_id, stands.get(row.doc_id, row.of), row.similarity, row.apart) for row in rows
                if row.doc_id in stands or (row.apart and row.of in firsts)]

    def left_out(self) -> set[str]:
        """Return the documents that are not counted, as another one stands for them."""
        with self.engine.connect() as connection:
            return set(standing(connection, self.project))

    def count_apart(self, doc_id: str, apart: bool) -> None:
        """Count a repost by itself, or let the first one stand for it again.

        Raises
        ------
        KeyError
            Where the document is no repost.
        """
        with writing(self.engine) as connection:
            if not connection.execute(sa.update(Copy).where(Copy.doc_id == doc_id).values(apart=apart)).rowcount:
                raise KeyError(f"{doc_id} is no repost")
            touched(connection, [doc_id])

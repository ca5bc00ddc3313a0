"""Reposts: one text published again, with another head, a line less, in the other script."""

import hashlib
import re
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.holdings import Base, Item
from analysis.text import fold

LEAST = 0.8
_SHINGLE, _HASHES, _BANDS = 5, 64, 16
_SIGN = re.compile(r"\W+")
_SEED = 1


class Band(Base):
    """A part of a document's signature: documents that share one may be alike."""

    __tablename__ = "bands"
    key: Mapped[str] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"), primary_key=True)


class Copy(Base):
    """A document that is another one published again."""

    __tablename__ = "copies"
    doc_id: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"), primary_key=True)
    of: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"))
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


def shingles(text: str) -> set[str]:
    """Return the five-character strings of a text, folded to Simplified, without signs and blanks."""
    bare = _SIGN.sub("", fold(text))
    return {bare[place:place + _SHINGLE] for place in range(max(len(bare) - _SHINGLE + 1, 1))}


def similarity(first: str, second: str) -> float:
    """Return Jaccard's coefficient of two texts' shingles, 0 to 1."""
    a, b = shingles(first), shingles(second)
    return len(a & b) / len(a | b)


def bands(text: str) -> list[str]:
    """Return a text's signature cut into bands; texts that are alike share one.

    Notes
    -----
    Broder 1997, "On the Resemblance and Containment of Documents". Sixteen bands of four minima each: of two texts that
    share 0.8 of their shingles 99.99 % share a band, of two that share 0.3 an eighth, which the exact count then sorts out.
    """
    # Imported here: it loads scipy, half a second, and only documents brought in need it.
    from datasketch import MinHash

    minima = MinHash(num_perm=_HASHES, seed=_SEED)
    minima.update_batch([shingle.encode() for shingle in shingles(text)])
    rows = np.asarray(minima.hashvalues).reshape(_BANDS, -1)
    return [f"{number:x}{hashlib.blake2b(row.tobytes(), digest_size=7).hexdigest()}" for number, row in enumerate(rows)]


def note(session: Session, item: Item) -> str | None:
    """Keep a new document's signature, and return of which earlier one it is a repost, or None.

    Parameters
    ----------
    session : Session
    item : Item
        Not yet among the others, or among them for the first time.
    """
    keys = bands(item.text)
    alike = session.scalars(sa.select(Band.doc_id).where(Band.key.in_(keys), Band.doc_id != item.doc_id).distinct()).all()
    session.add_all(Band(key=key, doc_id=item.doc_id) for key in keys)
    found = []
    for other in session.scalars(sa.select(Item).where(Item.doc_id.in_(alike), Item.removed.is_(None))):
        # A roundtable kept as one document a voice holds other voices' texts under one head: another author, another text.
        if other.author == item.author or not (other.author and item.author):
            found.append((similarity(item.text, other.text), other.doc_id))
    best = max(found, default=(0.0, ""))
    if best[0] < LEAST:
        return None
    # A repost of a repost is one of the first.
    before = session.get(Copy, best[1])
    first = before.of if before is not None and not before.apart else best[1]
    session.merge(Copy(doc_id=item.doc_id, of=first, similarity=best[0], apart=False))
    return first


class Reposts:
    """The reposts of a library.

    Parameters
    ----------
    engine : sqlalchemy Engine
        The library's.
    """

    def __init__(self, engine: sa.Engine):
        self.engine = engine

    def found(self) -> list[Repost]:
        """Return the reposts among the documents in use whose original is in use too."""
        original = sa.orm.aliased(Item)
        chosen = (sa.select(Copy).join(Item, Item.doc_id == Copy.doc_id).join(original, original.doc_id == Copy.of)
                  .where(Item.removed.is_(None), original.removed.is_(None)).order_by(Copy.of, Copy.doc_id))
        with Session(self.engine) as session:
            return [Repost(row.doc_id, row.of, row.similarity, row.apart) for row in session.scalars(chosen)]

    def left_out(self) -> set[str]:
        """Return the documents that are not counted, as another one stands for them."""
        return {repost.doc_id for repost in self.found() if not repost.apart}

    def count_apart(self, doc_id: str, apart: bool) -> None:
        """Count a repost by itself, or let the first one stand for it again.

        Raises
        ------
        KeyError
            Where the document is no repost.
        """
        with Session(self.engine) as session, session.begin():
            row = session.get(Copy, doc_id)
            if row is None:
                raise KeyError(f"{doc_id} is no repost")
            row.apart = apart

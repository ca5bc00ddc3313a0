"""The reviews people made, in the library's database. None is ever changed or deleted: a later one stands over it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.holdings import Base
from analysis.schemas import LIKELIHOODS, NONE

KINDS = ("prediction", "mention", "voice")
VERDICTS = {"prediction": ("accept", "correct", "reject", "add"), "mention": ("reject",), "voice": ("rename",)}
# What a person can say of a prediction; the rest of its row follows from these.
FIELDS = ("commentator", "issue", "outcome", "likelihood", "valence", "condition", "horizon_start", "horizon_end", "cue")


class ReviewError(ValueError):
    """A review that cannot be kept; the message names every fault."""


class Row(Base):
    """A review as it is kept."""

    __tablename__ = "reviews"
    review_id: Mapped[int] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    verdict: Mapped[str]
    code: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    said: Mapped[str]
    coder: Mapped[str]
    made_at: Mapped[datetime]
    undone: Mapped[bool]


@dataclass(frozen=True)
class Review:
    """A decision on one row.

    Attributes
    ----------
    doc_id : str
    kind : {"prediction", "mention", "voice"}
    verdict : str
        Of a prediction: accept, correct, reject, add. Of a mention: reject. Of a voice: rename.
    code : str
        What the row says: the issue of a prediction as the program coded it, the code of a mention, a commentator's name.
    start, end : int
        The row's place, half-open, in code points of the document's text; 0 and 0 for a voice.
    quote : str
        The text at that place, by which it is found again; for a voice, empty.
    said : dict of str to str or int
        What the person says instead: some or all of `FIELDS` of a prediction; `commentator` for a voice.
    coder : str
    review_id : int
        0 until it is kept.
    made_at : datetime or None
        UTC; None until it is kept.
    """

    doc_id: str
    kind: str
    verdict: str
    code: str
    start: int = 0
    end: int = 0
    quote: str = ""
    said: Mapping[str, str | int] = ()
    coder: str = "me"
    review_id: int = 0
    made_at: datetime | None = None

    @property
    def place(self) -> tuple[str, str, str, int, int]:
        """What the review is about: a later review of the same place stands over it."""
        return self.doc_id, self.kind, self.code, self.start, self.end


class Reviews:
    """The reviews kept in a library.

    Parameters
    ----------
    engine : sqlalchemy Engine
        The library's.
    """

    def __init__(self, engine: sa.Engine):
        self.engine = engine

    def keep(self, *reviews: Review) -> list[int]:
        """Keep reviews, all or none, and return their numbers.

        Raises
        ------
        ReviewError
            Naming every fault of every review.
        """
        faults = [f"review {number}: {fault}" for number, review in enumerate(reviews, 1) for fault in faults_of(review)]
        if faults:
            raise ReviewError("\n".join(faults))
        rows = [Row(doc_id=review.doc_id, kind=review.kind, verdict=review.verdict, code=review.code, start=review.start,
                    end=review.end, quote=review.quote, said=json.dumps(dict(review.said), ensure_ascii=False),
                    coder=review.coder, made_at=review.made_at or datetime.now(UTC), undone=False) for review in reviews]
        with Session(self.engine) as session, session.begin():
            session.add_all(rows)
            session.flush()
            return [row.review_id for row in rows]

    def undo(self, review_id: int) -> None:
        """Take a review back; what stood before it stands again.

        Raises
        ------
        KeyError
            Where there is no such review.
        """
        with Session(self.engine) as session, session.begin():
            row = session.get(Row, review_id)
            if row is None:
                raise KeyError(f"no review {review_id}")
            row.undone = True

    def standing(self, coder: str | None = None) -> list[Review]:
        """Return the reviews that hold, oldest first: of each place the last one.

        Parameters
        ----------
        coder : str, optional
            Only this coder's, so that two can work blind to each other.
        """
        last: dict[tuple, Review] = {}
        for review in self.every(coder):
            last.pop(review.place, None)
            last[review.place] = review
        return list(last.values())

    def every(self, coder: str | None = None) -> list[Review]:
        """Return every review that was not taken back, in the order they were made: who decided what, when."""
        chosen = sa.select(Row).where(sa.not_(Row.undone)).order_by(Row.review_id)
        if coder is not None:
            chosen = chosen.where(Row.coder == coder)
        with Session(self.engine) as session:
            return [Review(row.doc_id, row.kind, row.verdict, row.code, row.start, row.end, row.quote, json.loads(row.said),
                           row.coder, row.review_id, row.made_at) for row in session.scalars(chosen)]


def faults_of(review: Review) -> list[str]:
    """Return what is wrong with a review, a line each."""
    faults = []
    if review.verdict not in VERDICTS.get(review.kind, ()):
        faults.append(f"verdict: {review.verdict!r} is none of a {review.kind} ({', '.join(VERDICTS.get(review.kind, ()))})")
    if review.kind != "voice" and not 0 <= review.start < review.end:
        faults.append(f"start, end: {review.start}, {review.end} is no place")
    if review.kind != "voice" and len(review.quote) != review.end - review.start:
        faults.append("quote: is not as long as its place")
    said = dict(review.said)
    if review.kind == "voice" and not str(said.get("commentator") or "").strip():
        faults.append("commentator: who is it then?")
    if review.kind == "prediction" and review.verdict != "reject":
        unknown = sorted(set(said) - set(FIELDS))
        if unknown:
            faults.append(f"fields: {', '.join(unknown)} cannot be said (only {', '.join(FIELDS)})")
        absent = [name for name in ("commentator", "issue", "likelihood", "valence", "outcome") if name not in said]
        if absent:
            faults.append(f"fields: {', '.join(absent)} must be said")
        if said.get("likelihood", "will") not in LIKELIHOODS:
            faults.append(f"likelihood: {said['likelihood']!r} is none of {', '.join(LIKELIHOODS)}")
        if said.get("valence", 0) not in (-1, 0, 1):
            faults.append(f"valence: {said['valence']!r} is none of -1, 0, 1")
        if said.get("commentator") in ("", NONE):
            faults.append("commentator: who says it?")
        faults += [f"{name}: {said[name]!r} is no day like 2018-06-10" for name in ("horizon_start", "horizon_end")
                   if said.get(name) and not _is_day(said[name])]
    return faults


def _is_day(value) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True

"""The reviews people made, in the library's database. None is ever changed or deleted: a later one stands over it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.changes import count_change
from analysis.holdings import Base, Keeper
from analysis.reviews import settling
from analysis.schemas import LIKELIHOODS, NONE

KINDS = ("prediction", "mention", "voice", "stretch")
VERDICTS = {"prediction": ("accept", "correct", "reject", "add"), "mention": ("reject", "leave"), "voice": ("rename", "leave"),
            "stretch": ("reassign", "split", "merge", "leave")}
# Of a stretch, which may be a whole article, this much of its beginning is its quote.
BEGINNING = 60
# What a person can say of a prediction; the rest of its row follows from these.
FIELDS = ("commentator", "issue", "outcome", "likelihood", "valence", "condition", "horizon_start", "horizon_end", "cue")


class ReviewError(ValueError):
    """A review that cannot be kept; the message names every fault."""


class DecidedMeanwhile(Exception):
    """Somebody decided on the same place since the coder last looked: another, or they themselves in another window.

    Attributes
    ----------
    review : Review
        What they decided.
    """

    def __init__(self, review: "Review"):
        super().__init__(f"{review.coder} decided on this place meanwhile: {review.verdict}")
        self.review = review


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
    adjudicated: Mapped[bool] = mapped_column(server_default=sa.false())


@dataclass(frozen=True)
class Review:
    """A decision on one row.

    Attributes
    ----------
    doc_id : str
    kind : {"prediction", "mention", "voice", "stretch"}
    verdict : str
        Of a prediction: accept, correct, reject, add. Of a mention: reject. Of a voice: rename. Of a stretch: reassign (all of
        it is another's), split (from its start on, or this much inside it, is another's), merge (with the one before it). Of
        these three kinds also leave: it is as the program has it, though a coder said otherwise.
    code : str
        What the row says: the issue of a prediction as the program coded it, the code of a mention, a commentator's name.
    start, end : int
        The row's place, half-open, in code points of the document's text; 0 and 0 for a voice.
    quote : str
        The text at that place, by which it is found again; of a stretch its first `BEGINNING` characters; for a voice, empty.
    said : dict of str to str or int
        What the person says instead: some or all of `FIELDS` of a prediction; `commentator` for a voice and a stretch.
    coder : str
    review_id : int
        0 until it is kept.
    made_at : datetime or None
        UTC; None until it is kept.
    adjudicated : bool
        Whether it settles what coders of the same document disagreed on, and is no coding of its maker's own.
    """

    doc_id: str
    kind: str
    verdict: str
    code: str
    start: int = 0
    end: int = 0
    quote: str = ""
    said: Mapping[str, str | int] = field(default_factory=dict)
    coder: str = "me"
    review_id: int = 0
    made_at: datetime | None = None
    adjudicated: bool = False

    @property
    def place(self) -> tuple[str, str, str, int, int]:
        """What the review is about: a later review of the same place stands over it."""
        return self.doc_id, self.kind, self.code, self.start, self.end


class Reviews(Keeper):
    """The reviews kept in a library."""

    def keep(self, *reviews: Review, seen: int | None = None) -> list[int]:
        """Keep reviews, all or none, and return their numbers.

        Parameters
        ----------
        reviews : Review
        seen : int, optional
            The last review the coder had before him when he decided, as `last` returned it. Where somebody else has decided
            on one of the places since, nothing is kept.

        Raises
        ------
        ReviewError
            Naming every fault of every review.
        DecidedMeanwhile
            With the other's decision.
        """
        faults = [f"review {number}: {fault}" for number, review in enumerate(reviews, 1) for fault in faults_of(review)]
        if faults:
            raise ReviewError("\n".join(faults))
        rows = [Row(doc_id=review.doc_id, kind=review.kind, verdict=review.verdict, code=review.code, start=review.start,
                    end=review.end, quote=review.quote, said=json.dumps(dict(review.said), ensure_ascii=False),
                    coder=review.coder, made_at=review.made_at or datetime.now(UTC), undone=False,
                    adjudicated=review.adjudicated) for review in reviews]
        with Session(self.engine) as session, session.begin():
            count_change(session, "reviews")
            if seen is not None:
                for review in reviews:
                    _undecided(session, review, seen)
            session.add_all(rows)
            session.flush()
            return [row.review_id for row in rows]

    def last(self) -> int:
        """Return the number of the last review anybody made; 0 where there is none."""
        with Session(self.engine) as session:
            return session.scalar(sa.select(sa.func.max(Row.review_id))) or 0

    def undo(self, review_id: int) -> None:
        """Take a review back; what stood before it stands again.

        Raises
        ------
        KeyError
            Where there is no such review.
        """
        with Session(self.engine) as session, session.begin():
            count_change(session, "reviews")
            row = session.get(Row, review_id)
            if row is None:
                raise KeyError(f"no review {review_id}")
            row.undone = True

    def standing(self, coder: str | None = None) -> list[Review]:
        """Return the reviews that hold, oldest first: of each place the last one.

        Parameters
        ----------
        coder : str, optional
            Only this coder's own, so that two can work blind to each other. Without one, those that hold for everybody: of
            documents that several code, what they agree on and what was adjudicated (`settling`).
        """
        made = self.every(coder)
        if coder is None:
            made = settling.settled(made, settling.assigned(self.engine))
        else:
            made = [review for review in made if not review.adjudicated]
        return settling.last_of_each_place(made)

    def seen_by(self, coder: str) -> list[Review]:
        """Return every review a coder may see, in the order they were made: not those of others on a document they code blind."""
        return settling.visible(self.every(), settling.assigned(self.engine), coder)

    def every(self, coder: str | None = None) -> list[Review]:
        """Return every review that was not taken back, in the order they were made: who decided what, when."""
        chosen = sa.select(Row).where(sa.not_(Row.undone)).order_by(Row.review_id)
        if coder is not None:
            chosen = chosen.where(Row.coder == coder)
        with Session(self.engine) as session:
            return [_review(row) for row in session.scalars(chosen)]


def _review(row: Row) -> Review:
    return Review(row.doc_id, row.kind, row.verdict, row.code, row.start, row.end, row.quote, json.loads(row.said), row.coder,
                  row.review_id, row.made_at, row.adjudicated)


def _undecided(session: Session, review: Review, seen: int) -> None:
    """Raise where somebody has decided on a review's place since, unless the two are blind to each other."""
    later = sa.select(Row).where(
        Row.review_id > seen, sa.not_(Row.undone), Row.doc_id == review.doc_id, Row.kind == review.kind, Row.code == review.code,
        Row.start == review.start, Row.end == review.end).order_by(Row.review_id)
    others = [_review(row) for row in session.scalars(later)]
    others = settling.visible(others, settling.assigned(session.connection()), review.coder)
    if others:
        raise DecidedMeanwhile(others[-1])


def faults_of(review: Review) -> list[str]:
    """Return what is wrong with a review, a line each."""
    faults = []
    if review.verdict not in VERDICTS.get(review.kind, ()):
        faults.append(f"verdict: {review.verdict!r} is none of a {review.kind} ({', '.join(VERDICTS.get(review.kind, ()))})")
    if review.kind != "voice" and not 0 <= review.start < review.end:
        faults.append(f"start, end: {review.start}, {review.end} is no place")
    long = review.end - review.start
    if review.kind != "voice" and len(review.quote) != (min(long, BEGINNING) if review.kind == "stretch" else long):
        faults.append("quote: is not as long as its place")
    said = dict(review.said)
    named = review.verdict != "leave" and (review.kind == "voice" or (review.kind == "stretch" and review.verdict != "merge"))
    if named and str(said.get("commentator") or "").strip() in ("", NONE):
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


def _is_day(value: str | int) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True

"""The user's own questions, answers and decisions on links, beside the documents of the library. Nothing is overwritten."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.holdings import Base, Keeper
from analysis.schemas import LINKS, Row
from analysis.verification import questions
from analysis.verification.questions import Known, Question

# A decision is one on a place, an issue and a question; a new one on the same stands for the old.
KEY = ("doc_id", "start", "end", "issue", "question_id")


class Version(Base):
    """A question as it was once saved; `data` is empty where the user took his version back."""

    __tablename__ = "question_versions"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(index=True)
    data: Mapped[str]
    saved: Mapped[datetime]


class Decision(Base):
    """What the user said of a prediction and a question, kept by place and quote: ids of predictions change."""

    __tablename__ = "link_decisions"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str]
    doc_id: Mapped[str]
    source: Mapped[str]
    commentator: Mapped[str]
    issue: Mapped[str]
    quote: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    direction: Mapped[int]
    condition: Mapped[str]
    condition_is: Mapped[str]
    decision: Mapped[str]
    confidence: Mapped[float]
    reason: Mapped[str]
    decided: Mapped[datetime]


class OwnQuestions(Keeper):
    """Questions and decisions kept in the library's database."""

    def state(self) -> tuple[str, str]:
        """Return what changes whenever a question, and whenever a decision does."""
        with Session(self.engine) as session:
            asked, decided = (session.execute(sa.select(sa.func.max(table.id), sa.func.max(when))).one()
                              for table, when in ((Version, Version.saved), (Decision, Decision.decided)))
            return f"{asked[0]} {asked[1]}", f"{decided[0]} {decided[1]}"

    def save(self, asked: Iterable[Question]) -> None:
        """Keep versions of questions; the last one of an id is in use."""
        with Session(self.engine) as session, session.begin():
            session.add_all(Version(question_id=question.question_id, saved=datetime.now(UTC),
                                    data=json.dumps(questions.entry(question), ensure_ascii=False)) for question in asked)

    def withdraw(self, question_id: str) -> None:
        """Take the user's version out of use: a shipped question of this id stands again. `bring_back` undoes it."""
        with Session(self.engine) as session, session.begin():
            session.add(Version(question_id=question_id, data="", saved=datetime.now(UTC)))

    def bring_back(self, question_id: str) -> None:
        """Put the last version that was in use back into use.

        Raises
        ------
        KeyError
            Where there never was one.
        """
        with Session(self.engine) as session, session.begin():
            last = session.scalars(sa.select(Version).where(Version.question_id == question_id, Version.data != "")
                                   .order_by(Version.id.desc())).first()
            if last is None:
                raise KeyError(f"no question {question_id} of the user's own")
            session.add(Version(question_id=question_id, data=last.data, saved=datetime.now(UTC)))

    def versions(self, question_id: str) -> list[tuple[datetime, Row | None]]:
        """Return when a question was saved, and as what entry, oldest first; None where it was withdrawn."""
        with Session(self.engine) as session:
            rows = session.scalars(sa.select(Version).where(Version.question_id == question_id).order_by(Version.id))
            return [(row.saved, json.loads(row.data) if row.data else None) for row in rows]

    def read(self, known: Known, language: str = "en") -> tuple[list[Question], list[str]]:
        """Return the user's questions in use, and what is wrong with those that can no longer be read.

        Notes
        -----
        A code that has left the codebook makes a question unreadable; it stays here, is named, and comes back with the code.
        """
        last = sa.select(sa.func.max(Version.id)).group_by(Version.question_id)
        with Session(self.engine) as session:
            rows = [(row.question_id, row.data) for row in
                    session.scalars(sa.select(Version).where(Version.id.in_(last), Version.data != "").order_by(Version.id))]
        asked, faults = [], []
        for question_id, data in rows:
            question, wrong = questions.read(question_id, json.loads(data), known, language, own=True)
            if question is None:
                faults.append("\n".join([f"{question_id}", *(f"  {fault}" for fault in wrong)]))
            else:
                asked.append(question)
        return asked, faults

    def decide(self, links: pd.DataFrame) -> None:
        """Keep decisions on links.

        Parameters
        ----------
        links : frame, schema LINKS
            Each with its decision; `proposed` takes a decision back.
        """
        LINKS.check(links)
        with Session(self.engine) as session, session.begin():
            session.add_all(Decision(decided=datetime.now(UTC), **{name: getattr(row, name) for name in _KEPT})
                            for row in links.astype(object).itertuples())

    def decisions(self) -> pd.DataFrame:
        """Return the last decision on each place and question, schema LINKS; `prediction_id` is empty."""
        last = sa.select(sa.func.max(Decision.id)).group_by(*(getattr(Decision, name) for name in KEY))
        with Session(self.engine) as session:
            rows = [{name: getattr(row, name) for name in _KEPT} for row in
                    session.scalars(sa.select(Decision).where(Decision.id.in_(last)).order_by(Decision.id))]
        return LINKS.frame([row | {"prediction_id": "", "own": True} for row in rows if row["decision"] != "proposed"])


_KEPT = tuple(name for name in LINKS.columns if name not in ("prediction_id", "own"))

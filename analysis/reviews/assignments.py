"""Which coder codes which document, and when they were done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.changes import count_change
from analysis.holdings import Base, Keeper

# The program itself, where it is counted as a coder.
MACHINE = "lunheng"


class AssignmentError(ValueError):
    """Documents that cannot be given to a coder; the message says why and the next move."""


class Task(Base):
    """A document given to a coder."""

    __tablename__ = "assignments"
    doc_id: Mapped[str] = mapped_column(primary_key=True)
    coder: Mapped[str] = mapped_column(primary_key=True)
    blank: Mapped[bool]
    assigned_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Assignment:
    """A document given to a coder.

    Attributes
    ----------
    doc_id, coder : str
    blank : bool
        Whether the coder begins without the program's predictions.
    assigned_at : datetime
        UTC.
    done_at : datetime or None
        UTC; None while they work on it.
    """

    doc_id: str
    coder: str
    blank: bool
    assigned_at: datetime
    done_at: datetime | None


class Assignments(Keeper):
    """The documents given to coders in a library."""

    def assign(self, doc_ids: Iterable[str], coders: Iterable[str], *, blank: bool = False) -> int:
        """Give documents to coders, all or none, and return how many were not theirs before.

        Parameters
        ----------
        doc_ids : iterable of str
        coders : iterable of str
        blank : bool
            Whether they begin without the program's predictions, so that its own are not in their minds.

        Raises
        ------
        AssignmentError
            Where a name is empty or the program's own, or all coders of a document are done: the others' work can be seen then.
        """
        names = list(dict.fromkeys(name.strip() for name in coders))
        wrong = [name for name in names if name in ("", MACHINE)]
        if wrong or not names:
            raise AssignmentError(f"coders: {', '.join(repr(name) for name in wrong) or 'none given'}: give each a name of their own")
        given = 0
        with Session(self.engine) as session, session.begin():
            count_change(session, "reviews")
            for doc_id in dict.fromkeys(doc_ids):
                there = list(session.scalars(sa.select(Task).where(Task.doc_id == doc_id)))
                new = [name for name in names if name not in {task.coder for task in there}]
                if new and there and all(task.done_at for task in there):
                    raise AssignmentError(f"{doc_id}: its coders are done and have seen each other's work. Choose a document nobody has coded.")
                session.add_all(Task(doc_id=doc_id, coder=name, blank=blank, assigned_at=datetime.now(UTC), done_at=None) for name in new)
                given += len(new)
        return given

    def finish(self, doc_id: str, coder: str) -> None:
        """Note that a coder is done with a document.

        Raises
        ------
        KeyError
            Where it was never theirs.
        """
        with Session(self.engine) as session, session.begin():
            count_change(session, "reviews")
            _task(session, doc_id, coder).done_at = datetime.now(UTC)

    def reopen(self, doc_id: str, coder: str) -> None:
        """Let a coder go on with a document.

        Raises
        ------
        KeyError
            Where it was never theirs.
        AssignmentError
            Where all its coders are done: they may have seen each other's work.
        """
        with Session(self.engine) as session, session.begin():
            count_change(session, "reviews")
            task = _task(session, doc_id, coder)
            if all(session.scalars(sa.select(Task.done_at).where(Task.doc_id == doc_id))):
                raise AssignmentError(f"{doc_id}: all its coders are done and may have seen each other's work. Adjudicate what differs.")
            task.done_at = None

    def withdraw(self, doc_id: str, coder: str) -> None:
        """Take a document from a coder; what they decided is kept.

        Raises
        ------
        KeyError
            Where it was never theirs.
        """
        with Session(self.engine) as session, session.begin():
            count_change(session, "reviews")
            session.delete(_task(session, doc_id, coder))

    def listed(self) -> list[Assignment]:
        """Return all assignments, by document and coder."""
        return read(self.engine)


def read(bind: sa.Engine | sa.Connection) -> list[Assignment]:
    """Return all assignments of a library, by document and coder."""
    if isinstance(bind, sa.Engine):
        with bind.connect() as connection:
            return read(connection)
    chosen = sa.select(Task.doc_id, Task.coder, Task.blank, Task.assigned_at, Task.done_at).order_by(Task.doc_id, Task.coder)
    return [Assignment(*row) for row in bind.execute(chosen)]


def _task(session: Session, doc_id: str, coder: str) -> Task:
    task = session.get(Task, (doc_id, coder))
    if task is None:
        raise KeyError(f"{doc_id} was never {coder}'s")
    return task

"""The user's briefings, kept beside the documents of the library: every change is saved at once and can be undone."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from analysis.briefing import Briefing, Entry
from analysis.holdings import Base, Keeper

UNNAMED = "Briefing"
LONGEST_NAME = 120
# Steps back that are kept of a briefing.
STEPS = 100
# More nobody reads, and no program opens gladly.
MOST_ENTRIES = 200
TEMPLATE_FORMS = ("pptx", "docx")


class Kept(Base):
    """A briefing as it stands, and which step of its history that is."""

    __tablename__ = "briefings"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    content: Mapped[str]
    revision: Mapped[int]
    changed: Mapped[datetime]
    removed: Mapped[datetime | None]


class Step(Base):
    """A briefing as it stood before a change."""

    __tablename__ = "briefing_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    briefing_id: Mapped[int] = mapped_column(sa.ForeignKey("briefings.id"), index=True)
    content: Mapped[str]


class Template(Base):
    """The user's own PowerPoint or Word file that briefings are written into; one of a kind."""

    __tablename__ = "briefing_templates"
    form: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[bytes]


class BriefingsError(ValueError):
    """What was asked for cannot be done; the message says why and what to do."""


class NoBriefing(BriefingsError):
    """There is no briefing of this name."""

    def __init__(self, name: str, others: list[str]):
        super().__init__(f"{name}: no such briefing; there are {', '.join(others)}." if others else
                         f"{name}: no such briefing; none is kept yet.")
        self.name, self.others = name, others


class NameTaken(BriefingsError):
    """Another briefing has this name."""


class UnfitName(BriefingsError):
    """This cannot be a briefing's name."""


class TooLong(BriefingsError):
    """The briefing has more entries than one can have."""


class ChangedMeanwhile(BriefingsError):
    """Somebody else changed the briefing since it was opened."""


@dataclass(frozen=True)
class Listed:
    """A briefing in the list of those kept: its name, how many entries it has, when it was last changed (UTC)."""

    name: str
    entries: int
    changed: datetime


@dataclass(frozen=True)
class Opened:
    """A briefing as it was opened.

    Attributes
    ----------
    name : str
    briefing : Briefing
    revision : int
        Grows with each change.
    changed : datetime
        UTC.
    undoable : bool
        Whether there is a step back.
    """

    name: str
    briefing: Briefing
    revision: int
    changed: datetime
    undoable: bool


class Briefings(Keeper):
    """Briefings kept in the library's database."""

    def listed(self) -> list[Listed]:
        """Return the briefings in use, the one changed last first."""
        with Session(self.engine) as session:
            rows = session.scalars(sa.select(Kept).where(Kept.removed.is_(None)).order_by(Kept.changed.desc(), Kept.id.desc()))
            return [Listed(row.name, len(Briefing.from_json(row.content).entries), row.changed.replace(tzinfo=UTC)) for row in rows]

    def open(self, name: str) -> Opened:
        """Return a briefing.

        Raises
        ------
        NoBriefing
            Naming those there are.
        """
        with Session(self.engine) as session:
            return _opened(session, _row(session, name))

    def create(self, name: str, briefing: Briefing) -> str:
        """Keep a new briefing and return its name: the one asked for, with a number where another has it.

        Raises
        ------
        UnfitName, TooLong
        """
        _check_length(name, briefing)
        with Session(self.engine) as session, session.begin():
            row = Kept(name=_free(session, fit_name(name)), content=briefing.to_json(), revision=1, changed=datetime.now(UTC), removed=None)
            session.add(row)
            return row.name

    def change(self, name: str, revision: int, briefing: Briefing) -> Opened:
        """Keep a briefing as changed; how it stood is a step that `undo` goes back to.

        Parameters
        ----------
        name : str
        revision : int
            The one that was changed.
        briefing : Briefing

        Raises
        ------
        NoBriefing, TooLong
        ChangedMeanwhile
            Where the briefing has another revision by now; nothing is written then.
        """
        _check_length(name, briefing)
        with Session(self.engine) as session, session.begin():
            row = _row(session, name)
            if row.revision != revision:
                raise ChangedMeanwhile(f"{name}: somebody else changed this briefing meanwhile. It stands here as it is now; "
                                       f"make the change again.")
            _write(session, row, briefing.to_json())
            return _opened(session, row)

    def append(self, name: str, entry: Entry) -> int:
        """Add an entry at the end and return its place, from 0; whoever else adds one at the same time loses nothing.

        Raises
        ------
        NoBriefing, TooLong
        """
        while True:
            opened = self.open(name)
            entries = opened.briefing.entries
            try:
                self.change(name, opened.revision, replace(opened.briefing, entries=(*entries, entry)))
                return len(entries)
            except ChangedMeanwhile:
                continue

    def undo(self, name: str) -> Opened:
        """Take the last change back.

        Raises
        ------
        NoBriefing
        BriefingsError
            Where there is no step back.
        """
        with Session(self.engine) as session, session.begin():
            row = _row(session, name)
            step = session.scalars(_steps(row.id)).first()
            if step is None:
                raise BriefingsError(f"{name}: no change left to undo.")
            row.content, row.revision, row.changed = step.content, row.revision + 1, datetime.now(UTC)
            session.delete(step)
            session.flush()
            return _opened(session, row)

    def rename(self, name: str, to: str) -> str:
        """Give a briefing another name and return it.

        Raises
        ------
        NoBriefing, UnfitName
        NameTaken
            Where another briefing has it.
        """
        with Session(self.engine) as session, session.begin():
            row, to = _row(session, name), fit_name(to)
            if to != row.name and session.scalars(_named(to)).first() is not None:
                raise NameTaken(f"{to}: another briefing has this name. Choose one that is free.")
            row.name = to
            return to

    def duplicate(self, name: str) -> str:
        """Keep a second briefing like this one and return its name.

        Raises
        ------
        NoBriefing
        """
        return self.create(name, self.open(name).briefing)

    def delete(self, name: str) -> int:
        """Take a briefing out of use and return the number that `restore` brings it back by.

        Raises
        ------
        NoBriefing
        """
        with Session(self.engine) as session, session.begin():
            row = _row(session, name)
            row.removed = datetime.now(UTC)
            return row.id

    def restore(self, number: int) -> str:
        """Bring a deleted briefing back and return its name, with a number where another has taken it meanwhile.

        Raises
        ------
        NoBriefing
        """
        with Session(self.engine) as session, session.begin():
            row = session.get(Kept, number)
            if row is None:
                raise NoBriefing(str(number), _names(session))
            if row.removed is not None:
                row.name, row.removed = _free(session, row.name), None
            return row.name

    def template(self, form: str) -> tuple[str, bytes] | None:
        """Return name and bytes of the user's own template; None where there is none.

        Parameters
        ----------
        form : {"pptx", "docx"}
        """
        with Session(self.engine) as session:
            row = session.get(Template, form)
            return (row.name, row.data) if row else None

    def set_template(self, form: str, name: str, data: bytes | None) -> None:
        """Keep the user's own template for a form; None goes back to ours."""
        with Session(self.engine) as session, session.begin():
            if data is not None:
                session.merge(Template(form=form, name=name, data=data))
            elif row := session.get(Template, form):
                session.delete(row)


def fit_name(name: str) -> str:
    """Return a name as it can be kept: one line, no blanks around it.

    Raises
    ------
    UnfitName
        Where nothing is left, where it is too long, or holds a sign that no address or command line can carry.
    """
    name = " ".join(name.split())
    if not name:
        raise UnfitName("The name is empty. Give the briefing one.")
    if len(name) > LONGEST_NAME:
        raise UnfitName(f"The name has {len(name)} characters; {LONGEST_NAME} are the most. Shorten it.")
    unfit = next((sign for sign in name if sign in "/\\" or unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co")), None)
    if unfit is not None:
        raise UnfitName(f"{unfit!a} cannot stand in a briefing's name. Leave it out.")
    return name


def _check_length(name: str, briefing: Briefing) -> None:
    if len(briefing.entries) > MOST_ENTRIES:
        raise TooLong(f"{name}: {len(briefing.entries)} entries; {MOST_ENTRIES} are the most. Begin a second briefing.")


def _named(name: str) -> sa.Select[Kept]:
    return sa.select(Kept).where(Kept.name == name, Kept.removed.is_(None))


def _steps(number: int) -> sa.Select[Step]:
    return sa.select(Step).where(Step.briefing_id == number).order_by(Step.id.desc())


def _names(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Kept.name).where(Kept.removed.is_(None)).order_by(Kept.changed.desc())))


def _row(session: Session, name: str) -> Kept:
    row = session.scalars(_named(name)).first()
    if row is None:
        raise NoBriefing(name, _names(session))
    return row


def _free(session: Session, name: str) -> str:
    taken, number, made = set(_names(session)), 1, name
    while made in taken:
        number += 1
        made = f"{name[:LONGEST_NAME - 6]} ({number})"
    return made


def _opened(session: Session, row: Kept) -> Opened:
    undoable = session.scalars(_steps(row.id).limit(1)).first() is not None
    return Opened(row.name, Briefing.from_json(row.content), row.revision, row.changed.replace(tzinfo=UTC), undoable)


def _write(session: Session, row: Kept, content: str) -> None:
    if content == row.content:
        return
    session.add(Step(briefing_id=row.id, content=row.content))
    row.content, row.revision, row.changed = content, row.revision + 1, datetime.now(UTC)
    session.flush()
    for step in session.scalars(_steps(row.id).offset(STEPS)):
        session.delete(step)

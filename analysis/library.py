"""The user's own work: documents brought in, with what was put right about them. Never in a cache."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import EllipsisType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import audit, documents, migrations, publication, readers, reposts, store
from analysis.harmless import seen, storable
from analysis.holdings import (
    LONGEST_HEADING,
    Amendment,
    Item,
    Original,
    Placement,
    Project,
    Setting,
    now,
    number_of,
    only_storable,
    touched,
    writing,
)
from analysis.intake import Incoming, Report, take
from analysis.readers import Reading, ReadingError
from analysis.schemas import Row

__all__ = ["Amended", "Held", "Library", "Listing", "Report"]

AMENDED = ("title", "outlet", "url", "published")
SORTS = ("added", "title", "outlet", "published")
_PATIENCE = 15  # seconds for which others who write are waited for
SHOWN = ("used", "reposts", "removed")
_LISTED = (Item.doc_id, Item.heading, Item.title, Item.outlet, Item.author, Item.url, Item.published, Item.source, Item.original_id)


class Amended(ValueError):
    """Somebody else put the same thing right meanwhile; the message says what holds now."""


@dataclass(frozen=True)
class Held:
    """A document as lists show it.

    Attributes
    ----------
    doc_id, heading, title, outlet, author, url, source : str
        `heading` is the title, or the first line where there is none.
    published : date or None
        As the file or somebody says; None where neither does.
    original : int
        The file it came in.
    """

    doc_id: str
    heading: str
    title: str
    outlet: str
    author: str
    url: str
    published: date | None
    source: str
    original: int


@dataclass(frozen=True)
class Listing:
    """A page of a list: its documents, and how many there are in all."""

    documents: tuple[Held, ...]
    n: int


class Library:
    """Documents kept in a database, as one project has them.

    Parameters
    ----------
    url : str, optional
        A SQLAlchemy address, such as `postgresql+pg8000://name:password@host/database` for a team; by default what
        `LUNHENG_DATABASE` says, else SQLite beside the store.
    project : int
        Which project is looked at; `of` looks at another.

    Raises
    ------
    OSError
        Where the folder cannot be made.
    NewerLibrary
        Where it was made by a newer version of the program.
    """

    def __init__(self, url: str | None = None, project: int = 1):
        url = url or os.environ.get("LUNHENG_DATABASE")
        if not url:
            place = store.folder()
            place.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{place / 'library.db'}"
        # What is kept is no business of an error's text, which ends in logs.
        self.engine = sa.create_engine(url, hide_parameters=True)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _write_ahead)
        else:
            sa.event.listen(self.engine, "checkout", _alive)
        only_storable(self.engine)
        migrations.upgrade(self.engine)
        audit.watch(self.engine)
        self.project = project

    def of(self, project: int) -> Self:
        """Return the same library looking at another project."""
        other = copy(self)
        other.project = project
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def add(self, name: str, data: bytes, encoding: str | None = None, published: date | None = None,
            columns: Mapping[str, str] | None = None, url: str = "") -> list[Report]:
        """Take a file in and return a report for each document in it. What of it can be read is taken at once or not at all.

        Parameters
        ----------
        name : str
            Only its last part is kept; it is never used as a path.
        data : bytes
        encoding : str, optional
            Overrides what would be found.
        published : date, optional
            Day of publication where the file does not say.
        columns : mapping of str to str, optional
            Of a table: which column holds which field, over what its headings say.
        url : str, optional
            Where the file was fetched, kept where it does not say itself.
        """
        name = plain_name(name)
        try:
            contents = readers.read(name, data, encoding, columns)
        except ReadingError as error:
            return [Report(name, "refused", str(error))]
        incoming = [Incoming.of(reading, 0, url) for reading in contents.readings]
        with writing(self.engine) as connection:
            original = number_of(connection.execute(sa.insert(Original).values(name=name, data=data, added=now())))
            reports = take(connection, self.project, [replace(one, original=original) for one in incoming], published)
            if not any(report.taken for report in reports):
                connection.execute(sa.delete(Original).where(Original.id == original))
        return [Report(fault.source, "refused", str(fault)) for fault in contents.faults] + reports

    def readings(self) -> list[Reading]:
        """Return the documents in use, in the order they came, as what was put right has them.

        Reposts are left out, unless they are to be counted apart.
        """
        left_out = reposts.Reposts(self.engine, self.project).left_out()
        chosen = sa.select(Item).join(Placement, Placement.doc_id == Item.doc_id).where(self._used()).order_by(Placement.id)
        with Session(self.engine) as session:
            return [_reading(item) for item in session.scalars(chosen) if item.doc_id not in left_out]

    def revision(self) -> int:
        """Return a number that grows with every change of what the project holds."""
        with self.engine.connect() as connection:
            return connection.execute(sa.select(Project.revision).where(Project.id == self.project)).scalar() or 0

    def page(self, search: str = "", sort: str = "added", *, falling: bool = True, start: int = 0, most: int = 50,
             shown: str = "used") -> Listing:
        """Return some of the documents of the project, sought, sorted and counted by the database.

        Parameters
        ----------
        search : str
            Every word of it stands in the title, the outlet, the author, the address or the file's name.
        sort : {"added", "title", "outlet", "published"}
        falling : bool
            Whether the last comes first; what has no day comes last either way.
        start, most : int
        shown : {"used", "reposts", "removed"}
            Those in use; of them those that are another one published again; those deleted.
        """
        here = sa.and_(Placement.project_id == self.project,
                       Placement.removed.is_not(None) if shown == "removed" else Placement.removed.is_(None))
        if shown == "reposts":
            here = here & Placement.doc_id.in_([repost.doc_id for repost in reposts.Reposts(self.engine, self.project).found()])
        if sort == "added":
            chosen = sa.select(*_LISTED).join(Placement, Placement.doc_id == Item.doc_id).where(here)
        else:
            # Asked so, the database goes through the documents in order until there are enough; joined, it sorts all of them.
            chosen = sa.select(*_LISTED).where(sa.exists().where(here, Placement.doc_id == Item.doc_id))
        counted = sa.select(sa.func.count()).select_from(Placement).where(here)
        if words := search.split():
            sought = [sa.or_(*(column.icontains(word, autoescape=True) for column in (Item.heading, Item.outlet, Item.author, Item.url, Item.source)))
                      for word in words]
            chosen = chosen.where(*sought)
            counted = counted.join(Item, Item.doc_id == Placement.doc_id).where(*sought)
        by = {"added": Placement.id, "title": Item.heading, "outlet": Item.outlet, "published": Item.published}[sort]
        order = by.desc() if falling else by.asc()
        order = order.nulls_last() if sort == "published" else order
        with self.engine.connect() as connection:
            rows = connection.execute(chosen.order_by(order, Item.doc_id).offset(start).limit(most)).all()
            # What is left of a last page is counted already.
            n = start + len(rows) if 0 < len(rows) < most or (not rows and not start) else connection.execute(counted).scalar()
        return Listing(tuple(Held(*row) for row in rows), n or 0)

    def amend(self, doc_id: str, field: str, value: str | date | None, who: str = "", was: str | date | EllipsisType | None = ...) -> None:
        """Put right what is known of a document; None takes back to what the file said.

        Parameters
        ----------
        doc_id : str
        field : {"title", "outlet", "url", "published"}
        value : str, date or None
        who : str
            Who says so.
        was : str, date or None, optional
            What the person saw before; where given and not what holds any more, nothing is changed.

        Raises
        ------
        KeyError
            Where no such document is in the library.
        Amended
            Where somebody else was quicker.
        ValueError
            Where the field or its value is none, naming it.
        """
        if field not in AMENDED:
            raise ValueError(f"{field}: is nothing that can be put right. There are {', '.join(AMENDED)}.")
        if field == "published" and isinstance(value, str):
            value = date.fromisoformat(value) if value else None
        if isinstance(value, str):
            value = " ".join(storable(value).split())
        with writing(self.engine) as connection:
            item = connection.execute(sa.select(Item.title, Item.outlet, Item.url, Item.published, Item.source,
                                                sa.func.substr(Item.text, 1, 400).label("text")).where(Item.doc_id == doc_id)).first()
            if item is None:
                raise KeyError(f"no document {doc_id} in the library")
            holds = getattr(item, field)
            if was is not ... and (was or None) != (holds or None):
                raise Amended(str(holds or ""))
            made = sa.select(Amendment.before).where(Amendment.doc_id == doc_id, Amendment.field == field).order_by(Amendment.id).limit(1)
            if value is None:
                said = connection.execute(made).scalar()
                value = holds if said is None else said if field != "published" else date.fromisoformat(said) if said else None
            if value == holds:
                return
            changed = {field: value}
            if field == "title":
                changed["heading"] = documents.title(Reading(item.source, item.text, str(value)))[:LONGEST_HEADING]
            connection.execute(sa.update(Item).values(changed).where(Item.doc_id == doc_id))
            connection.execute(sa.insert(Amendment).values(doc_id=doc_id, field=field, before=_written(holds), after=_written(value),
                                                           who=who, made=now()))
            touched(connection, [doc_id])

    def history(self, doc_id: str) -> list[Amendment]:
        """Return what was put right about a document, the last first."""
        with Session(self.engine) as session:
            return list(session.scalars(sa.select(Amendment).where(Amendment.doc_id == doc_id).order_by(Amendment.id.desc())))

    def dating(self, doc_id: str) -> tuple[str, str]:
        """Return how a document's day of publication is known.

        Returns
        -------
        how : {"set", "said", "found", "unknown"}
            Set by the user, said with the file, found in the text, or not at all.
        words : str
            What in the text told it, and how certainly; empty unless found.

        Raises
        ------
        KeyError
            Where no such document is in the library.
        """
        with Session(self.engine) as session:
            item = _item(session, doc_id)
            if item.published:
                last = next((change for change in self.history(doc_id) if change.field == "published"), None)
                first = [change for change in self.history(doc_id) if change.field == "published"][-1:]
                return "set" if last is not None and last.after != first[0].before else "said", ""
            found = publication.find(item.text, item.source)
        return ("found", f"{found.reason}, {found.certainty}") if found and found.date else ("unknown", "")

    def original(self, doc_id: str) -> tuple[str, bytes]:
        """Return the name and the bytes of the file a document came in.

        Raises
        ------
        KeyError
            Where no such document is in the library.
        """
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(Original.name, Original.data).join(Item, Item.original_id == Original.id)
                                     .where(Item.doc_id == doc_id)).first()
        if row is None:
            raise KeyError(f"no document {doc_id} in the library")
        return row.name, row.data

    def remove(self, *doc_ids: str) -> None:
        """Take documents out of the project, all or none; `restore` brings them back.

        Raises
        ------
        KeyError
            Where no such document is in the project.
        """
        self._place(doc_ids, now())

    def restore(self, *doc_ids: str) -> None:
        """Bring removed documents back, all or none.

        Raises
        ------
        KeyError
            Where no such document is in the project.
        """
        self._place(doc_ids, None)

    def put(self, doc_ids: Sequence[str], project: int) -> None:
        """Put documents into another project too."""
        with writing(self.engine) as connection:
            there = dict(connection.execute(sa.select(Placement.doc_id, Placement.id).where(
                Placement.project_id == project, Placement.doc_id.in_(doc_ids))).all())
            moment = now()
            connection.execute(sa.update(Placement).values(removed=None).where(Placement.id.in_(there.values())))
            if absent := [doc_id for doc_id in doc_ids if doc_id not in there]:
                connection.execute(sa.insert(Placement), [{"project_id": project, "doc_id": doc_id, "added": moment, "removed": None}
                                                          for doc_id in absent])
            touched(connection, list(doc_ids))

    def doc_ids(self) -> set[str]:
        """Return the keys of the documents in use."""
        with self.engine.connect() as connection:
            return set(connection.scalars(sa.select(Placement.doc_id).where(self._used())))

    def listed(self) -> list[Row]:
        """Return of each document in use its doc_id, source, title, outlet, author, url and published, in the order they came."""
        left_out = reposts.Reposts(self.engine, self.project).left_out()
        chosen = sa.select(*_LISTED).join(Placement, Placement.doc_id == Item.doc_id).where(self._used()).order_by(Placement.id)
        with self.engine.connect() as connection:
            return [{"doc_id": row.doc_id, "source": row.source, "title": row.heading, "outlet": row.outlet, "author": row.author,
                     "url": row.url, "published": row.published} for row in connection.execute(chosen) if row.doc_id not in left_out]

    def as_json_lines(self) -> Iterator[str]:
        """Yield each document in use as a line of JSON that can be imported again."""
        for reading in self.readings():
            said = {"title": reading.title, "outlet": reading.outlet, "author": reading.author,
                    "published": reading.published.isoformat() if reading.published else "", "url": reading.url, "text": reading.text}
            yield json.dumps(said, ensure_ascii=False)

    def headings(self, doc_ids: Sequence[str]) -> dict[str, str]:
        """Return the titles of some documents, also of those not counted or taken out."""
        with self.engine.connect() as connection:
            return dict(connection.execute(sa.select(Item.doc_id, Item.heading).where(Item.doc_id.in_(doc_ids))).all())

    @property
    def shows_sample(self) -> bool:
        """Whether the sample corpus is shown beside the project's documents."""
        with self.engine.connect() as connection:
            shown = connection.execute(sa.select(Project.sample).where(Project.id == self.project)).scalar()
        return bool(shown)

    @shows_sample.setter
    def shows_sample(self, shown: bool) -> None:
        with writing(self.engine) as connection:
            connection.execute(sa.update(Project).values(sample=shown, revision=Project.revision + 1).where(Project.id == self.project))
    @property
    def columns(self) -> dict[str, str]:
        """Which heading of a table holds which field, as the user last said; empty at first."""
        made: dict[str, str] = json.loads(self._setting("columns", "{}"))
        return made

    @columns.setter
    def columns(self, told: Mapping[str, str]) -> None:
        self._set("columns", json.dumps(dict(told), ensure_ascii=False))

    def _used(self) -> sa.ColumnElement[bool]:
        return sa.and_(Placement.project_id == self.project, Placement.removed.is_(None))

    def _place(self, doc_ids: Sequence[str], removed: datetime | None) -> None:
        with writing(self.engine) as connection:
            done = connection.execute(sa.update(Placement).values(removed=removed).where(
                Placement.project_id == self.project, Placement.doc_id.in_(doc_ids))).rowcount
            if done != len(set(doc_ids)):
                raise KeyError(f"no document {', '.join(doc_ids)} in the library")
            touched(connection, list(doc_ids))

    def _setting(self, name: str, default: str) -> str:
        with Session(self.engine) as session:
            setting = session.get(Setting, name)
            return default if setting is None else setting.value

    def _set(self, name: str, value: str) -> None:
        with Session(self.engine) as session, session.begin():
            session.merge(Setting(name=name, value=value))


def _write_ahead(connection: sqlite3.Connection, _record: sa.pool.base._ConnectionRecord) -> None:
    connection.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # Of several who open a new library at once, SQLite refuses some the journal without waiting. A full disk or a folder that
            # cannot be written does not pass while one waits.
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > until:
                raise
            time.sleep(.01)
        else:
            return


def _alive(connection: sa.engine.interfaces.DBAPIConnection, _record: object, _proxy: object) -> None:
    """Have a connection made anew that the server lost meanwhile, with all that are as old: whoever asks does not notice.

    SQLAlchemy's own `pool_pre_ping` would not do: pg8000 tells of a lost connection in ways it does not know.
    """
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT 1")
        cursor.close()
        connection.rollback()
    except Exception:
        raise sa.exc.InvalidatePoolError from None


def plain_name(name: str) -> str:
    """Return the last part of a file's name, without signs that cannot be seen: a name is never a path, and reads as it is."""
    return seen(storable(name.replace("\\", "/").rpartition("/")[2])).replace("\n", " ").replace("\t", " ") or "untitled.txt"


def _reading(item: Item) -> Reading:
    return Reading(item.source, item.text, item.title, item.outlet, item.author, item.url, item.published)


def _written(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _item(session: Session, doc_id: str) -> Item:
    item = session.get(Item, doc_id)
    if item is None:
        raise KeyError(f"no document {doc_id} in the library")
    return item

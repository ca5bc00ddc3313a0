"""The user's own work: documents brought in, with what was corrected about them. Never in a cache."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import documents, migrations, publication, readers, reposts, store
from analysis.holdings import Item, Original, Setting
from analysis.readers import Reading, ReadingError


@dataclass(frozen=True)
class Report:
    """What became of one document of a file.

    Attributes
    ----------
    source : str
    outcome : {"taken", "repost", "already there", "refused"}
        A repost is taken too, and another document stands for both.
    reason : str
        Why it was refused and the next move; of a repost, the other's title; empty otherwise.
    doc_id, title : str
        Empty where refused.
    """

    source: str
    outcome: str
    reason: str = ""
    doc_id: str = ""
    title: str = ""

    @property
    def taken(self) -> bool:
        """Whether the document is in the library now and was not before."""
        return self.outcome in ("taken", "repost")


class Library:
    """Documents kept in a database.

    Parameters
    ----------
    url : str, optional
        A SQLAlchemy address, such as `postgresql+pg8000://name:password@host/database` for a team; by default what
        `LUNHENG_DATABASE` says, else SQLite beside the store.

    Raises
    ------
    OSError
        Where the folder cannot be made.
    NewerLibrary
        Where it was made by a newer version of the program.
    """

    def __init__(self, url: str | None = None):
        url = url or os.environ.get("LUNHENG_DATABASE")
        if not url:
            place = store.folder()
            place.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{place / 'library.db'}"
        self.engine = sa.create_engine(url)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _write_ahead)
        migrations.upgrade(self.engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
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
        name = name.replace("\\", "/").rpartition("/")[2] or "untitled.txt"
        try:
            contents = readers.read(name, data, encoding, columns)
        except ReadingError as error:
            return [Report(name, "refused", str(error))]
        reports = [Report(fault.source, "refused", str(fault)) for fault in contents.faults]
        with Session(self.engine) as session, session.begin():
            original = Original(name=name, data=data, added=datetime.now(UTC))
            session.add(original)
            session.flush()
            for reading in contents.readings:
                reports.append(_take(session, reading, original.id, published, url))
            if not any(report.taken for report in reports):
                session.delete(original)
        return reports

    def readings(self) -> list[Reading]:
        """Return the documents in use, in the order they came; a corrected day stands for the file's own.

        Reposts are left out, unless they are to be counted apart.
        """
        left_out = reposts.Reposts(self.engine).left_out()
        with Session(self.engine) as session:
            items = session.scalars(sa.select(Item).where(Item.removed.is_(None)).order_by(Item.original_id, Item.source))
            return [_reading(item) for item in items if item.doc_id not in left_out]

    def set_published(self, doc_id: str, day: date | None) -> None:
        """Correct a document's day of publication; None takes the correction back.

        Raises
        ------
        KeyError
            Where no such document is in the library.
        """
        with Session(self.engine) as session, session.begin():
            _item(session, doc_id).corrected = day

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
            if item.corrected or item.published:
                return "set" if item.corrected else "said", ""
            found = publication.find(item.text, item.source)
        return ("found", f"{found.reason}, {found.certainty}") if found and found.date else ("unknown", "")

    def remove(self, doc_id: str) -> None:
        """Take a document out of use; `restore` brings it back.

        Raises
        ------
        KeyError
            Where no such document is in the library.
        """
        with Session(self.engine) as session, session.begin():
            _item(session, doc_id).removed = datetime.now(UTC)

    def restore(self, doc_id: str) -> None:
        """Bring a removed document back.

        Raises
        ------
        KeyError
            Where no such document is in the library.
        """
        with Session(self.engine) as session, session.begin():
            _item(session, doc_id).removed = None

    def doc_ids(self) -> set[str]:
        """Return the keys of the documents in use."""
        with Session(self.engine) as session:
            return set(session.scalars(sa.select(Item.doc_id).where(Item.removed.is_(None))))

    def listed(self) -> list[dict[str, str | date | None]]:
        """Return of each document in use its doc_id, source, title, outlet, author, url and published, in the order they came."""
        return [{"doc_id": documents.identity(reading), "source": reading.source, "title": documents.title(reading),
                 "outlet": reading.outlet, "author": reading.author, "url": reading.url, "published": reading.published}
                for reading in self.readings()]

    def as_json_lines(self) -> Iterator[str]:
        """Yield each document in use as a line of JSON that can be imported again."""
        for reading in self.readings():
            said = {"title": reading.title, "outlet": reading.outlet, "author": reading.author,
                    "published": reading.published.isoformat() if reading.published else "", "url": reading.url, "text": reading.text}
            yield json.dumps(said, ensure_ascii=False)

    def titles(self) -> dict[str, str]:
        """Return the title of each document, also of those not counted or taken out."""
        with Session(self.engine) as session:
            return {item.doc_id: documents.title(_reading(item)) for item in session.scalars(sa.select(Item))}

    @property
    def shows_sample(self) -> bool:
        """Whether the sample corpus is shown beside the user's own documents."""
        return self._setting("sample", "on") == "on"

    @shows_sample.setter
    def shows_sample(self, shown: bool) -> None:
        self._set("sample", "on" if shown else "off")

    @property
    def columns(self) -> dict[str, str]:
        """Which heading of a table holds which field, as the user last said; empty at first."""
        return json.loads(self._setting("columns", "{}"))

    @columns.setter
    def columns(self, told: Mapping[str, str]) -> None:
        self._set("columns", json.dumps(dict(told), ensure_ascii=False))

    def _setting(self, name: str, default: str) -> str:
        with Session(self.engine) as session:
            setting = session.get(Setting, name)
            return default if setting is None else setting.value

    def _set(self, name: str, value: str) -> None:
        with Session(self.engine) as session, session.begin():
            session.merge(Setting(name=name, value=value))


def _write_ahead(connection, _record) -> None:
    # First: changing the journal waits for others too.
    connection.execute("PRAGMA busy_timeout=15000")
    connection.execute("PRAGMA journal_mode=WAL")


def _reading(item: Item) -> Reading:
    return Reading(item.source, item.text, item.title, item.outlet, item.author, item.url, item.corrected or item.published)


def _item(session: Session, doc_id: str) -> Item:
    item = session.get(Item, doc_id)
    if item is None:
        raise KeyError(f"no document {doc_id} in the library")
    return item


def _take(session, reading, original_id, published, url) -> Report:
    doc_id = documents.identity(reading)
    known = session.get(Item, doc_id)
    title = documents.title(reading)
    if known is not None and known.removed is None:
        return Report(reading.source, "already there", "", doc_id, title)
    if known is not None:
        known.removed = None
        return Report(reading.source, "taken", "", doc_id, title)
    item = Item(doc_id=doc_id, original_id=original_id, source=reading.source, title=reading.title, outlet=reading.outlet,
                author=reading.author, url=reading.url or url, published=documents.said_published(reading) or published,
                corrected=None, text=reading.text, removed=None)
    session.add(item)
    session.flush()
    first = reposts.note(session, item)
    if first is not None:
        return Report(reading.source, "repost", documents.title(_reading(session.get(Item, first))), doc_id, title)
    return Report(reading.source, "taken", "", doc_id, title)

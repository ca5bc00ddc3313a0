"""What the library's database holds: the tables that every other table of the user's own work hangs on."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from analysis.harmless import storable

# Of whoever writes into a library, one at a time on PostgreSQL; any number that others do not use.
_LOCK = 7_205_760
# Characters of a heading; an index of PostgreSQL takes no more than 2,700 bytes.
LONGEST_HEADING = 200


class Base(DeclarativeBase):
    """What the library's tables share."""


class Original(Base):
    """A file as it was brought in, byte for byte."""

    __tablename__ = "originals"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[bytes]
    added: Mapped[datetime]


class Item(Base):
    """A document. Title, outlet, address and day are those that hold; what the file said stands in the amendments.

    `heading` is what lists show and sort by: the title, or the first line where there is none, cut where no list shows more.
    """

    __tablename__ = "items"
    doc_id: Mapped[str] = mapped_column(primary_key=True)
    original_id: Mapped[int] = mapped_column(sa.ForeignKey("originals.id"), index=True)
    source: Mapped[str]
    title: Mapped[str]
    outlet: Mapped[str]
    author: Mapped[str]
    url: Mapped[str]
    published: Mapped[date | None] = mapped_column(index=True)
    text: Mapped[str]
    heading: Mapped[str] = mapped_column(index=True)


class Project(Base):
    """A corpus of its own. `revision` grows with every change of what it holds."""

    __tablename__ = "projects"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    sample: Mapped[bool]
    revision: Mapped[int]
    made: Mapped[datetime]
    removed: Mapped[datetime | None]


class Placement(Base):
    """A document in a project, in the order they came; the same document may stand in several."""

    __tablename__ = "placements"
    __table_args__ = (sa.UniqueConstraint("project_id", "doc_id"), sa.Index("ix_placements_used", "project_id", "removed", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("projects.id"))
    doc_id: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"), index=True)
    added: Mapped[datetime]
    removed: Mapped[datetime | None]


class Amendment(Base):
    """What somebody put right about a document: never changed, so that who said what can be told."""

    __tablename__ = "amendments"
    id: Mapped[int] = mapped_column(primary_key=True)
    doc_id: Mapped[str] = mapped_column(sa.ForeignKey("items.doc_id"), index=True)
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    who: Mapped[str]
    made: Mapped[datetime]


class Setting(Base):
    """A choice that holds for the whole library."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def only_storable(engine: sa.Engine) -> None:
    """Let nothing reach a database that it cannot hold: PostgreSQL takes no null, neither takes half a surrogate pair.

    What is looked for is made so too, and is then found where it was kept.
    """
    @sa.event.listens_for(engine, "before_cursor_execute", retval=True)
    def _made_storable(_connection: sa.Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> tuple[str, Any]:
        # Of many rows at once a driver takes a list of rows, or, written into one statement, the values of all of them.
        many = isinstance(parameters, (list, tuple)) and parameters and isinstance(parameters[0], (tuple, list, dict))
        return statement, [_row(row) for row in parameters] if many else _row(parameters)


def _row(row: Any) -> Any:
    """Return the values of a statement, texts storable; the very same where they are already."""
    values = row.values() if isinstance(row, dict) else row
    if all(not isinstance(value, str) or storable(value) is value for value in values):
        return row
    if isinstance(row, dict):
        return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}
    return tuple(storable(value) if isinstance(value, str) else value for value in row)


def now() -> datetime:
    """Return the present moment in UTC, as the tables have it: without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)


def number_of(made: sa.CursorResult[Any]) -> int:
    """Return the number that a row just inserted was given."""
    key = made.inserted_primary_key
    assert key is not None, "one row was inserted"
    return int(key[0])


class Keeper:
    """Whoever reads and writes one part of what a library holds.

    Parameters
    ----------
    engine : sqlalchemy Engine
        The library's.
    """

    def __init__(self, engine: sa.Engine):
        self.engine = engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection in a transaction that begins with the right to write: what is read in it still holds when it is written.

    Parameters
    ----------
    engine : sqlalchemy Engine

    Notes
    -----
    SQLite gives that right once, at BEGIN IMMEDIATE; on PostgreSQL a lock stands for it. Whoever comes second waits. Python's driver
    for SQLite commits before each CREATE TABLE unless it is told to leave transactions alone.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection
        return
    with _begun(engine, "BEGIN IMMEDIATE") as connection:
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection that sees the library as it is now, whatever is written meanwhile.

    Notes
    -----
    Python's driver for SQLite begins no transaction for what only reads: each table would be of another moment.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection
        return
    with _begun(engine, "BEGIN") as connection:
        yield connection


@contextmanager
def _begun(engine: sa.Engine, begin: str) -> Iterator[sa.Connection]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(begin)
        try:
            yield connection
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            # On a full disk SQLite takes all back by itself, and refuses to do so again: what went wrong first is what is told.
            with suppress(sa.exc.SQLAlchemyError):
                connection.exec_driver_sql("ROLLBACK")
            raise


def touched(connection: sa.Connection, doc_ids: list[str]) -> None:
    """Note that something changed about documents, in every project that has one of them."""
    connection.execute(sa.update(Project).values(revision=Project.revision + 1).where(
        Project.id.in_(sa.select(Placement.project_id).where(Placement.doc_id.in_(doc_ids)))))

"""A library's database watched: each change is held against the role of whoever makes it, and written into the log with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa

from analysis import acting
from analysis.access import Refused
from analysis.audit.deeds import DELETE, INSERT, UPDATE, Deed, deed
from analysis.audit.records import note
from analysis.holdings import Base

_whole: ContextVar[bool] = ContextVar("audit_whole", default=False)
# So many keys are named of one change.
_NAMED = 3


def watch(engine: sa.Engine) -> None:
    """Watch what is written through an engine.

    Notes
    -----
    The log is written by the statement's own connection: what is rolled back leaves no entry, and what is kept has one. A change
    that is refused raises `Refused`, and whoever opened the transaction rolls it back. Statements that read cost one comparison.
    """
    sa.event.listen(engine, "after_execute", _executed)


@contextmanager
def as_one(connection: sa.Connection, did: str, least: str, name: str = "") -> Iterator[None]:
    """Let all that is written until the block ends be one change, such as a whole library read back.

    Raises
    ------
    Refused
    """
    who = _allowed(Deed(did, least))
    token = _whole.set(True)
    try:
        yield
        note(connection, who, did, name=name)
    finally:
        _whole.reset(token)


def _executed(connection: sa.Connection, statement: Any, multiparams: object, params: object, options: object, result: sa.CursorResult[Any]) -> None:
    if not getattr(statement, "is_dml", False) or _whole.get():
        return
    context, table = result.context, statement.table.name
    kind = INSERT if context.isinsert else UPDATE if context.isupdate else DELETE
    rows = context.compiled_parameters
    if not rows or (kind != INSERT and result.rowcount == 0):
        return
    if kind != INSERT:
        done = deed(table, kind, rows[0])
        who = _allowed(done)
        if done.did:
            keys = _keys(table, kind, done.key, rows)
            _write(connection, who, done, keys, max(result.rowcount, 1))
        return
    together: dict[Deed, list[Mapping[str, object]]] = {}
    for row in rows:
        together.setdefault(deed(table, kind, row), []).append(row)
    for done, made in together.items():
        who = _allowed(done)
        if done.did:
            keys = _keys(table, kind, done.key, made) or [str(part) for part in (result.inserted_primary_key or ())[:1]]
            _write(connection, who, done, keys, len(made))


def _allowed(done: Deed) -> str:
    """Return who makes a change."""
    person = acting.person()
    if not person.may(done.least):
        raise Refused(person, done.least, done.did or "change")
    return person.name


def _keys(table: str, kind: str, key: str, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the keys of what is changed: of a row written, its column; of one sought, what it was compared with."""
    # So SQLAlchemy calls the values of a WHERE: `id_1` of a statement, `id_1_1`, `id_1_2` of an IN, `views_id` of an object changed, `id`
    # of one deleted.
    sought = re.compile(rf"{key}(_\d+)*|{table}_{key}" if kind != INSERT else key)
    keys: dict[str, None] = {}
    for row in rows:
        keys |= {str(value): None for name, value in row.items() if sought.fullmatch(name) and value is not None}
    return list(keys)


def _write(connection: sa.Connection, who: str, done: Deed, keys: list[str], n: int) -> None:
    name = ""
    if done.named and keys:
        table, key, column = done.named
        held = Base.metadata.tables[table]
        sought = int(keys[0]) if held.c[key].type.python_type is int else keys[0]
        name = str(connection.execute(sa.select(held.c[column]).where(held.c[key] == sought)).scalar() or "")
    note(connection, who, done.did, " ".join(keys[:_NAMED]), name, n)

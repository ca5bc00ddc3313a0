"""What is wrong where the program is not: its disk is full, its folder cannot be written, its database is gone or damaged."""

import errno
import os
import sqlite3
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import sqlalchemy as sa

from analysis import readiness, store

FULL, READ_ONLY, AWAY, DAMAGED = "full", "read_only", "away", "damaged"
# What to do about each, for whoever runs the program.
MOVES = {
    FULL: "the disk is full. Nothing kept before is lost, and what was being written is not kept. Make room "
          "(the folders tables and opened in LUNHENG_HOME can be made again and may be emptied), then do it again.",
    READ_ONLY: "cannot be written. Nothing kept before is lost. Give it to the user this program runs as (chown, chmod 0700), "
               "or name another folder with LUNHENG_HOME.",
    AWAY: "the database does not answer. Nothing kept before is lost. Start it, or correct LUNHENG_DATABASE, then do it again.",
    DAMAGED: "is damaged. Stop the server, set it aside with its -wal and -shm, and restore the last backup "
             "(docs/operations.md, When something is wrong).",
}
# PostgreSQL's classes of errors: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {"53100": FULL, "25006": READ_ONLY, "57P01": AWAY, "57P02": AWAY, "57P03": AWAY, "XX001": DAMAGED, "XX002": DAMAGED}
# SQLite's: https://www.sqlite.org/rescode.html
_SQLITE = {sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_READONLY: READ_ONLY, sqlite3.SQLITE_CANTOPEN: READ_ONLY, sqlite3.SQLITE_PERM: READ_ONLY,
           sqlite3.SQLITE_CORRUPT: DAMAGED, sqlite3.SQLITE_NOTADB: DAMAGED}
_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EACCES: READ_ONLY, errno.EPERM: READ_ONLY, errno.EROFS: READ_ONLY}

# What a folder answers where whoever failed in it does not say why.
_ASKED = {readiness.FULL: FULL, readiness.UNWRITABLE: READ_ONLY}


def kind(error: BaseException) -> str | None:
    """Return what is wrong beneath the program where an error comes of that, else None.

    Parameters
    ----------
    error : exception
        Or one that came of such a one.

    Returns
    -------
    {"full", "read_only", "away", "damaged"} or None
    """
    return _found(error)[0]


def place(error: BaseException) -> str:
    """Return where that is: a file or folder, or the database by its address without name and password."""
    cause = _found(error)[1]
    address = _address()
    if isinstance(cause, OSError) and not isinstance(cause, ConnectionError):
        return str(cause.filename or (_temporary() if _no_temporary(cause) else store.folder()))
    if address.hostname:
        return f"{address.hostname}{f':{address.port}' if address.port else ''}{address.path}"
    return address.path.removeprefix("/") if address.scheme else str(store.folder() / "library.db")


def said(error: BaseException) -> str | None:
    """Return which place is wrong, how, and what to do, as a terminal and a log have it; None where an error comes of something else."""
    found = kind(error)
    return f"{place(error)}: {MOVES[found]}" if found else None


def _found(error: BaseException) -> tuple[str | None, BaseException]:
    """Return what is wrong, and which of the errors that led to one another says so."""
    one: BaseException | None = error
    seen: set[int] = set()
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        told = _of_database(one) if isinstance(one, sa.exc.DBAPIError) else _of_system(one) if isinstance(one, OSError) else None
        if told:
            return told, one
        one = one.__cause__ or one.__context__
    return None, error


def _of_system(error: OSError) -> str | None:
    if _no_temporary(error):
        return _ASKED.get(readiness.disk(Path(_temporary())))
    # A driver does not wrap what happens while it connects.
    return AWAY if isinstance(error, ConnectionError) and _address().hostname else _SYSTEM.get(error.errno or 0)


def _no_temporary(error: OSError) -> bool:
    """Whether `tempfile` found no folder it can write in; it does not say which it looked for first, nor why."""
    return error.errno == errno.ENOENT and error.filename is None and "temporary directory" in str(error.strerror)


def _temporary() -> str:
    return os.environ.get("TMPDIR") or "/tmp"


def _address() -> SplitResult:
    return urlsplit(os.environ.get("LUNHENG_DATABASE", ""))


def _of_database(error: sa.exc.DBAPIError) -> str | None:
    told = error.orig
    if isinstance(told, sqlite3.Error):
        return _of_sqlite(told)
    if error.connection_invalidated or isinstance(error, sa.exc.InterfaceError):
        return AWAY
    first = told.args[0] if told is not None and told.args else None
    code = str(first.get("C", "")) if isinstance(first, dict) else ""
    return _POSTGRESQL.get(code) or (AWAY if code.startswith("08") else None)


def _of_sqlite(error: sqlite3.Error) -> str | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_IOERR:
        # SQLite does not say what the disk refused: it is asked.
        return _ASKED.get(readiness.disk(store.folder()))
    return _SQLITE.get(code)

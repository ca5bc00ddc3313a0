"""Whether what a server rests on is there: its database, and a disk it can write on."""

import errno
import shutil
import tempfile
from pathlib import Path

import sqlalchemy as sa

OK, UNREACHABLE, UNWRITABLE, FULL = "ok", "unreachable", "not writable", "full"
# Bytes. Below this an import or a set of tables may not fit, and what is typed should still be kept.
LEAST_FREE = 50_000_000
_BLOCK = b"\0" * 4096
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def database(engine: sa.Engine) -> str:
    """Return `ok`, or `unreachable` where the library's database does not answer."""
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1 FROM projects")).first()
    except (sa.exc.SQLAlchemyError, OSError):
        return UNREACHABLE
    return OK


def disk(folder: Path) -> str:
    """Return `ok`, `not writable` or `full`, after writing a block into a folder and taking it away again."""
    try:
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(_BLOCK)
            trial.flush()
        return OK if shutil.disk_usage(folder).free >= LEAST_FREE else FULL
    except OSError as error:
        return FULL if error.errno in _NO_ROOM else UNWRITABLE

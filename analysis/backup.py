"""Everything a user made, as one file: written from any database, read back into any."""

import base64
import io
import json
import os
import struct
import tempfile
import zipfile
import zlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from analysis import audit, briefings, changes, holdings, migrations, own_codebook, reposts, reviews, views
from analysis.access import ADMIN
from analysis.audit import deeds
from analysis.holdings import Base
from analysis.imports import jobs
from analysis.verification import own_questions

# 1 had no projects: there a document itself was removed, and a day put right stood beside the file's own.
FORMAT, WITHOUT_PROJECTS = 2, 1
# The modules whose tables together are all that a user made.
TABLES = (holdings, audit, briefings, changes, jobs, own_codebook, own_questions, reposts, reviews, views)
_ABOUT = "about.json"
# What a damaged or doctored archive, and what is in it, raise on the way to a row: RuntimeError is also that of a password and of too
# deep a nesting, OverflowError of a number no database holds.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, TypeError, ValueError, AttributeError, RuntimeError, OverflowError)
_BATCH = 500


class BackupError(ValueError):
    """A backup that cannot be written or read; the message says what, and the next move."""


def backup(engine: sa.Engine, path: Path) -> dict[str, int]:
    """Write all of a library into a file, whole or not at all, and return how many rows each table has.

    Parameters
    ----------
    engine : sqlalchemy Engine
        The library's. What is committed when this begins is in the file; nobody is kept from working on.
    path : Path
        A ZIP of one file of JSON lines a table, readable without this program; bytes are in Base64. Replaced if it is there.

    Raises
    ------
    BackupError
        Where the file cannot be written.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        # All texts and reviews are in it: for whoever made it alone.
        with open(partial, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out_to:
            counts = _written_into(out_to, engine)
            out_to.flush()
            os.fsync(out_to.fileno())
        partial.replace(path)
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}. Choose another place.") from None
    finally:
        partial.unlink(missing_ok=True)
    return counts


def _written_into(file: BinaryIO, engine: sa.Engine) -> dict[str, int]:
    counts = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed, holdings.reading(engine) as connection:
        for table in Base.metadata.sorted_tables:
            with packed.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
                counts[table.name] = 0
                for row in connection.execution_options(yield_per=_BATCH).execute(sa.select(table)):
                    told = {name: _written(value) for name, value in row._mapping.items()}
                    out.write(json.dumps(told, ensure_ascii=False).encode("utf-8") + b"\n")
                    counts[table.name] += 1
        packed.writestr(_ABOUT, json.dumps({"format": FORMAT, "made": datetime.now(UTC).isoformat(), "rows": counts}))
    return counts


def restore(engine: sa.Engine, path: Path) -> dict[str, int]:
    """Read a backup into an empty library, whole or not at all, and return how many rows each table got.

    Raises
    ------
    BackupError
        Where the file is no backup, is broken, is of a newer program, or the library holds something already: nothing is
        ever overwritten.
    """
    try:
        packed = zipfile.ZipFile(path)
        about = {**json.loads(packed.read(_ABOUT))}
        about["format"], about["rows"]
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}. Check the path.") from None
    except _BROKEN:
        raise BackupError(f"{path}: is no backup of ours, or a broken one. Give the file that `backup` wrote.") from None
    with packed:
        if about.get("format") not in (FORMAT, WITHOUT_PROJECTS):
            raise BackupError(f"{path}: is of format {about.get('format')}, this program reads {FORMAT}. Install the newer program.")
        counts = {}
        try:
            with engine.begin() as connection:
                filled = [table.name for table in Base.metadata.sorted_tables
                          if table.name not in ("settings", "audit") and connection.execute(_held(table)).first()]
                if filled:
                    raise BackupError(f"{engine.url.render_as_string()}: holds {', '.join(filled)} already. "
                                      "Restore into an empty library: set LUNHENG_HOME to a new folder.")
                with audit.as_one(connection, deeds.RESTORE, ADMIN, path.name):
                    for table in reversed(Base.metadata.sorted_tables):
                        connection.execute(sa.delete(table))
                    for table in Base.metadata.sorted_tables:
                        if about["format"] == WITHOUT_PROJECTS and table.name == "bands":
                            # Signatures were made otherwise; they are made anew with the next document.
                            continue
                        counts[table.name] = _fill(connection, table, packed, path)
                        if about["format"] == WITHOUT_PROJECTS and table.name not in about["rows"]:
                            _without_projects(connection, table, packed)
                        elif counts[table.name] != about["rows"].get(table.name, 0):
                            raise BackupError(f"{path}: {table.name} is cut short. Take another copy of the file.")
                        _count_on(connection, table)
        except (sa.exc.SQLAlchemyError, *_BROKEN) as error:
            if isinstance(error, BackupError):
                raise
            raise BackupError(f"{path}: cannot be read ({type(error).__name__}). Take another copy of the file.") from None
    return counts


def rehearse(path: Path) -> dict[str, int]:
    """Read a backup into a library that is thrown away, and return how many rows each table got: whether it could be restored.

    Raises
    ------
    BackupError
        As `restore`, and where rows point to others that are not there.
    """
    with tempfile.TemporaryDirectory(prefix="lunheng-rehearsal-") as place:
        engine = sa.create_engine(f"sqlite:///{Path(place) / 'library.db'}", hide_parameters=True)
        try:
            migrations.upgrade(engine)
            counts = restore(engine, path)
            with engine.connect() as connection:
                loose = sorted({row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
        finally:
            engine.dispose()
    if loose:
        raise BackupError(f"{path}: rows of {', '.join(loose)} point to rows that are not in it. Take another backup.")
    return counts


def _held(table: sa.Table) -> sa.Select[int]:
    """Ask for a row of a user's; the first project is there from the beginning."""
    asked = sa.select(sa.literal(1)).select_from(table).limit(1)
    return asked.where(table.c.id != 1) if table.name == "projects" else asked


def is_backup(data: bytes) -> bool:
    """Whether bytes are a whole library as `backup` writes it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _ABOUT in packed.namelist() and "items.jsonl" in packed.namelist()
    except (*_BROKEN, OSError):
        return False


def _without_projects(connection: sa.engine.base.Connection, table: sa.Table, packed: zipfile.ZipFile) -> None:
    """Fill in what a backup made before there were projects says elsewhere."""
    moment = holdings.now()
    if table.name == "projects":
        sample = any(json.loads(line) == {"name": "sample", "value": "off"} for line in packed.open("settings.jsonl"))
        connection.execute(sa.insert(table).values(id=1, name="", sample=not sample, revision=0, made=moment))
    elif table.name == "placements":
        for line in packed.open("items.jsonl"):
            said = json.loads(line)
            removed = datetime.fromisoformat(said["removed"]) if said["removed"] else None
            connection.execute(sa.insert(table).values(project_id=1, doc_id=said["doc_id"], added=moment, removed=removed))
    elif table.name == "amendments":
        for line in packed.open("items.jsonl"):
            said = json.loads(line)
            if said["corrected"]:
                connection.execute(sa.insert(table).values(doc_id=said["doc_id"], field="published", before=said["published"] or "",
                                                           after=said["corrected"], who="", made=moment))


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date) else value


def _read(value: Any, column: "sa.Column[Any]") -> Any:
    if value is None:
        return None
    kind: Any = column.type.python_type
    if kind is bytes:
        return base64.b64decode(value)
    return kind.fromisoformat(value) if kind in (date, datetime) else value


def _fill(connection: sa.engine.base.Connection, table: sa.sql.schema.Table, packed: zipfile.ZipFile, path: Path) -> int:
    name, n, rows = f"{table.name}.jsonl", 0, []
    if name not in packed.namelist():
        # A table that came after this backup was made.
        return 0
    with packed.open(name) as lines:
        for line in lines:
            said = json.loads(line)
            if table.name == "items" and "heading" not in said:
                said |= {"heading": said["title"][:holdings.LONGEST_HEADING] or said["text"].strip().partition("\n")[0][:80] or "untitled",
                         "published": said.get("corrected") or said["published"]}
            rows.append({column.name: _read(said[column.name], column) for column in table.columns if column.name in said})
            n += 1
            if len(rows) == _BATCH:
                connection.execute(sa.insert(table), rows)
                rows = []
    if rows:
        connection.execute(sa.insert(table), rows)
    return n


def _count_on(connection: sa.engine.base.Connection, table: sa.sql.schema.Table) -> None:
    """Let PostgreSQL's counters go on behind the greatest number read."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        if isinstance(column.type, sa.Integer) and not column.foreign_keys:
            connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                                       f'COALESCE((SELECT MAX("{column.name}") FROM "{table.name}"), 0) + 1, false)'))

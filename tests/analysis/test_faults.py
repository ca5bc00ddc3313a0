import errno
import os
import sqlite3
import subprocess
import sys
import tempfile

import pytest
import sqlalchemy as sa

from analysis import __main__ as program
from analysis import faults
from analysis.holdings import writing
from analysis.library import Library
from tests.conftest import ROOT


def failed(engine):
    """Return what came of writing a megabyte into a library."""
    try:
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE big AS SELECT zeroblob(1000000) AS data")
    except sa.exc.SQLAlchemyError as error:
        return error
    raise AssertionError("was written")


def test_on_a_full_disk_what_is_told_is_that_and_the_next_thing_is_kept(tmp_path):
    with Library() as library:
        with library.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

        @sa.event.listens_for(library.engine, "checkout")
        def no_more(connection, _record, _proxy):
            connection.execute(f"PRAGMA max_page_count={pages}")

        error = failed(library.engine)
        assert faults.kind(error) == faults.FULL
        assert faults.said(error).startswith(f"{tmp_path / 'home' / 'library.db'}: the disk is full. Nothing kept before is lost")
        library.columns = {"text": "正文"}
        assert library.columns == {"text": "正文"}


def test_a_library_that_may_not_be_written_says_so(tmp_path):
    with Library() as library:
        library.shows_sample = False
    # As root may write whatever the mode says, the library is opened as SQLite opens what is read-only.
    address = f"sqlite:///file:{tmp_path / 'home' / 'library.db'}?mode=ro&uri=true"
    error = failed(sa.create_engine(address))
    assert faults.kind(error) == faults.READ_ONLY


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 100, None])
def test_a_damaged_library_is_named_by_every_command_with_what_to_do(tmp_path, capsys, content):
    with Library():
        file = tmp_path / "home" / "library.db"
    data = file.read_bytes()
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    file.write_bytes(content or data[:1000] + bytes(len(data) - 1000))
    assert program.main(["list"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{file}: is damaged. Stop the server, set it aside")
    assert "restore the last backup" in said and "Traceback" not in said


def test_a_database_that_does_not_answer_is_named_without_its_password(monkeypatch, capsys):
    monkeypatch.setenv("LUNHENG_DATABASE", "postgresql+pg8000://lunheng:hush-hush@127.0.0.1:1/commentary")
    assert program.main(["list"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("127.0.0.1:1/commentary: the database does not answer") and "hush" not in said


def test_a_connection_reset_while_it_is_made_is_the_databases(monkeypatch):
    error = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    assert faults.kind(error) is None, "with no database on another machine it is something else's"
    monkeypatch.setenv("LUNHENG_DATABASE", "postgresql+pg8000://lunheng:hush-hush@127.0.0.1:1/commentary")
    assert (faults.kind(error), faults.place(error)) == ("away", "127.0.0.1:1/commentary")


def test_a_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path, capsys):
    def refused(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "home"))

    monkeypatch.setattr("pathlib.Path.mkdir", refused)
    assert program.main(["list"]) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'home'}: cannot be written")


def test_no_folder_for_temporary_files_is_told_as_what_that_folder_lacks(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(tmp_path / "gone")])
    with pytest.raises(FileNotFoundError) as caught:
        tempfile.mkdtemp()
    assert (faults.kind(caught.value), faults.place(caught.value)) == ("read_only", str(tmp_path / "gone"))


def test_what_is_a_fault_of_ours_stays_one():
    assert faults.said(ValueError("x")) is None
    assert faults.said(FileNotFoundError(errno.ENOENT, "no such file", "x")) is None
    assert faults.kind(sa.exc.OperationalError("", {}, sqlite3.OperationalError("no such table"))) is None


@pytest.mark.parametrize(("code", "kind"), [("53100", "full"), ("25006", "read_only"), ("57P01", "away"), ("57P03", "away"), ("XX001", "damaged"), ("08006", "away"),
                                            ("23505", None)])
def test_what_postgresql_says_is_known_by_its_code(code, kind):
    assert faults.kind(sa.exc.DBAPIError("", {}, Exception({"C": code, "M": "said"}))) == kind


def test_an_error_is_known_by_what_led_to_it():
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device", "/data/part")
        except OSError as first:
            raise ValueError("could not be drawn") from first
    except ValueError as error:
        assert (faults.kind(error), faults.place(error)) == ("full", "/data/part")


def test_a_library_is_whole_after_a_write_that_the_disk_cut_off(tmp_path):
    """A real one: no file of the process may grow beyond a bound."""
    ended = subprocess.run([sys.executable, "-c", CUT_OFF], cwd=ROOT, capture_output=True, text=True, timeout=120,
                           env={**os.environ, "LUNHENG_HOME": str(tmp_path)})
    assert ended.returncode == 0, ended.stderr
    with Library(f"sqlite:///{tmp_path / 'library.db'}") as library, library.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert library.columns == {"text": "before"}


CUT_OFF = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from analysis.library import Library
with Library() as library:
    library.columns = {"text": "before"}
    size = max(path.stat().st_size for path in __import__("analysis.store", fromlist=["folder"]).folder().iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
    try:
        library.columns = {"text": "x" * 1_000_000}
    except Exception as error:
        print(type(error).__name__)
    else:
        raise SystemExit("was kept")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
"""

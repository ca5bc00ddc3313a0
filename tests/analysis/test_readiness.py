import errno
import shutil
from collections import namedtuple

import pytest
import sqlalchemy as sa

from analysis import readiness
from analysis.library import Library


def test_a_library_that_answers_is_ok(tmp_path):
    with Library(f"sqlite:///{tmp_path / 'library.db'}") as library:
        assert readiness.database(library.engine) == "ok"


@pytest.mark.parametrize("address", ["sqlite:////nowhere/library.db", "postgresql+pg8000://lunheng@127.0.0.1:1/lunheng"])
def test_a_database_that_is_not_there_is_unreachable(address):
    assert readiness.database(sa.create_engine(address)) == "unreachable"


def test_a_corrupt_library_is_unreachable(tmp_path):
    (tmp_path / "library.db").write_bytes(b"no database at all, but long enough to be one" * 100)
    assert readiness.database(sa.create_engine(f"sqlite:///{tmp_path / 'library.db'}")) == "unreachable"


def test_a_disk_that_takes_a_block_is_ok_and_nothing_stays(tmp_path):
    assert readiness.disk(tmp_path) == "ok"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "said"), [(errno.EROFS, "not writable"), (errno.EACCES, "not writable"), (errno.ENOSPC, "full"), (errno.EDQUOT, "full")])
def test_why_nothing_can_be_written_is_said(tmp_path, monkeypatch, number, said):
    def refused(**_):
        raise OSError(number, "refused")

    monkeypatch.setattr(readiness.tempfile, "TemporaryFile", refused)
    assert readiness.disk(tmp_path) == said


def test_a_folder_that_is_gone_cannot_be_written(tmp_path):
    assert readiness.disk(tmp_path / "gone") == "not writable"


def test_a_disk_with_next_to_no_room_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: namedtuple("Usage", "free")(readiness.LEAST_FREE - 1))
    assert readiness.disk(tmp_path) == "full"


def test_a_database_that_lost_its_connections_is_reached_at_once(own_postgresql):
    with Library(own_postgresql) as library:
        assert library.revision() == 0
        with sa.create_engine(own_postgresql).connect() as other:
            other.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
        assert library.revision() == 0
        assert readiness.database(library.engine) == "ok"

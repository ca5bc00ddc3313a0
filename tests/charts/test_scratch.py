"""Folders for files that live as long as the process."""

import errno

import pytest

from charts import scratch


def test_a_folder_that_cannot_be_filled_is_taken_away_and_its_place_named(monkeypatch, tmp_path):
    def full(folder):
        (folder / "begun").write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(OSError) as caught:
        scratch.folder("lunheng-", full)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_folder_is_there_with_what_was_written(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = scratch.folder("lunheng-", lambda folder: (folder / "a").write_bytes(b"whole"))
    assert made.parent == tmp_path and (made / "a").read_bytes() == b"whole"

"""A library lost and restored from last night's backup, as whoever runs the server does it."""

import json
import os
import stat
from pathlib import Path

import pytest

from analysis import __main__ as program
from analysis.corpus import open_corpus
from analysis.library import Library
from analysis.reviews import Review, Reviews

QUOTE = "谈判大概率破裂"
TEXT = f"顾远认为，{QUOTE}。"


@pytest.fixture
def worked(monkeypatch, tmp_path):
    """A folder for backups, beside a library somebody has worked in."""
    monkeypatch.setenv("LUNHENG_CORPUS", "")
    with Library() as library:
        (report,) = library.add("甲.txt", TEXT.encode())
        start = TEXT.index(QUOTE)
        Reviews(library.engine).keep(Review(report.doc_id, "prediction", "reject", "trade", start, start + len(QUOTE), QUOTE))
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def shown() -> tuple:
    with Library() as library:
        corpus = open_corpus(library)
        return corpus.fingerprint, [table.to_dict("records") for table in (corpus.tables.documents, corpus.tables.predictions)]


def test_the_pages_show_after_a_restore_what_they_showed_before(worked, monkeypatch, tmp_path, capsys):
    before = shown()
    assert program.main(["backup", str(worked), "--keep", "2"]) == 0
    (file,) = worked.iterdir()
    # The machine is lost, and with it everything that can be made again.
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "another machine"))
    assert program.main(["restore", str(file), "--rehearse", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["rows"]["items"] == 1
    with Library() as library:
        assert library.readings() == [], "a rehearsal touches nothing"
    assert program.main(["restore", str(file)]) == 0
    assert shown() == before


def test_of_a_folders_backups_the_last_stay_and_other_files_too(worked, monkeypatch):
    for name in ("lunheng-2026-01-01T020000Z.zip", "lunheng-2026-01-02T020000Z.zip", "mine.zip", "lunheng-old.zip"):
        (worked / name).touch()
    assert program.main(["backup", str(worked), "--keep", "2"]) == 0
    there = sorted(path.name for path in worked.iterdir())
    assert "lunheng-2026-01-01T020000Z.zip" not in there
    assert {"lunheng-2026-01-02T020000Z.zip", "mine.zip", "lunheng-old.zip"} < set(there) and len(there) == 4


def test_a_backup_that_failed_takes_no_older_one_with_it(worked, monkeypatch, capsys):
    (worked / "lunheng-2026-01-01T020000Z.zip").touch()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert program.main(["backup", str(worked), "--keep", "1"]) == 1
    assert "No space left on device. Choose another place." in capsys.readouterr().err
    assert [path.name for path in worked.iterdir()] == ["lunheng-2026-01-01T020000Z.zip"]


def test_only_its_owner_can_read_a_backup(worked):
    before = os.umask(0o022)
    try:
        program.main(["backup", str(worked / "all.zip")])
    finally:
        os.umask(before)
    assert stat.S_IMODE((worked / "all.zip").stat().st_mode) == 0o600


def test_a_clock_set_back_costs_no_backup_that_was_just_made(worked, capsys):
    for day in ("2031-01-01", "2031-01-02"):
        (worked / f"lunheng-{day}T000000Z.zip").write_bytes(b"of a later day")
    assert program.main(["backup", str(worked), "--keep", "2", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    made = Path((made[0] if isinstance(made, list) else made)["file"])
    assert made.is_file()
    assert len(list(worked.glob("lunheng-*.zip"))) == 2
    assert (worked / "lunheng-2031-01-02T000000Z.zip").is_file()


@pytest.mark.parametrize("told", [["--keep", "0"], ["--keep", "-1"]])
def test_a_number_of_backups_that_is_none_is_refused(worked, told, capsys):
    assert program.main(["backup", str(worked), *told]) == 2
    assert "1 or more" in capsys.readouterr().err and list(worked.iterdir()) == []


def test_a_number_is_for_a_folder(worked, capsys):
    assert program.main(["backup", str(worked / "all.zip"), "--keep", "2"]) == 2
    assert not (worked / "all.zip").exists()


def test_what_could_not_be_restored_fails_its_rehearsal(worked, capsys):
    (worked / "broken.zip").write_bytes(b"PK\3\4 and no more")
    assert program.main(["restore", str(worked / "broken.zip"), "--rehearse"]) == 1
    assert "no backup of ours" in capsys.readouterr().err

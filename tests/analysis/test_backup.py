import json
import uuid
import zipfile
from datetime import date

import pytest
import sqlalchemy as sa

from analysis.backup import BackupError, backup, restore
from analysis.library import Library
from analysis.reposts import Reposts
from analysis.reviews import Review, Reviews

QUOTE = "谈判大概率破裂"
TEXT = f"顾远认为，{QUOTE}。"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """A function: an empty library, on either database."""
    opened = []

    def made():
        if request.param == "sqlite":
            library = Library(f"sqlite:///{tmp_path / f'{len(opened)}.db'}")
        else:
            server, name = request.getfixturevalue("server"), f"t{uuid.uuid4().hex}"
            with sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(sa.text(f"CREATE DATABASE {name}"))
            library = Library(f"{server}/{name}")
        opened.append(library)
        return library

    yield made
    for library in opened:
        library.engine.dispose()


def filled(library):
    (report,) = library.add("甲.txt", TEXT.encode(), published=date(2024, 5, 6))
    library.add("乙.txt", (TEXT * 30).encode())
    library.add("丙.txt", (TEXT * 30 + "完").encode())
    library.amend(report.doc_id, "published", date(2024, 5, 7))
    library.columns = {"text": "正文"}
    start = TEXT.index(QUOTE)
    Reviews(library.engine).keep(Review(report.doc_id, "prediction", "reject", "trade", start, start + len(QUOTE), QUOTE))
    return library


def test_a_library_comes_back_as_it_was(empty, tmp_path):
    library = filled(empty())
    counts = backup(library.engine, tmp_path / "all.zip")
    again = empty()
    assert restore(again.engine, tmp_path / "all.zip") == counts
    assert again.readings() == library.readings() and again.columns == library.columns
    assert Reviews(again.engine).every() == Reviews(library.engine).every()
    assert Reposts(again.engine).found() == Reposts(library.engine).found()
    # Work goes on behind what was read.
    assert [report.outcome for report in again.add("丁.txt", "另一篇。".encode())] == ["taken"]
    assert len(Reviews(again.engine).keep(Review("x", "voice", "rename", "甲", said={"commentator": "乙"}))) == 1


def test_nothing_is_overwritten(empty, tmp_path):
    library = filled(empty())
    backup(library.engine, tmp_path / "all.zip")
    with pytest.raises(BackupError, match=r"holds .*items.* already"):
        restore(library.engine, tmp_path / "all.zip")
    assert len(library.readings()) == 2


def test_a_backup_moves_from_one_database_to_another(server, tmp_path):
    with sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text("CREATE DATABASE moved"))
    with Library(f"sqlite:///{tmp_path / 'a.db'}") as library, Library(f"{server}/moved") as there:
        filled(library)
        backup(library.engine, tmp_path / "all.zip")
        restore(there.engine, tmp_path / "all.zip")
        assert there.readings() == library.readings()


def test_a_broken_backup_changes_nothing(tmp_path):
    with Library(f"sqlite:///{tmp_path / 'a.db'}") as library:
        filled(library)
        backup(library.engine, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    held["items.jsonl"] = held["items.jsonl"].splitlines(keepends=True)[0]
    with zipfile.ZipFile(tmp_path / "short.zip", "w") as packed:
        for name, data in held.items():
            packed.writestr(name, data)
    with Library(f"sqlite:///{tmp_path / 'b.db'}") as library:
        with pytest.raises(BackupError, match="is cut short"):
            restore(library.engine, tmp_path / "short.zip")
        assert library.readings() == []


@pytest.mark.parametrize(("data", "says"), [(b"no zip", "is no backup of ours"), (None, "No such file")])
def test_what_is_no_backup_is_refused_with_the_next_move(tmp_path, data, says):
    path = tmp_path / "x.zip"
    if data is not None:
        path.write_bytes(data)
    with Library() as library, pytest.raises(BackupError, match=says):
        restore(library.engine, path)


def test_a_backup_of_a_newer_program_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("about.json", json.dumps({"format": 99, "rows": {}}))
    with Library() as library, pytest.raises(BackupError, match="is of format 99"):
        restore(library.engine, tmp_path / "x.zip")


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path):
    with Library() as library, pytest.raises(BackupError, match="Choose another place"):
        backup(library.engine, tmp_path / "no folder" / "x.zip")


def test_a_backup_made_before_there_were_projects_is_read(tmp_path):
    item = {"original_id": 1, "title": "题", "outlet": "", "author": "", "url": "", "published": None, "corrected": "2025-01-02", "removed": None}
    tables = {"originals": [{"id": 1, "name": "a.txt", "data": "YQ==", "added": "2026-11-01T00:00:00"}], "settings": [{"name": "sample", "value": "off"}],
              "items": [{**item, "doc_id": "01", "source": "a.txt", "text": "谈判破裂。"},
                        {**item, "doc_id": "02", "source": "b.txt", "text": "谈判重启。", "removed": "2026-11-02T00:00:00"}],
              "bands": [{"key": "0old", "doc_id": "01"}]}
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as packed:
        for name, rows in tables.items():
            packed.writestr(f"{name}.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
        packed.writestr("about.json", json.dumps({"format": 1, "rows": {name: len(rows) for name, rows in tables.items()}}))
    with Library() as library:
        restore(library.engine, tmp_path / "old.zip")
        assert [(reading.text, reading.published) for reading in library.readings()] == [("谈判破裂。", date(2025, 1, 2))]
        assert [held.doc_id for held in library.page(shown="removed").documents] == ["02"]
        assert not library.shows_sample

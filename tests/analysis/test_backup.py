import json
import uuid
import zipfile
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from analysis import backup as backups
from analysis.backup import BackupError, backup, rehearse, restore
from analysis.holdings import Base
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


@pytest.mark.parametrize(("name", "data"), [("about.json", b"null"), ("about.json", b"[]"), ("about.json", b"[" * 50_000), ("about.json", b'{"format": 2, "rows": []}'),
                                            ("items.jsonl", b"[" * 50_000), ("items.jsonl", b"null\n"), ("views.jsonl", b'{"id": ' + b"9" * 30 + b"}\n")])
def test_doctored_part_of_a_backup_is_refused_and_nothing_of_it_is_there(tmp_path, name, data):
    with Library(f"sqlite:///{tmp_path / 'a.db'}") as library:
        filled(library)
        backup(library.engine, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        held = {part: packed.read(part) for part in packed.namelist()}
    with zipfile.ZipFile(tmp_path / "bent.zip", "w") as packed:
        for part, told in (held | {name: data}).items():
            packed.writestr(part, told)
    with Library(f"sqlite:///{tmp_path / 'b.db'}") as library:
        with pytest.raises(BackupError, match=r"Take another copy|Give the file that `backup` wrote"):
            restore(library.engine, tmp_path / "bent.zip")
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


def one_of_each(engine):
    """Put a row into every table there is, made from its columns alone: a table of tomorrow gets one too."""
    made = {"int": 7, "bool": True, "bytes": b"\x00\xff PK", "float": 0.5, "date": date(2024, 5, 6),
            "datetime": datetime(2024, 5, 6, 7, 8, 9, 123456)}
    rows = {}
    # Not through the library, which would let nobody empty its log.
    with sa.create_engine(engine.url).begin() as connection:
        for table in Base.metadata.sorted_tables:
            row = {}
            for column in table.columns:
                if column.foreign_keys:
                    (key,) = column.foreign_keys
                    row[column.name] = rows[key.column.table.name][key.column.name]
                else:
                    row[column.name] = made.get(column.type.python_type.__name__, f"{table.name}.{column.name} 題\n\"\\\u2028")
            connection.execute(sa.delete(table))
            connection.execute(sa.insert(table), [row])
            rows[table.name] = row
    return rows


def every(engine) -> dict[str, list[dict]]:
    with engine.connect() as connection:
        return {table.name: [dict(row._mapping) for row in connection.execute(sa.select(table))] for table in Base.metadata.sorted_tables}


def test_every_table_comes_back_row_for_row_and_value_for_value(empty, tmp_path, monkeypatch):
    library = empty()
    one_of_each(library.engine)
    before = every(library.engine)
    counts = backup(library.engine, tmp_path / "all.zip")
    there = set(sa.inspect(library.engine).get_table_names()) - {"alembic_version"}
    assert set(counts) == there, "a table of the database that no module in backup.TABLES brings"
    assert set(counts.values()) == {1}
    again = empty()
    restore(again.engine, tmp_path / "all.zip")
    after = every(again.engine)
    # That it was restored is in the log of changes too.
    assert [row for row in after.pop("audit") if row in before["audit"]] == before.pop("audit")
    assert after == before


def test_a_backup_made_while_somebody_works_shows_one_moment(empty, tmp_path, monkeypatch):
    library, written = filled(empty()), backups._written
    n = len(library.readings())
    working = []

    def meanwhile(value):
        if not working:
            working.append(1)
            assert library.add("戊.txt", "又一篇，谈判重启。".encode())[0].outcome == "taken"
        return written(value)

    monkeypatch.setattr(backups, "_written", meanwhile)
    backup(library.engine, tmp_path / "all.zip")
    assert len(library.readings()) == n + 1
    again = empty()
    restore(again.engine, tmp_path / "all.zip")
    assert len(again.readings()) == n
    assert len(again.doc_ids()) == len(library.doc_ids()) - 1
    with again.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM originals")).scalar() == connection.execute(
            sa.text("SELECT count(DISTINCT original_id) FROM items")).scalar()


def test_a_backup_whose_rows_point_nowhere_fails_its_rehearsal(tmp_path):
    with Library(f"sqlite:///{tmp_path / 'a.db'}") as library:
        filled(library)
        backup(library.engine, tmp_path / "all.zip")
    assert rehearse(tmp_path / "all.zip")["items"] == 3
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    about = json.loads(held["about.json"])
    held["originals.jsonl"], about["rows"]["originals"] = b"", 0
    held["about.json"] = json.dumps(about).encode()
    with zipfile.ZipFile(tmp_path / "loose.zip", "w") as packed:
        for name, data in held.items():
            packed.writestr(name, data)
    with pytest.raises(BackupError, match="rows of items point to rows that are not in it"):
        rehearse(tmp_path / "loose.zip")

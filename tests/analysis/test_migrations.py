"""Libraries of every version are opened, on SQLite and on PostgreSQL."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from analysis import backup
from analysis.holdings import Base
from analysis.library import Library
from analysis.migrations import HEAD, NewerLibrary, upgrade
from analysis.reviews import Reviews

# The tables of the first version, as it made them.
FIRST = """
CREATE TABLE originals (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, data {bytes} NOT NULL, added TIMESTAMP NOT NULL);
CREATE TABLE settings (name VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE items (doc_id VARCHAR NOT NULL PRIMARY KEY, original_id INTEGER NOT NULL REFERENCES originals (id), source VARCHAR NOT NULL,
  title VARCHAR NOT NULL, outlet VARCHAR NOT NULL, author VARCHAR NOT NULL, url VARCHAR NOT NULL, published DATE, corrected DATE,
  text VARCHAR NOT NULL, removed TIMESTAMP);
INSERT INTO originals VALUES (1, 'a.txt', {data}, '2026-11-01 00:00:00');
INSERT INTO settings VALUES ('sample', 'off');
INSERT INTO items VALUES ('0123', 1, 'a.txt', '题', '', '', '', '2024-05-06', NULL, '谈判破裂。', NULL);
"""


@pytest.fixture
def address(any_database):
    return any_database


def test_a_library_of_the_first_version_opens_with_all_that_is_in_it(address):
    engine = sa.create_engine(address)
    lite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        for line in FIRST.format(bytes="BLOB" if lite else "BYTEA", data="x'61'" if lite else "'\\x61'").split(";"):
            if line.strip():
                connection.exec_driver_sql(line)
    engine.dispose()
    with Library(address) as library:
        assert [reading.text for reading in library.readings()] == ["谈判破裂。"]
        assert library.shows_sample is False
        assert Reviews(library.engine).every() == []


def test_what_was_deleted_or_dated_before_there_were_projects_still_is(address):
    engine = sa.create_engine(address)
    lite = engine.dialect.name == "sqlite"
    more = ("INSERT INTO items VALUES ('4567', 1, 'b.txt', '', '', '', '', NULL, '2025-01-02', '\n首行\n谈判重启。', NULL);"
            "INSERT INTO items VALUES ('89ab', 1, 'c.txt', '', '', '', '', NULL, NULL, '谈判延期。', '2026-11-02 00:00:00');")
    with engine.begin() as connection:
        for line in (FIRST.format(bytes="BLOB" if lite else "BYTEA", data="x'61'" if lite else "'\\x61'") + more).split(";"):
            if line.strip():
                connection.exec_driver_sql(line)
    engine.dispose()
    with Library(address) as library:
        assert [held.heading for held in library.page(falling=False).documents] == ["题", "首行"]
        assert [held.doc_id for held in library.page(shown="removed").documents] == ["89ab"]
        assert [reading.published for reading in library.readings()] == [date(2024, 5, 6), date(2025, 1, 2)]
        assert [(change.before, change.after) for change in library.history("4567")] == [("", "2025-01-02")]
        library.amend("4567", "published", None)
        assert library.readings()[1].published is None


def test_the_steps_make_the_tables_the_program_expects(address):
    assert backup.TABLES
    with Library(address) as library, library.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_a_library_of_a_newer_program_is_refused_and_untouched(address):
    with Library(address) as library:
        library.add("a.txt", "谈判破裂。".encode())
        with library.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(NewerLibrary, match="made by a newer version"):
            upgrade(library.engine)
        with library.engine.connect() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM items")).scalar() == 1


def test_two_programs_that_open_a_new_library_at_once_both_can(address):
    faults, start = [], threading.Barrier(4)

    def opened():
        start.wait()
        try:
            with Library(address) as library:
                library.readings()
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []

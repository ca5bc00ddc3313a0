import errno
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import parts, store
from analysis.schemas import SCHEMAS, TableError, Tables


@pytest.fixture
def tables(one_voice):
    documents, commentaries = one_voice("关税不会取消。", author="=1+1")
    empty = Tables.empty()
    return Tables(documents, commentaries, empty.mentions, empty.predictions, empty.events, empty.words)


def test_kept_tables_come_back_the_same(tables):
    store.keep("k", tables)
    for schema in SCHEMAS:
        pd.testing.assert_frame_equal(getattr(store.load("k"), schema.name), getattr(tables, schema.name))


def test_a_broken_cache_is_dropped_and_made_again(tables):
    store.keep("k", tables)
    (store.folder() / "tables" / "k" / "words.parquet").write_bytes(b"PAR1 broken")
    assert store.load("k") is None
    store.keep("k", tables)
    assert store.load("k") is not None


def flipped(path):
    """Turn one bit in the midst of a file's data."""
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)


def emptied(path):
    path.write_bytes(b"")


def zeroed(path):
    path.write_bytes(bytes(path.stat().st_size))


def cut(path):
    path.write_bytes(path.read_bytes()[:-9])


def foldered(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [flipped, emptied, zeroed, cut, foldered, Path.unlink])
def test_a_damaged_file_of_the_cache_is_noticed_and_made_again(tables, damage):
    store.keep("k", tables)
    damage(store.folder() / "tables" / "k" / "documents.parquet")
    assert store.load("k") is None
    store.keep("k", tables)
    pd.testing.assert_frame_equal(store.load("k").documents, tables.documents)


@pytest.mark.parametrize("damage", [zeroed, foldered, lambda path: path.write_text(path.read_text().replace('"d"', '"e"'))])
def test_of_damaged_news_of_a_cache_nothing_is_believed(tables, damage):
    store.keep("k", tables)
    assert store.nearest(tables.documents)[0] is not None
    damage(store.folder() / "tables" / "k" / "about.json")
    assert store.nearest(tables.documents.assign(doc_id="e")) == (None, [])
    assert store.nearest(tables.documents) == (None, [])


def test_a_folder_that_cannot_be_written_costs_only_the_cache_and_the_log_says_so(tables, monkeypatch, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "file"))
    store.keep("k", tables)
    assert store.load("k") is None
    assert "Tables could not be kept" in caplog.text


def test_tables_of_two_runs_are_not_taken_for_one(tables, tmp_path):
    store.write(tables, tmp_path / "one")
    other = replace(tables, documents=tables.documents.assign(doc_id="other"))
    store.write(other, tmp_path / "two")
    (tmp_path / "one" / "words.parquet").replace(tmp_path / "two" / "words.parquet")
    with pytest.raises(TableError, match=r"of different runs.*Build again"):
        store.read(tmp_path / "two")


def test_a_disk_that_fills_up_leaves_all_tables_of_the_run_before(tables, tmp_path, monkeypatch):
    store.write(tables, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(store.parts, "arrow", fails_at(3, store.parts.arrow))
    with pytest.raises(OSError, match="No space left"):
        store.write(tables, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def fails_at(number, function):
    calls = iter(range(number))

    def failing(*arguments):
        if next(calls, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return function(*arguments)

    return failing


def test_old_tables_are_let_go(tables):
    for number in range(25):
        store.keep(f"k{number}", tables)
    assert len(list((store.folder() / "tables").iterdir())) == 20


def test_a_changed_day_changes_the_fingerprint(one_voice):
    documents, _ = one_voice("关税不会取消。")
    moved = documents.assign(published=documents["published"] + pd.Timedelta(days=1))
    assert store.fingerprint(documents) != store.fingerprint(moved)
    assert store.fingerprint(documents) == store.fingerprint(documents.copy())


@pytest.mark.parametrize("form", store.FORMATS)
def test_every_format_writes_one_file_a_table(tables, tmp_path, form):
    paths = store.write(tables, tmp_path / "out", form)
    assert [path.name for path in paths] == [f"{schema.name}.{form}" for schema in SCHEMAS]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in paths)


def test_no_text_is_a_formula_in_a_spreadsheet(tables, tmp_path):
    store.write(tables, tmp_path, "csv")
    assert pd.read_csv(tmp_path / "commentaries.csv")["commentator"][0] == "'=1+1"
    store.write(tables, tmp_path, "jsonl")
    assert pd.read_json(tmp_path / "commentaries.jsonl", lines=True)["commentator"][0] == "=1+1"


@pytest.mark.parametrize("form", ["files", "parts"])
def test_the_state_of_a_result_changes_when_it_is_written_again(tables, tmp_path, form):
    def write():
        if form == "files":
            store.write(tables, tmp_path)
        else:
            parts.publish(str(tmp_path), [], [], "code", {}, 0)
        return store.state(str(tmp_path))

    assert store.state(str(tmp_path)) == ""
    first = write()
    assert store.state(str(tmp_path)) == first
    assert write() != first


def test_files_replaced_while_they_are_read_are_read_again(tables, tmp_path, monkeypatch):
    store.write(tables, tmp_path)
    once, read = store.opened(str(tmp_path)), store.read
    places = []

    def replaced(place):
        places.append(place)
        if len(places) == 1:
            store.write(tables, tmp_path)
        return read(place)

    monkeypatch.setattr(store, "read", replaced)
    assert store.opened(str(tmp_path))[1] != once[1]
    assert len(places) == 2

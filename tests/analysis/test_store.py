import pandas as pd
import pytest

from analysis import parts, store
from analysis.schemas import SCHEMAS, Tables


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


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tables, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "file"))
    store.keep("k", tables)
    assert store.load("k") is None


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

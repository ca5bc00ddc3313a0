"""Which state of the corpus a visit looks at, where a build writes another result beside it."""

import json
import threading

import pytest
from streamlit.testing.v1 import AppTest

from analysis.library import Library
from pages.parts import project, tables
from tests.analysis.engines import runs

FEW, MORE = 3, 5
# What happens in the middle of a run, and what the run saw before and after it.
beside = []
seen = []


@pytest.fixture
def result(monkeypatch, tmp_path):
    """A function that writes so many documents as the result which is shown."""
    library = Library(f"sqlite:///{tmp_path / 'library.db'}")
    monkeypatch.setattr(project, "opened", lambda: library)
    monkeypatch.setattr(tables, "_ASKED_EVERY", -1.0)
    monkeypatch.setenv("LUNHENG_TABLES", str(tmp_path / "result"))
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "home"))

    def write(count: int) -> None:
        runs.build(runs.write(tmp_path / "in.jsonl", runs.lines(count)), tmp_path / "result", size=10**6)

    write(FEW)
    tables.changed()
    beside.clear()
    seen.clear()
    yield write
    loaded()
    tables.changed()
    library.engine.dispose()


def loaded() -> None:
    """Wait until nothing is loaded beside what is shown."""
    for thread in threading.enumerate():
        if thread.name.startswith("project-"):
            thread.join()


def shown() -> int:
    return len(tables.current().tables.documents)


def a_run() -> None:
    from pages.parts import tables
    from tests.pages.parts import test_tables

    tables.look()
    test_tables.seen.append(test_tables.shown())
    for work in test_tables.beside:
        work()
    test_tables.seen.append(test_tables.shown())


def test_a_new_result_is_seen_at_the_next_run_and_never_within_one(result):
    def rewritten():
        result(MORE)
        tables._revision(project.opened())  # as another visitor's run would ask
        loaded()

    page = AppTest.from_function(a_run)
    beside.append(rewritten)
    page.run(timeout=30)
    assert not page.exception
    beside.clear()
    page.run(timeout=30)
    assert seen == [FEW, FEW, MORE, MORE]


def test_the_old_result_is_shown_until_the_new_one_is_loaded(result, monkeypatch):
    assert shown() == FEW
    go, coded = threading.Event(), tables.corpora.coded

    def slowly(held):
        assert go.wait(30)
        return coded(held)

    monkeypatch.setattr(tables.corpora, "coded", slowly)
    result(MORE)
    assert [shown(), shown()] == [FEW, FEW]
    assert not tables.settled()
    go.set()
    loaded()
    assert shown() == MORE
    assert tables.settled()


def test_a_result_that_is_not_whole_leaves_the_one_before(result, tmp_path):
    assert shown() == FEW
    manifest = tmp_path / "result" / "manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told | {"parts": ["gone"]}))
    for _ in range(2):
        assert shown() == FEW
        loaded()
    assert tables.settled()
    result(MORE)
    shown()
    loaded()
    assert shown() == MORE

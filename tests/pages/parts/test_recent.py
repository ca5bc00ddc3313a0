"""The selections asked for of late, and what is kept of each."""

import threading

import pytest

from analysis.selection import Selection
from pages.parts import recent, tables

PATIENCE = 20


@pytest.fixture(autouse=True)
def nothing_kept():
    recent.forget()
    yield
    recent.forget()


def kept(*issues):
    """Return what is kept of a selection of issues of the sample."""
    return tables.of(Selection(issues=issues))


def codes(n):
    found = list(dict.fromkeys(tables.current().tables.predictions["issue"]))
    assert len(found) >= n
    return found[:n]


def test_what_was_worked_out_of_a_selection_is_worked_out_once():
    asked = []
    for _ in range(2):
        assert kept().made(("a",), lambda: asked.append(1) or len(asked)) == 1
    assert kept().made(("b",), lambda: "another") == "another"
    assert asked == [1]


def test_nothing_worked_out_is_kept_as_anything_else_is():
    asked = []
    for _ in range(2):
        assert kept().made(("none",), lambda: asked.append(1)) is None
    assert asked == [1]


def test_whoever_asks_the_same_meanwhile_waits_and_gets_the_same():
    begun, go_on, got = threading.Event(), threading.Event(), []

    def make():
        begun.set()
        assert go_on.wait(PATIENCE)
        return object()

    threads = [threading.Thread(target=lambda: got.append(kept().made(("slow",), make))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(PATIENCE)
    assert kept().made(("quick",), lambda: "not kept waiting") == "not kept waiting"
    go_on.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(got) == 3 and len(set(map(id, got))) == 1


def test_what_failed_is_tried_again():
    def fails():
        raise ValueError("once")

    with pytest.raises(ValueError, match="once"):
        kept().made(("a",), fails)
    assert kept().made(("a",), lambda: "then") == "then"


def test_of_one_selection_the_last_results_asked_for_are_kept(monkeypatch):
    monkeypatch.setattr(recent, "EACH", 2)
    one = kept()
    for key in ("a", "b"):
        one.made((key,), lambda: None)
    one.made(("a",), lambda: None)
    one.remember(("c",))
    assert [one.remembers((key,)) for key in ("a", "b", "c")] == [True, False, True]


def test_of_large_selections_fewer_are_kept_than_of_small_ones(monkeypatch):
    most = max(recent.narrowing.held(kept(code).tables) for code in codes(6))
    recent.forget()
    monkeypatch.setattr(recent, "_kept", recent.LRUCache(4 * most, recent._weight))
    monkeypatch.setattr(recent, "ROOM", 4 * most)
    monkeypatch.setattr(recent, "FEWEST", 4)
    monkeypatch.setattr(recent, "MOST", 4 * most)
    largest = max(codes(6), key=lambda code: recent.narrowing.held(kept(code).tables))
    recent.forget()
    for least in range(1, 7):
        tables.of(Selection(issues=(largest,), least=least))
    assert len(recent._kept) == 4
    for least in range(1, 7):
        tables.of(Selection(commentators=("nobody",), least=least))
    assert len(recent._kept) > 6


def test_however_large_selections_are_the_last_are_kept(monkeypatch):
    monkeypatch.setattr(recent.narrowing, "held", lambda _tables: 10**12)
    for code in codes(6):
        kept(code)
    fingerprint = tables.current().fingerprint
    assert all(recent.known(fingerprint, Selection(issues=(code,))) for code in codes(6))


def test_the_whole_corpus_holds_nothing_of_its_own():
    assert recent.narrowing.held(kept().tables) == 0 < recent.narrowing.held(kept(*codes(1)).tables)

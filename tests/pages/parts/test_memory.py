"""What is set aside from Python's search for garbage."""

import gc
import threading
import tomllib
import weakref

import pytest

from pages.parts import memory
from tests.browser.server import ROOT


@pytest.fixture(autouse=True)
def searched_again():
    yield
    gc.unfreeze()


class Held:
    """Something that refers to itself, so that only a search finds it."""

    def __init__(self):
        self.itself = self


def test_what_is_alive_is_not_searched_again():
    held = Held()
    memory.settle()
    assert gc.get_freeze_count() > 0
    assert not any(found is held for found in gc.get_objects())


def test_what_was_set_aside_and_nobody_needs_goes_at_the_next_call():
    held = Held()
    memory.settle()
    seen = weakref.ref(held)
    del held
    gc.collect()
    assert seen() is not None
    memory.settle()
    assert seen() is None


def test_what_comes_between_is_searched_and_then_set_aside():
    memory.settle()
    kept, seen = Held(), weakref.ref(Held())
    memory.tidy()
    assert seen() is None
    assert not any(found is kept for found in gc.get_objects())


def test_what_was_set_aside_by_tidying_goes_once_so_much_has_gathered():
    memory.settle()
    gathered = [Held() for _ in range(10)]
    memory.tidy()
    seen = weakref.ref(gathered[0])
    del gathered
    memory.tidy()
    assert seen() is not None
    grown = [[] for _ in range(gc.get_freeze_count())]
    memory.tidy()
    memory.tidy()
    assert seen() is None and grown


def test_what_was_set_aside_by_tidying_goes_after_some_times():
    memory.settle()
    held = Held()
    memory.tidy()
    seen = weakref.ref(held)
    del held
    for _ in range(memory.OFTEN):
        memory.tidy()
    assert seen() is None


def test_it_is_tidied_while_the_server_runs_and_not_afterwards(monkeypatch):
    tidied = threading.Event()
    monkeypatch.setattr(memory, "EVERY", 0.001)
    monkeypatch.setattr(memory, "tidy", tidied.set)
    with memory.kept_tidy():
        assert tidied.wait(20)
    for thread in threading.enumerate():
        if thread.name == "memory":
            thread.join(20)
            assert not thread.is_alive()


def test_streamlit_does_not_search_after_every_click():
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert told["runner"]["postScriptGC"] is False

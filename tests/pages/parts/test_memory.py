"""What is set aside from Python's search for garbage."""

import gc
import weakref

import pytest

from pages.parts import memory


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

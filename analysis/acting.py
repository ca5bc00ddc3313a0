"""In whose name something is done: said for the length of a deed, else asked of whoever knows, else whoever started the program."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from analysis.access import Person

_said: ContextVar[Person | None] = ContextVar("acting", default=None)
_asked: list[Callable[[], Person | None]] = []


def person() -> Person:
    """Return in whose name is acted just now."""
    if (said := _said.get()) is not None:
        return said
    for ask in _asked:
        if (found := ask()) is not None:
            return found
    return starter()


def ask(who: Callable[[], Person | None]) -> None:
    """Have the web application asked: it knows whose visit a thread works for, and returns None where there is none."""
    if who not in _asked:
        _asked.append(who)


@contextmanager
def as_(who: Person) -> Iterator[None]:
    """Act in somebody's name until the block ends."""
    token = _said.set(who)
    try:
        yield
    finally:
        _said.reset(token)


@cache
def starter() -> Person:
    """Return who started the program, who may do everything: files and database are theirs."""
    try:
        return Person(getpass.getuser())
    except (KeyError, OSError):
        # In a container nobody may have told what the user's number is called.
        return Person(f"uid {os.getuid()}")

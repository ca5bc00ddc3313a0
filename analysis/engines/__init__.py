"""Who does the work: this process, several processes of this machine, or the workers of a Dask cluster.

An engine takes errands and yields each with the note of what became of it, in any order. What it holds at a time does
not grow with the work. An errand that ends the process doing it is done again by itself, document by document.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Protocol

from analysis.errands import Errand
from analysis.parts import Note

NAMES = ("auto", "here", "processes", "dask")
# A second process is ready after two seconds, in which the first has coded as much.
_WORTH_ANOTHER = 4_000_000


class EngineError(RuntimeError):
    """An engine that cannot be had or cannot go on; the message says what to do."""


class Engine(Protocol):
    """Whoever carries out errands."""

    def each(self, asked: Iterable[Errand]) -> Iterator[tuple[Errand, Note]]:
        """Yield every errand with its note when it is done."""


def best(size: int) -> str:
    """Return the engine that is done first with so many bytes on this machine."""
    return "processes" if size > _WORTH_ANOTHER and cores() > 1 else "here"


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

"""The selections asked for of late: of each its tables, and what was worked out of them, for all visitors."""

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

from cachetools import LRUCache

from analysis import narrowing
from analysis.schemas import Tables
from analysis.selection import Selection

Made = TypeVar("Made")
# Rows in all that are kept: 24 times a million mentions with what goes with them. However many rows a selection has, at
# least the last 24 are kept, and however few, no more than the last 512.
ROWS, FEWEST, MOST = 32_000_000, 24, 512
# Of one selection so many results are kept, the last asked for.
EACH = 128


class Recent:
    """One selection's tables, and what was worked out of them; it goes with them.

    Parameters
    ----------
    tables : Tables
        Read, never written; so is what is made of them.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._lock = threading.Lock()
        self._made: LRUCache[tuple[Hashable, ...], object] = LRUCache(EACH)
        self._making: dict[tuple[Hashable, ...], threading.Lock] = {}

    def made(self, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """Return what `make` returns, asked once for a key: whoever asks the same meanwhile waits for it."""
        with self._lock:
            if key in self._made:
                return self._made[key]  # type: ignore[return-value]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._made:
                    return self._made[key]  # type: ignore[return-value]
            try:
                made = make()
                with self._lock:
                    self._made[key] = made
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def note(self, key: tuple[Hashable, ...]) -> None:
        """Note something about the selection."""
        with self._lock:
            self._made[key] = None

    def noted(self, key: tuple[Hashable, ...]) -> bool:
        """Return whether something is noted."""
        with self._lock:
            return key in self._made


def _weight(kept: Recent) -> int:
    return min(max(narrowing.taken(kept.tables), ROWS // MOST), ROWS // FEWEST)


_lock = threading.Lock()
_kept: LRUCache[tuple[str, Selection], Recent] = LRUCache(ROWS, _weight)


def of(fingerprint: str, selection: Selection, narrow: Callable[[], Tables]) -> Recent:
    """Return what is kept of a selection.

    Parameters
    ----------
    fingerprint : str
        The corpus's.
    selection : Selection
    narrow : callable
        Returns the selection's tables, where they are not kept.
    """
    if kept := known(fingerprint, selection):
        return kept
    # Two who ask for it first at one time narrow twice: that takes marks, no rows. One of them is kept.
    made = Recent(narrow())
    with _lock:
        return _kept.setdefault((fingerprint, selection), made)


def known(fingerprint: str, selection: Selection) -> Recent | None:
    """Return what is kept of a selection; None where nothing is."""
    with _lock:
        return _kept.get((fingerprint, selection))


def forget() -> None:
    """Keep nothing."""
    with _lock:
        _kept.clear()

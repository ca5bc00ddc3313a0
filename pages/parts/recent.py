"""The selections asked for of late: of each its tables, and what was worked out of them, for all visitors."""

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

from cachetools import LRUCache

from analysis import narrowing
from analysis.schemas import Tables
from analysis.selection import Selection

Made = TypeVar("Made")
# Bytes of tables in all, about. However much they hold, at least the last 24 selections are kept, and however little, no more than the last 512.
ROOM, FEWEST, MOST = 1_000_000_000, 24, 512
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

    def remember(self, key: tuple[Hashable, ...]) -> None:
        """Remember something about the selection."""
        with self._lock:
            self._made[key] = None

    def remembers(self, key: tuple[Hashable, ...]) -> bool:
        """Return whether something is remembered."""
        with self._lock:
            return key in self._made


def _weight(kept: Recent) -> int:
    return min(max(narrowing.held(kept.tables), ROOM // MOST), ROOM // FEWEST)


_lock = threading.Lock()
_kept: LRUCache[tuple[str, Selection], Recent] = LRUCache(ROOM, _weight)


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

"""What was worked out from some tables, kept with them: several charts of a page ask the same of one selection."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from analysis.schemas import Tables

Made = TypeVar("Made")


def once(tables: Tables, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """Return what `make` returns, asked once for some tables and a key; it goes with the tables.

    Parameters
    ----------
    tables : Tables
        Read, never written, as everything made of them; so is what is returned.
    key : tuple
        What is made, and with which choices.
    make : callable
    """
    kept: dict[tuple[Hashable, ...], Made] = tables.__dict__.setdefault("_once", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]

"""What is built once for a codebook and kept: automata and grammars, which cannot be pickled and take a moment to make."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

from analysis.codebook import Codebook

Made = TypeVar("Made")
# The codebook in use, those other projects are still shown with, and drafts somebody is writing.
_MOST = 6


def once(make: Callable[[Codebook], Made]) -> Callable[[Codebook], Made]:
    """Return a function of a codebook that remembers what it made for the few codebooks used last."""
    kept: OrderedDict[str, Made] = OrderedDict()
    lock = Lock()

    @wraps(make)
    def of(codebook: Codebook) -> Made:
        with lock:
            if codebook.fingerprint in kept:
                kept.move_to_end(codebook.fingerprint)
                return kept[codebook.fingerprint]
        made = make(codebook)
        with lock:
            kept[codebook.fingerprint] = made
            while len(kept) > _MOST:
                kept.popitem(last=False)
        return made

    return of

"""What lives as long as the server does, kept out of Python's search for garbage; and when that search is made.

Streamlit searches all objects there are after each run of a page, for every visitor, and all runs under way wait for it. Codebook, tables
and libraries are some 300,000 objects, and what is counted from them under many filters as many again: half a second, three quarters
of what a click cost the server. `.streamlit/config.toml` turns that search off (`postScriptGC`); one thread makes it for all instead.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds between two searches; what is found in between by its references alone, nearly all there is, goes at once.
EVERY = 60.0
# All is searched again where so much more is set aside than the last time, and every so many times.
GROWN, OFTEN = 1.5, 15
# How much was set aside when all was last searched, and how many times something was tidied since.
_last = [0, 0]


def settle() -> None:
    """Set aside all that is alive now; what an earlier call set aside and nobody needs any more goes."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    _last[:] = gc.get_freeze_count(), 0


def tidy() -> None:
    """Search what came since the last time and set the rest aside: milliseconds; now and then, all of it."""
    if gc.get_freeze_count() > GROWN * _last[0] or _last[1] >= OFTEN:
        settle()
        return
    gc.collect()
    gc.freeze()
    _last[1] += 1


@contextmanager
def kept_tidy() -> Iterator[None]:
    """Tidy once a minute until the block ends."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(EVERY):
            tidy()

    threading.Thread(target=watch, name="memory", daemon=True).start()
    try:
        yield
    finally:
        over.set()

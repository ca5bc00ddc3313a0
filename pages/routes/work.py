"""Work for a route, off the event loop: a few at a time, and for so long only."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pages.routes.problems import problem

# Two at a time leave the pages room to answer. Work given up on goes on in its thread and keeps its place until it is done, so
# that whoever asks again and again cannot have more than two under way.
AT_ONCE = 2
SECONDS = 60
T = TypeVar("T")
_THREADS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="route")


async def done(work: Callable[[], T], *, seconds: float | None = None) -> T:
    """Return what the work returns.

    Parameters
    ----------
    work : callable
    seconds : float, optional
        How long it may take, waiting for others included; else `SECONDS`.

    Raises
    ------
    Problem
        503, where it is not done in time.
    """
    seconds = seconds or SECONDS
    try:
        return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(_THREADS, work), seconds)
    except TimeoutError:
        raise problem(503, "path", f"This was not made within {seconds:g} seconds.",
                      "Narrow the filter, for example with since, until or issue, or ask again later.") from None

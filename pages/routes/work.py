"""Work for a route, off the event loop: a few at a time, and for so long only."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import anyio
from anyio.to_thread import run_sync

from pages.routes.problems import problem

# Two at a time leave the pages room to answer.
AT_ONCE = 2
SECONDS = 60
T = TypeVar("T")


@cache
def _room() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(AT_ONCE)


async def done(work: Callable[[], T]) -> T:
    """Return what the work returns.

    Raises
    ------
    Problem
        503, where it is not done in time; it may have waited for others.
    """
    try:
        with anyio.fail_after(SECONDS):
            return await run_sync(work, limiter=_room(), abandon_on_cancel=True)
    except TimeoutError:
        raise problem(503, "path", f"This was not made within {SECONDS} seconds.",
                      "Narrow the filter, for example with since, until or issue, or ask again later.") from None

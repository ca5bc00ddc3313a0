"""How the server ends when it is told to (SIGTERM): what is under way is finished or given back, and it is over in time, with exit code 0."""

import atexit
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from analysis.imports import supervisor

# Seconds: answers under way may take so long; and after so long it is over, whatever still hangs. Under the 30 of Podman and
# systemd's 90; Docker waits 10 unless it is told otherwise (docs/operations.md).
ANSWERS, LONGEST = 5, 25.0
_log = logging.getLogger("lunheng")
Handler = Callable[[int, FrameType | None], object]


@contextmanager
def heard() -> Iterator[None]:
    """Hear SIGTERM, and SIGINT (Ctrl-C), until the block ends; only in the main thread can signals be heard."""
    # A server started in the background of a script ignores Ctrl-C, and goes on to.
    before = {number: handler for number in (signal.SIGTERM, signal.SIGINT) if callable(handler := signal.getsignal(number))}
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    for number, handler in before.items():
        signal.signal(number, told(handler) if number == signal.SIGTERM else lasting(handler))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def told(server: Handler) -> Handler:
    """Return what takes the place of the web server's own handler of SIGTERM.

    Notes
    -----
    Uvicorn's own ends as orderly, but then raises the signal again: the exit code would say that the program was killed. And it
    waits for answers without end.
    """
    def end(number: int, frame: FrameType | None) -> None:
        atexit.register(_over)
        threading.Thread(target=_watch, name="ending", daemon=True).start()
        running = getattr(server, "__self__", None)
        if not hasattr(running, "should_exit"):
            server(number, frame)
            return
        running.config.timeout_graceful_shutdown = ANSWERS
        running.should_exit = True

    return end


def lasting(server: Handler) -> Handler:
    """Return a handler of SIGINT that does as the web server's own, and has the process end in order once that is through."""
    def end(number: int, frame: FrameType | None) -> None:
        atexit.register(_over)
        server(number, frame)

    return end


def finish() -> None:
    """Give back what is under way; the web server has let go of its visitors before."""
    given_back = supervisor.stop()
    _log.info("The server ends", extra={"imports_given_back": given_back})


def _over() -> None:
    """End the process once the server has ended, without waiting for pages that are still being drawn.

    Notes
    -----
    They are drawn in daemon threads. One that is in DuckDB's or Arrow's code while Python takes itself apart is ended there and takes
    the process with it ("FATAL: exception not rethrown", SIGABRT), after all is done and for nothing. Whatever else is to happen at
    the end happens first.
    """
    atexit.unregister(_over)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _watch() -> None:
    """End the process when its time is over: nothing that hangs then holds anything a user made."""
    threading.Event().wait(LONGEST)
    _log.warning("The server did not end by itself and is ended", extra={"seconds": LONGEST})
    os._exit(0)

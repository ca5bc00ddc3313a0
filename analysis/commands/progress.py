"""How far long work is, and how long it will take, for whoever waits."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

from analysis.commands.terminal import obeyed

_EVERY = 10.0


class Progress:
    """Lines such as ` 37 %   12 of 32 MB   0.8 MB/s   25 s left`, over each other on a terminal.

    Parameters
    ----------
    total : int
        Bytes to do.
    out : file, optional
    clock : callable, optional
        Returns seconds.
    """

    def __init__(self, total: int, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic):
        self._total, self._out, self._clock = total, out or sys.stderr, clock
        self._began = self._told = clock()
        self._done = self._before = self._partly = 0

    def found(self, size: int) -> None:
        """Take note of what an earlier run has done: it says nothing of how fast this one is."""
        self._before += size
        self._done += size

    def partly(self, size: int) -> None:
        """Take note of how much of the present piece is done."""
        self._partly = size
        self._tell()

    def done(self, size: int) -> None:
        """Take note of a piece that is done."""
        self._done += size
        self._partly = 0
        self._tell()

    def _tell(self) -> None:
        now = self._clock()
        if self._out.isatty() or now - self._told >= _EVERY:
            self._told = now
            obeyed(self.line(now) + ("\r" if self._out.isatty() else "\n"), self._out)

    def line(self, now: float) -> str:
        """Return how far it is at a time."""
        done = min(self._total, self._done + self._partly)
        speed = (done - self._before) / max(1e-9, now - self._began)
        left = f"{_span((self._total - done) / speed)} left" if speed > 0 else ""
        return f"{100 * done // max(1, self._total):3d} %  {done / 1e6:.1f} of {self._total / 1e6:.1f} MB  {speed / 1e6:.1f} MB/s  {left:<14}"

    def end(self) -> None:
        """Leave the terminal's line."""
        if self._out.isatty():
            print(file=self._out)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

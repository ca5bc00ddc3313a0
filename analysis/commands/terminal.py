"""A terminal shows what it is given, and obeys some of it: here it is only shown.

A title can hold the signs that move a cursor, clear a screen, name a window or turn a line around. Whatever a command writes, its
errors and those of the argument parser too, passes here.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from analysis.harmless import terminal


class Shown:
    """A stream that writes signs which cannot be seen as their escapes.

    Parameters
    ----------
    stream : file
        Where it writes to.
    """

    def __init__(self, stream: TextIO):
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        self._stream.write(terminal(text))
        return len(text)

    def obeyed(self, text: str) -> None:
        """Write what the program itself wants the terminal to obey."""
        self._stream.write(text)
        self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def shown() -> Iterator[None]:
    """Write everything so until the block ends."""
    out, errors = sys.stdout, sys.stderr
    for stream in (out, errors):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout, sys.stderr = Shown(out), Shown(errors)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, errors


def obeyed(text: str, stream: TextIO) -> None:
    """Write to a stream what the program itself wants a terminal to obey, such as going back to the beginning of the line."""
    if isinstance(stream, Shown):
        stream.obeyed(text)
    else:
        print(text, end="", file=stream, flush=True)

"""The browser that draws Plotly's figures as SVG (Kaleido 0.2.1 brings its own): started with our font, and again where it has ended.

Kaleido left to itself starts it again without our font, as it reads FONTCONFIG_FILE at each start; goes on reading what an ended one says,
a processor spent on nothing; and says nothing of the disk where there is no room for what it writes beside itself. Its start script breaks on
a path with a blank in it.
"""

import contextlib
import errno
import os
import signal
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from kaleido.scopes.plotly import PlotlyScope

from analysis import readiness
from charts import in_browser, scratch, typeface

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><test qual="any" name="family"><string>Source Sans</string></test>
    <edit name="family" mode="assign" binding="strong"><string>{face}</string></edit></match>
  <alias binding="strong"><family>sans-serif</family><prefer><family>{face}</family></prefer></alias>
</fontconfig>
"""
# Seconds for one drawing, which takes one or two: a browser that does not answer by then is ended and started again.
PATIENCE = 40.0
# Seconds before it is started again, and once more.
PAUSES = (0.1, 1.0)
_REFUSED = {readiness.FULL: errno.ENOSPC, readiness.UNWRITABLE: errno.EROFS}


class Browser(PlotlyScope):  # type: ignore[misc]  # kaleido says no types
    """Kaleido's browser, started at the first drawing.

    Raises
    ------
    OSError
        With the folder that is full or cannot be written, now and at each drawing.
    ValueError
        What the browser says, where it ends for any other reason.
    """

    def __init__(self) -> None:
        self._folder = scratch.folder("lunheng-pictures-", _furnish)
        self._turn = Lock()
        super().__init__(plotlyjs=str(self._folder / "plotly.min.js"))
        self._mathjax = None  # a text with two dollar signs is no formula

    def executable_path(self) -> str:
        """Return where the start script is, on a path without a blank."""
        return str(self._folder / "executable" / _script().name)

    def _perform_transform(self, data: object, **how: object) -> dict[str, Any]:
        with self._turn:
            for rest in (*PAUSES, None):
                patience = Timer(PATIENCE, self._kill)
                patience.daemon = True
                patience.start()
                try:
                    made: dict[str, Any] = super()._perform_transform(data, **how)
                    return made
                except (ValueError, OSError) as error:
                    # It has ended, or will: killed for its memory, or by a figure; now and then at its start, for nothing it tells.
                    # What ends it each time is told.
                    self._shutdown_kaleido()
                    if rest is None:
                        raise _told(error) from error
                    time.sleep(rest)
                finally:
                    patience.cancel()
        raise AssertionError("never here")

    def _kill(self) -> None:
        """End a browser that does not answer, with all it has started: now and then it stops at its start, and every drawing would wait for it."""
        if self._proc is not None:
            for process in [*_below(self._proc.pid), self._proc.pid]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    def _ensure_kaleido(self) -> None:
        if self._proc is not None and self._proc.poll() is None:
            return
        if self._proc is not None:
            # Where only its start script has ended, the browser itself ends with what it is told through.
            with contextlib.suppress(OSError):
                self._proc.stdin.close()
        self._shutdown_kaleido()
        if self._std_error_thread is not None:
            # Kaleido starts none where one still lives.
            self._std_error_thread.join(5)
        with _named(FONTCONFIG_FILE=str(self._folder / "fonts.conf")):
            super()._ensure_kaleido()

    def _collect_standard_error(self) -> None:
        process = self._proc
        for line in iter(process.stderr.readline, b""):
            self._std_error.write(line)


def _below(process: int) -> list[int]:
    """Return what a process has started, as Linux tells it; nothing where that is not told."""
    try:
        children = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []
    return [below for child in children for below in [*_below(child), child]]


def _script() -> Path:
    return Path(PlotlyScope.executable_path())


def _furnish(folder: Path) -> None:
    config = _FONTCONFIG.format(fonts=escape(str(typeface.require_font().parent)), cache=escape(str(folder / "cache")), face=typeface.FACE)
    (folder / "fonts.conf").write_text(config, encoding="utf-8")
    # The start script and its arguments are not quoted: links without a blank stand in for paths that have one.
    (folder / "executable").symlink_to(_script().parent, target_is_directory=True)
    (folder / "plotly.min.js").symlink_to(in_browser.SCRIPT)


def _told(error: Exception) -> Exception:
    """Return what the disk refused where that is the reason: the browser does not say, so the folder it writes in is asked."""
    place = os.environ.get("TMPDIR") or "/tmp"
    refused = _REFUSED.get(readiness.disk(Path(place)))
    return OSError(refused, os.strerror(refused), place) if refused else error


@contextlib.contextmanager
def _named(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

"""A shelf of folders that can be made again: each is there whole or not at all, and what a program left that was killed is cleared away."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PARTIAL = "partial-"


@contextlib.contextmanager
def laid(home: Path, name: str, most: int) -> Iterator[Path]:
    """Yield an empty folder that stands under its name when the block ends well, and of which nothing stays when it does not.

    Parameters
    ----------
    home : Path
        The shelf, made if missing.
    name : str
        What the folder is to be called. One that is there already stays; anything else of that name makes room.
    most : int
        So many folders stay, this one among them; those made longest ago are let go.

    Raises
    ------
    OSError
        Where the shelf cannot be written.
    """
    home.mkdir(parents=True, exist_ok=True)
    _clear(home)
    with _begun(home) as partial:
        yield partial
        final = home / name
        if not final.is_dir():
            final.unlink(missing_ok=True)
        try:
            partial.rename(final)
        except OSError:
            # Another program may have been faster.
            if not final.is_dir():
                raise
    _tidy(home, name, most)


@contextlib.contextmanager
def _begun(home: Path) -> Iterator[Path]:
    """Yield a new folder, locked while somebody alive fills it: the lock ends with the program, however that ends, by no clock."""
    while True:
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=home))
        with _opened(partial) as folder:
            try:
                # Between the two, another may have taken it for left behind.
                if _locked(folder) and not partial.is_dir():
                    continue
                yield partial
                return
            finally:
                shutil.rmtree(partial, ignore_errors=True)


def _clear(home: Path) -> None:
    for partial in home.glob(f"{_PARTIAL}*"):
        with contextlib.suppress(OSError), _opened(partial) as folder:
            if _locked(folder):
                shutil.rmtree(partial, ignore_errors=True)


@contextlib.contextmanager
def _opened(partial: Path) -> Iterator[int]:
    folder = os.open(partial, os.O_RDONLY)
    try:
        yield folder
    finally:
        os.close(folder)


def _locked(folder: int) -> bool:
    """Lock a folder, and return whether that was possible: somebody has it, or the file system knows no locks."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _tidy(home: Path, name: str, most: int) -> None:
    others = sorted((place for place in home.iterdir() if place.is_dir() and place.name != name and not place.name.startswith(_PARTIAL)),
                    key=lambda place: place.stat().st_mtime)
    for place in others[:max(len(others) + 1 - most, 0)]:
        shutil.rmtree(place, ignore_errors=True)

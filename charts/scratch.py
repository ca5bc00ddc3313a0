"""Folders for files that other people's programs want on a disk: they live as long as the process."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def folder(prefix: str, fill: Callable[[Path], None]) -> Path:
    """Return a new folder, filled; where that fails nothing of it is left.

    Parameters
    ----------
    prefix : str
        Of its name.
    fill : callable
        Writes into it.

    Raises
    ------
    OSError
        With the place: a write that finds no room does not say where.
    """
    made = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        fill(made)
    except BaseException as error:
        shutil.rmtree(made, ignore_errors=True)
        if isinstance(error, OSError) and error.errno and error.filename is None:
            raise OSError(error.errno, error.strerror, str(made.parent)) from error
        raise
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made

"""A result of any size as the six tables, whose columns stand on disk: what a page reads is brought in, and nothing else.

The parts are laid once into Arrow files under Lunheng's folder, by the result's fingerprint, and mapped into memory from there:
text columns cost no memory of the program's own, numbers eight bytes a row.
"""

import logging
import shutil
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow

from analysis import indexed, locations, narrowing, parts, shelf
from analysis.parts import Result
from analysis.schemas import SCHEMAS, Tables

# So many results are kept; an older one is laid out again when it is opened.
_KEPT = 3
_ABOUT = "about.json"
_FILES = {*(f"{schema.name}.arrow" for schema in SCHEMAS), indexed.NAME}
_BLOCK = 1 << 22
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
_log = logging.getLogger("lunheng")


def open_mapped(result: Result, home: Path) -> Tables:
    """Return a result's tables with what counts them (`narrowing.counted`), laid out under a folder when they are opened for the first time.

    Parameters
    ----------
    result : Result
    home : Path
        Where laid-out results stand, one folder each, under its fingerprint.

    Raises
    ------
    OSError
        Where parts cannot be read or the folder not be written.
    BrokenPart
        Where a part is not what was written.

    Notes
    -----
    What was laid out is held against its checksums first; where it is broken, it is laid out again.
    """
    place = home / result.fingerprint
    if place.exists() and not _whole(place):
        _log.warning("A result that was laid out is broken; it is laid out again")
        shutil.rmtree(place, ignore_errors=True)
    if not place.is_dir():
        with shelf.laid(home, result.fingerprint, _KEPT) as partial:
            for schema in SCHEMAS:
                _lay(result, schema.name, partial / f"{schema.name}.arrow")
            indexed.lay(partial)
            (partial / _ABOUT).write_bytes(locations.sealed({path.name: _sum(path) for path in sorted(partial.iterdir())}))
    tables = Tables(*(_frame(place / f"{schema.name}.arrow") for schema in SCHEMAS))
    return narrowing.with_index(tables, indexed.Index(place))


def _whole(place: Path) -> bool:
    """Whether each file of a result is what was laid out."""
    try:
        said = locations.unsealed((place / _ABOUT).read_bytes())
        return set(said) >= _FILES and all(_sum(place / name) == written for name, written in said.items())
    except (OSError, ValueError):
        return False


def _sum(path: Path) -> int:
    """Return the CRC-32 of a file: 6 GB a second and more, which is what a disk gives at most."""
    made = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            made = zlib.crc32(block, made)
    return made


def _lay(result: Result, table: str, path: Path) -> None:
    columns = pyarrow.schema([field.with_type(pyarrow.large_string()) if pyarrow.types.is_string(field.type) else field
                              for field in parts.columns(table)])
    with pyarrow.OSFile(str(path), "wb") as out, pyarrow.ipc.new_file(out, columns) as file:
        for key in result.keys:
            file.write_table(parts.part(result.place, table, key).cast(columns))


def _frame(path: Path) -> pd.DataFrame:
    with pyarrow.memory_map(str(path)) as source:
        made: pd.DataFrame = pyarrow.ipc.open_file(source).read_all().to_pandas(split_blocks=True, types_mapper={pyarrow.large_string(): _TEXT}.get)
        return made

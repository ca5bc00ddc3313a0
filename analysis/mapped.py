"""A result of any size as the six tables, whose columns stand on disk: what a page reads is brought in, and nothing else.

The parts are laid once into Arrow files under Lunheng's folder, by the result's fingerprint, and mapped into memory from there:
text columns cost no memory of the program's own, numbers eight bytes a row.
"""

import shutil
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow

from analysis import indexed, narrowing, parts
from analysis.parts import Result
from analysis.schemas import SCHEMAS, Tables

# So many results are kept; an older one is laid out again when it is opened.
_KEPT = 3


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
    """
    place = home / result.fingerprint
    if not place.exists():
        home.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix="partial-", dir=home))
        try:
            for schema in SCHEMAS:
                _lay(result, schema.name, partial / f"{schema.name}.arrow")
            indexed.lay(partial)
            partial.rename(place)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            if not place.exists():  # another program may have been faster
                raise
        _tidy(home, place)
    tables = Tables(*(_frame(place / f"{schema.name}.arrow") for schema in SCHEMAS))
    return narrowing.with_index(tables, indexed.Index(place))


def _lay(result: Result, table: str, path: Path) -> None:
    columns = pyarrow.schema([field.with_type(pyarrow.large_string()) if pyarrow.types.is_string(field.type) else field
                              for field in parts.columns(table)])
    with pyarrow.OSFile(str(path), "wb") as out, pyarrow.ipc.new_file(out, columns) as file:
        for key in result.keys:
            file.write_table(parts.part(result.place, table, key).cast(columns))


def _frame(path: Path) -> pd.DataFrame:
    with pyarrow.memory_map(str(path)) as source:
        made: pd.DataFrame = pyarrow.ipc.open_file(source).read_all().to_pandas(split_blocks=True)
        return made


def _tidy(home: Path, opened: Path) -> None:
    """Let the results go that were opened longest ago; files that somebody reads stay until he has done."""
    others = sorted((place for place in home.iterdir() if place.is_dir() and place != opened and not place.name.startswith("partial-")),
                    key=lambda place: place.stat().st_mtime)
    for place in others[:-(_KEPT - 1)]:
        shutil.rmtree(place, ignore_errors=True)

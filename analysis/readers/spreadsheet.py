"""A table of documents, one a row: CSV and Excel workbooks."""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

import python_calamine
import tomli

from analysis.readers import archive
from analysis.readers.encoding import decode
from analysis.readers.fields import reading
from analysis.readers.reading import Contents, ReadingError
from analysis.text import fold

COLUMNS = Path(__file__).parent.parent.parent / "data" / "readers" / "columns.toml"
FIELDS = ("text", "title", "outlet", "author", "published", "url")
_DELIMITERS = ",;\t|"
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")

Cell: TypeAlias = str | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Sheet:
    """A table before it is taken for documents.

    Attributes
    ----------
    headings : tuple of str
        As written; a column without one is named by its letter.
    rows : tuple of tuple
        A cell is text, a number, a day or None.
    columns : dict of str to str
        Field to heading, as far as the headings tell.
    name : str
        Of the sheet, in a workbook with several.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    columns: dict[str, str]
    name: str = ""


def read_csv(source: str, data: bytes, encoding: str | None = None, columns: Mapping[str, str] | None = None) -> Contents:
    """Return a reading a row; see `sheets` for what is refused."""
    return _documents(source, sheets(source, data, encoding), columns)


def read_workbook(source: str, data: bytes, encoding: str | None = None, columns: Mapping[str, str] | None = None) -> Contents:
    """Return a reading a row of every sheet that has a column of texts; see `sheets` for what is refused."""
    return _documents(source, sheets(source, data, encoding), columns)


def sheets(source: str, data: bytes, encoding: str | None = None) -> list[Sheet]:
    """Return the tables in a CSV or Excel file, so that their columns can be shown and told before they are read.

    Raises
    ------
    ReadingError
        For a file that is neither, is encrypted or broken, or holds no row.
    """
    if source.lower().endswith(".xlsx"):
        found = [_sheet(rows, name) for name, rows in _workbook(source, data)]
    else:
        found = [_sheet(_rows(decode(data, source, encoding), source))]
    held = [sheet for sheet in found if sheet is not None]
    if not held:
        raise ReadingError(source, "holds no row below its headings", "Check that the right table was saved.")
    return held


def _rows(written: str, source: str) -> list[list[str]]:
    first = written.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    before = csv.field_size_limit(max(len(written), 131072))
    try:
        return list(csv.reader(io.StringIO(written), delimiter=delimiter))
    except csv.Error as error:
        raise ReadingError(source, f"is no table ({error})", "Save it again as CSV in UTF-8.") from None
    finally:
        csv.field_size_limit(before)


def _workbook(source: str, data: bytes) -> list[tuple[str, list[list[Cell]]]]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadingError(source, "is encrypted, or an old .xls", "Save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            archive.require_modest(source, packed)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, cast(list[list[Cell]], book.get_sheet_by_name(name).to_python())) for name in book.sheet_names]
    except ReadingError:
        raise
    except (python_calamine.CalamineError, zipfile.BadZipFile, struct.error, NotImplementedError, OSError, ValueError):
        raise ReadingError(source, "is no Excel workbook, or a broken one", "Save it again as .xlsx, or as CSV.") from None


def _sheet(rows: Sequence[Sequence[Cell]], name: str = "") -> Sheet | None:
    kept = [row for row in rows if any(str(cell).strip() for cell in row if cell is not None)]
    if len(kept) < 2:
        return None
    headings = tuple(" ".join(str(cell or "").split()) or f"column {number}" for number, cell in enumerate(kept[0], 1))
    return Sheet(headings, tuple(tuple(row) for row in kept[1:]), _told_by_headings(headings), name)


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    with COLUMNS.open("rb") as file:
        return {field: tuple(_bare(name) for name in names) for field, names in tomli.load(file).items()}


def _bare(heading: str) -> str:
    return re.sub(r"[\W_]+", "", fold(heading).lower())


def _told_by_headings(headings: tuple[str, ...]) -> dict[str, str]:
    bare: dict[str, str] = {}
    for heading in headings:
        bare.setdefault(_bare(heading), heading)
    told: dict[str, str] = {}
    for field, names in _aliases().items():
        meant = next((bare[name] for name in names if name in bare), None)
        if meant is not None:
            told[field] = meant
    return told


def _documents(source: str, held: list[Sheet], columns: Mapping[str, str] | None) -> Contents:
    readings, faults = [], []
    for sheet in held:
        told = {**sheet.columns, **{field: heading for field, heading in (columns or {}).items() if heading in sheet.headings}}
        place = f"{source}#{sheet.name}!" if len(held) > 1 else f"{source}#"
        if "text" not in told:
            faults.append(ReadingError(place.rstrip("#!"), f"no column holds the texts (found {', '.join(sheet.headings[:8])})",
                                       "Say which column holds them, or head it text."))
            continue
        at = {field: sheet.headings.index(heading) for field, heading in told.items()}
        for number, row in enumerate(sheet.rows, start=2):
            said = {field: row[column] if column < len(row) else None for field, column in at.items()}
            text = str(said.pop("text") or "").replace("\r\n", "\n").replace("\r", "\n")
            if not text.strip():
                faults.append(ReadingError(f"{place}{number}", "has no text", "Fill it in, or leave the row out."))
                continue
            said["published"] = cast(Cell, _day(said.get("published")))
            try:
                readings.append(reading(f"{place}{number}", text, said))
            except ReadingError as error:
                faults.append(error)
    if not readings:
        first = faults[0]
        raise ReadingError(first.source, first.reason, first.move)
    return Contents(tuple(readings), tuple(faults))


def _day(value: object) -> object:
    """Return a cell as a day, where it can be one; a spreadsheet writes 2018/6/10 and 2018年6月10日."""
    if isinstance(value, (datetime, date)) or value in (None, ""):
        return value
    found = _DAY.match(str(value).strip())
    return f"{int(found[1]):04d}-{int(found[2]):02d}-{int(found[3]):02d}" if found else value

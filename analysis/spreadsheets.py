"""Frames as files that spreadsheets and programs open: XLSX, CSV, Parquet, JSON lines.

A text is a text in every one of them: no cell of ours is ever a formula.
"""

import io
import re
from collections.abc import Mapping
from datetime import datetime

import pandas as pd
import xlsxwriter

from analysis.harmless import seen, web_address
from analysis.schemas import Row
from analysis.store import spreadsheet_safe

FORMS = ("csv", "xlsx", "parquet", "jsonl")
MIME = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet", "jsonl": "application/x-ndjson",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# Excel's own limits: rows of a sheet, signs in a cell, signs in a link and links in a sheet.
MOST_ROWS, MOST_SIGNS = 1_048_575, 32_767
_MOST_LINK, _MOST_LINKS = 2_079, 60_000
_WIDTHS = (8, 60)
# XML has no place for these, Excel none for half a sign.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def file(frame: pd.DataFrame, form: str, *, name: str = "data", links: Mapping[str, str] | None = None,
         about: Mapping[str, str] | None = None) -> bytes:
    """Return a frame as a file.

    Parameters
    ----------
    frame : frame
    form : {"csv", "xlsx", "parquet", "jsonl"}
        CSV is UTF-8 with a byte order mark, so that Excel reads Chinese; days are written 2024-05-20 in all of them.
    name, links, about
        As in `workbook`, for XLSX.

    Raises
    ------
    ValueError
        For any other form.
    """
    if form == "csv":
        return csv(frame)
    if form == "xlsx":
        return workbook({name: frame}, links={name: links or {}}, about=about)
    if form == "parquet":
        stored = io.BytesIO()
        frame.to_parquet(stored, index=False, compression="zstd")
        return stored.getvalue()
    if form == "jsonl":
        written = frame.assign(**{column: frame[column].dt.strftime("%Y-%m-%d") for column in frame.columns
                                  if pd.api.types.is_datetime64_any_dtype(frame[column])})
        # Of no row pandas would write an empty line.
        return written.to_json(orient="records", lines=True, force_ascii=False).encode("utf-8", "replace") if len(frame) else b""
    raise ValueError(f"form: expected one of {', '.join(FORMS)}, found {form!r}")


def csv(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV that spreadsheets open in the right script, and in which no text is taken for a formula."""
    text = spreadsheet_safe(frame).to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return text.encode("utf-8-sig", "replace")


def workbook(sheets: Mapping[str, pd.DataFrame], *, links: Mapping[str, Mapping[str, str]] | None = None,
             about: Mapping[str, str] | None = None) -> bytes:
    """Return frames as the sheets of an XLSX file.

    Parameters
    ----------
    sheets : mapping of str to frame
        Names are cut to Excel's 31 signs. Rows beyond what a sheet holds go on in a second one.
    links : mapping of str to (mapping of str to str), optional
        By sheet: which column's cells become links, and the column that holds the addresses; that one is left out where it
        is another.
    about : mapping of str to str, optional
        Written as the last sheet, a row each: title, sources, mapping, date, link.

    Returns
    -------
    bytes
        Days are days, numbers numbers, and the header stays on top with a filter. A text longer than the 32,767 signs a
        cell holds ends with `…`; CSV, Parquet and JSON lines hold all of it.
    """
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                        "strings_to_numbers": False, "nan_inf_to_errors": False})
    forms = {"head": book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}),
             "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
             "text": book.add_format({"valign": "top"}), "long": book.add_format({"valign": "top", "text_wrap": True}),
             "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
             "number": book.add_format({"num_format": "0.00", "valign": "top"}),
             "link": book.add_format({"font_color": "#0E5A60", "underline": 1, "valign": "top"})}
    used: set[str] = set()
    for name, frame in sheets.items():
        for part in range(0, max(len(frame), 1), MOST_ROWS):
            sheet = book.add_worksheet(_sheet_name(name, used))
            _fill(sheet, frame.iloc[part:part + MOST_ROWS], (links or {}).get(name, {}), forms)
    if about:
        sheet = book.add_worksheet(_sheet_name("about", used))
        sheet.set_column(0, 0, 18, forms["text"])
        sheet.set_column(1, 1, 100, forms["long"])
        for row, (head, told) in enumerate(about.items()):
            sheet.write_string(row, 0, _fit(head), forms["head"])
            if _is_link(told):
                sheet.write_url(row, 1, told, forms["link"], string=_fit(told))
            else:
                sheet.write_string(row, 1, _fit(told), forms["long"])
    book.close()
    return stored.getvalue()


def _fill(sheet: xlsxwriter.worksheet.Worksheet, frame: pd.DataFrame, links: Mapping[str, str], forms: Row) -> None:
    addresses = {column: frame[held].tolist() for column, held in links.items() if column in frame and held in frame}
    shown = [column for column in frame.columns if column not in set(links.values()) - set(links)]
    given = 0
    for place, column in enumerate(shown):
        values = frame[column]
        sheet.write_string(0, place, _fit(str(column)), forms["head"])
        kind = _kind(values)
        long = 0
        for row, value in enumerate(values.tolist(), 1):
            if value is None or (not isinstance(value, str) and pd.isna(value)):
                continue
            if kind == "day":
                if value.year >= 1900:
                    sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), forms["day"])
                else:  # before Excel's first day: as text
                    sheet.write_string(row, place, str(value.date()), forms["text"])
            elif kind == "truth":
                sheet.write_boolean(row, place, bool(value), forms["text"])
            elif kind in ("whole", "number"):
                if abs(value) == float("inf"):
                    sheet.write_string(row, place, str(value), forms["text"])
                else:
                    sheet.write_number(row, place, value, forms[kind])
            else:
                told = _fit(str(value))
                long = max(long, _wide(told[:80]))
                target = str(addresses[column][row - 1] or "") if column in addresses else ""
                if _is_link(target) and given < _MOST_LINKS:
                    sheet.write_url(row, place, target, forms["link"], string=told or target)
                    given += 1
                elif told:
                    sheet.write_string(row, place, told, forms["long" if long > _WIDTHS[1] else "text"])
        wide = 12 if kind != "text" else min(max(long, _wide(str(column)) + 3, _WIDTHS[0]), _WIDTHS[1])
        sheet.set_column(place, place, wide)
    sheet.freeze_panes(1, 1 if len(shown) > 3 else 0)
    if shown and len(frame):
        sheet.autofilter(0, 0, len(frame), len(shown) - 1)


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "truth"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "day"
    if pd.api.types.is_integer_dtype(values):
        return "whole"
    return "number" if pd.api.types.is_numeric_dtype(values) else "text"


def _fit(text: str) -> str:
    """Return a text as a cell can hold it."""
    text = _UNFIT.sub("\ufffd", text)
    # Excel counts a sign beyond the basic plane as two.
    if len(text) + sum(sign > "\uffff" for sign in text) <= MOST_SIGNS:
        return text
    kept, room = [], MOST_SIGNS - 1
    for sign in text:
        room -= 2 if sign > "\uffff" else 1
        if room < 0:
            break
        kept.append(sign)
    return "".join(kept) + "…"


def _wide(text: str) -> int:
    return sum(2 if sign >= "\u1100" else 1 for sign in text) + 2


def _is_link(text: str) -> bool:
    return bool(web_address(text)) and len(text) <= _MOST_LINK


def _sheet_name(name: str, used: set[str]) -> str:
    """Return a name Excel takes, once only."""
    plain = re.sub(r"[\[\]:*?/\\'\t\n]", " ", seen(name)).strip()[:28] or "data"
    made, number = plain, 1
    while made.casefold() in used or made.casefold() == "history":
        number += 1
        made = f"{plain[:26]} {number}"
    used.add(made.casefold())
    return made

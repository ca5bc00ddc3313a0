"""Questions as files: CSV and JSON, out and in again without a loss."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from analysis.harmless import FORMULA, storable, storable_all
from analysis.language import Language
from analysis.schemas import Row
from analysis.verification import questions
from analysis.verification.questions import BETWEEN_TERMS, Known, Question

FORMATS = ("csv", "json")
LARGEST = 5_000_000
COLUMNS = ("question_id", "en", "zh", "criteria", "criteria_zh", "issue", "valence", "actors", "terms", "opened", "closes",
           "resolution", "resolved_on", "settled_by", "note", "note_zh")
_PARTS = ("title", "url", "seen")
_SOURCE_COLUMN = re.compile(r"source_([1-9]\d?)_(title|url|seen)")
# What a spreadsheet would read as a formula; apostrophes before it are doubled by one, so that the way back is exact.
_RISKY = re.compile(f"'*[{re.escape(''.join(FORMULA))}]")
_GUARDED = re.compile(f"'+[{re.escape(''.join(FORMULA))}]")


@dataclass(frozen=True)
class Import:
    """What a file held.

    Attributes
    ----------
    taken : tuple of Question
        Those without a fault, as the user's own.
    faults : tuple of str
        Row, field, fault; the rows named are not among `taken`.
    """

    taken: tuple[Question, ...]
    faults: tuple[str, ...]


class FileError(ValueError):
    """A file cannot be read as questions at all; the message says why and the next move."""


def to_csv(asked: Iterable[Question]) -> bytes:
    """Return questions as CSV: UTF-8 with a mark, a row a question, `source_1_title`, `source_1_url`, `source_1_seen`, …

    Notes
    -----
    A text that a spreadsheet would read as a formula gets an apostrophe before it (OWASP, CSV Injection); `read` takes it away.
    """
    asked = list(asked)
    most = max([2, *(len(question.sources) for question in asked)])
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow([*COLUMNS, *(f"source_{number}_{part}" for number in range(1, most + 1) for part in _PARTS)])
    for question in asked:
        entry = questions.entry(question)
        row = {"question_id": question.question_id, **entry, "actors": " ".join(question.actors),
               "terms": BETWEEN_TERMS.join(question.terms)}
        sources = [source.get(part, "") for source in entry.get("sources", []) for part in _PARTS]
        writer.writerow([*(row.get(name, "") if name == "valence" else _guarded(row.get(name, "")) for name in COLUMNS),
                         *map(_guarded, sources), *[""] * (most * len(_PARTS) - len(sources))])
    return sheet.getvalue().encode("utf-8-sig")


def to_json(asked: Iterable[Question]) -> bytes:
    """Return questions as JSON: `{"questions": [{"question_id": …, …, "sources": [{"title", "url", "seen"}]}]}`."""
    rows = [{"question_id": question.question_id, **questions.entry(question)} for question in asked]
    return (json.dumps({"questions": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def read(name: str, data: bytes, known: Known, language: str = "en") -> Import:
    """Return the questions of a file.

    Parameters
    ----------
    name : str
        Its end, `.json` or another, says which format is meant.
    data : bytes
        UTF-8, or for CSV also GB 18030, in which Chinese spreadsheets save; cells parted by commas, semicolons or tabs.
    known : Known
    language : str
        Of the faults.

    Raises
    ------
    FileError
        Where it is too large, not text, or no table of questions.
    """
    say = Language.of(language).say
    if len(data) > LARGEST:
        raise FileError(say("question_file_large", file=name, most=LARGEST // 1_000_000))
    rows = _json_rows(name, data, say) if name.lower().endswith(".json") else _csv_rows(name, data, say)
    taken: dict[str, Question] = {}
    faults: list[str] = []
    places: dict[str, str] = {}
    for place, question_id, entry, wrong in rows:
        question, more = questions.read(question_id, entry, known, language, own=True)
        wrong = [*wrong, *more]
        if question_id in places:
            wrong.append(say("question_row_twice", id=question_id, place=places[question_id]))
        places.setdefault(question_id, place)
        if wrong or question is None:
            faults += [f"{place}: {fault}" for fault in wrong]
        else:
            taken[question_id] = question
    return Import(tuple(taken.values()), tuple(faults))


def _guarded(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def _bare(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _decoded(name: str, data: bytes, say: Callable[..., str]) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return storable(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise FileError(say("question_file_encoding", file=name))


def _csv_rows(name: str, data: bytes, say: Callable[..., str]) -> Iterator[tuple[str, str, dict[str, str | int | list[str | dict[str, str]]], list[str]]]:
    text = _decoded(name, data, say)
    first = text.split("\n", 1)[0]
    between = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
        sheet = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise FileError(say("question_file_table", file=name, reason=error)) from error
    if not sheet or "question_id" not in [cell.strip() for cell in sheet[0][1]]:
        raise FileError(say("question_file_columns", file=name, columns=", ".join(COLUMNS[:3])))
    columns = [cell.strip() for cell in sheet[0][1]]
    strange = [column for column in columns if column not in COLUMNS and not _SOURCE_COLUMN.fullmatch(column)]
    twice = [column for column in dict.fromkeys(columns) if columns.count(column) > 1]
    if strange or twice:
        raise FileError(say("question_file_strange", file=name, columns=", ".join(f"“{column[:40]}”" for column in strange or twice)))
    for number, (line, cells) in enumerate(sheet[1:], start=1):
        if not any(cell.strip() for cell in cells):
            continue
        wrong = [say("question_row_cells", found=len(cells), wanted=len(columns))] if len(cells) > len(columns) else []
        row = {column: _bare(cell) for column, cell in zip(columns, cells)}
        yield say("question_row", n=number, line=line), row.get("question_id", "").strip(), _entry(row), wrong


def _entry(row: dict[str, str]) -> Row:
    made: Row = {name: row[name] for name in COLUMNS[1:] if row.get(name)}
    for name in ("issue", "resolution", "settled_by"):
        if name in made:
            made[name] = made[name].strip()
    if "actors" in made:
        made["actors"] = made["actors"].split()
    if "terms" in made:
        made["terms"] = made["terms"].split(BETWEEN_TERMS)
    if re.fullmatch(r"\s*[-−]?[01](\.0)?\s*", row.get("valence", "")):
        made["valence"] = int(float(row["valence"].replace("−", "-")))
    sources: dict[int, dict[str, str]] = {}
    for column, cell in row.items():
        found = _SOURCE_COLUMN.fullmatch(column)
        if found and cell:
            sources.setdefault(int(found[1]), {})[found[2]] = cell
    if sources:
        made["sources"] = [sources[number] for number in sorted(sources)]
    return made


def _json_rows(name: str, data: bytes, say: Callable[..., str]) -> Iterator[tuple[str, str, Any, list[str]]]:
    try:
        told = storable_all(json.loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FileError(say("question_file_json", file=name, reason=error)) from error
    rows = told.get("questions") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise FileError(say("question_file_list", file=name))
    for number, row in enumerate(rows, start=1):
        entry = {key: value for key, value in row.items() if key != "question_id"} if isinstance(row, dict) else row
        question_id = row.get("question_id", "") if isinstance(row, dict) else ""
        yield say("question_place", n=number), str(question_id), entry, []

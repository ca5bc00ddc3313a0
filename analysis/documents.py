"""Documents: texts as read, each with what is known of it."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis import publication, readers
from analysis.readers import Reading, ReadingError
from analysis.schemas import DOCUMENTS
from analysis.text import script

# `03.03 …`, `视频 | …`: a page's running number or section stands before its title.
_BEFORE_TITLE = re.compile(r"^(?:[\d.、 ]{1,8}(?=[^\d.、 年月日])|(?:视频|視頻|影片|图集|圖集|专访|專訪)\s*[|｜]\s*)")
_LONGEST_TITLE = 80
# What a file calls a title or a name may be anything; as a row's label it is cut here, and the file keeps all of it.
_LONGEST_CALLED, _LONGEST_NAME = 300, 120


@dataclass(frozen=True)
class Found:
    """What a set of files held.

    Attributes
    ----------
    readings : tuple of Reading
    faults : tuple of str
        One sentence a file, or a part of one, that was refused: file, reason, next move.
    """

    readings: tuple[Reading, ...]
    faults: tuple[str, ...]


def gather(paths: Iterable[Path], encoding: str | None = None) -> Found:
    """Return the readings of files, and of every readable file below folders, in order of name.

    A file that cannot be read is refused and named; the others are taken.
    """
    readings: list[Reading] = []
    faults: list[str] = []
    for path in paths:
        held = files(path)
        if not held:
            faults.append(f"{path}: no file here that can be read. Put {' '.join(readers.ENDINGS)} files in it.")
        for file in held:
            try:
                contents = readers.read(file.name, file.read_bytes(), encoding)
                readings.extend(contents.readings)
                faults.extend(str(fault) for fault in contents.faults)
            except ReadingError as error:
                faults.append(str(error))
            except OSError as error:
                faults.append(f"{file}: {error.strerror or error}. Check the path and its permissions.")
    return Found(tuple(readings), tuple(faults))


def files(path: Path) -> list[Path]:
    """Return a file, or every readable file below a folder, in order of name; a README.md tells of a folder and is no document."""
    return sorted(file for file in path.rglob("*") if _readable(file)) if path.is_dir() else [path]


def _readable(file: Path) -> bool:
    return file.is_file() and readers.ending(file.name) in readers.ENDINGS and file.name != "README.md"


def identity(reading: Reading) -> str:
    """Return a document's key: a digest of its text and voice, so that the same article is the same document."""
    return hashlib.blake2b(f"{reading.author}\0{reading.text}".encode(), digest_size=6).hexdigest()


def table(readings: Iterable[Reading], published: Mapping[str, date] | None = None) -> pd.DataFrame:
    """Return one row per document, exact duplicates taken once.

    Parameters
    ----------
    readings : iterable of Reading
    published : mapping of str to date, optional
        Days of publication by source name, over what the file or text says.

    Returns
    -------
    frame, schema DOCUMENTS
        `published` is NaT, and its precision `unknown`, where neither file nor text tells.
    """
    rows = {}
    for reading in readings:
        doc_id = identity(reading)
        if doc_id in rows:
            continue
        day, precision = _published(reading, published or {})
        rows[doc_id] = {"doc_id": doc_id, "source": reading.source, "title": _cut(title(reading), _LONGEST_CALLED),
                        "outlet": _cut(reading.outlet, _LONGEST_NAME), "author": _cut(reading.author, _LONGEST_NAME),
                        "published": pd.NaT if day is None else pd.Timestamp(day),
                        "published_precision": precision, "script": script(reading.text[:20000]),
                        "text": reading.text}
    return DOCUMENTS.frame(list(rows.values()))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most - 1] + "…"


def said_published(reading: Reading) -> date | None:
    """Return the day of publication that a file says, in its fields or in what else it says of itself; None where it does not."""
    if reading.published or not reading.metadata:
        return reading.published
    found = publication.find("", metadata=reading.metadata)
    return found.date if found.precision == "day" else None


def _published(reading: readers.reading.Reading, told: Mapping[str, date]) -> tuple[date | None, str]:
    day = told.get(reading.source, reading.published)
    if day is not None:
        return day, "day"
    found = publication.find(reading.text, reading.source, reading.metadata)
    return (found.date, found.precision) if found else (None, "unknown")


def title(reading: Reading) -> str:
    """Return a document's title: what the file says, else its first line without the page's running number.

    Notes
    -----
    A first line that is a sentence is no headline: it is called by what comes before its full stop, broken off with `…`.
    """
    if reading.title:
        return reading.title
    first = next((line.strip() for line in reading.text.split("\n") if line.strip()), "untitled")
    first = first.lstrip("#").strip() or "untitled"
    bare = _BEFORE_TITLE.sub("", first) or first
    begins, ends, _ = bare.partition("。")
    if begins and ends:
        return begins[:_LONGEST_TITLE - 1] + "…"
    return _cut(bare, _LONGEST_TITLE)

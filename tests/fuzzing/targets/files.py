"""Bytes of every format into its reader."""

from hypothesis import strategies as st

from analysis import backup, documents, readers
from analysis.intake import Incoming
from analysis.readers import ENDINGS, ReadingError, encoding, spreadsheet
from analysis.readers.reading import Contents
from analysis.schemas import DOCUMENTS
from tests.fuzzing.strategies import file_bytes, texts
from tests.fuzzing.target import Target


def contents_hold(contents: Contents) -> None:
    """Check that what was read is text a document can be, and that what was refused says why.

    Raises
    ------
    TableError, AssertionError
        Where something does not hold.
    """
    for reading in contents.readings:
        assert reading.text.strip(), "a document without a text"
        for told in (reading.source, reading.text, reading.title, reading.outlet, reading.author, reading.url):
            told.encode("utf-8")
        assert "\0" not in reading.text and "\r" not in reading.text
        Incoming.of(reading)
        documents.said_published(reading)
    for fault in contents.faults:
        assert fault.reason and fault.move
    DOCUMENTS.check(documents.table(contents.readings))


def reading(case: tuple) -> None:
    """A file is read, or refused with a reason and a next move."""
    name, data, told, columns = case
    try:
        contents = readers.read(name, data, told, columns)
    except ReadingError as error:
        assert error.reason and error.move
        return
    contents_hold(contents)


def sheets(case: tuple) -> None:
    """A table's columns are shown before it is read, or it is refused."""
    name, data = case
    try:
        found = spreadsheet.sheets(name, data)
    except ReadingError:
        return
    for sheet in found:
        assert sheet.headings and sheet.rows
        assert set(sheet.columns.values()) <= set(sheet.headings)


def decoding(case: tuple) -> None:
    """Bytes become text in one of the encodings known, or are refused."""
    data, told = case
    encoding.declared(data)
    backup.is_backup(data)
    try:
        text = encoding.decode(data, "a.txt", told)
    except ReadingError:
        return
    assert "\0" not in text and "\r" not in text
    text.encode("utf-8")


_COLUMNS = st.one_of(st.none(), st.none(), st.dictionaries(st.sampled_from((*readers.FIELDS, "x")), st.sampled_from(("正文", "标题", "column 1", "x", "text")), max_size=3))
_FORMATS = {".txt": (2500, 20), ".md": (3500, 30), ".jsonl": (3500, 30), ".html": (700, 6), ".docx": (600, 5), ".pdf": (1200, 8), ".csv": (3500, 30), ".xlsx": (1200, 8), ".zip": (1800, 10)}


def _cases(ending: str) -> st.SearchStrategy[tuple]:
    data = st.one_of(file_bytes.files(ending), file_bytes.encoded()) if ending == ".txt" else file_bytes.files(ending)
    return st.tuples(file_bytes.names(ending), data, file_bytes.told_encodings(), _COLUMNS)


TARGETS = (
    *(Target(f"the reader of {ending}", _cases(ending), reading, share, fixed) for ending, (share, fixed) in _FORMATS.items()),
    Target("a file under any name", st.tuples(st.one_of(texts.short(2), st.sampled_from(ENDINGS)), st.sampled_from(file_bytes.ENDINGS).flatmap(file_bytes.files), st.none(), st.none()), reading, 300, 5),
    Target("columns of a table before it is read", st.one_of(*(st.tuples(st.just("a" + ending), file_bytes.files(ending)) for ending in (".csv", ".xlsx"))), sheets, 1200, 10),
    Target("bytes to text", st.tuples(st.one_of(file_bytes.encoded(), st.binary(max_size=120)), file_bytes.told_encodings()), decoding, 9000, 60),
)

"""One reader a file format: bytes in, readings out."""

from collections.abc import Mapping

from analysis.readers import archive, json_lines, markdown, pdf, plain, spreadsheet, web_page, word
from analysis.readers.reading import Contents, Reading, ReadingError

READERS = {".txt": plain.read, ".md": markdown.read, ".markdown": markdown.read, ".jsonl": json_lines.read,
           ".ndjson": json_lines.read, ".html": web_page.read, ".htm": web_page.read, ".docx": word.read, ".pdf": pdf.read}
SHEETS = {".csv": spreadsheet.read_csv, ".tsv": spreadsheet.read_csv, ".xlsx": spreadsheet.read_workbook}
ARCHIVE = ".zip"
ENDINGS = (*READERS, *SHEETS, ARCHIVE)
FIELDS = spreadsheet.FIELDS

# Bytes of a file, and characters of a document. A book has a million characters; what is larger is many texts in one.
LARGEST, LARGEST_TABLE, LONGEST = 50_000_000, 150_000_000, 5_000_000
_OF_MANY = (*SHEETS, ARCHIVE, ".jsonl", ".ndjson")

__all__ = ["ENDINGS", "FIELDS", "Contents", "Reading", "ReadingError", "ending", "read", "too_large"]


def read(name: str, data: bytes, encoding: str | None = None, columns: Mapping[str, str] | None = None) -> Contents:
    """Return what a file holds.

    Parameters
    ----------
    name : str
        The file's name; its ending says the format.
    data : bytes
        The whole file.
    encoding : str, optional
        Overrides what would be found.
    columns : mapping of str to str, optional
        Of a table: which column holds which field, over what its headings say.

    Returns
    -------
    Contents
        Of an archive or a table, what could be read, and what could not.

    Raises
    ------
    ReadingError
        Where nothing can be read: naming the file, what is wrong and the next move.
    """
    kind = ending(name)
    if fault := too_large(name, len(data)):
        raise fault
    if kind == ARCHIVE:
        return archive.read(name, data, lambda member, held: read(member, held, encoding, columns), ENDINGS)
    if kind in SHEETS:
        return _modest(SHEETS[kind](name, data, encoding, columns))
    if kind not in READERS:
        raise ReadingError(name, f"no reader for {kind or 'a file without ending'}",
                           f"Save it as one of {' '.join(ENDINGS)}.")
    return _modest(READERS[kind](name, data, encoding))


def too_large(name: str, size: int) -> ReadingError | None:
    """Return what is wrong with a file of so many bytes, or None; it need not be opened for that."""
    most = LARGEST_TABLE if ending(name) in _OF_MANY else LARGEST
    if size <= most:
        return None
    return ReadingError(name, f"is a file of {size // 1_000_000} MB, more than {most // 1_000_000}", "Split it.")


def _modest(contents: Contents) -> Contents:
    """Return what was read without texts that are longer than any text is."""
    long = [reading for reading in contents.readings if len(reading.text) > LONGEST]
    if not long:
        return contents
    faults = [ReadingError(reading.source, f"is a text of {len(reading.text):,} characters, more than {LONGEST:,}", "Split it.")
              for reading in long]
    kept = tuple(reading for reading in contents.readings if len(reading.text) <= LONGEST)
    if not kept:
        raise faults[0]
    return Contents(kept, (*contents.faults, *faults))


def ending(name: str) -> str:
    """Return a file name's ending in small letters, with its dot; empty where it has none."""
    return "." + name.rpartition(".")[2].lower() if "." in name else ""

"""JSON lines: one document a line, with title, outlet, author, published, url, text."""

import json

from analysis.readers.encoding import decode
from analysis.readers.fields import reading
from analysis.readers.reading import Contents, ReadingError


def read(source: str, data: bytes, encoding: str | None = None, first: int = 1) -> Contents:
    """Return a reading for each line, and a fault for each that is no object with a text.

    Parameters
    ----------
    source : str
    data : bytes
    encoding : str, optional
    first : int
        The number of the first line, where `data` is a part of a file.

    Raises
    ------
    ReadingError
        Where no line can be read, naming the first of them.
    """
    readings, faults = [], []
    for number, line in enumerate(decode(data, source, encoding).split("\n"), start=first):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
        except (ValueError, RecursionError) as error:
            faults.append((number, f"is no JSON ({error})"))
            continue
        if not isinstance(said, dict) or not isinstance(said.get("text"), str) or not said["text"].strip():
            faults.append((number, "has no text"))
            continue
        try:
            readings.append(reading(f"{source}#{number}", said["text"].replace("\r\n", "\n"), said))
        except ReadingError as error:
            faults.append((number, error.reason))
    if not readings:
        shown = "; ".join(f"line {number} {reason}" for number, reason in faults[:5])
        more = f"; and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise ReadingError(source, shown + more or "holds no document", "Mend these lines and read the file again.")
    return Contents(tuple(readings), tuple(ReadingError(f"{source}#{number}", reason, "Mend the line and add it again.")
                                           for number, reason in faults))

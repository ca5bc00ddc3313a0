"""JSON lines: one document a line, with title, outlet, author, published, url, text."""

import json

from analysis.readers.encoding import decode
from analysis.readers.fields import reading
from analysis.readers.reading import Reading, ReadingError


def read(source: str, data: bytes, encoding: str | None = None) -> list[Reading]:
    """Return a reading for each line.

    Raises
    ------
    ReadingError
        Naming every line that is no object with a text. A file is taken whole or not at all.
    """
    readings, faults = [], []
    for number, line in enumerate(decode(data, source, encoding).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            faults.append(f"line {number} is no JSON ({error})")
            continue
        if not isinstance(said, dict) or not isinstance(said.get("text"), str) or not said["text"].strip():
            faults.append(f"line {number} has no text")
            continue
        try:
            text = said["text"].replace("\r\n", "\n").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            readings.append(reading(f"{source}#{number}", text, said))
        except ReadingError as error:
            faults.append(f"line {number}: {error.reason}")
    if faults:
        shown = "; ".join(faults[:5]) + (f"; and {len(faults) - 5} more" if len(faults) > 5 else "")
        raise ReadingError(source, shown, "Mend these lines and read the file again.")
    return readings

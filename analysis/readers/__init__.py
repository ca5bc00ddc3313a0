"""One reader a file format: bytes in, readings out."""

from analysis.readers import json_lines, markdown, plain
from analysis.readers.reading import Reading, ReadingError

READERS = {".txt": plain.read, ".md": markdown.read, ".markdown": markdown.read, ".jsonl": json_lines.read,
           ".ndjson": json_lines.read}

__all__ = ["READERS", "Reading", "ReadingError", "read"]


def read(name: str, data: bytes, encoding: str | None = None) -> list[Reading]:
    """Return the readings in a file.

    Parameters
    ----------
    name : str
        The file's name; its ending says the format.
    data : bytes
        The whole file.
    encoding : str, optional
        Overrides what would be found.

    Raises
    ------
    ReadingError
        Naming the file, what is wrong and the next move.
    """
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in READERS:
        raise ReadingError(name, f"no reader for {ending or 'a file without ending'}",
                           f"Save it as one of {' '.join(READERS)}.")
    return READERS[ending](name, data, encoding)

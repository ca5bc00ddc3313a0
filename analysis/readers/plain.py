"""Plain text: one document a file."""

from analysis.readers.encoding import decode
from analysis.readers.reading import Reading


def read(source: str, data: bytes, encoding: str | None = None) -> list[Reading]:
    """Return the one reading of a text file."""
    return [Reading(source, decode(data, source, encoding))]

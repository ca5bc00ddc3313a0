"""Plain text: one document a file."""

from analysis.readers.encoding import decode
from analysis.readers.reading import Contents, Reading


def read(source: str, data: bytes, encoding: str | None = None) -> Contents:
    """Return the one reading of a text file."""
    return Contents((Reading(source, decode(data, source, encoding)),))

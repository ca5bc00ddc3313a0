"""Markdown with front matter: title, outlet, author, published, url above the text."""

import re

from analysis.readers.encoding import decode
from analysis.readers.fields import reading
from analysis.readers.reading import Contents, ReadingError

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def read(source: str, data: bytes, encoding: str | None = None) -> Contents:
    """Return the one reading of a Markdown file; its text is what stands below the front matter, blanks trimmed.

    Raises
    ------
    ReadingError
        Where the front matter is no YAML table, or no text follows.
    """
    text = decode(data, source, encoding)
    front = _FRONT.match(text)
    if front is None:
        return Contents((reading(source, text.strip(), {}),))
    # Imported here: PyYAML takes 20 ms, and most corpora are of other files.
    import yaml

    from analysis.readers.front_matter import table

    try:
        said = table(front[1] or "")
    except (yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError) as error:
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 2}" if place else ""
        raise ReadingError(source, f"front matter{line} is no YAML", "Put texts with a colon in quotes.") from None
    if not isinstance(said, dict):
        raise ReadingError(source, "front matter: expected lines like title: …", "Mend or remove it.")
    body = text[front.end():].strip()
    if not body:
        raise ReadingError(source, "no text below the front matter", "Add the article's text.")
    return Contents((reading(source, body, said),))

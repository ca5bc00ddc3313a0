"""Markdown with front matter: title, outlet, author, published, url above the text."""

import re

import yaml

from analysis.readers.encoding import decode
from analysis.readers.fields import reading
from analysis.readers.reading import Contents, ReadingError

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


class _Plain(yaml.SafeLoader):
    """Front matter without references: a few lines of them unfold to more than any memory holds."""

    def compose_node(self, parent: yaml.nodes.Node | None, index: int) -> yaml.nodes.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("holds references")
        return super().compose_node(parent, index)


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
    try:
        said = yaml.load(front[1] or "", _Plain) or {}
    except (yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError) as error:
        # The last two PyYAML raises for `!!bool x`, `!!int ''` and `!!timestamp x`.
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 2}" if place else ""
        raise ReadingError(source, f"front matter{line} is no YAML", "Put texts with a colon in quotes.") from None
    if not isinstance(said, dict):
        raise ReadingError(source, "front matter: expected lines like title: …", "Mend or remove it.")
    body = text[front.end():].strip()
    if not body:
        raise ReadingError(source, "no text below the front matter", "Add the article's text.")
    return Contents((reading(source, body, said),))

"""The fields a file may say of a document: the same in front matter and in JSON lines."""

from collections.abc import Mapping
from datetime import date, datetime

from analysis.readers.reading import Reading, ReadingError

KNOWN = ("title", "outlet", "author", "url")


def reading(source: str, text: str, said: Mapping[str, object]) -> Reading:
    """Return a reading from a text and the fields said of it.

    Raises
    ------
    ReadingError
        Where `published` is no date.
    """
    fields = {name: " ".join(str(said.get(name) or "").split()) for name in KNOWN}
    rest = {str(name): str(value) for name, value in said.items() if name not in (*KNOWN, "published", "text")}
    return Reading(source, text, **fields, published=_day(source, said.get("published")), metadata=rest)


def _day(source: str, value: object) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ReadingError(source, f"published: expected a day like 2018-06-10, found {value!r}",
                           "Mend it, or leave it out.") from None

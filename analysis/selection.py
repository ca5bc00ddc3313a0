"""What an analyst has chosen to look at, and its place in the page's address.

A selection is the one filter behind every chart, list and download. It stands in the URL, so that a link restores the
view; the names of its parameters are a promise to every link ever copied and must not change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

SIDES = ("apart", "open", "closer")
_PARAMETERS = {"documents": "document", "commentators": "commentator", "issues": "issue", "actors": "actor",
               "sides": "outlook", "since": "since", "until": "until", "least": "least", "mapping": "mapping",
               "reviewed": "reviewed", "words": "says"}
LEAST = 3
MAPPING = "lunheng"


@dataclass(frozen=True)
class Selection:
    """A filter over all tables.

    Attributes
    ----------
    documents, commentators, issues, actors : tuple of str
        Codes or names to keep; empty keeps all.
    sides : tuple of str
        Of `apart`, `open`, `closer`: the side on which a prediction's outlook falls; empty keeps all.
    since, until : date or None
        Days of publication, both included.
    least : int
        Below how many statements a cell or row is not drawn as a finding.
    mapping : str
        Code of the probability mapping.
    reviewed : bool
        Whether only predictions are kept that somebody accepted, put right or added.
    words : tuple of str
        In either script: what commentaries say, any of them; empty keeps all.
    """

    documents: tuple[str, ...] = ()
    commentators: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    least: int = LEAST
    mapping: str = MAPPING
    reviewed: bool = False
    words: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered out (least n and mapping filter nothing)."""
        return replace(self, least=LEAST, mapping=MAPPING) != Selection()

    def to_query(self) -> dict[str, list[str]]:
        """Return URL query parameters; what stands at its default is left out."""
        query = {}
        for part in fields(self):
            value = getattr(self, part.name)
            if value != part.default:
                items = value if isinstance(value, tuple) else (value,)
                query[_PARAMETERS[part.name]] = ["yes"] if value is True else [str(item) for item in items]
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> "Selection":
        """Return the selection in URL query parameters.

        Parameters
        ----------
        query : mapping of str to list of str
            Parameters that are not ours, and values that cannot be read, are passed over: an old or mangled link
            shows more rather than failing.
        """
        chosen: dict[str, Any] = {}
        for part in fields(cls):
            values = [value for value in query.get(_PARAMETERS[part.name], []) if value]
            if not values:
                continue
            if part.name in ("since", "until"):
                chosen[part.name] = _day(values[0])
            elif part.name == "least":
                # Of more than 4,300 digits Python makes no number.
                chosen[part.name] = int(values[0]) if values[0].isdecimal() and len(values[0]) < 9 and 1 <= int(values[0]) <= 999 else LEAST
            elif part.name == "reviewed":
                chosen[part.name] = values[0] == "yes"
            elif part.name == "mapping":
                chosen[part.name] = values[0]
            elif part.name == "sides":
                chosen[part.name] = tuple(side for side in SIDES if side in values)
            else:
                chosen[part.name] = tuple(dict.fromkeys(values))
        return cls(**chosen)

    def without(self, part: str, value: str | None = None) -> "Selection":
        """Return the selection with one value, or a whole part, taken back."""
        kept = tuple(item for item in getattr(self, part) if item != value) if value is not None else ()
        default = next(field.default for field in fields(self) if field.name == part)
        chosen: dict[str, Any] = {part: kept if value is not None else default}
        return replace(self, **chosen)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None

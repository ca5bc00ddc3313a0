"""What a reader hands on, and how it says that it cannot."""

from dataclasses import dataclass, field
from datetime import date

from analysis.harmless import storable


@dataclass(frozen=True)
class Reading:
    """One document as read, before anything is known of it. No text of it holds a null or half a surrogate pair: nothing could keep it.

    Attributes
    ----------
    source : str
        The file's name, with `#line` where a file holds several.
    text : str
        Line ends as `\\n`, otherwise as published.
    title, outlet, author, url : str
        Empty where the file does not say.
    published : date or None
    metadata : dict of str to str
        What else the file says of itself; the publication date is looked for there.
    """

    source: str
    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    published: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("source", "text", "title", "outlet", "author", "url"):
            object.__setattr__(self, name, storable(getattr(self, name)))
        object.__setattr__(self, "metadata", {storable(name): storable(value) for name, value in self.metadata.items()})


@dataclass(frozen=True)
class Contents:
    """What a file held.

    Attributes
    ----------
    readings : tuple of Reading
    faults : tuple of ReadingError
        Parts of it that could not be read; the rest was.
    """

    readings: tuple[Reading, ...]
    faults: tuple["ReadingError", ...] = ()


class ReadingError(ValueError):
    """A file that cannot be read.

    Parameters
    ----------
    source, reason, move : str
        The file (with line), what was found, and what the user can do.
    """

    def __init__(self, source: str, reason: str, move: str):
        source, reason = storable(source), storable(reason)
        super().__init__(f"{source}: {reason}. {move}")
        self.source, self.reason, self.move = source, reason, move

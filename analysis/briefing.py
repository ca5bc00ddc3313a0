"""What a briefing holds: a plain value, the same on the page, in the library and on the command line."""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from analysis.harmless import storable_all
from analysis.selection import Selection

KINDS = ("exhibit", "quote", "text")
TEMPLATES = ("one_page", "report", "slides")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
# What a new briefing of each template begins with.
STARTS = {"one_page": ("overview", "timeline"), "report": ("overview", "outcomes", "issues", "timeline", "words"),
          "slides": ("overview", "outcomes", "issues", "timeline")}


class BriefingError(ValueError):
    """A briefing cannot be read; the message names every fault."""


@dataclass(frozen=True)
class Entry:
    """One thing in a briefing.

    Attributes
    ----------
    kind : {"exhibit", "quote", "text"}
    code : str
        Of the exhibit; see `charts.exhibits.CODES`.
    query : str
        The address behind it, without `?`: the selection, and the exhibit's own choices under the names the pages use.
    title : str
        The analyst's own; empty takes the finding, so that it follows the data.
    notes : str
        The analyst's own words to it: speaker notes, and a paragraph under the figure.
    text : str
        Of a paragraph.
    doc_id, start, end : str, int, int
        Where a quote stands in its document.
    prediction_id : str
        Of a quote that is a prediction; empty for any other.
    fingerprint : str
        Of the data the entry was last seen with; another one now means the data changed.
    seen : str
        What it said then, to be held against what it says now: the finding and, a line below, its n; or the quoted sentence.
    """

    kind: str
    code: str = ""
    query: str = ""
    title: str = ""
    notes: str = ""
    text: str = ""
    doc_id: str = ""
    start: int = 0
    end: int = 0
    prediction_id: str = ""
    fingerprint: str = ""
    seen: str = ""

    def parameters(self) -> dict[str, list[str]]:
        """Return the address as parameters, each with its values."""
        return parse_qs(self.query, keep_blank_values=False)

    def selection(self) -> Selection:
        """Return the filter in the address."""
        return Selection.from_query(self.parameters())


@dataclass(frozen=True)
class Briefing:
    """A briefing.

    Attributes
    ----------
    title, author : str
        As on its first page; an empty title takes the first finding.
    language : {"en", "zh-Hans", "zh-Hant"}
        Of headings, findings and labels. Quotes stay as they were written, and so do the analyst's own words.
    template : {"one_page", "report", "slides"}
    entries : tuple of Entry
        In order.
    """

    title: str = ""
    author: str = ""
    language: str = "en"
    template: str = "report"
    entries: tuple[Entry, ...] = field(default=())

    def __post_init__(self) -> None:
        faults = []
        if self.language not in LANGUAGES:
            faults.append(f"  language: expected one of {', '.join(LANGUAGES)}, found {self.language!r}")
        if self.template not in TEMPLATES:
            faults.append(f"  template: expected one of {', '.join(TEMPLATES)}, found {self.template!r}")
        faults += [f"  entries, number {place}: kind: expected one of {', '.join(KINDS)}, found {entry.kind!r}"
                   for place, entry in enumerate(self.entries, 1) if entry.kind not in KINDS]
        if faults:
            raise BriefingError("\n".join(["briefing", *faults]))

    def moved(self, place: int, to: int) -> "Briefing":
        """Return the briefing with one entry moved."""
        entries = list(self.entries)
        entries.insert(to, entries.pop(place))
        return replace(self, entries=tuple(entries))

    def to_json(self) -> str:
        """Return the briefing as JSON that `from_json` reads again; what stands at its default is left out."""
        blank = asdict(Entry("text"))
        entries = [{key: value for key, value in asdict(entry).items() if key == "kind" or value != blank[key]}
                   for entry in self.entries]
        return json.dumps({**asdict(self), "entries": entries}, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Briefing":
        """Return the briefing written in JSON.

        Raises
        ------
        BriefingError
            Naming what is wrong, where, and what was expected.
        """
        try:
            told = storable_all(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise BriefingError(f"briefing: expected JSON ({error})") from error
        if not isinstance(told, dict):
            raise BriefingError("briefing: expected an object with title and entries")
        faults = _unfit("", told, Briefing)
        entries = told.get("entries", [])
        if not isinstance(entries, list):
            entries = []
            faults.append("  entries: expected a list")
        for place, entry in enumerate(entries, 1):
            if not isinstance(entry, dict) or "kind" not in entry:
                faults.append(f"  entries, number {place}: expected an object with kind")
                continue
            faults += _unfit(f"entries, number {place}: ", entry, Entry)
        if faults:
            raise BriefingError("\n".join(["briefing", *faults]))
        return cls(**{**told, "entries": tuple(Entry(**entry) for entry in entries)})


def _unfit(where: str, told: dict[str, Any], made: "type[Briefing] | type[Entry]") -> list[str]:
    types = {part.name: part.type for part in fields(made)}
    faults = [f"  {where}{name}: no such field; there are {', '.join(types)}" for name in told if name not in types]
    for name, kind in types.items():
        if name in told and kind in (str, int) and (not isinstance(told[name], kind) or isinstance(told[name], bool)):
            faults.append(f"  {where}{name}: expected {'a text' if kind is str else 'a whole number'}, found {told[name]!r}")
    return faults


def start(template: str, *, title: str = "", author: str = "", language: str = "en",
          query: dict[str, list[str]] | None = None) -> Briefing:
    """Return a new briefing of a template, with the exhibits it begins with, under a selection.

    Parameters
    ----------
    template : {"one_page", "report", "slides"}
    title, author, language : str
    query : dict of str to list of str, optional
        Parameters of the address.
    """
    address = urlencode(query or {}, doseq=True)
    entries = tuple(Entry("exhibit", code=code, query=address) for code in STARTS.get(template, ()))
    return Briefing(title, author, language, template, entries)

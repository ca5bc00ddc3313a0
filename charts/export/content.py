"""A briefing with everything it shows: the value an analyst keeps, filled from the tables. Every format is written from this."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, cast
from urllib.parse import urlencode

import pandas as pd

from analysis import citations, evidence, findings, narrowing
from analysis.briefing import Briefing, Entry
from analysis.codebook import Codebook
from analysis.harmless import web_address
from analysis.language import Language
from analysis.projects import FIRST
from analysis.schemas import NONE, Tables
from analysis.selection import Selection
from analysis.verification.docket import Docket
from charts import exhibits
from charts.exhibits import Exhibit

# The page of each chart, for the link back; the others' code is their page's name.
PAGES = {"timeline_issues": "timeline", "actors_named": "actors", "actors_issues": "actors", "actors_together": "actors",
         "division": "networks", "words_cloud": "words", "company": "words", "question": "questions", "scores_issues": "track_record",
         "crowd_extreme": "crowd", "crowd_members": "crowd", "keyness": "words", "word_trend": "words", "compare_words": "compare",
         "commentator_change": "commentator", "commentator_words": "commentator", "commentator_named": "commentator", "scores": "track_record", "answered": "outcomes"}
_LOOKS = {"keyness": {"look": "groups"}, "word_trend": {"look": "trend"}, "actors_issues": {"look": "with_issues"},
          "actors_together": {"look": "together"}}
_QUOTED = 3


@dataclass(frozen=True)
class Quote:
    """A sentence as written, with who says it and where.

    Attributes
    ----------
    who : str
        Empty where nobody is known.
    before, said, after : str
        The quote in its sentence.
    title, day : str
        The document and when it was published, in words; the day is empty where it is not known.
    weight : str
        The word of certainty with its number; empty where there is none.
    source : str
        Who, document, day, in a line.
    doc_id, url, link : str
        The document; where it was published; the place in the Reader.
    """

    who: str
    before: str
    said: str
    after: str
    title: str
    day: str
    weight: str
    source: str
    doc_id: str
    url: str
    link: str

    @property
    def whole(self) -> str:
        """The sentence."""
        return f"{self.before}{self.said}{self.after}"


@dataclass(frozen=True)
class Item:
    """An entry, filled.

    Attributes
    ----------
    entry : Entry
    title : str
        The analyst's own, else the finding.
    exhibit : Exhibit or None
    quotes : tuple of Quote
        The quote itself; of an exhibit, those that carry it.
    number : int
        Of the figure; 0 for what is none.
    problem : str
        Why there is nothing to show; empty where there is.
    fingerprint : str
        Of what is shown now.
    """

    entry: Entry
    title: str
    exhibit: Exhibit | None = None
    quotes: tuple[Quote, ...] = ()
    number: int = 0
    problem: str = ""
    fingerprint: str = ""

    @property
    def shown(self) -> Exhibit:
        """The exhibit of an entry that has one."""
        assert self.exhibit is not None, self.entry.code
        return self.exhibit

    @property
    def changed(self) -> bool:
        """Whether the data are others than those the entry was kept with."""
        return bool(self.entry.fingerprint) and self.entry.fingerprint != self.fingerprint


@dataclass(frozen=True)
class Content:
    """A briefing, filled.

    Attributes
    ----------
    title, author, language, template : str
    made : date
    items : tuple of Item
    lists : dict of str to list of Reference
        The documents quoted, in each style.
    scope : str
        The selection in words, where all figures share it.
    """

    title: str
    author: str
    language: str
    template: str
    made: date
    items: tuple[Item, ...]
    lists: dict[str, list[citations.Reference]] = field(default_factory=dict)
    scope: str = ""

    @property
    def tongue(self) -> Language:
        """The language of its own words."""
        return Language.of(self.language)

    @property
    def figures(self) -> list[Item]:
        """The items with a chart to show."""
        return [item for item in self.items if item.exhibit is not None and not item.problem]

    @property
    def style(self) -> str:
        """The style of the reference list: GB/T 7714 in Chinese, APA in English; a ZIP holds both."""
        return "apa" if self.language == "en" else "gbt7714"

    @property
    def under_title(self) -> str:
        """Author and day, in a line."""
        made = self.tongue.say("briefing_made", day=self.made)
        return " · ".join(part for part in (self.author, made) if part)


def gather(briefing: Briefing, tables: Tables, codebook: Codebook, *, urls: Mapping[str, str] | None = None, made: date,
           base: str = "", docket: Docket | None = None, project: int = FIRST) -> Content:
    """Return a briefing filled from the tables.

    Parameters
    ----------
    briefing : Briefing
    tables : Tables
        The whole corpus, not narrowed: each entry has its own filter.
    codebook : Codebook
    urls : mapping of str to str, optional
        Where documents were published, by doc_id.
    made : date
    base : str
        The dashboard's own address, for links back; without it there are none.
    docket : Docket, optional
        Questions and links in use, for records; without it, the shipped ones.
    project : int
        Number of the project the tables are of, for links back.

    Notes
    -----
    An entry whose chart is unknown, whose filter finds nothing, or whose quoted place is gone, stays and says so. A template
    of one page that names no quotes takes three from its charts.
    """
    narrow = lru_cache(maxsize=None)(lambda selection: narrowing.narrow(tables, selection, codebook))
    filling = _Filling(briefing.language, codebook, dict(urls or {}), made, base.rstrip("/"), narrow, docket, project)
    items, number = [], 0
    for entry in briefing.entries:
        item = filling.item(entry, number + 1)
        number += item.number > 0
        items.append(item)
    if briefing.template == "one_page" and not any(item.entry.kind == "quote" for item in items):
        items += filling.unasked(items)
    cited = list(dict.fromkeys(quote.doc_id for item in items for quote in item.quotes))
    documents = tables.documents.set_index("doc_id", drop=False)
    documents = documents.loc[[doc_id for doc_id in cited if doc_id in documents.index]]
    lists = {style: citations.listed(documents, urls, style=style, seen=made) for style in citations.STYLES}
    shown = next((item.title for item in items if item.exhibit is not None and not item.problem), "")
    title = briefing.title or shown or Language.of(briefing.language).say("briefing_untitled")
    selections = {entry.selection() for entry in briefing.entries if entry.kind == "exhibit"}
    scope = ""
    if len(selections) == 1:
        only = next(iter(selections))
        scope = findings.in_words(narrow(only), only, codebook, language=briefing.language)
    return Content(title, briefing.author, briefing.language, briefing.template, made, tuple(items), lists, scope)


def address(base: str, code: str, query: Mapping[str, list[str]]) -> str:
    """Return the address of a chart's page; empty without the dashboard's own."""
    if not base:
        return ""
    asked = urlencode({**{name: list(values) for name, values in query.items()}, **_LOOKS.get(code, {})}, doseq=True)
    return f"{base}/{PAGES.get(code, code)}{f'?{asked}' if asked else ''}"


def _of(project: int) -> dict[str, list[str]]:
    """Return what an address says of a project: of the first, nothing."""
    return {} if project == FIRST else {"project": [str(project)]}


class EvidenceRow(Protocol):
    """A row of `evidence.COLUMNS` or `evidence.PLACES`, as far as it is quoted."""

    doc_id: str
    title: str
    published: pd.Timestamp
    commentator: str
    before: str
    quote: str
    after: str
    start: int
    end: int


class PredictionQuote(EvidenceRow, Protocol):
    """One that quotes a prediction."""

    cue: str
    likelihood: str
    probability: float


def quote(row: EvidenceRow | PredictionQuote, language: str, urls: Mapping[str, str], base: str = "", project: int = FIRST) -> Quote:
    """Return a row of `evidence` as a quote."""
    tongue = Language.of(language)
    who = "" if row.commentator == NONE else row.commentator
    day = "" if pd.isna(row.published) else tongue.date(row.published)
    source = tongue.say("quote_source", who=who, title=row.title, day=day) if day else \
        tongue.say("quote_source_undated", who=who, title=row.title)
    source = source if who else re.sub(r"^\s*[,，]\s*", "", source)
    weight = ""
    if getattr(row, "cue", ""):
        said = cast(PredictionQuote, row)
        weight = tongue.say("quote_likelihood", cue=said.cue, likelihood=tongue.say(said.likelihood), percent=str(round(100 * said.probability)))
    link = f"{base}/reader?{urlencode({'doc': row.doc_id, 'at': row.start} | _of(project), doseq=True)}" if base else ""
    return Quote(who, row.before, row.quote, row.after, row.title, day, weight, source, row.doc_id, web_address(urls.get(row.doc_id, "")), link)


@dataclass(frozen=True)
class _Filling:
    language: str
    codebook: Codebook
    urls: dict[str, str]
    made: date
    base: str
    narrow: Callable[[Selection], Tables]
    docket: Docket | None
    project: int

    def item(self, entry: Entry, number: int) -> Item:
        if entry.kind == "exhibit":
            return self._figure(entry, number)
        if entry.kind == "quote":
            return self._quote(entry)
        return Item(entry, entry.title)

    def _figure(self, entry: Entry, number: int) -> Item:
        say, query = Language.of(self.language).say, entry.parameters()
        if entry.code not in exhibits.codes():
            return Item(entry, entry.title or entry.code, problem=say("briefing_unknown", code=entry.code))
        selection = entry.selection()
        part = self.narrow(selection)
        asked: dict[str, Any] = {"options": exhibits.chosen(entry.code, query), "made": self.made, "link": address(self.base, entry.code, {name: said for name, said in query.items() if name != "project"} | _of(self.project)),
                 "whole": self.narrow(Selection()), "docket": self.docket}
        exhibit = exhibits.make(entry.code, part, selection, self.codebook, language=self.language, **asked)
        # Labels are in the data: what changed is told by the data in one language.
        english = exhibit if self.language == "en" else exhibits.make(entry.code, part, selection, self.codebook, **asked)
        if exhibit.empty:
            return Item(entry, entry.title or exhibit.title, exhibit, problem=say("briefing_nothing"), fingerprint=english.fingerprint)
        quotes = tuple(quote(row, self.language, self.urls, self.base, self.project) for row in cast(Iterable[EvidenceRow], exhibit.quotes.itertuples()))
        return Item(entry, entry.title or exhibit.title, exhibit, quotes, number, fingerprint=english.fingerprint)

    def _quote(self, entry: Entry) -> Item:
        say, whole = Language.of(self.language).say, self.narrow(Selection())
        gone, rows = Item(entry, entry.title, problem=say("briefing_gone")), None
        if entry.prediction_id and (whole.predictions["prediction_id"] == entry.prediction_id).any():
            part = self.narrow(entry.selection())
            tables = part if (part.predictions["prediction_id"] == entry.prediction_id).any() else whole
            rows = evidence.sentences(tables, [entry.prediction_id])
        # Documents coded anew may number their predictions anew: then the place counts.
        if rows is None or not _same(entry.text, rows["quote"].iloc[0]):
            rows = self._at(entry, whole)
        if rows is None or not _same(entry.text, rows["quote"].iloc[0]):
            return gone
        said = tuple(quote(row, self.language, self.urls, self.base, self.project) for row in cast(Iterable[EvidenceRow], rows.itertuples()))
        return Item(entry, entry.title, quotes=said, fingerprint=said[0].whole)

    def _at(self, entry: Entry, whole: Tables) -> pd.DataFrame | None:
        """Return the sentence at the entry's place; None where the document is gone, or too short for it."""
        text = whole.documents.loc[whole.documents["doc_id"] == entry.doc_id, "text"]
        if text.empty or not 0 <= entry.start < entry.end <= len(text.iloc[0]):
            return None
        inside = whole.commentaries[(whole.commentaries["doc_id"] == entry.doc_id) & (whole.commentaries["start"] <= entry.start)
                                    & (whole.commentaries["end"] >= entry.end)]
        shortest = inside.assign(long=inside["end"] - inside["start"]).sort_values("long")["commentator"]
        place = {"doc_id": entry.doc_id, "start": entry.start, "end": entry.end, "commentator": next(iter(shortest), NONE)}
        return evidence.mention_sentences(whole, pd.DataFrame([place]))

    def unasked(self, items: list[Item]) -> list[Item]:
        """Return a quote each of the first charts, of different commentators."""
        found: list[Item] = []
        heard: set[str] = set()
        for item in items:
            for said in item.quotes:
                if len(found) < _QUOTED and said.who not in heard:
                    heard.add(said.who)
                    found.append(Item(Entry("quote", doc_id=said.doc_id), "", quotes=(said,)))
        return found


def _same(kept: str, found: str) -> bool:
    """Return whether a quote kept is the one found; one of them may be cut, and a quote kept without its text is taken as it is."""
    kept, found = ("".join(text.split()) for text in (kept, found))
    return not kept or kept in found or found in kept

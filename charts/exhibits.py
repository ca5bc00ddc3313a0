"""Every chart of the product by its code: the finding, the figure, the data and the quotes behind it, without a browser.

Pages draw from here, and so do downloads, briefings, the command line and the routes: a chart is the same wherever it is seen.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import import_module

import pandas as pd
import plotly.graph_objects as go

from analysis import findings
from analysis.codebook import Codebook
from analysis.codebook import Mapping as Mapped
from analysis.findings import Finding
from analysis.language import Language
from analysis.schemas import Tables
from analysis.selection import Selection
from analysis.verification.docket import Docket
from charts.native import Native, Picture

MOST_QUOTES = 8
# The files in charts/shown, in the order of the pages.
FAMILIES = ("predictions", "dates", "actors", "words", "sides", "judging")


@dataclass(frozen=True)
class Exhibit:
    """A chart with everything it rests on.

    Attributes
    ----------
    code : str
    finding : Finding
        Title, subtitle and note, in `language`.
    language : {"en", "zh-Hans", "zh-Hant"}
    options : dict of str to (str or tuple of str)
        The chart's own choices as made, under the names the pages' addresses use.
    shown : object
        What is drawn: a frame, a `Matrix`, a graph with its places.
    empty : bool
        Whether there is nothing to draw; the figure then says so.
    figure, frame, evidence, numbers : callable
        Make what `draw`, `data`, `quotes` and `native` give, when it is asked for.
    width : float
        Pixels the page's own chart is made for.
    fits : bool
        Whether the chart can leave out what a given height does not hold.
    source : str
        Sources with dates, mapping, date made; empty until it is known on which day.
    link : str
        The address that restores it; empty where none is known.
    """

    code: str
    finding: Finding
    language: str
    options: Mapping[str, str | Sequence[str]]
    shown: object
    empty: bool
    figure: Callable[..., go.Figure]
    frame: Callable[[], pd.DataFrame]
    evidence: Callable[[], pd.DataFrame]
    numbers: Callable[[], Native] = field(default=Picture)
    width: float = 716
    fits: bool = False
    source: str = ""
    link: str = ""

    @property
    def title(self) -> str:
        """The finding."""
        return self.finding.title

    @property
    def subtitle(self) -> str:
        """What is measured, for whom."""
        return self.finding.subtitle

    @property
    def note(self) -> str:
        """What is counted and what is left out."""
        return self.finding.note

    @property
    def footer(self) -> str:
        """The line under the chart: what is counted, sources, mapping, date."""
        return Language.of(self.language).paragraph(self.note, self.source)

    @property
    def alt(self) -> str:
        """What the chart shows, for whoever cannot see it."""
        tongue = Language.of(self.language)
        return tongue.paragraph(tongue.say("full_stop", sentence=self.title), self.subtitle, self.note)

    def draw(self, *, width: float | None = None, dark: bool = False, narrow: bool = False, high: float | None = None) -> go.Figure:
        """Return the chart.

        Parameters
        ----------
        width : float, optional
            Pixels it is made for; else its own.
        dark, narrow
            Theme; the layout for a phone.
        high : float, optional
            Pixels it should not exceed, for a slide; a chart that cannot leave anything out keeps its height.
        """
        room = {"high": high} if self.fits and high else {}
        return self.figure(width=width or self.width, dark=dark, narrow=narrow, **room)

    @cached_property
    def data(self) -> pd.DataFrame:
        """The data behind the chart, with the quotes where each row is one."""
        return self.frame()

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The sentences that carry the finding, as `evidence.sentences` or `evidence.mention_sentences` gives them."""
        return self.evidence().head(MOST_QUOTES).reset_index(drop=True)

    @cached_property
    def native(self) -> Native:
        """The chart's numbers, for a program that draws them itself."""
        return Picture() if self.empty else self.numbers()

    @cached_property
    def fingerprint(self) -> str:
        """A digest of data and choices, the same in every language: another one means the chart shows something else."""
        digest = hashlib.blake2b(digest_size=12)
        digest.update(repr((self.code, sorted(self.options.items()))).encode("utf-8", "surrogatepass"))
        digest.update(self.data.to_csv(index=False, date_format="%Y-%m-%d").encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


@dataclass(frozen=True)
class View:
    """What an exhibit is made from: the tables of a selection, and how to speak of them.

    Of a record also the whole corpus, its docket and the day: a forecast is held against everybody's, whatever the filter.
    """

    tables: Tables
    selection: Selection
    codebook: Codebook
    language: str
    options: Mapping[str, str | Sequence[str]]
    whole: Tables | None = None
    docket: Docket | None = None
    day: date | None = None

    @property
    def mapping(self) -> Mapped:
        """Which number stands for each word of certainty."""
        return self.codebook.mappings.get(self.selection.mapping) or self.codebook.mappings["lunheng"]

    def one(self, name: str, allowed: Sequence[str] | None = None, default: str = "") -> str:
        """Return one of the chart's own choices; the default where it is not made, or not one of those allowed."""
        asked = self.options.get(name, "")
        value = asked if isinstance(asked, str) else next(iter(asked), "")
        return value if value and (allowed is None or value in allowed) else default

    def several(self, name: str) -> list[str]:
        """Return all values of one of the chart's own choices."""
        value = self.options.get(name, ())
        return [value] if isinstance(value, str) and value else list(dict.fromkeys(value))


Maker = Callable[[View], Exhibit]
_MAKERS: dict[str, tuple[Maker, tuple[str, ...]]] = {}


def register(code: str, *options: str) -> Callable[[Maker], Maker]:
    """Return a decorator that enters a maker in the register.

    Parameters
    ----------
    code : str
        Stands in addresses and in kept briefings, and must not change.
    options : str
        Names of the chart's own choices, as the pages' addresses have them.
    """
    def entered(maker: Maker) -> Maker:
        if code in _MAKERS:
            raise ValueError(f"exhibits: {code} stands twice")
        _MAKERS[code] = (maker, options)
        return maker
    return entered


def codes() -> tuple[str, ...]:
    """Return the codes of all charts, in the order of the pages."""
    _load()
    return tuple(_MAKERS)


def options_of(code: str) -> tuple[str, ...]:
    """Return the names of a chart's own choices.

    Raises
    ------
    KeyError
        For a code that is none, naming those there are.
    """
    return _maker(code)[1]


def chosen(code: str, query: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return a chart's own choices out of an address; the others are the selection's, or other charts'."""
    return {name: tuple(query[name]) for name in options_of(code) if query.get(name)}


def make(code: str, tables: Tables, selection: Selection, codebook: Codebook, *, language: str = "en",
         options: Mapping[str, str | Sequence[str]] | None = None, made: date | None = None, link: str = "",
         whole: Tables | None = None, docket: Docket | None = None) -> Exhibit:
    """Return a chart.

    Parameters
    ----------
    code : str
        One of `codes()`.
    tables : Tables
        Narrowed to the selection, as `narrowing.narrow` gives them.
    selection : Selection
    codebook : Codebook
    language : {"en", "zh-Hans", "zh-Hant"}
    options : mapping, optional
        The chart's own choices; one that is unknown, or cannot be had here, gives way to what the page shows unasked.
    made : date, optional
        The day for the footer; without it the footer has no sources.
    link : str
        The address that restores the chart.
    whole : Tables, optional
        The whole corpus, against which records are held; without it, the tables given.
    docket : Docket, optional
        Questions and links in use; without it, the shipped ones.

    Raises
    ------
    KeyError
        For a code that is none, naming those there are.
    """
    exhibit = _maker(code)[0](View(tables, selection, codebook, language, options or {}, whole, docket, made))
    source = findings.sources(tables, selection, codebook, made=made, language=language) if made else ""
    return Exhibit(**{**{name: getattr(exhibit, name) for name in Exhibit.__dataclass_fields__}, "source": source, "link": link})


def _maker(code: str) -> tuple[Maker, tuple[str, ...]]:
    _load()
    if code not in _MAKERS:
        raise KeyError(f"{code}: no such chart; there are {', '.join(_MAKERS)}")
    return _MAKERS[code]


def _load() -> None:
    """Read the files that enter charts in the register; they import this one, so it comes first."""
    for family in FAMILIES:
        import_module(f"charts.shown.{family}")

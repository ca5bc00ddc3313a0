"""Times named by an event: `中期选举结束之后`, `普特会期间`, `特朗普任期内`, `冷战以来`."""

import datetime
import itertools
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NotRequired, TypedDict

import tomli

from analysis.dates import spans, tense, years
from analysis.dates.spans import Span
from analysis.dates.tense import CALENDAR

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

REACH = 40
EVE = 7  # days that 前夕 reaches back
NEAR = 550  # days that an event nobody dates may lie ahead
_VERB = "(?:举行|召开|开幕|爆发|发生|结束|落幕|闭幕|落下帷幕|尘埃落定|揭晓|投票|生效|开打|开战|告终)?"
_RELATION = ("(?P<relation>期间|前夕|前后|之?前|以前|之?后|以后|过后|以来|至今|当天|当日|之际)")
_LATER_WORD = re.compile(r"(?:总统|首相|外长|部长|议员|国务卿|官员|特工|驻|主席|总理|线|夕|景|来|果|续|勤|者|面|备)")
_NTH_TERM = {"首": 0, "一": 0, "二": 1, "两": 1, "三": 2}


class _Event(TypedDict):
    names: list[str]
    dates: list[str]
    spans: list[Span]
    countries: NotRequired[list[str]]


@lru_cache(maxsize=1)
def _events() -> dict[str, list[_Event]]:
    events: dict[str, list[_Event]] = {}
    for name in ("elections", "summits", "facts"):
        for row in tomli.loads((CALENDAR / f"{name}.toml").read_text(encoding="utf-8"))["event"]:
            row["spans"] = sorted(map(_from_iso, row["dates"]), key=lambda span: span.first)
            for surface in row["names"]:
                events.setdefault(surface, []).append(row)
    return events


@lru_cache(maxsize=1)
def _terms() -> dict[str, list[Span]]:
    rows = tomli.loads((CALENDAR / "terms.toml").read_text(encoding="utf-8"))["term"]
    return {name: [_from_iso(iso) for iso in row["dates"]] for row in rows for name in row["names"]}


def _from_iso(iso: str) -> Span:
    first, last = spans.closed(iso)
    precision = spans.INTERVAL if "/" in iso else {4: spans.YEAR, 7: spans.MONTH}.get(len(iso), spans.DAY)
    return Span(first, last, iso, precision)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def pattern() -> str:
    """Return the pattern of an event with a word of time behind it."""
    return f"(?:{years.YEAR} ?的? ?)?(?P<event>{_either(_events())}){_VERB}{_RELATION}"


def term_pattern() -> str:
    """Return the pattern of a term of office."""
    return (f"(?:(?P<who>{_either(_terms())})(?:总统|首相|主席|总理|特首|政府|本人)?的?)?"
            "(?:(?P<nth>首个?|第[一二两三]个?|本届|这届|整个|剩余)?(?P<within>任期之?内|任内|任期期间)|(?P<nth2>首个?|第[一二两三]个?)任期"
            "|(?P<reign>时期|时代|执政期间|执政时期|当政时期|主政时期|在任期间)"
            "|(?P<begun>上任|就任|上台|就职|执政|掌权)(?:以来|之后|后|至今))")


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the time before, during or after an event of data/calendar."""
    text, relation = match.string, match["relation"]
    if relation in ("前", "后") and _LATER_WORD.match(text, match.end()):
        return None
    row = _meant(_events()[match["event"]], text, match.start("event"))
    if row is None:
        return None
    occurrence = _occurrence(row["spans"], match, setting)
    if occurrence is None:
        return None
    one = datetime.timedelta(days=1)
    if relation in ("期间", "当天", "当日", "之际"):
        return occurrence
    if relation == "前夕":
        return spans.days(occurrence.first - EVE * one, occurrence.first - one, spans.IMPRECISE)
    if relation == "前后":
        return spans.days(occurrence.first - EVE * one, occurrence.last + EVE * one, spans.IMPRECISE)
    if relation in ("以来", "至今"):
        begun = occurrence.last if "结束" in match.group() else occurrence.first
        return _one_sided(occurrence, begun, None, "since")
    if relation.endswith("前"):
        return _one_sided(occurrence, None, occurrence.first - one, "before")
    begun = occurrence.first if "爆发" in match.group() or "发生" in match.group() else occurrence.last
    return _one_sided(occurrence, begun + one, None, "after")


def _one_sided(occurrence: Span, start: datetime.date | None, end: datetime.date | None, bound: str) -> Span:
    return Span(start, end, occurrence.iso, occurrence.precision, bound)


def _meant(rows: list[_Event], text: str, place: int) -> _Event | None:
    """Return the event whose country is named nearest before a shared name such as 大选."""
    left = text[max(0, place - REACH):place]
    left = left[max(left.rfind(sign) for sign in "。!?\n") + 1:]
    best, nearest = None, -1
    for row in rows:
        if "countries" not in row:
            return row
        closest = max(left.rfind(word) for word in row["countries"])
        if closest > nearest:
            best, nearest = row, closest
    return best


def _occurrence(occurrences: list[Span], match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the occurrence meant: of the year named, the only one, or the one the words of tense ask for.

    Notes
    -----
    `…以来` looks back. Otherwise one that is over for less than a year is meant, else the next if it is near, else the last:
    `中期选举结束之后` in June 2018 is the election of November; `普特会` in 2020 is not the one of 2025.
    """
    if any(match[group] for group in ("y4", "era", "y3", "y2", "yrel")):
        year = years.resolve(match, setting, True)
        return next((span for span in occurrences if year and span.first.year == year[0]), None)
    if len(occurrences) == 1:
        return occurrences[0]
    base = setting.base
    if base is None:
        return None
    past = [span for span in occurrences if span.first <= base]
    future = [span for span in occurrences if span.last >= base]
    when = setting.tense(match.start(), match.end())
    if match["relation"] in ("以来", "至今") or when == tense.PAST:
        return past[-1] if past else None
    if when == tense.FUTURE and future:
        return future[0]
    near = future and (future[0].first - base).days <= NEAR
    if past and ((base - past[-1].last).days <= 366 or not near):
        return past[-1]
    return future[0] if near else None


def read_term(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return a term of office (`特朗普任期内`), all of somebody's (`奥巴马时期`), or the time since one began (`上任以来`).

    Notes
    -----
    Without a number the term running on the publication date is meant, else the last before it, else the first.
    """
    who = match["who"]
    if match["begun"]:
        if not who:
            return None
        begun = _term_at(_terms()[who], setting.base).first
        return Span(begun, None, begun.isoformat(), spans.DAY, "since")
    if match["reign"]:
        if not who:
            return None
        before = match.string[max(0, match.start() - 1):match.start()]
        if before in ("后", "前"):
            return None
        terms = _terms()[who]
        return spans.days(terms[0].first, terms[-1].last) if _consecutive(terms) else _term_at(terms, setting.base)
    if not who:
        left = match.string[max(0, match.start() - REACH):match.start()]
        left = left[max(left.rfind(sign) for sign in "。!?\n") + 1:]
        who = max(_terms(), key=left.rfind)
        if who not in left:
            return None
    terms = _terms()[who]
    nth = re.search("[首一二两三]", match["nth"] or match["nth2"] or "")
    if nth and _NTH_TERM[nth[0]] < len(terms):
        return terms[_NTH_TERM[nth[0]]]
    return _term_at(terms, setting.base)


def _consecutive(terms: list[Span]) -> bool:
    return all((after.first - before.last).days <= 1 for before, after in itertools.pairwise(terms))


def _term_at(terms: list[Span], base: datetime.date | None) -> Span:
    if base is None:
        return terms[0]
    begun = [term for term in terms if term.first <= base]
    return begun[-1] if begun else terms[0]

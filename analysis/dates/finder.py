"""All dates of a folded text: one search for what could be a date, then a reader for each phenomenon."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
import re2

from analysis.dates import (
    anchors,
    bounds,
    calendar_dates,
    decades,
    durations,
    fiscal,
    holidays,
    not_dates,
    numeric_dates,
    ranges,
    relative,
    vague,
    years,
)
from analysis.dates.setting import Setting
from analysis.dates.spans import Span
from analysis.patterns import later

# What reads a match, given what is known where it stands; None where a pattern only says that its matches are no dates.
Reader: TypeAlias = Callable[[re.Match[str], Setting], Span | None]


class Phenomenon(NamedTuple):
    """One way of writing dates: its pattern, and what reads a match of it."""

    pattern: re.Pattern[str]
    read: Reader | None


@dataclass(frozen=True, slots=True)
class Found:
    """A date and its place in the folded text."""

    start: int
    end: int
    span: Span


# "G7峰会期间表示,15日…": what is dated by an event says nothing of the days named after it.
_BESIDE_THE_STORY = (anchors.read, anchors.read_term)


def _sources() -> list[tuple[str, Reader | None]]:
    return [
        (not_dates.PATTERN, None),
        (anchors.pattern(), anchors.read),
        (anchors.term_pattern(), anchors.read_term),
        (holidays.pattern(), holidays.read),
        (ranges.DAYS, ranges.read_days),
        (ranges.MONTHS, ranges.read_months),
        (ranges.MONTH_PAIR, ranges.read_month_pair),
        (ranges.YEARS, ranges.read_years),
        (ranges.BARE_YEARS, ranges.read_years),
        (ranges.BARE_DAYS, ranges.read_bare_days),
        (calendar_dates.NTH_OF_YEAR, calendar_dates.read_nth),
        (calendar_dates.NTH_OF_MONTH, calendar_dates.read_nth),
        (fiscal.PATTERN, fiscal.read),
        (calendar_dates.LED_BY_YEAR, calendar_dates.read),
        (calendar_dates.LED_BY_MONTH, calendar_dates.read),
        (numeric_dates.FULL, numeric_dates.read),
        (numeric_dates.DAY_FIRST, numeric_dates.read),
        (numeric_dates.SHORT_YEAR, numeric_dates.read),
        (numeric_dates.YEAR_MONTH, numeric_dates.read),
        (numeric_dates.MONTH_DAY, numeric_dates.read_month_day),
        (decades.PATTERN, decades.read),
        (decades.CENTURY, decades.read_century),
        (vague.PATTERN, vague.read),
        (durations.REST, durations.read_rest),
        (durations.LED, durations.read),
        (durations.TAILED, durations.read),
        (calendar_dates.DAY_ALONE, calendar_dates.read_day),
        (calendar_dates.PART_ALONE, calendar_dates.read_part),
        (relative.DAY, relative.read_day),
        (relative.WEEK, relative.read_week),
        (years.BARE, years.read_bare),
    ]


_BARE_YEAR = re2.compile(rf"\b{years.BARE}\b".encode())


@lru_cache(maxsize=1)
def _phenomena() -> tuple[list[Phenomenon], "re2._Regexp", "re2.Set"]:
    """Return the phenomena, one pattern of them all in UTF-8 for the longest stretch, and the set of which ones fit it.

    Notes
    -----
    Trying 29 patterns on each stretch with `re` took two thirds of the time; google-re2's set names the one or two
    that fit in one go.
    """
    sources = _sources()
    options = re2.Options()
    options.longest_match = True
    options.never_capture = True
    options.max_mem = 64 << 20
    plain = [_uncaptured(source) for source, _ in sources]
    candidates = re2.compile("|".join(f"(?:{source})" for source in plain if source != years.BARE).encode(), options)
    fitting = re2.Set.FullMatchSet(options)
    for source in plain:
        fitting.Add(source)
    fitting.Compile()
    return [Phenomenon(later(source), read) for source, read in sources], candidates, fitting


def _uncaptured(source: str) -> str:
    return re.sub(r"\(\?P<[a-z0-9_]+>", "(?:", source)


def candidates(text: str) -> np.ndarray:
    """Return the stretches of a folded text that could be dates, the longest at each place.

    Parameters
    ----------
    text : str
        One document, or several laid end to end.

    Returns
    -------
    ndarray of int64, shape (stretches, 2)
        Half-open places in code points.

    Notes
    -----
    Searched in UTF-8, all places turned into code points at once.
    """
    encoded = text.encode("utf-8", "replace")
    _, pattern, _ = _phenomena()
    places = np.array([match.span() for match in pattern.finditer(encoded)], dtype=np.int64).reshape(-1, 2)
    # Searched apart: among the others, a megabyte of "20182018…" would make each search run to its end.
    lone = np.array([match.span() for match in _BARE_YEAR.finditer(encoded)], dtype=np.int64).reshape(-1, 2)
    if len(lone):
        covering = np.searchsorted(places[:, 0], lone[:, 0], side="right") - 1
        covered = (covering >= 0) & (places[covering, 1] > lone[:, 0]) if len(places) else np.zeros(len(lone), dtype=bool)
        places = np.concatenate([places, lone[~covered]])
        places = places[np.argsort(places[:, 0], kind="stable")]
    if not len(places):
        return places
    begins = (np.frombuffer(encoded, dtype=np.uint8) & 0xC0) != 0x80
    return np.concatenate([[0], np.cumsum(begins)])[places]


def find(text: str, base: datetime.date | None, stretches: np.ndarray | None = None) -> list[Found]:
    """Return the dates of a folded text, from left to right.

    Parameters
    ----------
    text : str
        As `analysis.text.prepare(...).text`.
    base : datetime.date or None
        The publication date. Without it only dates that name their year themselves are found.
    stretches : ndarray of int64, shape (stretches, 2), optional
        As `candidates` returns them, where they are known.
    """
    setting = Setting(text, base)
    found: list[Found] = []
    for start, end, span, read in _atoms(text, setting, (candidates(text) if stretches is None else stretches).tolist()):
        joined = _joined(found[-1], start, end, span, text) if found else None
        if joined:
            found[-1] = joined
            setting.note(joined.span, joined.start, joined.end)
            continue
        span, start, end = bounds.apply(span, text, start, end)
        if found and start < found[-1].end:
            start = found[-1].end
        found.append(Found(start, end, span))
        if read not in _BESIDE_THE_STORY:
            setting.note(span, start, end)
    return found


def _joined(before: Found, start: int, end: int, span: Span, text: str) -> Found | None:
    """Return the range made of a date and the one before it, or None."""
    if start - before.end > 6:
        return None
    gap = text[before.end:start]
    if ranges.GAP.match(gap):
        tail = end
    elif ranges.BETWEEN.match(gap) and (closing := ranges.BETWEEN_TAIL.match(text, end)):
        tail = closing.end()
    else:
        return None
    joined = ranges.join(before.span, span)
    return Found(before.start, tail, joined) if joined else None


def _atoms(text: str, setting: Setting, stretches: list[list[int]]) -> Iterator[tuple[int, int, Span, Reader | None]]:
    """Yield each single date with its place, and what read it.

    Notes
    -----
    Where the longest stretch turns out to be no date, shorter ones within it are tried: `10月未` is none in `10月未能`, and
    leaves `10月`.
    """
    reached = 0
    for start, end in stretches:
        start = max(start, reached)
        while start < end:
            found = _at(text, start, end, setting) or next(
                (found for stop in range(end - 1, start, -1) if (found := _at(text, start, stop, setting))), None)
            if found is None:
                start += 1
                continue
            last, span, read = found
            if span is not None:
                yield start, last, span, read
            start = reached = last


@lru_cache(maxsize=16384)
def _fitting(stretch: str) -> tuple[Phenomenon, ...]:
    """Return the phenomena a stretch may be, in their order."""
    phenomena, _, fitting = _phenomena()
    return tuple(phenomena[order] for order in sorted(fitting.Match(stretch) or ()))


def _at(text: str, start: int, end: int, setting: Setting) -> tuple[int, Span | None, Reader | None] | None:
    """Return end, span and reader of the date `text[start:end]`; no span marks a stretch to pass over."""
    for pattern, read in _fitting(text[start:end]):
        if read is None:
            return end, None, None
        match = pattern.fullmatch(text, start, end)
        try:
            span = match and read(match, setting)
        except (ValueError, OverflowError, StopIteration):
            # "9999年…次年": beyond what `datetime.date` can hold.
            continue
        if span is not None:
            return end, span, read
    return None

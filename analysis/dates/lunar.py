"""Dates of the traditional calendar: `正月初一`, `农历八月十五`."""

import datetime
from typing import TYPE_CHECKING

from borax.calendars.lunardate import LunarDate

from analysis.dates import spans
from analysis.dates.spans import Span

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

FIRST_YEAR, LAST_YEAR = 1900, 2099


def solar(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day of the Gregorian calendar, or None outside 1900-2099 or where the month is shorter."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        found: datetime.date = LunarDate(year, month, day).to_solar_date()
        return found
    except ValueError:
        return None


def resolve(year: int | None, month: int, day: int | None, setting: "Setting", start: int, end: int) -> Span | None:
    """Return the span of a month or day of the traditional calendar.

    Parameters
    ----------
    year : int or None
        The year the text names; without it the one that comes nearest to the publication date by the tense around.
    """
    if year is None:
        if setting.base is None:
            return None
        candidates = [span for y in range(setting.base.year - 1, setting.base.year + 2) if (span := _span(y, month, day))]
        return choose(candidates, setting.base, setting.tense(start, end))
    return _span(year, month, day)


def choose(candidates: list[Span], base: datetime.date, when: str) -> Span | None:
    """Return the span among yearly ones that the tense asks for, otherwise the nearest."""
    if when == "past":
        candidates = [span for span in candidates if span.first <= base] or candidates
        return candidates[-1] if candidates else None
    if when == "future":
        candidates = [span for span in candidates if span.last >= base] or candidates[-1:]
        return candidates[0] if candidates else None
    return min(candidates, key=lambda span: abs((span.first - base).days), default=None)


def _span(year: int, month: int, day: int | None) -> Span | None:
    first = solar(year, month, day or 1)
    if first is None:
        return None
    if day:
        return spans.day(first)
    last = solar(year, month, 30) or solar(year, month, 29)
    return spans.days(first, last) if last else None

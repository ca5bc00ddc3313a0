"""The nth week, month or weekday of a year or month, and its first or last few."""

import datetime
import re

from analysis.dates import spans
from analysis.dates.numerals import number
from analysis.dates.spans import Span

_N = "(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
ORDINAL = (f"(?: ?的? ?)(?:第 ?(?P<nth>{_N}) ?个? ?|(?P<side>前|头|最初|开头|最后|最後|后) ?(?P<count>{_N}) ?个? ?)"
           "(?P<unit>周|星期|礼拜|月|季度|天|日)(?P<weekday>[一二三四五六日天])?")
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}


def resolve(match: re.Match[str], whole: Span) -> Span | None:
    """Return the part of `whole` (a year or month) that an ordinal names.

    Notes
    -----
    Weeks run from Monday; the first week of a year or month is the one that holds its first Thursday (ISO 8601).
    """
    groups = match.groupdict()
    first_half = groups["side"] not in ("最后", "最後", "后")
    count = number(groups["nth"] or groups["count"])
    unit, weekday = groups["unit"], groups["weekday"]
    if count < 1:
        return None
    if weekday:
        if unit not in ("周", "星期", "礼拜"):
            return None
        return _nth_weekday(whole, WEEKDAYS[weekday], count, from_end=not first_half)
    if unit in ("天", "日"):
        first, last = _window(count, groups["nth"], first_half, (whole.last - whole.first).days + 1)
        step = datetime.timedelta(days=1)
        found = spans.days(whole.first + (first - 1) * step, whole.first + (last - 1) * step)
        return spans.day(found.first) if found.start == found.end else found
    if unit in ("周", "星期", "礼拜"):
        monday = _first_monday(whole.first)
        weeks = (_first_monday(whole.last + datetime.timedelta(days=1)) - monday).days // 7
        first, last = _window(count, groups["nth"], first_half, weeks)
        return spans.days(monday + datetime.timedelta(weeks=first - 1), monday + datetime.timedelta(days=7 * last - 1))
    size = 1 if unit == "月" else 3
    if whole.precision != spans.YEAR or count * size > 12:
        return None
    first, last = _window(count, groups["nth"], first_half, 12 // size)
    year = whole.first.year
    if size == 1 and first == last:
        return spans.month(year, first)
    return spans.months(year, (first - 1) * size + 1, year, last * size)


def _window(count: int, nth: str | None, from_start: bool, available: int) -> tuple[int, int]:
    count = min(count, available)
    if nth:
        return count, count
    return (1, count) if from_start else (available - count + 1, available)


def _first_monday(start: datetime.date) -> datetime.date:
    """Return the Monday of the week that holds the first Thursday on or after a day."""
    thursday = start + datetime.timedelta(days=(3 - start.weekday()) % 7)
    return thursday - datetime.timedelta(days=3)


def _nth_weekday(whole: Span, weekday: int, count: int, from_end: bool) -> Span | None:
    if from_end:
        found = whole.last - datetime.timedelta(days=(whole.last.weekday() - weekday) % 7 + 7 * (count - 1))
    else:
        found = whole.first + datetime.timedelta(days=(weekday - whole.first.weekday()) % 7 + 7 * (count - 1))
    return spans.day(found) if whole.first <= found <= whole.last else None

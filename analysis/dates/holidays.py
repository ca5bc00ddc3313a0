"""Holidays by their real days: `春节`, `2018年国庆`, `今年中秋节期间`."""

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NotRequired, TypedDict

import tomli

from analysis.dates import lunar, spans, years
from analysis.dates.numerals import number
from analysis.dates.setting import valid
from analysis.dates.spans import Span
from analysis.dates.tense import CALENDAR

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

BREAK = "(?P<during>期间|假期|长假|小长假|黄金周|连假)?"
# Names that are also counts or addresses ("七一路", "六一居士", "八一队") need a sign of time behind them.
_NUMBER_NAMES = {"五一", "六一", "七一", "八一", "二二八", "双十"}
_TIME_AFTER = re.compile(r"[前后期假长黄小游,,。、当]|之[前后]|节")
_NAME_AFTER = re.compile(r"路|街|队|社区|厂|岛|老人|树|饼|乐队|学校|水库|联欢|晚会|号")


class _Holiday(TypedDict):
    names: list[str]
    rule: str
    days: NotRequired[int]


@lru_cache(maxsize=1)
def _holidays() -> dict[str, _Holiday]:
    rows = tomli.loads((CALENDAR / "holidays.toml").read_text(encoding="utf-8"))["holiday"]
    return {name: row for row in rows for name in row["names"]}


def pattern() -> str:
    """Return the pattern of the holidays' names, a year before them if there is one."""
    names = "|".join(sorted(map(re.escape, _holidays()), key=len, reverse=True))
    return f"(?:{years.YEAR} ?的? ?)?(?P<name>{names}){BREAK}"


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the day of a holiday, or its break; without a year the nearest one the tense allows."""
    row, text = _holidays()[match["name"]], match.string
    following = text[match.end():match.end() + 3]
    if _NAME_AFTER.match(following):
        return None
    if match["name"] in _NUMBER_NAMES and not match["during"] and not _TIME_AFTER.match(following or "。"):
        return None
    year, explicit = None, False
    if any(match[group] for group in ("y4", "era", "y3", "y2", "yrel")):
        resolved = years.resolve(match, setting, True)
        if resolved is None:
            return None
        year, explicit = resolved
    length = row.get("days", 1) if match["during"] else 1
    if year is not None:
        return _span(row["rule"], year, length, explicit)
    if setting.base is None:
        return None
    around = range(setting.base.year - 1, setting.base.year + 2)
    candidates = [span for y in around if (span := _span(row["rule"], y, length, False))]
    return lunar.choose(candidates, setting.base, setting.tense(match.start(), match.end()))


def _span(rule: str, year: int, length: int, explicit: bool) -> Span | None:
    first = day_of(rule, year)
    if first is None:
        return None
    found = spans.day(first) if length == 1 else spans.days(first, first + datetime.timedelta(days=length - 1))
    return found.named() if explicit else found


@lru_cache(maxsize=4096)
def day_of(rule: str, year: int) -> datetime.date | None:
    """Return the day a rule of data/calendar/holidays.toml gives in a year."""
    kind, *arguments = rule.split()
    if kind == "lunar":
        if arguments[0] == "eve":
            new_year = lunar.solar(year, 1, 1)
            return new_year and new_year - datetime.timedelta(days=1)
        return lunar.solar(year, *map(int, arguments[0].split("-")))
    if kind == "nth":
        return _nth_weekday(year, *map(int, arguments))
    if kind == "qingming":
        return _qingming(year)
    if kind == "easter":
        return _easter(year) + datetime.timedelta(days=int(arguments[0]))
    month, day = map(number, kind.split("-"))
    return datetime.date(year, month, day) if valid(year, month, day) else None


def _nth_weekday(year: int, month: int, count: int, weekday: int) -> datetime.date:
    if count < 0:
        last = spans.last_day(year, month)
        return last - datetime.timedelta(days=(last.weekday() - weekday) % 7)
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _qingming(year: int) -> datetime.date:
    """Return the day of Qingming by the rule of thumb [Y·0.2422 + 4.81] - [Y/4] of 寿星通用公式, right for 1901-2099."""
    short = year % 100
    constant = 5.59 if year < 2000 else 4.81
    return datetime.date(year, 4, int(short * 0.2422 + constant) - short // 4)


def _easter(year: int) -> datetime.date:
    """Return Easter Sunday (J. Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l_) // 433
    month = (h + l_ - 7 * m + 90) // 25
    return datetime.date(year, month, (h + l_ - 7 * m + 33 * month + 19) % 32)

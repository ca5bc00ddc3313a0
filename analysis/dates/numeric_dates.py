"""Dates in figures: `2021-12-31 17:23`, `2018/6/10`, `2018.06.10`, `1/2/2020`, `12/1`."""

import datetime
import re
from typing import TYPE_CHECKING

from analysis.dates import spans
from analysis.dates.setting import valid
from analysis.dates.spans import Span

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

_CLOCK = "(?:[ T][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?)?"
FULL = f"(?P<year>(?:19|20|21)[0-9]{{2}}) ?[-/.] ?(?P<month>[01]?[0-9]) ?[-/.] ?(?P<day>[0-3]?[0-9]){_CLOCK}"
DAY_FIRST = "(?P<day>[0-3]?[0-9])/(?P<month>[01]?[0-9])/(?P<year>(?:19|20|21)[0-9]{2})"
SHORT_YEAR = "(?P<year>[0-9]{2})[-/](?P<month>[01][0-9])[-/](?P<day>[0-3][0-9])"
YEAR_MONTH = "(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>0[1-9]|1[0-2])"
MONTH_DAY = "(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12][0-9]|0?[1-9])"

_JOINED = re.compile(r"[0-9A-Za-z./:_$%+#-]")
_RANGE_AFTER = re.compile(r"[-~] ?(?:[0-9]{1,4}[-/]){1,2}[0-9]{1,4}")
_PRECEDES_DAY = re.compile(r"(?:^|[在于自从至到截(、,。;:\s~-])$")


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `FULL`, `DAY_FIRST`, `SHORT_YEAR` or `YEAR_MONTH`.

    Notes
    -----
    Figures that stand inside longer ones (`192.168.1.1`, a number of a file) are none. `1/2/2020` is read day first, as
    outside the United States; month first where only that gives a date.
    """
    groups = match.groupdict()
    if _embedded(match):
        return None
    year, month = int(groups["year"]), int(groups["month"])
    if len(groups["year"]) == 2:
        around = setting.base.year if setting.base else 2020
        year += around // 100 * 100
        year -= 100 * (year > around + 15)
    if "day" not in groups:
        return spans.month(year, month).named()
    day = int(groups["day"])
    if not valid(year, month, day):
        month, day = day, month
        if len(groups["year"]) != 4 or match.group().startswith(groups["year"]) or not valid(year, month, day):
            return None
    return spans.day(datetime.date(year, month, day)).named()


def _embedded(match: re.Match[str]) -> bool:
    text = match.string
    before, following = text[max(0, match.start() - 2):match.start()], text[match.end():match.end() + 1]
    if following and _JOINED.match(following):
        sentence_end = following in ".:" and not text[match.end() + 1:match.end() + 2].isdigit()
        if not sentence_end and not _RANGE_AFTER.match(text, match.end()):
            return True
    if before and _JOINED.match(before[-1]):
        # "更新时间:2021-12-31", "2018/1/10-2018/7/10": a colon or dash belongs to the figures only in some places.
        return not (before[-1] in ":-~/." and len(before) > 1 and before[0] not in "-:./" and (
            before[-1] in "-~" if before[0].isalnum() and before[0].isascii() else before[-1] == ":"))
    return False


def read_month_day(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `MONTH_DAY` (`12/1`), which is more often a fraction (`2/3多数`)."""
    text = match.string
    if _embedded(match):
        return None
    month, day = int(match["month"]), int(match["day"])
    before, following = text[max(0, match.start() - 1):match.start()], text[match.end():match.end() + 1]
    if not _PRECEDES_DAY.search(before) or (following and following in "的以多强左弱个席人票量成决之天年月日"):
        return None
    # A proper fraction of small numbers is read as one, "1/3", unless a preposition shows a day: "于1/3宣布".
    if month < day <= 10 and not (before and before in "在于自从至到"):
        return None
    year = setting.year_of(month, day, match.start(), match.end()) if valid(2024, month, day) else None
    if year is None or not valid(year, month, day):
        return None
    return spans.day(datetime.date(year, month, day))

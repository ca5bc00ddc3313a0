"""Ranges: `2014-2018年`, `3至5月`, `3月10-12日`, and any two dates joined by 至, 到 or a dash."""

import datetime
import re
from typing import TYPE_CHECKING

from analysis.dates import spans, years
from analysis.dates.numerals import DAY, MONTH, YEAR2, YEAR4, number
from analysis.dates.setting import valid
from analysis.dates.spans import Span

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

TO = " ?(?:至|到|-|—|–|~|―|─|−)[—~-]? ?"
YEARS = f"(?P<first>{YEAR4}|{YEAR2})(?: ?年)?{TO}(?P<last>{YEAR4}|{YEAR2}) ?年"
BARE_YEARS = "(?P<first>(?:18|19|20)[0-9]{2}) ?[-—–~至到] ?(?P<last>(?:18|19|20)[0-9]{2})"
MONTHS = f"(?:{years.YEAR} ?)?(?P<first>{MONTH})(?:{TO}|、)(?P<last>{MONTH}) ?月份?"
# "七八月间", "三四月份": two months in one breath.
MONTH_PAIR = f"(?:{years.YEAR} ?)?(?P<pair>一二|二三|三四|四五|五六|六七|七八|八九|九十|十一二)月(?:份|之间|间)?"
DAYS = (f"(?:{years.YEAR} ?)?(?:(?P<month>{MONTH}) ?月|(?P<this>本月|上个?月|下个?月)) ?(?P<first>{DAY})(?: ?[日号])?(?:{TO}|、)(?P<last>{DAY}) ?[日号]")
BARE_DAYS = f"(?P<first>[0-3]?[0-9])(?: ?[日号])?(?:{TO}|、)(?P<last>[0-3]?[0-9]) ?日"

GAP = re.compile(r" ?(?:至|到|直到|直至|延续到|持续到|一直到|-|—|–|~|―|─|−)[—~-]? ?$")
BETWEEN = re.compile(r" ?(?:和|与|及|跟) ?$")
BETWEEN_TAIL = re.compile(r" ?(?:之间|期间|间(?![谍接隔断]))")
_DIGIT_AROUND = re.compile(r"[0-9A-Za-z./%-]")


def _loose(match: re.Match[str]) -> bool:
    """Return whether the figures are part of longer ones."""
    text = match.string
    before, following = text[max(0, match.start() - 1):match.start()], text[match.end():match.end() + 1]
    return bool((before and _DIGIT_AROUND.match(before)) or (following and following.isascii() and following.isalnum()))


def read_years(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the years of `YEARS` or `BARE_YEARS`."""
    first, last = match["first"], match["last"]
    if _loose(match) or (len(first) == 2 and (len(last) != 2 or "年" not in match.group()[:4])):
        return None
    start, end = number(first), number(last)
    if len(first) == 2:
        around = setting.base.year if setting.base else 2020
        start, end = (value + 2000 - 100 * (value + 2000 > around + 15) for value in (start, end))
    elif len(last) == 2:
        end += start // 100 * 100
    if not 0 < end - start <= 300:
        return None
    return _ranged(spans.years(start, end))


def read_months(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the months of `MONTHS`: both named with one 月."""
    if "、" in match.group() and len(match["first"] + match["last"]) > 2:
        return None
    if not match["y4"] and re.search(r"[0-9.一二三四五六七八九十第]$", match.string[max(0, match.start() - 1):match.start()]):
        return None
    first, last = number(match["first"]), number(match["last"])
    found = _year(match, setting, first, None)
    if found is None or first == last:
        return None
    year, explicit = found
    span = spans.months(year, first, year + (last < first), last)
    return _ranged(span.named() if explicit else span)


def read_month_pair(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the months of `MONTH_PAIR`."""
    pair, before = match["pair"], match.string[max(0, match.start() - 1):match.start()]
    # "十二三月", "第五六月": a count, or one month more.
    if not match["y4"] and re.search(r"[0-9.一二三四五六七八九十百第个]$", before):
        return None
    first, last = (11, 12) if pair == "十一二" else (number(pair[0]), number(pair[1]))
    found = _year(match, setting, first, None)
    if found is None:
        return None
    year, explicit = found
    span = spans.months(year, first, year, last)
    return _ranged(span.named() if explicit else span)


def read_days(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the days of `DAYS`: both named with one month."""
    if not match["y4"] and match.string[max(0, match.start() - 1):match.start()].isdigit():
        return None
    first, last = number(match["first"]), number(match["last"])
    if match["this"]:
        if setting.base is None:
            return None
        shift = {"本": 0, "上": -1, "下": 1}[match["this"][0]]
        year, month = spans.shifted(setting.base.year, setting.base.month + shift)
        explicit = True
    else:
        month = number(match["month"])
        found = _year(match, setting, month, first if valid(2024, month, first) else None)
        if found is None:
            return None
        year, explicit = found
    return _days(year, month, first, last, explicit)


def read_bare_days(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the days of `BARE_DAYS`: `10至12日`."""
    first, last = int(match["first"]), int(match["last"])
    if _loose(match) or match.string[match.end():match.end() + 1] in ("元", "内", "圆") or not 1 <= first < last <= 31:
        return None
    found = setting.month_of(first, match.start(), match.end())
    return _days(found[0], found[1], first, last, False) if found else None


def _days(year: int, month: int, first: int, last: int, explicit: bool) -> Span | None:
    if first >= last or not valid(year, month, first) or not valid(year, month, last):
        return None
    span = spans.days(datetime.date(year, month, first), datetime.date(year, month, last))
    return _ranged(span.named() if explicit else span)


def _year(match: re.Match[str], setting: "Setting", month: int, day: int | None) -> tuple[int, bool] | None:
    if match["y4"] or match["era"] or match["y3"] or match["y2"] or match["yrel"]:
        return years.resolve(match, setting, True)
    if not 1 <= month <= 12:
        return None
    year = setting.year_of(month, day, match.start(), match.end())
    return None if year is None else (year, False)


def _ranged(span: Span) -> Span:
    return Span(span.start, span.end, span.iso, span.precision, "range", span.explicit)


def join(first: Span, last: Span) -> Span | None:
    """Return the range from one date to another, or None where they make none.

    Notes
    -----
    Where the second lies before the first it belongs to the next year: `8月至2月`.
    """
    if first.start is None or last.end is None or first.bound not in ("", "since") or last.bound:
        return None
    if spans.IMPRECISE in (first.precision, last.precision):
        return None
    iso_first, iso_last = first.iso.partition("/")[0], last.iso.rpartition("/")[2]
    end = last.end
    apart = end < first.start or ((end - first.start).days > 366 and not first.explicit)
    if apart and not last.explicit and last.precision in (spans.DAY, spans.MONTH):
        year = first.start.year + (end.month < first.start.month)
        if year > datetime.MAXYEAR:
            return None
        iso_last = f"{year:04d}{iso_last[4:]}"
        if iso_last.endswith("02-29") and not valid(year, 2, 29):
            return None
        end = spans.closed(iso_last)[1]
    if end < first.start:
        return None
    return Span(first.start, end, f"{iso_first}/{iso_last}", spans.INTERVAL, "range", first.explicit or last.explicit)

"""Decades and centuries: `上世纪90年代`, `十九世纪七十年代`, `2010年代初`, `21世纪`."""

import re
from typing import TYPE_CHECKING

from analysis.dates import spans
from analysis.dates.numerals import number
from analysis.dates.spans import Span

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

_CENTURY = "(?:(?P<century>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?|(?P<which>上个?|本|这个|下个?))世纪"
_DECADE = "(?P<decade>[0-9]0|[一二三四五六七八九]十) ?年代"
_PART = "(?P<part>初期?|中期|末期?|后期|前期|早期|晚期|中叶|上半叶|下半叶|前半叶|后半叶|以来)?"
PATTERN = f"(?:{_CENTURY})?{_DECADE}{_PART}|(?P<full>1[0-9]{{2}}0|20[0-9]0) ?年代{_PART.replace('part', 'part2')}"
CENTURY = f"{_CENTURY}{_PART}"

_YEARS_OF_DECADE = {"初": (0, 3), "早": (0, 3), "前": (0, 4), "中": (4, 6), "末": (7, 9), "后": (5, 9), "晚": (7, 9)}
_YEARS_OF_CENTURY = {"初": (0, 9), "早": (0, 29), "前": (0, 49), "上": (0, 49), "中": (40, 69), "末": (90, 99), "后": (50, 99),
                     "下": (50, 99), "晚": (70, 99)}


def _century_start(match: re.Match[str], setting: "Setting") -> int | None:
    if match["century"]:
        century = number(match["century"])
        return (century - 1) * 100 if 1 < century <= 22 else None
    around = setting.base.year if setting.base else 2020
    return around // 100 * 100 + {"上": -100, "下": 100}.get(match["which"][0], 0)


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the years of a decade; without a century the latest that has begun by the publication date."""
    part = match["part"] or match["part2"] or ""
    if match["full"]:
        start = int(match["full"])
    elif match["century"] or match["which"]:
        century = _century_start(match, setting)
        if century is None:
            return None
        start = century + number(match["decade"])
    else:
        around = setting.base.year if setting.base else 2020
        start = around // 100 * 100 + number(match["decade"])
        start -= 100 * (start > around)
        if match.string[max(0, match.start() - 1):match.start()].isdigit():
            return None
    first, last = _YEARS_OF_DECADE.get(part[:1], (0, 9))
    return spans.years(start + first, start + last)


def read_century(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the years of a century or of its part; `21世纪` runs 2000-2099, as it is spoken of."""
    start = _century_start(match, setting)
    if start is None or match.string[match.end():match.end() + 1] in ("海", "经", "中", "福"):
        return None
    part = match["part"] or ""
    first, last = (0, 99) if part.startswith("以") else _YEARS_OF_CENTURY.get(part[:1], (0, 99))
    return spans.years(start + first, start + last)

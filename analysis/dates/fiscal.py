"""Fiscal years: `2022财年`, `2023财政年度`, `FY2022`, `今年度`."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

import tomli

from analysis.dates import spans
from analysis.dates.numerals import YEAR4, number
from analysis.dates.spans import Span
from analysis.dates.tense import CALENDAR

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

_WORD = "(?:财政年度|会计年度|财年|预算年度)"
PATTERN = f"(?P<year>{YEAR4}) ?年?{_WORD}|FY ?(?P<fy>20[0-9]{{2}})|(?P<which>本|上一?个?|下一?个?|今年|去年|明年){_WORD}"
REACH = 40


class _Country(TypedDict):
    names: list[str]
    first_month: int
    named_for: str


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, _Country], str]:
    table = tomli.loads((CALENDAR / "fiscal.toml").read_text(encoding="utf-8"))
    return table["countries"], table["default"]


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the months of a fiscal year of the country named nearest to it."""
    country = _country(match.string, match.start(), match.end())
    if match["which"]:
        if setting.base is None:
            return None
        shift = {"上": -1, "去": -1, "下": 1, "明": 1}.get(match["which"][0], 0)
        begun = setting.base.month >= country["first_month"]
        year = setting.base.year + shift
        if match["which"][1:] != "年":
            year += begun if country["named_for"] == "end" and country["first_month"] > 1 else begun - 1
    else:
        year = number(match["year"] or match["fy"])
    first_year = year - (country["named_for"] == "end" and country["first_month"] > 1)
    found = spans.months(first_year, country["first_month"], first_year, country["first_month"] + 11)
    return found.named()


def _country(text: str, start: int, end: int) -> _Country:
    countries, default = _countries()
    left, right = text[max(0, start - REACH):start], text[end:end + REACH // 2]
    best, nearest = countries[default], REACH + 1
    for country in countries.values():
        for name in country["names"]:
            place = left.rfind(name)
            distance = len(left) - place - len(name) if place >= 0 else REACH + 1
            ahead = right.find(name)
            if 0 <= ahead < distance:
                distance = ahead
            if distance < nearest:
                best, nearest = country, distance
    return best

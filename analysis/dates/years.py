"""The year of a date: in four digits, two digits, years of an era, or relative to the publication date."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import tomli

from analysis.dates import spans
from analysis.dates.numerals import YEAR2, YEAR4, number
from analysis.dates.spans import Span
from analysis.dates.tense import CALENDAR

if TYPE_CHECKING:
    from analysis.dates.setting import Setting


class Matched(Protocol):
    """A match with the groups of `YEAR`, or one seen as ending earlier."""

    @property
    def string(self) -> str: ...

    def start(self) -> int: ...

    def end(self) -> int: ...

    def __getitem__(self, group: str, /) -> str | Any: ...


@lru_cache(maxsize=1)
def eras() -> dict[str, int]:
    """Return the Gregorian year of each era's year one."""
    first_years: dict[str, int] = tomli.loads((CALENDAR / "eras.toml").read_text(encoding="utf-8"))["first_year"]
    return first_years


@lru_cache(maxsize=1)
def bare_years() -> dict[str, tuple[str, ...]]:
    """Return the words that stand around a year written without 年, and those around figures that are none."""
    return {name: tuple(words) for name, words in
            tomli.loads((CALENDAR / "bare_years.toml").read_text(encoding="utf-8")).items()}


_ERA = "|".join(sorted(eras(), key=len, reverse=True))
RELATIVE = {"今年": 0, "今年度": 0, "本年": 0, "本年度": 0, "去年": -1, "去年度": -1, "上一年": -1, "上年度": -1, "前年": -2, "大前年": -3,
            "明年": 1, "明年度": 1, "来年": 1, "下一年": 1, "后年": 2, "大后年": 3}
SHORT = {"今": 0, "去": -1, "明": 1, "来": 1}
FROM_LAST = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1, "隔年": 1}
ERA_YEAR = "(?:元|[0-9]{1,3}|[一二三四五六七八九十百〇零]{1,5})"

YEAR = (f"(?:(?P<y4>{YEAR4}) ?年度?|(?P<era>{_ERA}) ?(?P<ey>{ERA_YEAR}) ?年|(?P<y3>1[0-2][0-9]|9[0-9]) ?年"
        f"|(?P<y2>{YEAR2}) ?年|(?P<yrel>{'|'.join(sorted(RELATIVE, key=len, reverse=True))}|{'|'.join(FROM_LAST)}))")

# Without 年: `2028大选`.
BARE = "(?:19[5-9][0-9]|20[0-4][0-9])"
_FIGURE = frozenset("0123456789.,%:/-~–—+×xX*$€£¥№#") | frozenset("abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ")

_DURATION_BEFORE = re.compile(r"(?:近|约|逾|超过?|超出|长达|达|历时|经过?|过去|未来|今后|最近|整整|执政|共|每|第|满|为期|了|这|头|前|后|上|下)$")
_DURATION_AFTER = re.compile(r" ?(?:来|间|内|里|之内|以内|多|以上|的?历史|之久|期|制|级|代|刑|徒|任期|时间|有期|后|前|的时|不)")
_LONG_TIME = re.compile(r"的?历史|来|之久|以上|历程")
_YEAR_BEFORE = re.compile(r"(?:自|从|自从|早在|在|于|到|至|即|是)$")


def resolve(match: Matched, setting: "Setting", month_follows: bool) -> tuple[int, bool] | None:
    """Return the year and whether the text names it itself, or None where the words are no year.

    Parameters
    ----------
    match : re.Match
        With the groups of `YEAR`.
    setting : analysis.dates.setting.Setting
    month_follows : bool
        Whether a month stands behind it: `18年10月` is a year, `18年` alone mostly a length of time.
    """
    text = match.string
    before = text[max(0, match.start() - 4):match.start()]
    if match["y4"]:
        value = number(match["y4"])
        if before[-1:].isdigit() or before.endswith((".", "第")):
            return None
        if value < 1800 and not month_follows and (_LONG_TIME.match(text, match.end()) or _DURATION_BEFORE.search(before)):
            return None
        return value, True
    if match["era"]:
        year = eras()[match["era"]] + number(match["ey"]) - 1
        return (year, True) if 1 <= year <= 2200 else None
    if match["y3"] or match["y2"]:
        return _short_year(match["y3"] or match["y2"], match, setting, month_follows)
    word = match["yrel"]
    if word in FROM_LAST:
        if setting.last is None or not setting.near(match.start()):
            return None
        return setting.carried()[0] + FROM_LAST[word], True
    # "五年前年轻人…", "今后年均…": the two characters belong to other words.
    if word in ("前年", "后年") and re.search(r"[年月日天周以之今此0-9一二三四五六七八九十两几先]$", before):
        return None
    if setting.base is None:
        return None
    return setting.base.year + RELATIVE[word], True


def read_bare(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the year of `BARE`, where what stands around it says that it is one: `2028大选`, `比2024更早`."""
    text, (start, end) = match.string, match.span()
    if (start and text[start - 1] in _FIGURE) or (end < len(text) and text[end] in _FIGURE):
        return None
    told, following = bare_years(), text[end:end + 6].lstrip()
    if following.startswith(told["after"]):
        return spans.year(int(match.group())).named()
    if following.startswith(told["units"]) or not text[max(0, start - 4):start].rstrip().endswith(told["before"]):
        return None
    return spans.year(int(match.group())).named()


def _short_year(digits: str, match: Matched, setting: "Setting", month_follows: bool) -> tuple[int, bool] | None:
    """Return the year of two or three digits: `18年10月`, `98年`, and Taiwan's `107年6月`."""
    value = number(digits)
    before = match.string[max(0, match.start() - 3):match.start()]
    if re.search(r"[0-9.一二三四五六七八九十百千]$", before):
        return None
    if len(digits) == 3:
        return (1911 + value, True) if month_follows else None
    around = setting.base.year if setting.base else 2020
    year = value + around // 100 * 100
    year -= 100 * (year > around + 15)
    if not month_follows:
        if _DURATION_BEFORE.search(before) or _DURATION_AFTER.match(match.string, match.end()):
            if not (digits[0] in "0零〇" and not _DURATION_BEFORE.search(before)):
                return None
        # "07年", "98年" are years; "14年" is one only behind a preposition: "自14年克里米亚危机后".
        elif digits[0] not in "0零〇9" and not (_YEAR_BEFORE.search(before)):
            return None
        if len(digits) == 2 and digits.startswith("十"):
            return None
    return year, True

"""Parts of a year and of a month: beginning, middle, end, halves, quarters, seasons, ten-day periods."""

import calendar
import datetime
import re

from analysis.dates import spans
from analysis.dates.numerals import number
from analysis.dates.spans import Span

_Q = "(?:[一二三四1-4]|首)"
YEAR_PART = (f"(?:年?[初底末未]|年?终|年中|中期?|岁[初末]|[上下前后]半年|上半|下半|第? ?{_Q} ?季度?|[首末]季度?|前(?:两|二|三|[23])个?季度?"
             "|Q[1-4]|(?:初|早|暮|仲|深|晚|盛|隆|入)?[春夏秋冬](?:季|天|日)?|暑期|暑假|寒假|春夏之交|秋冬季?)")
MONTH_PART = "(?:上旬|中旬|下旬|月?[初底末中]|未|上半月|下半月)"

_TENS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31),
         "未": (21, 31), "上半月": (1, 15), "下半月": (16, 31)}
# The sequel of a single character shows that it begins another word: "2018年初步协议", "3月中国外长", "10月未能".
_OTHER_WORD = {
    "初": "步级选审次衷赛哥", "中": "国美俄日欧印东方期共央韩朝英法德澳台港非巴南北部国间阿越菲远短石科",
    "底": "线牌层盘蕴气特", "末": "日端路期梢", "未": "能必到来有见满获及经曾被知免完定出遂予开成达对在就向与作参将按会收发得如受再提公回做给"
    "产付使取履采列说", "春": "节运晚耕", "夏": "威令利", "秋": "收", "冬": "奥", "终": "止于究结",
}
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}


def part_of_year(year: int, part: str, following: str = "", base: datetime.date | None = None) -> Span | None:
    """Return the span of a part of a year, or None where the words belong to something else.

    Parameters
    ----------
    year : int
    part : str
        As matched by `YEAR_PART`.
    following : str
        The text behind it, which shows words such as 初步.
    base : datetime.date, optional
        In January or February `今年冬天` is the winter that began the year before.
    """
    bare = part.removeprefix("年").removeprefix("岁")
    if len(part) == 1 and following[:1] and following[0] in _OTHER_WORD.get(part, ""):
        return None
    if bare in ("中", "中期"):
        return spans.months(year, 6, year, 7)
    if bare == "初":
        return spans.months(year, 1, year, 3)
    if bare in ("底", "末", "未", "终"):
        return spans.months(year, 10, year, 12)
    if "半" in part:
        return spans.months(year, 1, year, 6) if part[0] in "上前" else spans.months(year, 7, year, 12)
    if bare in ("暑期", "暑假"):
        return spans.months(year, 7, year, 8)
    if bare == "寒假":
        return spans.months(year, 1, year, 2)
    if bare == "春夏之交":
        return spans.months(year, 4, year, 6)
    if bare.startswith("秋冬"):
        return spans.months(year, 9, year + 1, 2, spans.SEASON)
    if season := re.search("[春夏秋冬]", bare):
        first, last = _SEASONS[season[0]]
        if season[0] == "冬" and base and base.year == year and base.month <= 2:
            year -= 1
        return spans.months(year, first, year, last, spans.SEASON)
    return quarters(year, part)


def quarters(year: int, part: str) -> Span:
    """Return the span of a quarter or of the first two or three: `第三季度`, `Q3`, `首季`, `前三季度`."""
    if part.startswith("前"):
        return spans.months(year, 1, year, 3 * number(_sign("[两二三23]", part)))
    sign = _sign("[一二三四1-4首末]", part)
    which = 4 if sign == "末" else number(sign)
    return spans.months(year, 3 * which - 2, year, 3 * which)


def _sign(which: str, part: str) -> str:
    """Return the sign in a part's name that says which one it is."""
    found = re.search(which, part)
    assert found is not None, part
    return found[0]


def part_of_month(year: int, month: int, part: str, following: str = "") -> Span | None:
    """Return the span of a part of a month (`上旬`, `10月底`), or None where it belongs to another word."""
    if len(part) == 1 and following[:1] and following[0] in _OTHER_WORD.get(part, ""):
        return None
    first, last = _TENS[part if part in _TENS else part.removeprefix("月")]
    last = min(last, calendar.monthrange(year, month)[1])
    return spans.days(datetime.date(year, month, first), datetime.date(year, month, last))

"""Dates of the calendar in words: `2018年6月10日`, `今年3月`, `10月末`, `本月十日`, `29日`, `去年上半年`, `年底`."""

import datetime
import re
from typing import TYPE_CHECKING, Any

from analysis.dates import lunar, ordinals, parts, spans, tense, years
from analysis.dates.numerals import DAY, MONTH, number
from analysis.dates.setting import valid
from analysis.dates.spans import Span

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

MONTH_RELATIVE = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "上一个月": -1, "上上个月": -2, "上上月": -2, "下月": 1,
                  "下个月": 1, "下一个月": 1, "下下个月": 2, "下下月": 2}
MONTH_FROM_LAST = {"当月": 0, "同月": 0, "次月": 1, "翌月": 1}
_MONTH_WORD = "|".join(sorted(MONTH_RELATIVE | MONTH_FROM_LAST, key=len, reverse=True))
WEEKDAY_NOTE = "(?: ?[(,] ?(?P<weekday_note>(?:周|星期|礼拜)[一二三四五六日天]) ?\\)?)?"
CLOCK = ("(?: ?(?:当地时间|北京时间)?(?:凌晨|清晨|早晨|早上|早间|上午|中午|午后|午间|下午|傍晚|晚上|晚间|夜间|深夜|午夜|晨|早|晚|夜)"
         "?(?: ?[0-9]{1,2}(?:点|时|:[0-5])(?:[0-9]{1,2}分?|半|许|整)?)?)")
_DAY_OF_MONTH = (f" ?(?:(?P<day>{DAY}) ?(?:日|号)|(?P<day_bare>初[一二三四五六七八九十]|十[一二三四五六七八九]|[二廿]十?[一二三四五六七八九]"
                 f"|二十|三十)){WEEKDAY_NOTE}{CLOCK}")
_CALENDAR_MONTH = f"(?P<lunar2>农历|阴历)?(?:(?P<month>{MONTH}) ?月份?|(?P<month_word>{_MONTH_WORD})份?)"
_IN_MONTH = f"(?:{_DAY_OF_MONTH}| ?的?(?P<month_part>{parts.MONTH_PART}))"

LED_BY_YEAR = (f"(?P<lunar>农历|阴历|夏历)?{years.YEAR}(?: ?的? ?{_CALENDAR_MONTH}{_IN_MONTH}?"
               f"| ?的? ?(?P<year_part>{parts.YEAR_PART})|(?P<within>年内|之内|以内))?")
LED_BY_MONTH = f"(?P<lunar>农历|阴历|夏历)?{_CALENDAR_MONTH}{_IN_MONTH}?"
NTH_OF_YEAR = f"{years.YEAR}{ordinals.ORDINAL}"
NTH_OF_MONTH = f"(?:{years.YEAR} ?的? ?)?{_CALENDAR_MONTH}{ordinals.ORDINAL}"
DAY_ALONE = f"(?P<day>3[01]|[12][0-9]|0?[1-9]|[二三]十[一二三四五六七八九]?|十[一二三四五六七八九]?) ?(?P<sign>日|号){WEEKDAY_NOTE}{CLOCK}"
PART_ALONE = ("(?P<part>年[初中底末]|岁[初末]|年终|[上下前后]半年|上个半年|下个半年|第 ?[一二三四1-4] ?季度|[一二三四]季度|前[两二三]季度|首季度?"
              "|Q[1-4]|月[初中底末]|[上中下]旬|[上下]半月|(?P<short>[今去明来])(?P<season>[春夏秋冬])(?:季|天|日)?"
              "|(?P<this>这个|今个|上个|去个|下个)(?P<season2>[春夏秋冬])(?:季|天))")

_NOT_A_MONTH = re.compile(r"[龄台饼租薪供光亮球经季牙色嫂]|子(?!夜)|食(?!品)|刊(?!登|发|载)|均|息(?!率)|报表")
_NOT_A_DAY = re.compile(r"[元圆均游益志程]|本(?![报台社次轮届地])|常(?!委|务|驻|会)|军(?![方队事])|企|内|间|以上|行(?!政|动|使|业)")
_NOT_A_NUMBER = re.compile(r"[楼线文令机门院店球井厅船舰艇馆码台厂坑病房桌室库站口]|工程|公路|公告|文件|提案|法案|决议|种子|选手|召唤"
                           r"|卫星|火箭|航母|航班|飞船|地块|高速|国道|宇宙|核电|机组|反应堆|试验|潜艇|导弹")
_BEFORE_NUMBER = re.compile(r"(?:^|[\s,。;:、!?(“]|[在于到至从自和与及月])$")
_LENGTH_BEFORE = re.compile(r"(?:近|历时|长达|为期|连续|整整|满|第|每|共|达|逾|超过|约|[0-9.一二三四五六七八九十百几数两])$")


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `LED_BY_YEAR` or `LED_BY_MONTH`."""
    groups, text = match.groupdict(), match.string
    has_month = bool(groups["month"] or groups["month_word"])
    year, explicit = None, False
    if "y4" in groups:
        tail = next((group for group in ("year_part", "within") if groups[group]), None)
        resolved = years.resolve(_Cut(match, match.start(tail) if tail else match.end()), setting,
                                 has_month or bool(groups["year_part"]))
        if resolved is None:
            return None
        year, explicit = resolved
    elif re.search(r"[0-9.一二三四五六七八九十第个几数百年]$", text[max(0, match.start() - 1):match.start()]):
        return None
    if not has_month:
        # A pattern led by a month always has one.
        assert year is not None, match.group()
        part = groups.get("year_part")
        if not part:
            return spans.year(year).named()
        found = parts.part_of_year(year, part, text[match.end():match.end() + 1], setting.base)
        return found and found.named()
    return _in_month(match, groups, setting, year, explicit)


class _Cut:
    """A match seen as ending earlier, so that what follows the year can be looked at."""

    def __init__(self, match: re.Match[str], end: int):
        self._match, self._end, self.string = match, end, match.string
        self.start = match.start

    def __getitem__(self, group: str, /) -> str | Any:
        found: str | None = self._match[group]
        return found

    def end(self) -> int:
        """Return the end of what is looked at."""
        return self._end


def _in_month(match: re.Match[str], groups: dict[str, str], setting: "Setting", year: int | None, explicit: bool) -> Span | None:
    text = match.string
    following = text[match.end():match.end() + 3]
    day_text, part = groups["day"] or groups["day_bare"], groups["month_part"]
    if not day_text and not part and _NOT_A_MONTH.match(following):
        return None
    lunar_date = groups.get("lunar") or groups["lunar2"] or groups["month"] in ("正", "腊", "冬")
    day = number(day_text) if day_text else None
    if groups["month_word"]:
        relative = _relative_month(groups["month_word"], setting, match.start())
        if relative is None:
            return None
        year, month = relative
        explicit = True
    else:
        month = number(groups["month"])
        if groups["day_bare"] and _bare_day_is_doubtful(groups["month"], groups["day_bare"], text, match.end()):
            return None
        if not valid(2024, month, day):
            return None
    found: Span | None
    if lunar_date or (groups["day_bare"] and year is None and month == 8 and day == 15):
        found = lunar.resolve(year, month, day, setting, match.start(), match.end())
        if found:
            return found.named() if explicit else found
    if year is None:
        year = setting.year_of(month, day, match.start(), match.end())
        if year is not None and groups.get("weekday_note") and day:
            year = _year_with_weekday(year, month, day, groups["weekday_note"], setting.base)
    if year is None or not valid(year, month, day):
        return None
    if day:
        found = spans.day(datetime.date(year, month, day))
    elif part:
        found = parts.part_of_month(year, month, part, following)
    else:
        found = spans.month(year, month)
    return found and (found.named() if explicit else found)


def _bare_day_is_doubtful(month_text: str, day_text: str, text: str, end: int) -> bool:
    """Return whether a day without 日 is no day: `10月三十国`, `5月十几人`, and 初三 behind an Arabic month."""
    if text[end:end + 1] and text[end] in "个人年月国分点成次名大万亿百千条项届多几余家岁天周%省州区世吨":
        return True
    return month_text.isdigit()


def _relative_month(word: str, setting: "Setting", start: int) -> tuple[int, int] | None:
    if word in MONTH_FROM_LAST:
        if setting.last is None or not setting.near(start):
            return None
        year, month = setting.carried()
        return spans.shifted(year, month + MONTH_FROM_LAST[word])
    if setting.base is None:
        return None
    return spans.shifted(setting.base.year, setting.base.month + MONTH_RELATIVE[word])


def _year_with_weekday(year: int, month: int, day: int, note: str, base: datetime.date | None) -> int:
    """Return the year nearby in which the day falls on the weekday the text gives; its own year if none does."""
    wanted = ordinals.WEEKDAYS[note[-1]]
    for candidate in (year, year + 1, year - 1):
        if valid(candidate, month, day):
            when = datetime.date(candidate, month, day)
            if when.weekday() == wanted and base and abs((when - base).days) <= 366:
                return candidate
    return year


def read_nth(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `NTH_OF_YEAR` or `NTH_OF_MONTH`: `2021年的第三个月`, `十月的第一周`."""
    groups = match.groupdict()
    year, explicit = None, False
    if groups["y4"] or groups["era"] or groups["y3"] or groups["y2"] or groups["yrel"]:
        resolved = years.resolve(match, setting, True)
        if resolved is None:
            return None
        year, explicit = resolved
    if groups.get("month_word"):
        relative = _relative_month(groups["month_word"], setting, match.start())
        if relative is None:
            return None
        whole, explicit = spans.month(*relative), True
    elif groups.get("month"):
        month = number(groups["month"])
        year = year or setting.year_of(month, None, match.start(), match.end())
        if year is None:
            return None
        whole = spans.month(year, month)
    elif year is None:
        return None
    else:
        whole = spans.year(year)
    found = ordinals.resolve(match, whole)
    return found and (found.named() if explicit else found)


def read_day(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `DAY_ALONE`: `29日`."""
    text, end = match.string, match.end()
    before, following = text[max(0, match.start() - 3):match.start()], text[end:end + 3]
    clock = end > match.end("sign") or match["weekday_note"]
    if _LENGTH_BEFORE.search(before) or re.search("(?<!日)[-/:]$", before):
        return None
    if match["sign"] == "日":
        if not clock and _NOT_A_DAY.match(following):
            return None
    elif _NOT_A_NUMBER.match(following) or not _BEFORE_NUMBER.search(before):
        return None
    day = number(match["day"])
    if day > 31:
        return None
    place = setting.month_of(day, match.start(), end)
    return spans.day(datetime.date(place[0], place[1], day)) if place else None


def read_part(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `PART_ALONE`: `年底`, `下半年`, `三季度`, `中旬`, `今夏`."""
    text, base = match.string, setting.base
    following = text[match.end():match.end() + 1]
    before = text[max(0, match.start() - 1):match.start()]
    part = match["part"]
    if base is None or (re.search(r"[0-9一二三四五六七八九十几数半]", before) and part[0] in "年月季"):
        return None
    if match["short"]:
        # "来春", "去冬" are years; "来夏威夷", "去秋田" are journeys.
        if following and following in "威令利田季奥节运" and not part.endswith("季"):
            return None
        found = parts.part_of_year(base.year + years.SHORT[match["short"]], match["season"], "", base)
        return found and found.named()
    if match["this"]:
        year = base.year + {"上个": -1, "去个": -1, "下个": 1}.get(match["this"], 0)
        return parts.part_of_year(year, match["season2"], "", base)
    if part in ("上半月", "下半月") or part[0] == "月" or part[1] == "旬":
        anchor = base
        if setting.near(match.start()) == "sentence" and setting.last and setting.last.start and setting.last.end:
            within = (setting.last.end - setting.last.start).days <= 31
            anchor = setting.last.start if within else base
        return parts.part_of_month(anchor.year, anchor.month, part, following)
    year = base.year
    if setting.near(match.start()) == "sentence" and setting.last and setting.last.explicit and setting.last.precision == spans.YEAR:
        year = spans.closed(setting.last.iso)[0].year
    if part.endswith("个半年"):
        half = (0 if base.month <= 6 else 1) + (-1 if part[0] == "上" else 1)
        return spans.months(year, 6 * half + 1, year, 6 * half + 6)
    found = parts.part_of_year(year, part.removeprefix("第").strip() if "季" in part else part, following, base)
    if found and year == base.year:
        when = setting.tense(match.start(), match.end())
        if when == tense.PAST and found.first > base:
            found = parts.part_of_year(year - 1, part, following, base)
        elif when == tense.FUTURE and found.last < base:
            found = parts.part_of_year(year + 1, part, following, base)
    return found

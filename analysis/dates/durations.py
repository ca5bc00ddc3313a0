"""Lengths of time that start or end somewhere known: `三天后`, `未来三个月`, `两年内`, `过去十年`, `前1周`, `不到3个月`."""

import datetime
import re
from typing import TYPE_CHECKING

from analysis.dates import spans, tense
from analysis.dates.numerals import COUNT, number
from analysis.dates.spans import Span

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

_LEAD = ("(?:(?P<lead>未来的?|今后的?|接下来的?|往后|过去的?|近|最近的?|刚过去的|此后的?|此前的?|前|后|还有|还剩|只剩|剩下)"
         "(?: ?(?:这|那|短短|约|大约|近|不到|不足))?)")
_NUMBER = f" ?(?:{COUNT} ?[到至~-] ?)?(?P<count>{COUNT}|半|数十?|几十?|十几|上百)(?P<more>多|余|几)?"
_UNIT = " ?(?:个半|个)? ?(?P<unit>天|日|周|星期|礼拜|月|年|载|季度)(?P<half>半)?"
_TAIL = "(?P<tail>之?前|之?后|以前|以后|之内|以内|内|里|之?间|以?来|多来)"
LED = f"{_LEAD}{_NUMBER}{_UNIT}(?:{_TAIL.replace('tail', 'tail2')})?"
TAILED = f"(?P<about>不到|不足|约|大约|近|将近)?{_NUMBER}{_UNIT}{_TAIL}"
REST = "(?P<rest>年内|本年内|今年内|月内|本月内|当月内|周内|本周内)"

_UNITS = {"周": "week", "星期": "week", "礼拜": "week", "天": "day", "日": "day", "月": "month", "年": "year", "载": "year",
          "季度": "quarter"}
_OTHER_WORD_AFTER = {"前": "总首外部议国官特驻主景所往美英法德俄苏线夕来锋提男女情妻夫队任身期", "后": "果续勤者面备代卫方台来院宫现",
                     "内": "阁政战部容蒙外乱地需", "间": "谍接隔断", "里": "程斯约根海氏昂亚", "来": "自临华访源往宾说看"}
_STARTS_AT_EVENT = re.compile(r"(?:上任|上台|就任|执政|成立|签署|生效|爆发|发生|开战|宣布|会后|选后|战后|独立|仅|仅仅|只|才|事隔|时隔|相隔|隔|持续|历时|为期"
                              r"|成为|每|第|满|的)$")
_COUNTED_AFTER = re.compile(r"的?(?:,|已经?|曾|连续|首次|第[一二三四五六七八九十0-9]|两[次度]|[二三四五]次|再次|再度|多次)")


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `LED` or `TAILED`.

    Notes
    -----
    `三天后` is a day, `三个月后` a month, `三年后` a year: news counts no more closely. Counted forward in a sentence that
    has named a date before, it starts there: `2014年脱欧公投,两年后…`. A length within which something happened
    (`一个月内第二次通话`) lies behind.
    """
    base, groups = setting.base, match.groupdict()
    lead, tail = (groups.get("lead") or "").rstrip("的"), groups.get("tail") or groups.get("tail2") or ""
    if base is None or _belongs_elsewhere(match, lead, tail):
        return None
    if match["count"].startswith("0"):
        return None
    count, vague = _count(groups)
    unit = _UNITS[groups["unit"]]
    if lead == "前" and not tail and groups["unit"] in ("月", "季度") and 1 <= count <= 12:
        # "前四个月出口增长", "前三季度": counted from January once those months are over.
        last = int(count) * (3 if unit == "quarter" else 1)
        if unit == "quarter" or base.month - 1 <= last <= base.month:
            return spans.months(base.year, 1, base.year, last)
    if unit == "quarter":
        count, unit = count * 3, "month"
    if "个半" in match.group():
        count += 0.5
    if groups["half"]:
        count += 0.5
    if unit == "year" and count >= 1000:
        return None
    tail = tail.removeprefix("之").removeprefix("以")
    if lead in ("还有", "还剩", "只剩", "剩下"):
        return _stretch(base, count, unit, ahead=True) if unit != "year" or count < 50 else None
    ahead = _looks_ahead(lead, tail, match, setting)
    if ahead is None:
        return None
    if tail in ("前", "后") and not lead:
        anchor = base
        before = setting.last
        if ahead and before and setting.near(match.start()) == "sentence" and before.precision != spans.INTERVAL:
            if before.end and not before.bound:
                anchor = before.end if before.precision == spans.DAY else before.first
        elif ahead and setting.tense(match.start(), match.end()) == tense.PAST:
            return None
        return _moved(anchor, count if ahead else -count, unit, vague)
    found = _stretch(base, count, unit, ahead)
    return found if found is None or not vague else spans.days(found.first, found.last, spans.IMPRECISE)


def _belongs_elsewhere(match: re.Match[str], lead: str, tail: str) -> bool:
    text = match.string
    before = text[max(0, match.start() - 3):match.start()]
    if re.search(r"[0-9.第每]$", before) or (match["count"][0] in "一二两三四五六七八九十" and re.search(
            r"[一二三四五六七八九十百千万几数第]$", before)):
        return True
    following = text[match.end():match.end() + 1]
    if tail and following and following in _OTHER_WORD_AFTER.get(tail[-1], ""):
        return not (following == "来" and tail[-1] == "后")
    if lead in ("前", "后"):
        # "前三年级", "今后三年": the lead is part of another word, or a count of people ("前两日本人").
        if re.search(r"[以之目今此先从日月年天事会战选]$", before):
            return True
        return not tail and match["unit"] in ("日", "月") and "个" not in match.group()
    if lead == "近" and re.search(r"[附接将最亲靠]$", before):
        return True
    if not lead and match["unit"] == "月" and "个" not in match.group() and match["count"] not in ("数", "半", "几"):
        return True
    # Arabic `5日后`, `8日前` name the day of the month in newspapers; `三日后` counts.
    if not lead and match["unit"] == "日" and match["count"].isdigit() and tail[-1:] in ("前", "后", "来", "间"):
        return True
    return not lead and bool(_STARTS_AT_EVENT.search(before)) and tail in ("", "里", "间", "来", "后", "之后", "以来")


def _count(groups: dict[str, str]) -> tuple[float, bool]:
    text = groups["count"]
    vague = bool(groups.get("more")) or text[0] in "数几上" or text.endswith("几")
    fixed = {"半": 0.5, "数": 5, "几": 5, "数十": 50, "几十": 50, "十几": 15, "上百": 100}
    # "两三年内": the larger of two neighbouring numbers.
    if re.fullmatch("[一二两三四五六七八九]{2}", text):
        return number(text[1]), True
    return (fixed[text] if text in fixed else number(text)), vague


def _looks_ahead(lead: str, tail: str, match: re.Match[str], setting: "Setting") -> bool | None:
    if lead in ("未来", "今后", "接下来", "往后", "后"):
        return True
    if lead in ("过去", "近", "最近", "刚过去", "前") or tail in ("来", "多来"):
        return False
    if lead in ("此后", "此前"):
        return None
    if tail == "前":
        return False
    if tail == "后":
        return True
    if tail in ("内", "里"):
        when = setting.tense(match.start(), match.end())
        counted = _COUNTED_AFTER.match(match.string, match.end())
        if when != tense.FUTURE and counted and (when == tense.PAST or _told(match)):
            return False
        return None if tail == "里" and when != tense.FUTURE else when != tense.PAST
    return None


def _told(match: re.Match[str]) -> bool:
    return bool(re.match(r"[,的]?.{0,8}?(?:第[一二三四五六七八九十0-9]|[两二三四五六0-9]+[次度]|首次|再次|再度|连续)", match.string[match.end():match.end() + 16]))


def _moved(anchor: datetime.date, count: float, unit: str, vague: bool) -> Span | None:
    try:
        if unit == "day":
            found = spans.day(anchor + datetime.timedelta(days=round(count)))
        elif unit == "week":
            found = spans.day(anchor + datetime.timedelta(days=round(7 * count)))
        elif unit == "month" or count != int(count):
            day = spans.add_months(anchor, round(count * (12 if unit == "year" else 1)))
            found = spans.month(day.year, day.month)
        else:
            found = spans.year(anchor.year + int(count))
    except (ValueError, OverflowError):
        return None
    return spans.days(found.first, found.last, spans.IMPRECISE) if vague else found


def _stretch(base: datetime.date, count: float, unit: str, ahead: bool) -> Span | None:
    """Return the interval of a length that begins the day after the publication date or ends the day before it."""
    one = datetime.timedelta(days=1)
    try:
        if unit in ("day", "week"):
            length = datetime.timedelta(days=max(1, round(count * (7 if unit == "week" else 1))))
            return spans.days(base + one, base + length) if ahead else spans.days(base - length, base - one)
        months = round(count * (12 if unit == "year" else 1)) or 1
        if ahead:
            return spans.days(base + one, spans.add_months(base, months))
        return spans.days(spans.add_months(base, -months), base - one)
    except (ValueError, OverflowError):
        return None


def read_rest(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the year, month or week that `年内`, `月内`, `周内` stay within."""
    base = setting.base
    if base is None or re.search(r"[0-9一二两三四五六七八九十几数半个今去明]$", match.string[max(0, match.start() - 1):match.start()]):
        return None
    word = match["rest"]
    if "年" in word:
        return spans.year(base.year).named()
    if "月" in word:
        return spans.month(base.year, base.month).named()
    monday = base - datetime.timedelta(days=base.weekday())
    return spans.days(monday, monday + datetime.timedelta(days=6))

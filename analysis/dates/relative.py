"""Days and weeks counted from the publication date or from the last date named: `昨天`, `上周三`, `下下周末`, `次日`."""

import datetime
import re
from typing import TYPE_CHECKING

from analysis.dates import spans, tense
from analysis.dates.ordinals import WEEKDAYS
from analysis.dates.spans import Span

if TYPE_CHECKING:
    from analysis.dates.setting import Setting

DAYS = {"今": 0, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "大后": 3}
FROM_LAST = {"当天": 0, "当日": 0, "同日": 0, "同一天": 0, "当晚": 0, "次日": 1, "翌日": 1, "隔天": 1, "隔日": 1, "第二天": 1, "前一天": -1,
             "后一天": 1, "前一日": -1, "后一日": 1}
DAY = (r"(?P<day>今|昨|大前|前|明|大后|后)(?P<sign>天|日)(?:凌晨|清晨|早晨|早上|早间|上午|中午|午后|下午|傍晚|晚上|晚间|夜间|深夜|晚)?"
       r"|(?P<short>今|昨|明)(?P<hour>晨|早|晚|夜|午)|(?P<last>" + "|".join(FROM_LAST) + ")")
_WHICH = "(?P<which>上上|下下|上一|下一|这一|上|下|本|这|当|同|次)"
WEEK = (f"(?:{_WHICH} ?个? ?)?(?P<sign>周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
        f"|{_WHICH.replace('which', 'which2')} ?个? ?(?:周|星期|礼拜)|(?P<half>上|下|前|后)半(?:周|个星期)")
_SHIFT = {"上上": -2, "上一": -1, "上": -1, "本": 0, "这": 0, "这一": 0, "下": 1, "下一": 1, "下下": 2}

_WITHIN_WORD_BEFORE = {"前": "以年月日天周之午此先生目面支提从向往", "后": "以年月日天周之此先今生最落背", "明": "光发聪文证声说表透简黎昆清",
                       "今": "古当而如现", "昨": ""}
_WITHIN_WORD_AFTER = re.compile(r"[本]|(?:努力|性格|教育|习得|环境)")
_COUNT_BEFORE = re.compile(r"[0-9一二两三四五六七八九十几数每隔多半整]$")


def read_day(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `DAY`."""
    if word := match["last"]:
        # "感恩节当天" is one day, named already.
        if setting.last is None or not setting.near(match.start()) or setting.last_end == match.start() or _COUNT_BEFORE.search(
                match.string[max(0, match.start() - 1):match.start()]):
            return None
        anchor = setting.last.start if FROM_LAST[word] < 0 else setting.last.end
        if anchor is None or setting.last.precision != spans.DAY:
            return None
        return spans.day(anchor + datetime.timedelta(days=FROM_LAST[word]))
    if setting.base is None:
        return None
    text, sign = match.string, match["day"] or match["short"]
    before = text[max(0, match.start() - 1):match.start()]
    # "三年前天津…", "此后天气…": the two characters belong to other words; in a title, 《明日之后》, it is a name.
    if before and (before in _WITHIN_WORD_BEFORE.get(sign[-1], "") or (_COUNT_BEFORE.search(before) and sign in "前后")):
        return None
    if before == "《" or (_WITHIN_WORD_AFTER.match(text, match.end()) and match["sign"]):
        return None
    if match["day"] in ("前", "后") and match["sign"] == "天" and text[match.end():match.end() + 1] in list("津文空主气体"):
        return None
    return spans.day(setting.base + datetime.timedelta(days=DAYS[sign])).named()


def read_week(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the date of `WEEK`: a weekday, a weekend, a week or half of one; weeks run from Monday."""
    base = setting.base
    text = match.string
    which = match["which"] or match["which2"]
    before = text[max(0, match.start() - 1):match.start()]
    if which in ("当", "同", "次"):
        if setting.last is None or not setting.near(match.start()):
            return None
        base, which = setting.last.start or setting.last.end, {"次": "下"}.get(which, "本")
    if base is None or (not which and _COUNT_BEFORE.search(before)):
        return None
    monday = base - datetime.timedelta(days=base.weekday())
    if match["half"]:
        first = match["half"] in "上前"
        return spans.days(monday + datetime.timedelta(days=0 if first else 3),
                          monday + datetime.timedelta(days=2 if first else 6))
    weekday = match["weekday"]
    if which:
        monday += datetime.timedelta(weeks=_SHIFT[which])
        return _in_week(monday, weekday).named()
    # "一周一次", "周一围": a count, a surname.
    following = text[match.end():match.end() + 1]
    if following and following in "次个场回岛岁年围" and match["sign"] == "周":
        return None
    found = _in_week(monday, weekday)
    when = setting.tense(match.start(), match.end())
    week = datetime.timedelta(weeks=1)
    if when == tense.FUTURE and found.last < base:
        return _in_week(monday + week, weekday)
    if when != tense.FUTURE and found.first > base and (when == tense.PAST or weekday != "末"):
        return _in_week(monday - week, weekday)
    return found


def _in_week(monday: datetime.date, weekday: str | None) -> Span:
    if weekday is None:
        return spans.days(monday, monday + datetime.timedelta(days=6))
    if weekday == "末":
        return spans.days(monday + datetime.timedelta(days=5), monday + datetime.timedelta(days=6))
    return spans.day(monday + datetime.timedelta(days=WEEKDAYS[weekday]))

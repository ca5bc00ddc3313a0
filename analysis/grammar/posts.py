"""Lines a forum, a question site or a live page prints over what somebody wrote: `某某 发表于 …`, `@某某 2F 09:41`, `10:05`."""

import re

from analysis.grammar import furniture
from analysis.grammar.byline_forms import Byline
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

_FLOOR = r"(?:[#第]?\d{1,5}[ ]?(?:楼|[FfL#](?![A-Za-z\d]))|#\d{1,5}|[Bb]\d{1,4}(?!\w)|沙发|板凳|地板)"
_CLOCK = r"(?:(?:[上下]午|凌晨|晚上|中午|[AaPp][Mm])?[ ]?\d{1,2}:\d{2}(?::\d{2})?(?:[ ]?[AaPp][Mm])?)"
AGO = r"(?:\d{1,3}|半|几)[ ]?(?:秒|分钟|小时|天|周|个?月|年)前"
# What a site prints beside a poster's name: the floor, the day, the hour, how long ago, from where.
_STAMP = (rf"(?:{_FLOOR}|{_CLOCK}|楼主|层主|LZ|\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|\d{{1,2}}[-/月]\d{{1,2}}日?|"
          rf"{AGO}|" r"刚刚|昨天|今天|前天|(?:来自|IP属地)[ :]*[^ ]{1,10}|"
          r"[Ll][Vv]\.?[ ]?\d{1,2}|[发编][表布辑]于|回复于?|只看(?:该作者|楼主|他)|[|丨·•,/()-])")
_NAME = r"[^ :,。!?;|丨·•/()【】\[\]“”《》]{2,16}"
_STAMPED = later(rf"[@【\[]?(?:网友|用户)?[ ]?(?P<name>{_NAME})[】\]]?(?=.*\d)(?:[ ]+{_STAMP}|(?<=[】\]]){_STAMP}|[ ]*[|丨·•/(][ ]*{_STAMP})(?:[ ]*{_STAMP})*+")
_BY_FLOOR = later(rf"{_FLOOR}[ |丨·•]+(?P<name>{_NAME})(?:[ ]+{_STAMP}(?:[ ]*{_STAMP})*+)?")
_HEADER = r"(?:[ ]*(?:[于於]|\d{4}[-/.年]|[\[(]).*)?"
_POSTED = (
    # A letter sent by wire: "发件人:某某 <…>".
    later(r"(?:发件人|寄件人|寄件者|寄信人|From)[ ]?:[ ]?(?P<name>[^<>(:,]{2,24}?)[ ]*(?:[<(].*)?"),
    later(rf"作者[ ]+(?P<name>{_NAME})[ ]*(?:\([^()]{{0,24}}\))?[ ]+(?:看板|站内|信区)[ ].*"),
    # "送交者: 某某 于 2025-…", "回复: 未必 - 送交者: 某某 2025-…": boards of overseas portals.
    later(rf"(?:(?:回复|跟帖|跟贴)[ ]?:[^\n]{{0,40}}?[ -]{{1,4}})?送交者[ ]?:[ ]?(?P<name>{_NAME}){_HEADER}"),
    later(rf"(?:来源|文章来源|发帖|发表者)[ ]?:[ ]?(?P<name>{_NAME})[ ]+[于於][ ]?\d{{4}}[-/.年]\d{{1,2}}.*"),
    later(rf"(?:作者|发信人|寄件人)[ ]?:?[ ]+(?P<name>{_NAME})[ ]*(?:\([^()]{{0,24}}\))?[ ,]*(?:(?:看板|信区|站内)[ :].*)?"),
    later(rf"(?:作者|发信人|发帖人|楼主|答主|回答者|发贴人)[ ]?:[ ]?(?P<name>{_NAME})[ ]*(?:\([^()]{{0,24}}\))?[ ,]*"
               r"(?:(?:日期|时间|发表于?|信区|看板|链接|回复于?|来自)[ :].*)?"),
    later(rf"[^ :,。!?]{{0,6}}(?:用户|网友|会员|答主|坛友|楼主)[ ]*(?P<name>{_NAME})[ ]*"
               r"(?:发表|发布|回答|回复|评论|发帖|留言)(?:了?|于[^。,]{0,30})"),
    # "2. 灯塔看守,回应《…》": what a paper's readers wrote, and on what.
    later(rf"(?:\d{{1,2}}[.、)][ ]?)?(?P<name>{_NAME})[ ]?,[ ]?(?:回应|回复|评论|留言于?|评)(?:圆桌|文章|报道|话题|专题|专栏|讨论)*《[^《》]{{2,40}}》"),
    later(rf"(?P<name>{_NAME})[ ]+(?:于[ ]?)?(?:[\d:/. -]{{4,20}})?[ ]?(?:发表|发布|回答|回复|评论|发帖|留言)(?:于|在)?[\d:/. 年月日-]*"),
)
# A reply of one line: `推 某某: … 04/03 13:26`.
_PUSH = later(r"(?:推|嘘|→|↑)[ ]*(?P<name>[A-Za-z][A-Za-z0-9_]{1,15})[ ]*:[ ]?(?P<rest>.+)")
# A follow-up of one line: "• 崩不了 -某某- 给某某发送悄悄话 (0 bytes)".
_HEADLINE = later(r"(?:[•·◦][ ]?)?(?P<rest>[^\n]{2,80}?)[ ]?-(?P<name>(?!\d+-)[^\s:,。!?;()-]{2,16})-[ ]?(?=.*(?:悄悄话|\(\d+ ?(?:bytes|reads|字)))(?:.{0,100})")
# "回答者:某某 时间:2019-02-03 不会的,…": run together on one line.
_RUN_ON = later(rf"(?:回答者|答主|回复者|评论者|发布者|发言者|网友|作者|用户)[ ]?:[ ]?(?P<name>{_NAME})[ ]+(?:(?:回答|回复|发布|发表|评论)?(?:时间|日期|于)[ ]?:?[ ]?)?\d{{2,4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?(?:[ ]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?[ :]+(?P<rest>[^\d ].{{9,}})")
_STAMPS = later(rf"(?:{_STAMP})++")
_FLOOR_ALONE = later(rf"{_FLOOR}(?:[ ]*{_STAMP})*+")
_HOUR_ALONE = later(rf"[【\[(▲●◆■▶]*[ ]?(?:\d{{1,2}}[月/-]\d{{1,2}}日?[ ]*)?{_CLOCK}[ ]?(?:更新)?[】\])]?")
_BOARD_LINE = later(r"(?:看板|标[ ]{0,2}题|时间|发信站|信区)[ ]*:?[ ].*|[—─═=_-]{2,}$")
_HEAD = 4
# What no writer's line holds but a site's: a day with an hour, an hour, how long ago, a handle, a number in the thread.
_SURE = later(rf"(?:{_CLOCK}|{_FLOOR}|\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|\d{{1,2}}月\d{{1,2}}日|@[A-Za-z0-9_.]{{2,30}}|(?:\d{{1,3}}|半|几)(?:秒|分钟|小时|天|周|个?月|年)前)[)\]]?")
_TOLD = later(r"[\d@]")
_WORDS = later(r"[ |丨·•]+")
_MOST_WORDS, _LONGEST_WORD, _LONGEST_RANK = 3, 20, 4
_LONGEST = 60
_BOARDS = ("送交者", "来源:", "回复:", "作者 ", "发信人")
# "某某周报 A07版 2025年6月27日" heads a printed page.
_EDITION = later(r" [A-Z]?\d{1,3}版(?: |$)|第[ ]?\d{1,4}[版期](?: |$)")
_ID_LINE = later(r"作者[ ]+")
_BELOW_ID = later(r"(?:.* )?(?:看板|标[ ]{0,2}题|时间|日期|信区|站内|发信站)[ :]")


def find(found: list[Line], title: str, book: Voicebook) -> list[Byline]:
    """Return the lines of a page that a site prints over a post, whatever their form.

    Notes
    -----
    Only a stamp tells: beside the day, the floor or the word for posting any run of characters may be a pen name.
    """
    bylines = []
    for number, line in enumerate(found):
        push = _PUSH.fullmatch(line.text) or (_HEADLINE.fullmatch(line.text) if "-" in line.text else None)
        push = push or (_RUN_ON.fullmatch(line.text) if ":" in line.text[:6] else None)
        if push:
            bylines.append(Byline(push["name"], "medium", number, line.start + push.start("rest"), line.blanks))
            continue
        if (len(line.text) > _LONGEST and not line.text.startswith(_BOARDS)) or furniture.is_title(line.text, title) or _EDITION.search(line.text):
            continue
        if _ID_LINE.match(line.text) and not any(_BELOW_ID.match(below.text) for below in found[number:number + 3]):
            # "作者 这一次把目光放到北方"
            continue
        name = poster(found, number, title)
        if not name or name.isdecimal() or _STAMPS.fullmatch(name) or name in book.words("bylines", "labels") or name.startswith(
                book.words("furniture", "credits")) or furniture.is_stop(line.text, book):
            continue
        above = found[number - 1] if number and found[number - 1].text == name else None
        keeper = name.startswith(book.words("bylines", "moderators"))
        bylines.append(Byline(name, "medium", number - 1 if above else number, (above or line).end, line.blanks, asks=keeper))
    return bylines


def is_stamp(line: str) -> bool:
    """Say whether a line is a floor, a day or an hour and nothing else."""
    return bool(_FLOOR_ALONE.fullmatch(line) or _STAMPS.fullmatch(line))


def is_header(line: str) -> bool:
    """Say whether a line is one of those a board prints below the poster's: `看板  Military`, `標題 [討論] …`."""
    return bool(_BOARD_LINE.match(line))


def signed(found: list[Line], title: str) -> str:
    """Return who posted the one text of a page whose first lines are a board's."""
    return next(filter(None, (poster(found, number, title) for number, line in enumerate(found[:_HEAD])
                              if line.text.startswith((*_BOARDS, "作者:")) and any(
                                  line.text.startswith(("送交者", "来源:")) or is_header(below.text) or _BELOW_ID.match(below.text)
                                  for below in found[number:number + 3]))), "")


def poster(found: list[Line], number: int, title: str) -> str:
    """Return whom a line says to have posted what stands below it."""
    line = found[number].text
    for pattern in (*_POSTED, _STAMPED, _BY_FLOOR):
        match = pattern.fullmatch(line)
        if match:
            return match["name"].removeprefix("@")
    name = _beside_stamps(line)
    if name:
        return name
    if number and _FLOOR_ALONE.fullmatch(line):
        # A name, and the floor on the line below it.
        above = found[number - 1].text
        if re.fullmatch(_NAME, above) and not furniture.is_title(above, title):
            return above
    return ""


def _beside_stamps(line: str) -> str:
    """Return the display name that stands between the floor and the stamps: `2楼 某某 列兵 2024-12-04 07:26`, `某某 @handle · 1月8日`."""
    if not _TOLD.search(line):
        return ""
    words = [word for word in _WORDS.split(line) if word]
    while (words and _FLOOR_ALONE.fullmatch(words[0])) or words[:1] in (["楼主"], ["层主"]):
        words.pop(0)
    first = next((place for place, word in enumerate(words) if _SURE.fullmatch(word)), 0)
    name, rest = words[:first], words[first:]
    if not name or len(name) > _MOST_WORDS or any(len(word) > _LONGEST_WORD for word in [*name, *rest]):
        return ""
    if any(mark in line for mark in "。!?,;") or sum(not _SURE.fullmatch(word) and not _STAMPS.fullmatch(word) for word in rest) > 1:
        return ""
    latin = " ".join(name)
    if latin.isascii() or len(name) == 1:
        return latin if not latin.isdecimal() else ""
    # A rank or a place behind the name.
    return name[0] if len(name) == 2 and len(name[1]) <= _LONGEST_RANK else ""


def hours(found: list[Line]) -> list[Byline]:
    """Return the lines of a live page that hold an hour and nothing else; each heads an entry of the one who writes it."""
    return [Byline(line.text, "medium", number, line.end, line.blanks, answers=True)
            for number, line in enumerate(found) if _HOUR_ALONE.fullmatch(line.text)]

"""Who signs which stretch of a page: the sections of a round table, the answers of a transcript, an article's author."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import takewhile

from analysis.grammar import furniture, names
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook

# Below these a section is no answer: a navigation entry, a list item.
_SHORTEST_ANSWER = 15
# A form that covers hardly more of the page than a more telling one (`**某某:**` read as `**某某`) does not displace it.
_CLEARLY_MORE = 1.1
_LONGEST_BARE_NAME = 12
# A line under a bare name that says who it is: `海滨大学在读`.
_LONGEST_DESCRIPTION = 20
# A page of bare lines is a round table from this much evidence on: see `_evidence`.
_ENOUGH_EVIDENCE = 3

_FLOOR = re.compile(r"(?:[#第]?\d{1,5}(?:[ ]?(?:#|楼|F\b))|#\d{1,5})[ ]*[:.、]?[ ]*(?P<name>[^ :]{2,16})"
                    r"(?:[ ]+[\d年月日时:/. -]+)?(?P<colon>:)?(?P<rest>.*)")
_BULLET = re.compile(r"[●◆■▲★◎○□◇►▶※•·▎◤]+[ ]*(?P<name>[^:。!?;]{2,30})(?P<colon>:)?(?P<rest>.*)")
_BRACKETED = re.compile(r"[【\[](?P<name>[^】\]。!?;]{2,30})[】\]][ ]*(?P<colon>:)?(?P<rest>.*)")
_BOLD = re.compile(r"\*\*(?P<name>[^*。!?;]{2,30}?):?\*\*[ ]*(?P<colon>:)?(?P<rest>.*)")
_HASHED = re.compile(r"#{1,6}[ ]+(?P<name>[^:。!?;]{2,30})(?P<colon>:)?(?P<rest>.*)")
_NUMBERED = re.compile(r"(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\))[ ]*"
                       r"(?P<name>[^:。!?;]{2,30})(?P<colon>:)?(?P<rest>.*)")
_COLON = re.compile(r"(?P<name>[^:。!?;“”《》]{1,30})(?P<colon>:)(?P<rest>.*)")
_HANDLE = re.compile(r"(?:回复)?@[ ]?(?P<name>[^ :,。!?]{2,20})(?=[ :]|$)[ ]?(?P<colon>:)?(?P<rest>.*)")
_USER = re.compile(r"(?:网友|读者|用户|答主|博主|层主|听众|球友|吧友)[ ]?[“‘\"]?(?P<name>[^”’\" :,。]{2,16})[”’\"]?[ ]?"
                   r"(?:\([^()]{1,12}\))?(?P<colon>:)(?P<rest>.*)")
_MARKED = {"floor": _FLOOR, "handle": _HANDLE, "user": _USER, "bullet": _BULLET, "bracketed": _BRACKETED, "bold": _BOLD, "hashed": _HASHED,
           "numbered": _NUMBERED, "colon": _COLON}

# What a line of each form begins with; `0` stands for any digit.
_OPENINGS = {"floor": "#第0", "handle": "@回", "user": "网读用答博层听球吧", "bullet": "●◆■▲★◎○□◇►▶※•·▎◤", "bracketed": "【[", "bold": "*",
             "hashed": "#", "numbered": "0一二三四五六七八九十("}

_ORDINAL = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.:]")
_MARKED_LINE = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]|[●◆■#*【\[(◎@]|\d+[.、)]")
_INVITED = re.compile(r"(?:专访|对话|访谈|独家|访)[ ]?[|丨/·:]?[ ]?")
_NOTE = re.compile(r"[(\[【]?(?:编者|编辑)?(?:按语?|导语|引言|手记|前言)[)\]】]?[ ]?[:|]?")

_SIGNED = re.compile(
    r"(?:^|[(\s])(?:文|撰文|撰稿|作者|原创|记者|本报记者|本刊记者|特约记者|特约撰稿人|特约评论员|本报评论员|评论员|专栏作家|采写)"
    r"[ ]?[/|:丨│·][ ]?(?P<name>[^()/|:,。;\n]{2,24})")
_REPORTER = re.compile(r"(?:记者|特约撰稿人|特约评论员|特派员)[ ]?(?P<name>[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,4})*)"
                       r"(?=[ ]?(?:$|[)/|,]|综合|报道|北京|华盛顿|台北|香港|发自|\d))")
_AFFILIATED = re.compile(r"\(?(?:本文)?作者(?P<first>[\u4e00-\u9fff·]{2,8})?(?:系|为|是|,)(?P<what>[^)。]{2,60})")
_BEFORE = re.compile(r"^(?P<name>[\u4e00-\u9fff·]{2,8})[ ]?\((?:本文)?作者(?:系|为|是)?")
_DASHED = re.compile(r"^[—–-]{1,3}[ ]?(?P<name>[^。!?,:;]{2,30})$")
_SLASHED = re.compile(r"^(?P<name>[\u4e00-\u9fff·A-Za-z ]{2,16})[ ]?/[ ]?(?:文|撰文|著)$")


@dataclass(frozen=True)
class Section:
    """A stretch under one signature."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class _Byline:
    name: str
    certainty: str
    line: int
    content: int
    blanks: int
    asks: bool = False
    answers: bool = False


def sections(found: list[Line], title: str, author: str, book: Voicebook, shape: names.NameShapes,
             topics: frozenset[str] = frozenset()) -> list[Section]:
    """Return the stretches of a page on which several people speak, in order; empty where it is no such page.

    Parameters
    ----------
    found : list of Line
        The page's lines, folded.
    title, author : str
        The document's, folded; the author stands for `答` in an interview.
    topics : frozenset of str
        Words for what texts are about, folded: a short line made of them is a sub-heading.

    Notes
    -----
    A page is a round table only where its structure says so: at least two bylines of one form, each over a text of its
    own, most of them shaped like names. One name alone on a line is no evidence.
    """
    best: list[Section] = []
    firsts = {"0" if line.text[0].isdecimal() else line.text[0] for line in found}
    for style in (*_MARKED, "bare"):
        if style in _OPENINGS and firsts.isdisjoint(_OPENINGS[style]):
            continue
        bylines = _bare(found, title, book, shape) if style == "bare" else _marked(found, style, title, book, shape)
        if style == "colon" and not _all_labelled(found, bylines, title, book, topics):
            # "短期风险:…" once in a text names nobody.
            bylines = [byline for byline in bylines if byline.certainty != "weak"]
        if style in ("colon", "bold", "bracketed"):
            bylines = _without_questions(found, bylines)
        if len(bylines) < 2:
            continue
        preamble = [title, *(line.text for line in found[:bylines[0].line])]
        answerer = author
        if not author and any(byline.answers for byline in bylines):
            answerer = _introduced(preamble, "", shape)
        bylines = [byline if len(byline.name) > 1 or byline.asks or byline.answers else replace(
            byline, name=_introduced(preamble, byline.name, shape)) for byline in bylines]
        made = _cut(found, bylines, answerer, style, book)
        if made and _holds(style, bylines, made, found, title, book, topics) and (
                _covered(made) > _CLEARLY_MORE * _covered(best)):
            best = made
    return best or _signed_sections(found, title, book, shape)


def _covered(made: list[Section]) -> int:
    return sum(section.end - section.start for section in made)


def _marked(found, style, title, book, shape) -> list[_Byline]:
    pattern, bylines = _MARKED[style], []
    questioners, answerers = book.words("bylines", "questioners"), book.words("bylines", "answerers")
    labels = frozenset(book.words("bylines", "labels"))
    for number, line in enumerate(found):
        match = pattern.match(line.text) if style != "colon" or ":" in line.text else None
        if not match or (style != "colon" and match["rest"].strip() and not match["colon"]
                         and style not in ("bracketed", "bold")) or furniture.is_title(line.text, title):
            continue
        name = match["name"].strip()
        content = line.start + match.start("rest")
        if style == "colon" and not match["rest"].strip() and furniture.is_stop(line.text, book):
            continue
        if name in questioners or (len(name) <= 8 and name.endswith(("记者", "主持人"))):
            bylines.append(_Byline(name, "strong", number, content, line.blanks, asks=True))
        elif name in answerers:
            bylines.append(_Byline(name, "strong", number, content, line.blanks, answers=True))
        elif style == "colon" and len(name) == 1 and name in book.surnames:
            # "温:七月升息的机率不高": an interview gives the name in full once.
            bylines.append(_Byline(name, "strong", number, content, line.blanks))
        elif name not in labels:
            named, certainty = names.label(name, book, shape)
            if style in ("floor", "handle", "user") and certainty in ("none", "weak") and len(name) <= 16:
                named, certainty = name, "medium"
            furnished = furniture.is_credit(line.text, book) or furniture.is_stop(line.text, book)
            if named and not furnished:
                bylines.append(_Byline(named, certainty, number, content, line.blanks))
    return bylines


def _bare(found, title, book, shape) -> list[_Byline]:
    bylines, described = [], -1
    for number, line in enumerate(found):
        if number + 1 == len(found) or number == described or furniture.is_title(line.text, title):
            continue
        if any(judge(line.text, book) for judge in (furniture.is_caption, furniture.is_credit, furniture.is_stop)):
            continue
        # "一、叙利亚问题" and "第一,民意" open a heading, not an answer.
        if _MARKED_LINE.match(line.text):
            continue
        if len(line.text) > _LONGEST_BARE_NAME and not re.search(r"[ (,]", line.text) and (
                len(line.text) > 30 or not names.titled(line.text, book, shape)):
            continue
        if len(line.text) > 40 or line.text[-1] in "。!?…:;,":
            continue
        named, certainty = names.label(line.text, book, shape)
        if not named:
            continue
        if not furniture.is_speech(found[number + 1].text):
            # A short line over another short line heads nothing (a menu), unless the second says who the first is.
            if _describes(found, number, book, shape):
                described = number + 1
            elif not _ORDINAL.match(found[number + 1].text):
                # An answer may open with a sub-heading of its own: `一、选后的台海`.
                continue
        bylines.append(_Byline(named, certainty, number, line.end, line.blanks))
    return bylines


def _describes(found: list[Line], number: int, book: Voicebook, shape: names.NameShapes) -> bool:
    """Say whether the line below a line is one more about the same person: close to it, and over a paragraph."""
    name, below = found[number], found[number + 1]
    if number + 2 >= len(found) or below.blanks or not name.blanks or len(below.text) > _LONGEST_DESCRIPTION:
        return False
    captioned = furniture.is_caption(below.text, book) and not shape.title.search(below.text)
    return (furniture.is_speech(found[number + 2].text) and not captioned
            and not furniture.is_credit(below.text, book) and not furniture.is_stop(below.text, book))


def _all_labelled(found, bylines, title, book, topics) -> bool:
    """Say whether names of any shape and a colon open all that stands on the page: `潘帕斯的雨:…`, `远山如黛:…`."""
    if len({byline.name for byline in bylines}) < 3:
        return False
    own = {byline.line for byline in bylines}
    if any(furniture.is_speech(line.text) and not furniture.is_title(line.text, title) and number not in own
           for number, line in enumerate(found) if not furniture.is_stop(line.text, book)):
        return False
    return not any(_heads_a_part(byline.name, book, topics) or byline.name.endswith(book.words("bylines", "headings"))
                   for byline in bylines if byline.certainty == "weak")


def _without_questions(found, bylines) -> list[_Byline]:
    """Return the bylines with those marked as asking under which nothing but questions stand: `港湾网:您怎么看?`."""
    ends: dict[str, set[bool]] = {}
    for byline, after in zip(bylines, [*bylines[1:], None]):
        last = found[(after.line if after else len(found)) - 1]
        ends.setdefault(byline.name, set()).add(last.text.rstrip("”’)")[-1:] == "?")
    asking = {name for name, asked in ends.items() if asked == {True}}
    if len(asking) == len(ends):
        return bylines
    return [replace(byline, asks=True) if byline.name in asking else byline for byline in bylines]


def _introduced(preamble: list[str], surname: str, shape: names.NameShapes) -> str:
    """Return whom the lines before the first question introduce.

    Parameters
    ----------
    preamble : list of str
        The title and what stands before the first question: `本报专访海滨大学教授林若川。`, `对话林若川:…`,
        `林若川,海滨大学教授,…`.
    surname : str
        What the name begins with; empty for any.
    """
    for line in preamble:
        places = [title.end() for title in shape.title.finditer(line)]
        places += [match.end() for match in _INVITED.finditer(line)]
        for place in places:
            for length in (3, 2, 4, 5):
                name = line[place:place + length]
                after = line[place + length:place + length + 1]
                if len(name) == length and name.startswith(surname) and names.is_person(name, shape) and (
                        not after.isalpha() or surname):
                    return name
        first = re.match(r"([\u4e00-\u9fff·]{2,12})[,(]", line)
        if first and first[1].startswith(surname) and names.is_person(first[1], shape) and shape.title.search(line[:60]):
            return first[1]
    return ""


def _cut(found, bylines, author, style, book) -> list[Section]:
    made = []
    for byline, after in zip(bylines, [*bylines[1:], None]):
        last = after.line if after else len(found)
        name = author if byline.answers else byline.name
        if byline.asks or not name:
            continue
        inner = []
        if style != "bare":
            line = found[byline.line]
            lead = line.text[byline.content - line.start:]
            if lead.strip():
                start = byline.content + len(lead) - len(lead.lstrip())
                inner.append(Line(lead.strip(), start, line.end, line.blanks))
        for line in found[byline.line + 1:last]:
            if furniture.is_stop(line.text, book):
                break
            inner.append(line)
        while inner and (furniture.is_credit(inner[-1].text, book)):
            inner.pop()
        if inner and any(furniture.is_speech(line.text) or style != "bare" for line in inner):
            made.append(Section(name, inner[0].start, inner[-1].end))
    return made


def _holds(style, bylines, made, found, title, book, topics) -> bool:
    """Say whether the bylines of one form make the page a round table."""
    speakers = {section.name for section in made}
    asks = any(byline.asks for byline in bylines)
    if style == "floor":
        return len(made) >= 2
    if len(speakers) < 2 and not (asks and made):
        return False
    certain = Counter(byline.certainty for byline in bylines if not byline.asks)
    named = (certain["strong"] + certain["medium"]) / max(1, sum(certain.values()))
    long = sum(section.end - section.start >= _SHORTEST_ANSWER for section in made) / len(made)
    if style == "colon":
        # "美方:…" once and "中方:…" once in a chronicle are no transcript; names or a questioner make one.
        if certain["weak"] and len(speakers) >= 3:
            return long >= 0.5
        return (asks or (long >= 0.5 and certain["strong"] >= 2)) and named >= 0.8
    if style in ("bullet", "bracketed", "bold", "hashed", "numbered", "handle", "user"):
        if asks:
            return bool(made)
        return long >= 0.5 and named >= 0.6 and certain["strong"] + certain["medium"] >= 2
    if long < 0.8:
        return False
    if certain["strong"] / len(bylines) >= 0.6:
        return True
    return len(made) >= 3 and _evidence(bylines, named, found, title, book, topics) >= _ENOUGH_EVIDENCE


def _evidence(bylines, named, found, title, book, topics) -> int:
    """Weigh whether short lines over paragraphs name people or head the parts of one text.

    Notes
    -----
    Pen names have any shape (`西瓜皮不滑`), so the page has to tell: an article says something before its first
    sub-heading, a round table hardly ever does, or its editor's note calls the speakers in; its title asks; its names
    stand farther apart than its paragraphs. Against it: idioms, and lines made of what the text is about.
    """
    before = [line.text for line in found[:bylines[0].line] if furniture.is_speech(line.text)
              and not furniture.is_title(line.text, title) and not furniture.is_credit(line.text, book)]
    note = bool(before) and bool(_NOTE.match(before[0]))
    announced = any(word in text for text in [title or found[0].text, *before] for word in
                    book.words("bylines", "round_tables" if text not in before else "invitations"))
    evidence = int(announced)
    if not before or note:
        evidence += 2
    elif announced and len(before) == 1 and any(word in before[0] for word in book.words("bylines", "invitations")):
        evidence += 1
    own = {byline.line for byline in bylines}
    own |= {number + 1 for number in own}
    others = [line.blanks for number, line in enumerate(found) if number > bylines[0].line and number not in own]
    if min(byline.blanks for byline in bylines[1:]) > (sum(others) / len(others) if others else 0):
        evidence += 1
    evidence += (named >= 0.3) + (named >= 0.6)
    heads = [_heads_a_part(found[byline.line].text, book, topics) for byline in bylines]
    share = sum(heads) / len(heads)
    evidence -= 3 if share >= 0.5 else 1 if share > 0.2 else 0
    if len(bylines) > 2 and len({len(byline.name) for byline in bylines}) == 1 and len(bylines[0].name) >= 4 and named < 0.3:
        # Sub-headings are cut to one measure: four characters each.
        evidence -= 1
    return evidence


def _heads_a_part(line: str, book: Voicebook, topics: frozenset[str]) -> bool:
    """Say whether a short line reads like a sub-heading: `各怀心思`, `稀土与芯片`."""
    if any(mark in line for mark in book.words("bylines", "heading_marks")):
        return True
    covered = place = 0
    while place < len(line):
        length = next((length for length in range(min(8, len(line) - place), 1, -1)
                       if line[place:place + length] in topics), 0)
        covered += length
        place += length or 1
    return covered * 3 >= len(line) * 2


def _signed_sections(found, title, book, shape) -> list[Section]:
    """Return sections each of which ends with its signature: `(作者:某某)`, `——某某`."""
    ends = []
    for number, line in enumerate(found):
        if len(line.text) > 60:
            continue
        name = _closing_name(line.text, book, shape)
        if name:
            ends.append((number, name))
    if len(ends) < 2 or len({name for _, name in ends}) < 2:
        return []
    if not any(names.label(name, book, shape)[1] in ("strong", "medium") for _, name in ends):
        return []
    made, first = [], 0
    for number, name in ends:
        inner = [line for line in found[first:number] if not furniture.is_credit(line.text, book)]
        first = number + 1
        place = furniture.body(inner, title, book)
        if place is None or place[1] - place[0] < _SHORTEST_ANSWER:
            return []
        made.append(Section(name, *place))
    return made


def _closing_name(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    for pattern in (_DASHED, _BEFORE):
        match = pattern.match(line)
        if match:
            name, certainty = names.label(match["name"], book, shape)
            if certainty != "none":
                return name
    return _affiliated(line, book, shape) or _after_label(line, book, shape)


def _affiliated(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    match = _AFFILIATED.search(line)
    if not match:
        return ""
    if match["first"] and names.is_person(match["first"], shape):
        return match["first"]
    return names.titled(re.split(r"[,、;]", match["what"])[0].strip(), book, shape)


def _after_label(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    match = _SIGNED.search(line)
    if not match:
        return ""
    name, certainty = names.label(match["name"], book, shape)
    if name in book.words("bylines", "nobody") or name.startswith(("本网", "本报", "本刊", "本站", "综合")):
        return ""
    return name if certainty != "none" else ""


def signature(found: list[Line], book: Voicebook, shape: names.NameShapes) -> tuple[str, bool]:
    """Return who signs an article, empty where nobody does, and whether it is a reporter's.

    Notes
    -----
    Only the lines around the text are asked: the first eight before the text is under way, and the last six.
    """
    head = []
    for line in found[:8]:
        head.append(line.text)
        if len(line.text) >= 120:
            break
    for text in [*head, *(line.text for line in found[-6:])]:
        edge = text if len(text) <= 60 else text[:60] if text in head else text[-60:]
        reporter = _REPORTER.search(edge) if "记者" in edge or "特" in edge else None
        if reporter:
            # "本报记者 许知行 北京报道": names until something is none.
            persons = list(takewhile(lambda part: names.is_person(part, shape), re.split(r"[ 、]", reporter["name"])))
            if persons:
                return "、".join(persons), True
        for name in (_slashed(edge, shape), _before(edge, shape), _affiliated(edge, book, shape)):
            if name:
                return name, False
        name = _after_label(edge, book, shape)
        if name:
            return name, "记者" in edge or "采写" in edge
    return "", False


def _slashed(line: str, shape: names.NameShapes) -> str:
    match = _SLASHED.match(line)
    return match["name"].strip() if match and names.is_person(match["name"].strip(), shape) else ""


def _before(line: str, shape: names.NameShapes) -> str:
    match = _BEFORE.match(line)
    return match["name"] if match and names.is_person(match["name"], shape) else ""

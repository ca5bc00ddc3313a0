"""The marks that set a speaker's name off from the text below it: `22 # name`, `●name`, `name:`, `**name**`."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from analysis.grammar import furniture, names
from analysis.grammar.cast import Cast
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook

# Below these a section is no answer: a navigation entry, a list item.
SHORTEST_ANSWER = 15
# An interview has so many questions at least.
TURNS = 3
# A bank's or broker's name, its kind included: `中信证券研究部`.
_LONGEST_HOUSE = 10
# "专栏作家 某某答:…": behind a longer label the word is no part of the name.
_LONGEST_ANSWER = 2

_FLOOR = re.compile(r"(?:[#第]?\d{1,5}(?:[ ]?(?:#|楼|F\b))|#\d{1,5})[ ]*[:.、]?[ ]*(?P<name>[^ :]{2,16})"
                    r"(?:[ ]+[\d年月日时:/. -]+)?(?P<colon>:)?(?P<rest>.*)")
_BULLET = re.compile(r"[●◆■▲★◎○□◇►▶※•·▎▌▍▏◤☆△▼▽◉⊙✦✪➤]+[ ]*(?P<name>[^:。!?;]{2,48})(?P<colon>:)?(?P<rest>.*)")
_BRACKETED = re.compile(r"[【\[〔〈](?P<name>[^】\]〕〉。!?;]{2,30})[】\]〕〉][ ]*(?P<colon>:)?(?P<rest>.*)")
_BOLD = re.compile(r"\*\*(?P<name>[^*。!?;]{2,30}?):?\*\*[ ]*(?P<colon>:)?(?P<rest>.*)")
# "安娜·科瓦奇(Ana Kovač,前大使)": what is told of the person is part of the line, a colon behind it or none.
_DESCRIBED = re.compile(r"(?P<name>[^()。!?;:,\n]{2,20}[ ]?\([^()\n]{4,60}\))[ ]?(?P<colon>:)?(?P<rest>)$")
_HASHED = re.compile(r"#{1,6}[ ]+(?P<name>[^:。!?;]{2,48})(?P<colon>:)?(?P<rest>.*)")
_NUMBERED = re.compile(r"(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\))[ ]*"
                       r"(?P<name>[^:。!?;]{2,48})(?P<colon>:)?(?P<rest>.*)")
# "07:12" is a time, and "【甲:" opens a heading.
_COLON = re.compile(r"(?P<name>(?![【\[(])(?:《[^《》\n]{2,12}》|(?>\([^()\n]{1,30}\)|[^:。!?;“”《》]){1,40}))(?P<colon>:)(?!(?<=\d:)\d)(?P<rest>.*)")
_HANDLE = re.compile(r"(?:回复)?@[ ]?(?P<name>[^ :,。!?]{2,20})(?=[ :]|$)[ ]?(?P<colon>:)?(?P<rest>.*)")
_USER = re.compile(r"(?:网友|读者|用户|答主|博主|层主|听众|球友|吧友)[ ]?[“‘\"]?(?P<name>[^”’\" :,。]{2,16})[”’\"]?[ ]?"
                   r"(?:\([^()]{1,12}\))?(?P<colon>:)(?P<rest>.*)")
# "Q1:", "答2:"
_ORDINAL = re.compile(r"\(?\d{1,2}[.、)][ ]?")
_SAYS = re.compile(r"(?<=..)(?:说|称|表示|评论|留言|回复)$")
_TURN = re.compile(r"(?P<part>[QqAa问答])[ .]?\d{1,2}")
_ANSWERER = re.compile(r"(?P<part>[^()]{1,4})\((?P<name>[^()]{1,16})\)")
# "【同期】(海滨大学教授 林若川)": who is heard in a script.
_HEARD = re.compile(r"\((?P<who>[^()]{2,40})\)")
# "某某 前驻外记者": a reporter's trade told behind a name, or of old, asks nothing.
_WITH_PAST = re.compile(r"[ ,、|丨/·(]|前")
_TIMED = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ ]+(?P<name>[^:。!?,;]{1,16})(?P<colon>:)(?P<rest>.*)")
# A recording written down: the minute, and who takes the word alone on the line.
_CLOCKED = re.compile(r"(?:[【\[(]\d{1,2}:\d{2}(?::\d{2})?[】\])][ ]*|\d{1,2}:\d{2}(?::\d{2})?[ ]+)(?P<name>[^:。!?,;\d]{2,12})(?P<colon>)(?P<rest>)$")
MARKED = {"floor": _FLOOR, "timed": _TIMED, "clocked": _CLOCKED, "handle": _HANDLE, "user": _USER, "bullet": _BULLET, "bracketed": _BRACKETED, "described": _DESCRIBED, "bold": _BOLD,
          "hashed": _HASHED, "numbered": _NUMBERED, "colon": _COLON}

# What a line of each form begins with; `0` stands for any digit.
OPENINGS = {"floor": "#第0", "timed": "0[(", "clocked": "0[(【", "handle": "@回", "user": "网读用答博层听球吧", "bullet": "●◆■▲★◎○□◇►▶※•·▎▌▍▏◤☆△▼▽◉⊙✦✪➤", "bracketed": "【[〔〈", "bold": "*",
             "hashed": "#", "numbered": "0一二三四五六七八九十("}


@dataclass(frozen=True)
class Section:
    """A stretch under one signature."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Byline:
    """A line that names who speaks below it.

    Attributes
    ----------
    certainty : str
        How surely it is a name: `strong`, `medium` or `weak`.
    line, content : int
        Which of the page's lines it is, and where what is said begins.
    blanks : int
        Blank lines before it.
    asks, answers : bool
        It stands for who asks, or for the one who answers.
    through : int
        The last line that belongs to it; 0 for its own.
    """

    name: str
    certainty: str
    line: int
    content: int
    blanks: int
    asks: bool = False
    answers: bool = False
    through: int = 0


def marked(found: list[Line], style: str, title: str, book: Voicebook, shape: names.NameShapes, cast: Cast, outlet: str = "") -> list[Byline]:
    """Return the bylines of one form on a page, questioners and answerers included.

    Parameters
    ----------
    style : str
        A key of `MARKED`.
    cast : Cast
        Whom the page introduces, under which short forms.
    outlet : str
        Who publishes the page: its name before a reader's is no part of it.
    """
    pattern, bylines = MARKED[style], []
    asked: dict[str, list[Byline]] = {}
    questioners, answerers = book.words("bylines", "questioners"), book.words("bylines", "answerers")
    labels = frozenset(book.words("bylines", "labels"))
    tracks = frozenset(book.words("bylines", "tracks")) if style in ("bracketed", "clocked") else frozenset()
    guests = frozenset(book.words("bylines", "interviewed"))
    for number, line in enumerate(found):
        match = pattern.match(line.text) if style != "colon" or ":" in line.text else None
        if not match or (style != "colon" and match["rest"].strip() and not match["colon"]
                         and style not in ("bracketed", "bold")) or furniture.is_title(line.text, title):
            continue
        name = match["name"].strip()
        called = name.startswith("@")
        if called:
            name = _SAYS.sub("", name[1:])
        bracketed = _ANSWERER.fullmatch(name)
        if bracketed and (bracketed["part"] in questioners or bracketed["part"] in answerers):
            # "答(某某):"
            name = bracketed["part"] if bracketed["part"] in questioners else bracketed["name"]
        if outlet and len(name) > len(outlet) + 1:
            name = name.removeprefix(outlet)
        numbered = _TURN.fullmatch(name)
        if numbered:
            name = numbered["part"]
        content = line.start + match.start("rest")
        if style == "colon" and not match["rest"].strip() and furniture.is_stop(line.text, book):
            continue
        if style == "colon" and not furniture.is_credit(line.text, book):
            asked.setdefault(name, []).append(Byline(name, "strong", number, content, line.blanks, asks=True))
        if style == "colon":
            name = _ORDINAL.sub("", name)
            if len(name) > _LONGEST_ANSWER:
                name = name.removesuffix("答")
        if name in cast.keys:
            full, asks = cast.keys[name]
            bylines.append(Byline(full, "strong", number, content, line.blanks, asks=asks))
        elif name in questioners or (style == "colon" and name == outlet) or (len(name) <= 8 and name.endswith(("记者", "主持人")) and not _WITH_PAST.search(name)):
            bylines.append(Byline(name, "strong", number, content, line.blanks, asks=True))
        elif style == "colon" and name.startswith("《"):
            # "《港湾周刊》:…?": the paper asks.
            if line.text.endswith("?"):
                bylines.append(Byline(name, "strong", number, content, line.blanks, asks=True))
        elif name in tracks:
            heard = _HEARD.fullmatch(match["rest"].strip())
            named, certainty = names.label(heard["who"], book, shape) if heard else ("", "none")
            bylines.append(Byline(named, "strong", number, line.end, line.blanks) if certainty != "none" else Byline(
                name, "strong", number, content, line.blanks, asks=True))
        elif name.endswith("问") and line.text.endswith("?"):
            # "一问:…?", "有记者问:…?"
            bylines.append(Byline(name, "strong", number, content, line.blanks, asks=True))
        elif name in answerers:
            bylines.append(Byline(name, "strong", number, content, line.blanks, answers=True))
        elif style == "colon" and len(name) == 1 and name in book.surnames:
            # "温:七月升息的机率不高": an interview gives the name in full once.
            bylines.append(Byline(name, "strong", number, content, line.blanks))
        elif style == "colon" and name in guests:
            continue
        elif name not in labels and not (style == "colon" and name.endswith(book.words("verbs", "plainly"))):
            # "林某说:…" is a sentence of a report.
            named, certainty = names.label(name, book, shape)
            known = cast.full(named or name)
            if (certainty != "strong" or named.endswith(book.words("titles", "titles"))) and known != (named or name):
                named, certainty = known, "strong"
            if style == "colon" and name.startswith(book.words("bylines", "brokers")) and len(name) <= _LONGEST_HOUSE and " " not in name:
                named, certainty = name, "strong"
            if (called or style in ("floor", "timed", "handle", "user")) and certainty in ("none", "weak") and len(name) <= 16:
                named, certainty = name, "medium"
            furnished = furniture.is_credit(line.text, book) or furniture.is_stop(line.text, book)
            if style == "colon" and certainty == "weak" and title.startswith(f"{named}:"):
                # "巩怀仁:关税会走样", and below it the labels of an interview.
                certainty = "strong"
            if named and not furnished:
                bylines.append(Byline(named, certainty, number, content, line.blanks))
    return _with_askers(found, _with_first_characters(bylines, asked) if style == "colon" else bylines, asked)


def _with_first_characters(bylines: list[Byline], labelled: dict[str, list[Byline]]) -> list[Byline]:
    """Return bylines with labels cut to the first character of one that stands above them in full: `港湾网:…` `林若川:…` `港:…` `林:…`."""
    full = {byline.name: byline for byline in bylines if len(byline.name) > 1 and byline.certainty == "strong"}
    known, cut = {byline.line for byline in bylines}, []
    for label, own in labelled.items():
        meant = [byline for name, byline in full.items() if name.startswith(label)] if len(label) == 1 else []
        if len(meant) == 1:
            cut += [replace(meant[0], line=byline.line, content=byline.content, blanks=byline.blanks) for byline in own
                    if byline.line > meant[0].line and byline.line not in known]
    return sorted([*bylines, *cut], key=lambda byline: byline.line) if cut else bylines


def _with_askers(found: list[Line], bylines: list[Byline], labelled: dict[str, list[Byline]]) -> list[Byline]:
    """Return bylines with labels of no person's shape that ask: `湾区观察:谁会赢?` `林若川:…` `湾区观察:何时?` `林若川:…`.

    Parameters
    ----------
    found : list of Line
    bylines : list of Byline
    labelled : dict of str to list of Byline
        Every label before a colon, with its lines.
    """
    named = {byline.name for byline in bylines}
    for name, own in labelled.items():
        asked = sum(found[byline.line].text.rstrip("”’)")[-1:] == "?" for byline in own)
        if name in named or len(own) < TURNS or asked * 2 < len(own):
            continue
        lines = {byline.line for byline in own}
        answers = [byline for byline in bylines if byline.line - 1 in lines]
        times = Counter(byline.name for byline in answers)
        if len(answers) >= TURNS and max(times.values()) * 2 > len(answers):
            # Whoever answers the same label again and again is a person, of whatever name.
            bylines = sorted([*(replace(byline, certainty="strong") if times[byline.name] > 1 else byline for byline in bylines), *own],
                             key=lambda byline: byline.line)
            named.add(name)
    return bylines

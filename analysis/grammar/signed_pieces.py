"""Pages of several pieces, each with its own signature below it or under its heading: `——某某`, `(某某,教授)`, `读者 某某 谨启`, `文/某某`."""

from itertools import pairwise

from analysis import segmentation
from analysis.grammar import furniture, names, signatures
from analysis.grammar.byline_forms import SHORTEST_ANSWER, Section
from analysis.grammar.cast import Cast
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

_CLOSED = later(r"\((?P<name>[^()]{2,30})\)$")
_DASHED_BEHIND = later(r"(?<=[。!?…”])[ ]?[—–―-]{1,3}[ ]?(?P<name>[^。!?…:;—–―]{2,30})$")
_BRACKETED = later(r"[(【\[〔](?P<name>[^()\[\]【】〔〕。!?]{2,40})[)】\]〕]")
_DASHED = later(r"^[—–―-]{1,4}[ ]?(?P<name>[^。!?:;]{2,40})$")
_BEFORE = later(r"^(?P<name>[\u4e00-\u9fff·]{2,8})[ ]?\((?:本文)?作者(?:系|为|是)?")
_POINTED = later(r"^[▲△►▶→↑◎✎~*][ ]?(?P<name>[^。!?:;]{2,40})$")
# "弟 某某 顿首 九月五日", "沙田 某先生谨启".
_DAY = later(r"[ ,(]*[\d〇零一二三四五六七八九十廿卅年月日号/.·-]{3,}(?:[日夜晨晚])?[)]?$")
_TAKEN_LEAVE = later(r"[ ,]*(?:谨|敬|拜|手|叩|再拜|顿首|恭)*(?:上|启|顿首|拜|识|复|书|白|呈|草|言|笔|字|禀|叩|再拜)$|[ ,]*(?:供稿|来稿|来信|投书|寄自.{1,8}|(?:写|发|草)?于.{1,8})$")
_WHO = later(r"^(?:(?:本报|热心|一[位名个])?(?:读者|网友|听众|市民|投稿人)|(?:愚|小)?(?:弟|兄|妹|姊|姐)|学生|晚|友|后学|您的|你的|一[位名个])[ :,]*(?=[^的])")
# jieba's tags of what it does not hold, and of names.
_UNLISTED = frozenset(("x", "nr"))
_BETWEEN = later(r"[ ,、/|]+")
_LONGEST = 60
_LONGEST_HEADING = 30
# "桃园 退休公务员 卜正和"
_LONGEST_PLACED = 20
_SHORTEST_PIECE = 8
_INDENTED = 6
# How much of the page may stand below the last signature.
_MOST_BELOW = 0.34


def sections(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes, cast: Cast, author: str = "") -> list[Section]:
    """Return sections each of which carries its own signature.

    Parameters
    ----------
    author : str
        Who is told to have written the page: then a bare name in brackets is a caption.
    """
    inside = _closed_by_owner(found, title, book, shape)
    if inside:
        return inside
    signed: list[tuple[int, str, str, str]] = []
    for number, line in enumerate(found):
        if len(line.text) <= _LONGEST:
            signed += [(number, *one) for one in _signatures(found, number, book, shape)]
    for forms in (("credit", "dash", "before"), ("credit",), ("dash",), ("bracket",), ("letter", "set off", "dash"), ("point",)):
        ends = _by_line([(number, cast.full(name), certainty) for number, form, name, certainty in signed if form in forms
                         and not (author and form == "bracket" and certainty != "strong")])
        if len({name for _, name, _ in ends}) < 2 or not any(certainty in ("strong", "medium") for *_, certainty in ends):
            continue
        if forms != ("credit", "dash", "before") and sum(certainty in ("strong", "medium") for *_, certainty in ends) * 2 <= len(ends):
            continue
        made = _above(found, ends, title, book) or ([] if forms == ("bracket",) else _below(found, ends, title, book))
        if made:
            return made
    return []


def _by_line(ends: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Return one signature for each line."""
    return list({number: (number, name, certainty) for number, name, certainty in reversed(ends)}.values())[::-1]


def _signatures(found: list[Line], number: int, book: Voicebook, shape: names.NameShapes) -> list[tuple[str, str, str]]:
    """Return as what signature a line may be read: (form, name, certainty)."""
    line = found[number]
    read = []
    for form, pattern in (("dash", _DASHED), ("before", _BEFORE), ("bracket", _BRACKETED), ("point", _POINTED)):
        match = pattern.fullmatch(line.text) if form == "bracket" else pattern.match(line.text)
        if match:
            placed = _placed(match["name"], book, shape) if form in ("bracket", "dash") else ""
            name, certainty = (placed, "strong") if placed else names.label(match["name"], book, shape)
            told = certainty == "strong" and name != match["name"].strip()
            if certainty != "none" and (form != "bracket" or certainty in ("strong", "medium")):
                read.append((form, name, "strong" if told else "medium" if certainty == "strong" else certainty))
    credited = signatures.credited(line.text, book, shape)
    if credited:
        read.append(("credit", credited, names.label(credited, book, shape)[1]))
    wished = number > 0 and found[number - 1].text.rstrip("!。 ") in book.words("bylines", "farewells")
    if number and (wished or furniture.is_speech(found[number - 1].text)) and not furniture.is_credit(line.text, book) and not furniture.is_stop(line.text, book):
        undated = _DAY.sub("", line.text).strip("()[] ,-—–")
        who = _TAKEN_LEAVE.sub("", undated)
        name, certainty = _signer(who, book, shape)
        placed = _placed(line.text, book, shape) if len(line.text) <= _LONGEST_PLACED and line.text[-1] not in "。!?" else ""
        if placed:
            read.append(("letter", placed, "strong"))
        elif wished and certainty != "none":
            read.append(("letter", name, "strong"))
        elif certainty != "none" and who != undated and len(who) <= 24 and line.text[-1] not in "。!?":
            read.append(("letter", name, "medium" if certainty == "weak" else certainty))
        elif certainty != "none" and line.indent >= _INDENTED and line.indent > found[number - 1].indent and line.text[-1] not in "。!?":
            read.append(("set off", name, certainty))
    return read


def _placed(inside: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return who stands last behind a place or a trade: `合肥 鲁大川`, `长沙 退休教师 覃月娥`, `石家庄 靳师傅`; empty where nobody does."""
    parts = [part for part in _BETWEEN.split(inside) if part]
    last = parts[-1] if parts else ""
    if len(parts) < 2 or last.isascii() or not last.isalpha() or last in shape.title_words:
        return ""
    called = (*book.words("titles", "titles"), *book.words("titles", "polite"), *book.words("sources", "people"))
    if names.is_person(last, shape) or shape.familiar.fullmatch(last) or (
            2 <= len(last) <= 3 and last.startswith(book.words("names", "rare_surnames")) and not last.startswith(shape.not_names) and segmentation.tag(last) in _UNLISTED) or (2 < len(last) <= 4 and last[0] in book.surnames and last.endswith(called)):
        return last
    return ""


def _signer(who: str, book: Voicebook, shape: names.NameShapes) -> tuple[str, str]:
    """Return who signs a letter: a name, a surname and a title, or somebody who gives no name (`一名退休护士`)."""
    plain = _WHO.sub("", who)
    name, certainty = names.label(plain, book, shape)
    last = plain.rpartition(" ")[2]
    if names.is_person(last, shape):
        # "武昌 鲁建军": where somebody is from may look like a name too.
        return last, "strong"
    if certainty != "strong" and last.endswith(book.words("titles", "titles")) and last[:1] in book.surnames and 2 < len(last) <= 5:
        return last, "strong"
    if certainty != "strong" and plain != who and plain.endswith(book.words("sources", "people")):
        return plain, "strong"
    if certainty == "weak" and 2 <= len(last) <= 4 and last != plain:
        return last, "medium"
    return name, certainty


def _above(found: list[Line], ends: list[tuple[int, str, str]], title: str, book: Voicebook) -> list[Section]:
    """Return the pieces that stand above their signatures; empty where one is too short to be one, or much follows the last."""
    made, first = [], 0
    for number, name, _ in ends:
        inner = [line for line in found[first:number] if not furniture.is_credit(line.text, book)]
        first = number + 1
        place = furniture.body(inner, title, book)
        if place is None or place[1] - place[0] < SHORTEST_ANSWER:
            return []
        made.append(Section(name, *place))
    below = furniture.body(found[first:], title, book)
    if below is not None and below[1] - below[0] > _MOST_BELOW * sum(section.end - section.start for section in made):
        return []
    return made


def _below(found: list[Line], starts: list[tuple[int, str, str]], title: str, book: Voicebook) -> list[Section]:
    """Return the pieces that stand below their signatures: `文/某某` under each heading."""
    if any(furniture.is_speech(line.text) and not _heads(line) and not furniture.is_title(line.text, title) for line in found[:starts[0][0]]):
        return []
    made = []
    for (number, name, _), after in pairwise([*starts, (len(found), "", "")]):
        inner = [line for line in found[number + 1:after[0]] if not furniture.is_credit(line.text, book)]
        while len(inner) > 1 and after[0] < len(found) and _heads(inner[-1]):
            inner.pop()
        place = furniture.body(inner, title, book)
        if place is None or place[1] - place[0] < SHORTEST_ANSWER:
            return []
        made.append(Section(name, *place))
    return made


def _heads(line: Line) -> bool:
    """Say whether a line may be the heading of the piece below it."""
    return len(line.text) <= _LONGEST_HEADING and line.text[-1] not in "。…”"


def _closed_by_owner(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes) -> list[Section]:
    """Return the paragraphs of a page each of which ends with its owner: `…会反弹。(港湾证券分析师 某某)`, `…会反弹。——网友 某某`."""
    made: list[Section] = []
    surest = set()
    below = 0
    owners = [_CLOSED.search(line.text) or _DASHED_BEHIND.search(line.text) for line in found]
    for line, owner, after in zip(found, owners, [*owners[1:], None]):
        if furniture.is_title(line.text, title) or not (furniture.is_speech(line.text) or owner) or (owner is None and after and _heads(line)):
            continue
        placed = _placed(owner["name"], book, shape) if owner else ""
        name, certainty = (placed, "strong") if placed else names.label(owner["name"], book, shape) if owner else ("", "none")
        if made and (owner is None or furniture.is_caption(line.text, book)):
            # An address for letters stands below the last.
            below += len(line.text)
            continue
        if owner is None or certainty == "none" or owner.start() < _SHORTEST_PIECE or (certainty != "strong" and line.text[-1] == ")"):
            if made:
                return []
            continue
        if below:
            return []
        surest.add(certainty)
        made.append(Section(name, line.start, line.start + owner.start()))
    if below > _MOST_BELOW * sum(section.end - section.start for section in made):
        return []
    return made if len({section.name for section in made}) > 1 and surest != {"weak"} else []

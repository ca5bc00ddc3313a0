"""Who signs an article: `文/某某`, `(作者为…)`, `——某某`, `本报记者 某某`."""

import re
from itertools import pairwise, takewhile

from analysis.grammar import bare_names, furniture, names, posts
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

# The lines below a text among which its signature may stand, and how long a body's name may be.
_LAST, _LONGEST_BODY = 3, 20
# Within how many lines the title stands, what a site lists above it included; how long a pen name of any shape is.
_MENU, _LONGEST_PEN = 20, 8
_NEXT_LABEL = later(r" +(?=译者|翻译|编译|译$|编辑|责编|来源|日期|时间|图$|摄影|摄$|整理|校对|采访|采写|文字|撰文|笔录|记录)")
_SIGNS = frozenset("/|:丨│·")
_SIGNED = later(
    r"(?:^|[(\s【\[】\]])(?:文|撰文|撰稿|作者|原创|口述|讲述|主讲|记者|本报记者|本刊记者|特约记者|特约撰稿人|特约评论员|本报评论员|评论员|专栏作家|采写)"
    r"[ ]?[/|:丨│·][ ]?(?P<name>[^()/|:,。;\n】\]]{2,24})")
_REPORTER = later(r"(?:记者|特约撰稿人|特派员)[ ]?(?P<name>[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,4})*)"
                       r"(?=[ ]?(?:$|[)/|,]|综合|报道|北京|华盛顿|台北|香港|发自|\d))")
_LEARNER = later(r"(?:实习生|实习记者|见习记者|见习生|通讯员|特约记者)(?=..)")
_COMMENTATOR = later(r"[^ :,。;]{0,10}(?:评论员|专栏作家|专栏作者|主笔)[ :/](?P<name>[\u4e00-\u9fff·]{2,5})$")
_AFFILIATED = later(r"\(?(?:本文)?作者(?P<first>[\u4e00-\u9fff·]{2,8})?(?:系|为|是|,)(?P<what>[^)。]{2,60})")
_BEFORE = later(r"^(?P<name>[\u4e00-\u9fff·]{2,8})[ ]?\((?:本文)?作者(?:系|为|是)?")
_DASHED = later(r"^[—–-]{1,3}[ ]?(?P<name>[^。!?,:;]{2,30})$")
_MARKED = later(r"^[◎⊙○●■□◇◆★☆※][ ]?(?P<name>[^ :,。!?]{2,8})$")
_NAME_AND_DAY = later(r"(?P<name>[^ :,。!?|·/()]{2,12})[ |·/]+(?:发表于|发布于)?[ ]?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ ]+\d{1,2}:\d{2}(?::\d{2})?)?(?:[ ].{0,12})?")
_WITH_POST = later(r"[●◎○■□◆◇▲★☆※⊙・·(【]?[ ]?(?P<name>[\u4e00-\u9fff·]{2,8})[ ]?[/|丨(, ][ ]?(?P<post>[^。!?:;]{2,40}?)[)】]?")
_CLOSING = later(r"[。!?”…][ ]?\((?P<name>[\u4e00-\u9fff·]{2,4})[ ,、]+(?P<post>[^() ]{3,30})\)")
_COLUMN = later(r"[【\[〔(](?P<what>[^】\]〕)]{3,12})[】\]〕)]")
# "浮生半日 ◆ 林若川", "〈北窗夜话〉/ 林若川": a column's name, a mark, and whose it is.
_BESIDE_COLUMN = later(r"(?:[^ :,。!?|/()\d]{2,12}[ ]*[◆◇●■★☆][ ]*|[〈《【\[][^〈〉《》【】\[\]]{2,12}[〉》】\]][ ]*[/|·:◆◇●■★☆]?[ ]*)(?P<name>[^\W\d_]{2,6})")
# "■ 槟城·老巴刹", "林若川 寄自卑尔根": below the text.
_PLACED = later(r"[■◆●◎□▲※◇★☆✎][ ]*(?:[^\W\d_]{2,6}[·・ /][ ]*)?(?P<name>[^\W\d_]{2,6})")
_FAREWELL = later(r"(?P<name>[^\W\d_]{2,6}?)[ ,]*(?:谨启|谨识|敬上|拜上|顿首|手书|谨上|[ ]上|(?:寄自|写于|草于|记于|[ ]于).{1,10})")
_ORIGINAL = later(r"原创[ :]*(?P<name>[^ :,。|]{2,10})[ ]+[^ ]{2,20}[ ]+(?:\d{4}[-/年]|昨天|今天|\d+[天周小时]+前)")
_SPOKEN = re.compile(r"“[^“”]*”")
_TITLED = later(r"(?P<name>[\u4e00-\u9fff·]{2,8}):")
_BY = later(r"[Bb][Yy][ :]+(?P<name>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z.'-]*){1,3}|[\u4e00-\u9fff·]{2,10})")
# "[德]约尔格·施滕德尔 著"
_AUTHORED = later(r"(?:[\[(【〔][\u4e00-\u9fff]{1,4}[\])】〕])?[ ]?(?P<name>[\u4e00-\u9fffA-Za-z.·]{2,20}(?: [A-Z][A-Za-z.]+){0,3})[ ][着著撰](?:[ ].*)?")
_FULL, _TOLD_OF = later(r"[\u4e00-\u9fff]{2,4}"), later(r"\(?(?:本文)?(?:作者|笔者)(?:为|是|系)")
_REPORTERS = ("记者", "编辑", "责任编辑", "本报记者")
_SLASHED = later(r"^(?P<name>[\u4e00-\u9fff·A-Za-z ]{2,16})[ ]?/[ ]?(?:文|撰文|著)$")


def credited(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return whom a line tells to be the author: `(作者为海滨大学教授某某)`, `文/某某`; empty where it tells nobody."""
    by = _BY.fullmatch(line) or _AUTHORED.fullmatch(line)
    if by:
        return by["name"]
    return _affiliated(line, book, shape) or _after_label(line, book, shape)


def _affiliated(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    match = _AFFILIATED.search(line) if "作者" in line else None
    if not match:
        return ""
    if match["first"] and names.is_person(match["first"], shape):
        return match["first"]
    what = re.split(r"[,、;]", match["what"])[0].strip()
    office, blank, name = what.rpartition(" ")
    if blank and office.endswith(book.words("titles", "titles")) and name.isalpha() and 2 <= len(name) <= 4:
        return name
    return names.titled(what, book, shape)


def _after_label(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    match = None if _SIGNS.isdisjoint(line) else _SIGNED.search(line)
    if not match:
        return ""
    # "作者:某某 译者:某某"
    name, certainty = names.label(_NEXT_LABEL.split(match["name"])[0], book, shape)
    if name in book.words("bylines", "nobody") or name.startswith(("本网", "本报", "本刊", "本站", "综合")):
        return ""
    return name if certainty != "none" else ""


def find(found: list[Line], book: Voicebook, shape: names.NameShapes, title: str = "") -> tuple[str, bool]:
    """Return who signs an article, empty where nobody does, and whether it is a reporter's.

    Notes
    -----
    Only the lines around the text are asked: the first eight before the text is under way, and the last six.
    """
    posted = posts.signed(found, title)
    if posted:
        return posted, False
    head = []
    for line in found[:8]:
        head.append(line.text)
        if len(line.text) >= 120:
            break
    # Several lines of a name and a post are a list, and no signature.
    listed = sum(bool(_with_post(line.text, book, shape)) for line in found) > 1
    for text in [*head, *(line.text for line in found[-6:])]:
        edge = text if len(text) <= 60 else text[:60] if text in head else text[-60:]
        reporter = _REPORTER.search(edge) if "记者" in edge or "特" in edge else None
        if reporter:
            # "本报记者 许知行 北京报道": names until something is none.
            persons = list(takewhile(lambda part: names.is_person(part, shape), re.split(r"[ 、]", reporter["name"])))
            if persons:
                return "、".join(persons), True
        commentator = _COMMENTATOR.match(text)
        if commentator and names.is_person(commentator["name"], shape):
            return commentator["name"], False
        authored = _AUTHORED.fullmatch(text)
        for name in (authored["name"] if authored else "", "" if listed else _with_post(text, book, shape), _slashed(edge, book, shape), _before(edge, shape), _affiliated(edge, book, shape)):
            if name:
                return name, False
        name = _after_label(edge, book, shape)
        if name:
            # "撰稿 | 实习生 某某": who learns to report.
            learner = _LEARNER.match(name)
            return name[learner.end():].strip() if learner else name, learner is not None or "记者" in edge or "采写" in edge
    below = _over_post(found, book, shape)
    if below:
        return below, False
    closing = next(filter(None, (_closing(line.text, book, shape) for line in reversed(found[-6:]))), "")
    if closing:
        return closing, False
    headed = next(filter(None, (_in_column(text, book, shape) or _original(text, book, shape) for text in [title, *head])), "")
    if headed:
        return headed, False
    beside = _beside_column(found, title, book, shape) or _placed(found, book, shape)
    if beside:
        return beside, False
    return (_titled(found, title, book, shape) or _marked_name(found, book, shape) or _below_title(found, title, book, shape) or _last_line(found, book, shape)), False


def _over_post(found: list[Line], book: Voicebook, shape: names.NameShapes) -> str:
    """Return the name that stands alone below the text, over a line with what the writer is: `林若川` over `时事评论员`."""
    for above, line, post in zip(found[-5:], found[-4:], found[-3:]):
        told = len(post.text) <= _LONGEST_BODY and post.text.endswith(book.words("titles", "titles")) and not post.text.startswith(_REPORTERS)
        if told and furniture.is_speech(above.text) and above.text[-1] in "。!?”" and names.is_person(line.text, shape) and not names.is_person(post.text, shape):
            return line.text
    return ""


def _below_title(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return the name that stands alone below the title, over the date or over a text that says 笔者."""
    # Above the title a site may list what else it has.
    headed = max((number for number, line in enumerate(found[:_MENU]) if furniture.is_title(line.text, title)), default=0)
    asked = title.endswith(("?", "!")) or any(word in title for word in book.words("bylines", "round_tables"))
    dated = False
    for line, after in pairwise(found[headed:headed + 6]):
        if furniture.is_title(line.text, title):
            continue
        if asked and line is found[min(headed + 1, len(found) - 1)] and _stands_alone(line, after, book, shape):
            return line.text
        pen_name = _pen_name(found, line, after, book, shape)
        if pen_name:
            return pen_name
        if dated and names.is_person(line.text, shape, foreign=False) and furniture.is_speech(after.text):
            return line.text
        dated = furniture.is_dated(line.text)
        if names.is_person(line.text, shape, foreign=False) and (furniture.is_dated(after.text) or (
                furniture.is_speech(after.text) and any("笔者" in text.text for text in found))):
            return line.text
        if _FULL.fullmatch(line.text) and furniture.is_speech(after.text) and line.text.startswith(
                (*book.words("names", "rare_surnames"), *book.surnames)) and line.text not in shape.title_words and not line.text.startswith(shape.not_names) and any(
                _TOLD_OF.match(text.text) for text in found[-3:]):
            # "(作者为资深传媒人)" at the end, which names nobody.
            return line.text
    return ""


def _stands_alone(line: Line, after: Line, book: Voicebook, shape: names.NameShapes) -> bool:
    """Say whether a short line between a title that asks and a text, blank lines on both sides, is a pen name: the one answer of a page."""
    told = bool(line.blanks and after.blanks) and len(line.text) <= _LONGEST_PEN and furniture.is_speech(after.text) and line.text.isalnum()
    return told and _pen(line.text, book, shape) and not bare_names.heads_a_part(line.text, book, frozenset())


def _with_post(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return who stands alone on a line with a post: `●林若川/资深媒体人`, `林若川(海滨大学教授)`, `(林若川 海滨大学教授)`."""
    match = _WITH_POST.fullmatch(line)
    if not match or match["post"].startswith(_REPORTERS) or match["post"].endswith(_REPORTERS):
        return ""
    name = match["name"].strip()
    told = match["post"].rstrip(") ").endswith(book.words("titles", "titles"))
    return name if told and names.is_person(name, shape) and not shape.title.search(name) else ""


def _closing(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return who is named with where they work in the bracket after a text's last sentence: `…的新篇章。(林若川 海滨大学欧洲所) 责编:…`."""
    for match in _CLOSING.finditer(line):
        post = match["post"].endswith((*book.words("titles", "bodies"), *book.words("titles", "titles"), "所", "院", "系", "中心"))
        if post and not match["post"].startswith(_REPORTERS) and (
                names.is_person(match["name"], shape) or match["name"].startswith(book.words("names", "rare_surnames"))):
            return match["name"]
    return ""


def _in_column(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return whose column a line says it is: `【林若川专栏】关税战的下半场`."""
    match = _COLUMN.match(line)
    if not match:
        return ""
    column = next((word for word in book.words("bylines", "columns") if match["what"].endswith(word)), "")
    name = match["what"].removesuffix(column).removesuffix("的").strip(" ·:/|")
    return name if column and names.is_person(name, shape) else ""


def _original(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return the writer before the account and the day: `原创 林若川 港湾观潮 2023-11-20 21:30`."""
    match = _ORIGINAL.match(line)
    if not match:
        return ""
    name, certainty = names.label(match["name"], book, shape)
    return name if certainty != "none" and name not in book.words("bylines", "nobody") else ""


def _titled(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return the person with whose name and a colon the title opens, where the text never names them.

    Notes
    -----
    What a headline quotes, its report quotes by name. Two characters may be any word (`时局:`), so the text must say 我 too.
    """
    match = _TITLED.match(title)
    if not match or not names.is_person(match["name"], shape, foreign="·" in match["name"]):
        return ""
    text = "".join(line.text for line in found if not furniture.is_title(line.text, title))
    return match["name"] if match["name"] not in text and (len(match["name"]) > 2 or book.says_i(text)) else ""


def _pen_name(found: list[Line], line: Line, after: Line, book: Voicebook, shape: names.NameShapes) -> str:
    """Return the pen name that stands over a day, or before it on one line: `阿衡读世界`, `阿衡读世界 2024-03-16 22:32`.

    In a text that says 我 a short name of any shape before a day on its line is the writer's.
    """
    dated = _NAME_AND_DAY.fullmatch(line.text)
    if not dated and not furniture.is_dated(after.text):
        return ""
    text = dated["name"] if dated else line.text
    if furniture.is_credit(text, book) or furniture.is_stop(text, book) or text.endswith(book.words("bylines", "houses")) or text in book.words("bylines", "labels"):
        return ""
    name, certainty = names.label(text, book, shape)
    sure = certainty in ("strong", "medium") or (certainty == "weak" and (name.endswith(book.words("bylines", "pen_names")) or (
        dated is not None and len(name) <= _LONGEST_PEN and name.isalnum() and any(book.says_i(_SPOKEN.sub("", told.text)) for told in found))))
    if not sure or name in book.words("bylines", "nobody"):
        return ""
    rest = name
    for word in book.words("bylines", "sections"):
        rest = rest.replace(word, "")
    return name if rest else ""


def _marked_name(found: list[Line], book: Voicebook, shape: names.NameShapes) -> str:
    """Return a pen name behind a mark below the title, if no other line is marked alike: `◎南门外`."""
    marked = [match for line in found if (match := _MARKED.match(line.text))]
    if len(marked) != 1 or not any(_MARKED.match(line.text) for line in found[:3]):
        return ""
    name, certainty = names.label(marked[0]["name"], book, shape)
    return name if certainty != "none" else ""


def _beside_column(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes) -> str:
    """Return who stands behind a column's name above the text: `浮生半日 ◆ 林若川`, `〈北窗夜话〉/ 林若川`."""
    beside = [match for line in found if (match := None if furniture.is_title(line.text, title) else _BESIDE_COLUMN.fullmatch(line.text))]
    if len(beside) == 1 and beside[0].string in [line.text for line in found[:4]] and not any(map(str.isdecimal, beside[0].group())):
        # "【09:10】专机抵达", "【10:30】闭门会谈": what comes back is no signature.
        return beside[0]["name"] if _pen(beside[0]["name"], book, shape) else ""
    return ""


def _placed(found: list[Line], book: Voicebook, shape: names.NameShapes) -> str:
    """Return who stands below the text behind a mark and a place, or takes leave there: `■ 槟城·老巴刹`, `林若川 寄自卑尔根`."""
    for line in found[2:][-_LAST - 1:]:
        for pattern in (_PLACED, _FAREWELL):
            match = pattern.fullmatch(line.text)
            if match and _pen(match["name"], book, shape):
                return match["name"]
    return ""


def _pen(name: str, book: Voicebook, shape: names.NameShapes) -> bool:
    """Say whether a word may be a writer's name: no section of a site, no house, no credit."""
    rest = name
    for word in book.words("bylines", "sections"):
        rest = rest.replace(word, "")
    return bool(rest) and names.label(name, book, shape)[1] != "none" and name not in book.words("bylines", "nobody") and not name.endswith(
        (*book.words("bylines", "houses"), *book.words("bylines", "headings"))) and not furniture.is_credit(name, book) and not furniture.is_stop(name, book)


def _last_line(found: list[Line], book: Voicebook, shape: names.NameShapes) -> str:
    """Return who signs below the text: `——荷塘夜雨`, or a body alone on a line above the date."""
    for line in reversed(found[1:][-_LAST:]):
        if furniture.is_stop(line.text, book) or furniture.is_credit(line.text, book):
            continue
        dashed = _DASHED.match(line.text)
        if dashed:
            name, certainty = names.label(dashed["name"], book, shape)
            return name if certainty != "none" else ""
        body = len(line.text) <= _LONGEST_BODY and line.text.isalpha() and line.text.endswith(book.words("titles", "bodies"))
        return line.text if body else ""
    return ""


def _slashed(line: str, book: Voicebook, shape: names.NameShapes) -> str:
    match = _SLASHED.match(line)
    if match and names.is_person(match["name"].strip(), shape):
        return match["name"].strip()
    # "书评人/某某"
    office, slash, name = line.partition("/")
    return name.strip() if slash and office.strip().endswith(book.words("titles", "titles")) and names.is_person(
        name.strip(), shape) and not office.strip().endswith(_REPORTERS) else ""


def _before(line: str, shape: names.NameShapes) -> str:
    match = _BEFORE.match(line)
    return match["name"] if match and names.is_person(match["name"], shape) else ""

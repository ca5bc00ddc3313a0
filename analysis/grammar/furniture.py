"""The lines of a page, and which of them nobody says: navigation, credits, captions, dates, comments."""

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.grammar.voicebook import Voicebook

# 2021-12-31 17:23, 2021年12月31日, 12月31日 08:00: nothing but a date and a time.
_DATE = re.compile(r"[(\[]?(?:\d{2,4}[年/.-])?\d{1,2}[月/.-]\d{1,2}日?[ ]*(?:(?:星期|周)[一二三四五六日天])?[ ]*"
                   r"(?:\d{1,2}:\d{2}(?::\d{2})?)?[)\]]?")
_DISOWNED = re.compile(r"不代表本(?:报|网|站|刊|台|社|新闻)|不代表.{0,8}立场")
# © 2020年某台版权声明:本文所有内容受到著作权法保护…: a paragraph, and the site's.
_RIGHTS = re.compile(r"(?:©|版权(?:所有|声明)|本文版权).{0,60}(?:版权|著作权|授权|转载|保护)")
_COUNT = re.compile(r"(?:[^\w\s]{1,2}\ufe0f?[ ]?|(?:点?赞(?:同)?|顶|踩|支持|反对|回复|评论|转发|喜欢|收藏|阅读|浏览|有用)[ :(]{0,2})\d[\d,.]*[万kKwW+]?[)]?(?:[ |·/]+\S{1,3}[ ]?\d[\d,.]*[万kKwW+]?)*"
                    r"|\d[\d,.]*[ ]?[万kKwW+]?[ ]?(?:人|个|次|条|位)?(?:点?赞|赞同|喜欢|评论|回复|阅读|浏览|转发|觉得|有用|支持)\S{0,8}")
# 会场一角(某某摄)
_TAKEN_BY = re.compile(r"[(/|][^()/|。]{0,16}(?:摄|供图|摄影|提供|制图|翻摄)[)]?[ |]*$")
_MARKS = re.compile(r"[^\w]+|_+")
_RUNNING = re.compile(r"^[\d.、/ -]{2,9} (?=[^\d])")
# The marker and the other article's title on one line.
_ASIDE = re.compile(r"[【\[(▶★]?(?:相关|延伸|推荐|更多|往期|看更多)(?:新闻|报道|阅读|文章|推荐|回顾)?[】\])]?[ ]?(?:[:|丨>》/]|-{1,2})[^\n]{6,}")
# 【海风圆桌】…, 一周一问|…: the column's name before the title.
_COLUMN = re.compile(r"(?:[【\[][^】\]]{2,12}[】\]]|[^|丨。,]{2,12}[ ]?[|丨])[ ]?(?=[^ ])")
# ▲总统与总理将会面。(示意图/某社): Taiwan's sites print whole sentences below a picture.
_PICTURED = re.compile(r"\((?=[^()]{2,40}\)$)[^()]*(?:图|照|摄|社|/)[^()]*\)$")
_LONGEST_CAPTION = 160
_SHORTEST_TITLE = 6
_LONG = 60
_PARAGRAPH = 40
_TAGGED = 8
_SHORTEST_REMARK = 5


@dataclass(frozen=True)
class Line:
    """A line that is not blank: where it stands without the blanks around it, how many blank lines precede it, how far it is indented."""

    text: str
    start: int
    end: int
    blanks: int
    indent: int = 0


def lines(folded: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of a folded text that are not blank."""
    found, place, blanks = [], start, 0
    for raw in folded[start:end].split("\n"):
        body = raw.strip()
        if body:
            indent = raw.index(body[0])
            found.append(Line(body, place + indent, place + indent + len(body), blanks, indent))
            blanks = 0
        else:
            blanks += 1
        place += len(raw) + 1
    return found


@lru_cache(maxsize=4096)
def is_stop(line: str, book: Voicebook) -> bool:
    """Say whether a line ends the text: `分享到:`, `相关文章:`, `责任编辑:某某`."""
    if _RIGHTS.match(line):
        return True
    if len(line) > _LONG or "。" in line[:-1]:
        return False
    bare = line.lstrip("(【[ ")
    if not bare.startswith(book.words("furniture", "stops")):
        return False
    for marker in book.words("furniture", "stops"):
        if bare.startswith(marker):
            # "收藏" is a button; "收藏家预计拍卖会推迟" is a sentence.
            return len(marker) > 2 or len(bare) <= _TAGGED or bare[len(marker)] in ":( "
    return False


@lru_cache(maxsize=4096)
def is_credit(line: str, book: Voicebook) -> bool:
    """Say whether a line credits somebody or something, or is a bare date: `来源:某报`, `记者 某某`."""
    if len(line) > _LONG:
        return False
    bare = line.lstrip("(【[ ")
    if line.lstrip("•·*- ").rstrip(" :") in book.words("furniture", "buttons"):
        return True
    return bool(_DATE.fullmatch(line)) or is_count(line) or bare.startswith(book.words("furniture", "credits")) or bool(_DISOWNED.search(line))


def is_count(line: str) -> bool:
    """Say whether a line only counts who liked or answered a text: `1,204 人赞同了该回答`, `👍 231`."""
    return len(line) <= _LONG and bool(_COUNT.fullmatch(line))


def is_dated(line: str) -> bool:
    """Say whether a line is a date and a time, and nothing else."""
    return bool(_DATE.fullmatch(line))


@lru_cache(maxsize=4096)
def _unmarked(text: str) -> str:
    return _MARKS.sub("", text)


def is_title(line: str, title: str) -> bool:
    """Say whether a line repeats the document's title, whole or without the part a site adds or leaves out."""
    if line == title:
        return True
    if not title or len(line) > 3 * len(title) + 16:
        return False
    # A text without a headline is called by how its first sentence begins (`documents.title`).
    if title.endswith("…") and "。" in line:
        return False
    # "06.28 十二天以后": a running number or a day may stand before it.
    bare, whole = _unmarked(_RUNNING.sub("", line)), _unmarked(_RUNNING.sub("", title))
    shorter, longer = sorted((bare, whole), key=len)
    if len(shorter) >= _SHORTEST_TITLE and longer.startswith(shorter) and len(longer) <= 2 * len(shorter) + 8:
        return True
    column = _COLUMN.match(line)
    return column is not None and len(whole) >= _SHORTEST_TITLE and _unmarked(line[column.end():]) == whole


def is_caption(line: str, book: Voicebook) -> bool:
    """Say whether a line is a photo's caption: `(总统与总理)`."""
    if line[0] in "▲△▼" and len(line) <= _LONGEST_CAPTION and _PICTURED.search(line):
        return True
    if len(line) > _LONG:
        return False
    if line[0] == "(" and line[-1] == ")" and "。" not in line:
        return True
    if _TAKEN_BY.search(line):
        return True
    if line[0] in "↑↓←→▲▼△▽" and line[-1] in ")" and len(line) <= _LONG:
        return True
    return any(mark in line for mark in book.words("furniture", "captions"))


def is_speech(line: str) -> bool:
    """Say whether a line is a paragraph somebody wrote, or a broken line of one: by its length, commas, sentence end."""
    return len(line) >= 30 or (len(line) >= 16 and "," in line) or (len(line) >= 8 and line.rstrip("”’\")")[-1:] in "。!?…")


def is_remark(line: str) -> bool:
    """Say whether a line is a paragraph, or at least a short sentence with its stop: what somebody may say below a name."""
    return is_speech(line) or (len(line) >= _SHORTEST_REMARK and line[-1] in "。!?")


def links_elsewhere(line: str) -> bool:
    """Say whether a line is another article's title behind a marker: what it says is nobody's here."""
    return bool(_ASIDE.match(line))


def is_aside(found: list[Line], number: int) -> bool:
    """Say whether a line is a link to another article between two paragraphs: `相关新闻:某某称…`, `延伸阅读>>…`."""
    if not links_elsewhere(found[number].text):
        return False
    below = found[number + 1:number + 3]
    return any(len(line.text) >= _PARAGRAPH and line.text.rstrip("”’\")")[-1:] in "。!?" for line in below)


def body(found: list[Line], title: str, book: Voicebook) -> tuple[int, int] | None:
    """Return where the writer's own text begins and ends.

    Parameters
    ----------
    found : list of Line
        Of a document, or of a section of it.
    title : str
        The document's title, folded; a line that repeats it is not the writer's.

    Returns
    -------
    (start, end), or None
        From the first paragraph to the last before the site's own lines; None where there is no paragraph.
    """
    kept: list[Line] = []
    pending: list[Line] = []
    for number, line in enumerate(found):
        if is_stop(line.text, book):
            if kept and not is_aside(found, number):
                break
            continue
        if is_title(line.text, title) or is_credit(line.text, book) or (is_caption(line.text, book) and not kept):
            continue
        if is_speech(line.text):
            kept += [*pending, line]
            pending = []
        elif kept:
            # A sub-heading belongs to the text once a paragraph follows it; a last short line may be anything.
            pending.append(line)
    if not kept:
        return None
    return kept[0].start, kept[-1].end

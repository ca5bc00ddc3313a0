"""Answers on a question site, as a crawler keeps them: a pen name, what the site tells of the writer, the text, who liked it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analysis.grammar import furniture, names, posts
from analysis.grammar.byline_forms import SHORTEST_ANSWER, Byline, Section
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

_LONGEST_NAME, _LONGEST_FURNITURE = 16, 48
_DAY = rf"(?:\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|\d{{1,2}}[-/.月]\d{{1,2}}日?|{posts.AGO}|刚刚|今天|昨天|前天)(?:[ ]*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
# "2022-09-14 · TA获得超过2.1万个赞", "发布于 2022-05-18 09:12・IP属地四川", "12-30 回答"
_DATED = later(rf"(?:[创发编回更修][建布表辑答新改复]于?[ :]*)?{_DAY}(?:[ ·・|,]*.{{0,24}})?")
# "旅欧博士 · 12-29": what the writer is, and when.
_TOLD_AND_DATED = later(rf"[^。!?,;:]{{2,20}}[ ]?[·・|][ ]?{_DAY}")
_NUMBER = r"\d[\d,.]*[ ]?[万千kKwW]?\+?"
_NO_NAME = later(r"[。!?;:,、“”《》()#\[\]【】]|^[\W\d_]+$")
_HOW_MANY = later(r"(?:共|全部|已有)?[ ]*(?P<n>\d{1,6})[ ]?[个条則则]?(?:回答|解答|答案)(?:[ ·|].{0,30})?")


def find(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes) -> list[Byline]:
    """Return the pen names over the answers of a page, in order.

    Parameters
    ----------
    found : list of Line
        The page's lines, folded.

    Notes
    -----
    A crawler keeps a page's buttons, badges and counts as short lines between two answers: those of the answer above
    (`赞同 1386`, `142 条评论`) and those of the next writer (`优质创作者 · 12-29`). Without one of them a short line is as
    likely a sub-heading. The name is the first line behind the last that belongs to the answer above.
    """
    heads: list[Byline] = []
    run = _Run([], [])
    for number, line in enumerate(found):
        if _between(line.text, book):
            run.told.append(number)
        elif furniture.is_title(line.text, title) or furniture.is_credit(line.text, book):
            continue
        elif furniture.is_stop(line.text, book):
            if heads:
                break
            run = _Run([], [])
        elif furniture.is_remark(line.text):
            head = _head(found, run, book, shape)
            if head:
                heads.append(head)
            run = _Run([], [])
        else:
            run.free.append(number)
    return heads


def only(found: list[Line], heads: list[Byline], title: str, book: Voicebook) -> list[Section]:
    """Return the one answer of a page that says how many there are or asks for more; empty where it is no such page.

    Parameters
    ----------
    heads : list of Byline
        As `find` returns them.
    """
    if len(heads) != 1:
        return []
    above = [line.text for line in found[:heads[0].line + 1]]
    counted = next(filter(None, (_HOW_MANY.fullmatch(text) for text in above)), None)
    if counted is None and not any(_asks(text, book) for text in above):
        return []
    below = found[heads[0].through + 1:]
    ended = next((number for number, line in enumerate(below) if _between(line.text, book) or furniture.is_stop(line.text, book)), len(below))
    again = any(_between(line.text, book) and furniture.is_remark(after.text) for line, after in pairwise(below))
    # "8 个回答": other short lines over a text are the other writers.
    others = (counted is None or counted["n"] != "1") and any(
        line.blanks and len(line.text) <= _LONGEST_NAME and line.text.isalnum() and furniture.is_remark(after.text) and not furniture.is_remark(line.text)
        for line, after in pairwise(below[:ended]))
    place = None if again or others else furniture.body(below[:ended], title, book)
    return [Section(heads[0].name, *place)] if place and place[1] - place[0] >= SHORTEST_ANSWER else []


def _asks(line: str, book: Voicebook) -> bool:
    """Say whether a line holds a button that a question bears: `写回答`, `添加评论 分享 邀请回答`."""
    return _between(line, book) and any(word in line for word in book.words("bylines", "answer_heads"))


@dataclass
class _Run:
    """The lines between two texts: which are a site's, and which may be a name."""

    told: list[int]
    free: list[int]


def _head(found: list[Line], run: _Run, book: Voicebook, shape: names.NameShapes) -> Byline | None:
    """Return the byline that some short lines over a text hold, if a site's line is among them."""
    if not run.told or not run.free:
        return None
    # What belongs to the answer above, or to the page, ends with the last of its lines that a free one follows.
    ended = max((number for number in run.told if number < run.free[-1] and not _of_writer(found[number].text, book)), default=-1)
    free = [number for number in run.free if number > ended]
    apart = [number for number in free if found[number].blanks]
    if apart and not all(found[number].blanks for number in (*free, *run.told) if number > free[0]):
        # Blank lines part the page's own lines from the writer's, where they do not stand between all.
        free = [number for number in free if number >= apart[-1]]
    number = free[0]
    line = found[number]
    if len(line.text) > _LONGEST_NAME or _NO_NAME.search(line.text) or posts.poster(found, number, "") or (
            line.text in book.words("bylines", "labels")) or any(word in line.text for word in book.words("bylines", "headings")):
        return None
    name, certainty = names.label(line.text, book, shape)
    through = max(*run.told, *run.free)
    return Byline(name if certainty == "strong" else line.text.removeprefix("@"), "medium", number, found[max(number, *run.told)].end, line.blanks, through=through)


@lru_cache(maxsize=4096)
def _between(line: str, book: Voicebook) -> bool:
    """Say whether a line is a site's: a button, a count, a badge, a day."""
    if len(line) > _LONGEST_FURNITURE or "。" in line:
        return False
    return bool(line in book.words("bylines", "answer_heads") or _of_writer(line, book) or furniture.is_count(line) or _HOW_MANY.fullmatch(line)
                or _buttons(book).fullmatch(line))


def _of_writer(line: str, book: Voicebook) -> bool:
    """Say whether a line is what a site tells of a writer: a badge, what was liked, when."""
    return bool(_DATED.fullmatch(line) or _TOLD_AND_DATED.fullmatch(line) or line.endswith(book.words("bylines", "answer_badges"))
                or line.startswith(book.words("bylines", "answer_badges")))


@lru_cache(maxsize=4)
def _buttons(book: Voicebook) -> re.Pattern[str]:
    """Return what matches a line of nothing but buttons, counts and signs."""
    words = "|".join(map(re.escape, book.words("bylines", "answer_buttons")))
    # Nothing is given back: a row of digits can be cut into numbers in more ways than anybody can wait for.
    return re.compile(rf"(?=.*\w)(?>{words}|{_NUMBER}|[^\w。!?,“”《》])++")

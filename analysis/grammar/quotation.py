"""What stands between quotation marks: spoken words, or a word held at arm's length."""

import re
from dataclasses import dataclass

_MARK = re.compile("[“”]")
_SPOKEN = 12
# "他不慌,“年底前能补回七成”。": of such a length what ends the sentence behind a comma is a clause.
_CLAUSE = 8
# The name of a meeting, a book or a programme in quotation marks, and what tells it.
_TITLE = 40
_NAMED_AFTER = re.compile(r"(?:[^,。!?;:“”\n]{0,6}(?:研讨会|座谈会?|论坛|讲座|会议|峰会|年会|展览|节目|专栏|专题|系列|活动|记者会|发布会|民调|调查|专访|学术))|(?:一文|一书|的?报告|的?文章|为题|为主题|栏目|项目|计划)")
_NAMED_BEFORE = re.compile(r"(?:题为|名为|主题[为是]|题目[为是]|举办的?|召开的?|标题[为是]|[一以](?=$))$")


@dataclass(frozen=True)
class Quote:
    """A quotation: its opening mark, and the place after its closing mark.

    Attributes
    ----------
    spoken : bool
        It is speech. A short run without punctuation (`“红线”`) is a word in scare quotes, part of the sentence.
    closed : bool
        Its paragraph closes it. Print leaves long speech open and opens the next paragraph with a mark again.
    """

    start: int
    end: int
    spoken: bool
    closed: bool


def quotes(folded: str) -> list[Quote]:
    """Return the outermost quotations of a folded text, in order.

    Notes
    -----
    A quotation ends at its paragraph's end at the latest. `“` inside `“…”` is a misprint of `‘` and counted in depth.
    """
    found, opened, depth, last = [], -1, 0, 0
    for match in _MARK.finditer(folded):
        mark, place = match.group(), match.start()
        if depth:
            ended = folded.find("\n", last, place)
            if ended >= 0:
                found.append(_quote(folded, opened, ended, closed=False))
                depth = 0
        last = place
        if mark == "“":
            if depth == 0:
                opened = place
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append(_quote(folded, opened, place + 1))
    if depth:
        ended = folded.find("\n", last)
        found.append(_quote(folded, opened, ended if ended >= 0 else len(folded), closed=False))
    return found


def _quote(folded: str, start: int, end: int, closed: bool = True) -> Quote:
    inner = folded[start + 1:end].rstrip("”")
    spoken = len(inner) > _SPOKEN or any(mark in inner for mark in ",。!?;:")
    before, after = folded[start - 1:start] or "\n", folded[end:end + 1]
    # "“不会”,林某说", "林某说“不会”。": however short, what stands as a clause of its own was said.
    if len(inner) <= _TITLE and not any(mark in inner for mark in ",。!?;") and (
            _NAMED_AFTER.match(folded, end) or _NAMED_BEFORE.search(folded, max(0, start - 6), start)):
        # 举办“选后的两岸关系”研讨会
        return Quote(start, end, False, closed)
    alone = (before in "\n。!?;" and after == ",") or (before in "说称道" and after in ",。!?;\n") or (
        before == "," and after == "。" and len(inner) >= _CLAUSE)
    return Quote(start, end, spoken or before == ":" or alone, closed)

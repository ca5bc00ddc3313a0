"""What stands between quotation marks: spoken words, or a word held at arm's length."""

import re
from dataclasses import dataclass

_MARK = re.compile("[“”]")
_SPOKEN = 12


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


def _quote(folded, start, end, closed=True):
    inner = folded[start + 1:end].rstrip("”")
    spoken = len(inner) > _SPOKEN or any(mark in inner for mark in ",。!?;:")
    before, after = folded[start - 1:start] or "\n", folded[end:end + 1]
    # "“不会”,林某说", "林某说“不会”。": however short, what stands as a clause of its own was said.
    alone = (before in "\n。!?;" and after == ",") or (before in "说称道" and after in ",。!?;\n")
    return Quote(start, end, spoken or before == ":" or alone, closed)

"""Lines that open alike, whatever the marks, and hold a name between them: `☞ 某某(教授)☜ …`, `某某——…`, `>> 某某:…`, `▌某某(研究所)`."""

import re
from collections import defaultdict
from collections.abc import Iterator

from analysis.grammar import furniture, names
from analysis.grammar.byline_forms import OPENINGS, Byline
from analysis.grammar.cast import Cast
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

# The marks before the name, the name with what is told of it, the mark behind it.
_OPENING = later(r"(?P<lead>[^\w\s“”‘’\"'《》(,。!?;:@]{0,4})[ ]?(?P<ordinal>\d{1,2}[.、)号位]?[ ]+|\d{1,2}[.、)])?"
                 r"(?P<head>[^\W\d_](?>\([^()]{1,40}\)|[\w .,、·'@/&-](?![-—–])){1,40})"
                 r"(?:(?P<by>[^\w\s“”‘’\"'《》(),.、。!?;·@/&%+]{1,3}|-{2,3})[ ]?(?P<rest>.*)|$)")
_SLASHED = later(r"(?P<lead>)(?P<head>[^\W\d_][\w ·]{0,11})(?P<by>/)(?P<rest>[^/]+)$")
_LONGEST_BEHIND, _LONGEST_KICKER = 40, 8
_KNOWN = frozenset("".join(OPENINGS.values()))
_FEWEST = 2


def groups(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes, cast: Cast) -> Iterator[list[Byline]]:
    """Yield the bylines of each kind of opening that comes back on a page; the kinds that have a form of their own are left out."""
    alike: dict[tuple[str, str], list[Byline]] = defaultdict(list)
    labels = frozenset(book.words("bylines", "labels"))
    for number, line in enumerate(found):
        match = _OPENING.match(line.text)
        slashed = _SLASHED.match(line.text) if match is None or not match["by"] else None
        if slashed and furniture.is_remark(slashed["rest"]):
            match = slashed
        if not match or furniture.is_title(line.text, title) or furniture.is_stop(line.text, book) or furniture.is_credit(line.text, book):
            continue
        lead, by = match["lead"], match["by"] or ""
        if lead and lead[0] not in _KNOWN:
            # Marks that differ are one form all the same: ✓ and ✗.
            lead = "*"
        behind = _named_behind(found, number, match, book, shape)
        if behind:
            alike["name behind", by].append(Byline(behind, "strong", number, line.end, line.blanks))
            continue
        if (by in ("", ":") and (not lead or lead[0] in _KNOWN)) or (by and by in (match["rest"] or "")) or furniture.is_caption(line.text, book):
            # Bars that come back in a line part the cells of a table.
            continue
        head = match["head"].strip()
        if head in cast.keys:
            name, asks = cast.keys[head]
            alike[lead, by].append(Byline(name, "strong", number, line.start + match.start("rest"), line.blanks, asks=asks))
            continue
        name, certainty = names.label(head, book, shape)
        asks = head in book.words("bylines", "questioners")
        if (name or asks) and head not in labels:
            content = line.start + match.start("rest") if by else line.end
            alike[lead, by].append(Byline(cast.full(name) if name else head, certainty, number, content, line.blanks, asks=asks))
    yield from (bylines for bylines in alike.values() if len(bylines) >= _FEWEST)


def _named_behind(found: list[Line], number: int, match: re.Match[str], book: Voicebook, shape: names.NameShapes) -> str:
    """Return the name behind a kicker on a line over a text: `专家点评1:某某,研究员`, `✓会——某某(讲师)`."""
    rest = match["rest"] or ""
    if not 2 <= len(rest) <= _LONGEST_BEHIND or rest[-1] in "。!?…" or number + 1 >= len(found) or not furniture.is_remark(found[number + 1].text):
        return ""
    name, certainty = names.label(rest, book, shape)
    before, sure = names.label(match["head"], book, shape)
    return name if certainty == "strong" and (sure != "strong" or not before) and len(match["head"]) <= _LONGEST_KICKER else ""

"""Speakers who follow one another inside a line: `〔某某〕…〔某某〕…`, `某某:…。某某:…。` of a page scraped without its line breaks."""

from collections import Counter

from analysis.grammar import names
from analysis.grammar.cast import Cast
from analysis.grammar.furniture import Line
from analysis.grammar.voicebook import Voicebook
from analysis.patterns import later

# At the head of the line, or where a sentence has ended.
_TURN = later(r"(?:^|(?<=[。!?…;”’)\]】〕])|(?<=[。!?…;”’)\]】〕] )|(?<=  ))(?:[【\[〔〈](?P<bracketed>[^【】\[\]〔〕〈〉()。!?:;\n]{2,20})[】\]〕〉]:?"
              r"|(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ ]?)?(?P<labelled>[^\s:。!?;,“”《》【】\[\]〔〕〈〉()]{1,16}(?:\([^()。!?:;]{1,24}\))?):(?!\d))")
_SHORTEST, _FEWEST = 60, 3


def unrolled(found: list[Line], book: Voicebook, shape: names.NameShapes, cast: Cast) -> list[Line]:
    """Return the lines of a page with those parted in which several people speak.

    Notes
    -----
    A line is parted only at the labels of one kind, if three or more stand in it, of which the first opens it or two
    come back, and most are names.
    """
    lines: list[Line] = []
    for line in found:
        places = _turns(line.text, book, shape, cast) if len(line.text) >= _SHORTEST else []
        if not places:
            lines.append(line)
            continue
        for first, last in zip([0, *places], [*places, len(line.text)]):
            text = line.text[first:last].strip()
            if text:
                start = line.start + first + len(line.text[first:last]) - len(line.text[first:last].lstrip())
                lines.append(Line(text, start, start + len(text), 0 if first else line.blanks))
    return lines


def _turns(text: str, book: Voicebook, shape: names.NameShapes, cast: Cast) -> list[int]:
    """Return where in a line somebody else begins to speak, empty where it is one text."""
    matches = list(_TURN.finditer(text))
    if len(matches) < _FEWEST:
        return []
    kinds = Counter("bracketed" if match["bracketed"] else "labelled" for match in matches)
    kind = kinds.most_common(1)[0][0]
    labels = {match.start(): match[kind] for match in matches if match[kind]}
    times = Counter(labels.values())
    asking = {*book.words("bylines", "questioners"), *book.words("bylines", "answerers")}
    named = {name for name in times if name in asking or name in cast.keys or names.label(name, book, shape)[1] in ("strong", "medium")
             or (times[name] > 1 and name not in book.words("bylines", "labels"))}
    turns = [place for place, name in labels.items() if name in named]
    if len(turns) < _FEWEST or len(named) < 2 or len(turns) * 2 < len(labels):
        return []
    return turns

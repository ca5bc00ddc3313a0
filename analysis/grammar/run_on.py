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
# A forward carries those it forwards: "…//@某某:…//@某某:…".
_FORWARDED = "//@"
_FORWARD = later(r"//(?=@)")
# More turns in one line are no talk anybody had.
_SHORTEST, _FEWEST, _MOST = 60, 3, 2000


def unrolled(found: list[Line], title: str, book: Voicebook, shape: names.NameShapes, cast: Cast) -> list[Line]:
    """Return the lines of a page with those parted in which several people speak.

    Notes
    -----
    A line is parted only at the labels of one kind, if three or more stand in it, of which the first opens it or two
    come back, and most are names.
    """
    lines: list[Line] = []
    for line in found:
        if 0 < line.text.count(_FORWARDED) <= _MOST:
            lines += _parted(line, [match.start() for match in _FORWARD.finditer(line.text)])
            continue
        if len(line.text) >= _SHORTEST and title and line.text.startswith(title + " "):
            # The title runs on into the text.
            lines += (titled := _parted(line, [len(title)]))[:1]
            line = titled[1]
        places = _turns(line.text, book, shape, cast) if len(line.text) >= _SHORTEST else []
        lines += _parted(line, places) if places else [line]
    return lines


def _parted(line: Line, places: list[int]) -> list[Line]:
    """Return a line cut at some places."""
    parts = []
    for first, last in zip([0, *places], [*places, len(line.text)]):
        text = line.text[first:last].lstrip("/ ")
        if text:
            start = line.start + last - len(text)
            text = text.rstrip()
            parts.append(Line(text, start, start + len(text), 0 if first else line.blanks))
    return parts


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
    if not _FEWEST <= len(turns) <= _MOST or len(named) < 2 or len(turns) * 2 < len(labels):
        return []
    return turns

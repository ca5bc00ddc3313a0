"""A text as the grammar reads it: paragraphs and headings, sentences, their clauses, and the marks in each."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from analysis.grammar.vocabulary import CueMark, Mark
from analysis.text import CLAUSE, SENTENCE

END = ",;:。!?…、 \n”’\"')】》〉"
TOO_LONG = 160
LONGEST = 800
# More marks than this in one clause is no sentence anybody wrote.
MOST = 24
# A line of its own this short, without a full stop, above a longer line, is a sub-heading: topic, no evidence.
HEADING = 45
# How many sentences before one, in its paragraph and before that, may say what it is about.
BEFORE = 6
_LINE = re.compile("[^\n]+")
_NOTHING: frozenset[str] = frozenset()


class Clause:
    """A clause; offsets in the folded text, closing punctuation left out.

    Parameters
    ----------
    start, end : int
    text : str
    marks : list of (start, end, meaning)
    asked : bool
        It ends as a question.
    halted : bool
        A semicolon follows.
    labels : bool
        A colon follows.

    Attributes
    ----------
    cues : list or None
        Filled by `cues.read`.
    names : frozenset of str
        The lists its marks are from.
    """

    __slots__ = ("asked", "cues", "end", "halted", "labels", "marks", "names", "start", "text")

    def __init__(self, start: int, end: int, text: str, marks: list[Mark], asked: bool = False, halted: bool = False, labels: bool = False):
        self.start, self.end, self.text, self.marks, self.asked, self.halted, self.labels = start, end, text, marks, asked, halted, labels
        # Asked for again and again, and mostly in vain.
        self.cues: list[CueMark] | None = None if marks else []
        self.names = frozenset([mark for _, _, mark in marks if isinstance(mark, str)]) if marks else _NOTHING

    def has(self, name: str, before: int | None = None) -> bool:
        """Tell whether a marker of a list stands in the clause (before a place)."""
        return name in self.names and (before is None or any(
            mark == name and start < before for start, _, mark in self.marks))

    def first(self, name: str) -> tuple[int, int] | None:
        """Return the first (start, end) of a list's marker, or None."""
        if name not in self.names:
            return None
        return next((start, end) for start, end, mark in self.marks if mark == name)


class Sentence:
    """A sentence; its clauses are cut when first asked for, for most sentences say nothing of what will come.

    Parameters
    ----------
    start, end : int
    asked : bool
        It ends as a question.
    sheet : Sheet
        What it stands on.
    """

    __slots__ = ("_clauses", "_sheet", "asked", "end", "start")

    def __init__(self, start: int, end: int, asked: bool, sheet: "Sheet"):
        self.start, self.end, self.asked, self._sheet = start, end, asked, sheet
        self._clauses: list[Clause] | None = None

    @property
    def clauses(self) -> list[Clause]:
        """Return the clauses, in order."""
        if self._clauses is None:
            self._clauses = self._sheet.cut(self.start, self.end)
        return self._clauses


class Sheet:
    """A folded text laid out: its sentences in order, without sub-headings.

    Parameters
    ----------
    folded : str
    marks : list of (start, end, meaning)
        Of the whole text, in order of place.

    Attributes
    ----------
    sentences : list of Sentence
    paragraphs : list of (heading, first, last)
        The span of the sub-heading over a paragraph, or None; its sentences, half-open.
    """

    def __init__(self, folded: str, marks: list[Mark]):
        self.folded, self._marks = folded, marks
        self._places = [start for start, _, _ in marks]
        self.sentences: list[Sentence] = []
        self.paragraphs: list[tuple[tuple[int, int] | None, int, int]] = []
        # Where the section of each paragraph begins: what stands over a heading is not what stands under it about.
        self._sections: list[int] = []
        heading, section = None, 0
        for start, end, headed in _lines(folded):
            if headed:
                heading, section = (start, end), len(self.sentences)
                continue
            first = len(self.sentences)
            for left, right in _sentences(folded, start, end):
                text = folded[left:right]
                body = text.rstrip(END)
                if body.strip(" "):
                    if text[0] == " " or text[-1] == " ":
                        left += len(text) - len(text.lstrip(" "))
                        right = left + len(text.strip(" "))
                    self.sentences.append(Sentence(left, right, "?" in text[len(body):], self))
            self.paragraphs.append((heading, first, len(self.sentences)))
            self._sections.append(section)

    def earlier(self, paragraph: int, place: int) -> list[Sentence]:
        """Return the sentences that go before one: the last of its paragraph, and the last of those before under its heading.

        Parameters
        ----------
        paragraph, place : int
            Its position in `paragraphs` and in `sentences`.
        """
        first = self.paragraphs[paragraph][1]
        return self.sentences[max(self._sections[paragraph], first - BEFORE):first] + self.sentences[max(first, place - BEFORE):place]

    def following(self, paragraph: int, place: int) -> Sentence | None:
        """Return the sentence after one, in its paragraph or at the head of the next."""
        last = self.paragraphs[paragraph][2]
        if place + 1 == last:
            last = self.paragraphs[paragraph + 1][2] if paragraph + 1 < len(self.paragraphs) else last
        return self.sentences[place + 1] if place + 1 < last else None

    def cut(self, first: int, last: int) -> list[Clause]:
        """Return the clauses of a stretch, each with its marks."""
        marks, places, made = self._marks, self._places, []
        low, stop = bisect_left(places, first), bisect_left(places, last)
        for match in CLAUSE.finditer(self.folded, first, last):
            start, text = match.start(), match.group()
            body = text.rstrip(END)
            if not body:
                continue
            if body[0] == " ":
                start += len(body) - len(body.lstrip(" "))
                text, body = text.lstrip(" "), body.lstrip(" ")
            if len(body) < len(text) and text[len(body)] in _PAIRS:
                body = _closed(text, body)
            asked = "?" in text and "?" in text[len(body):]
            halted, labels = text.endswith(";"), text.endswith(":")
            for piece in (body,) if len(body) <= TOO_LONG else _pieces(body):
                end = start + len(piece)
                if low < stop and places[low] < end:
                    low = bisect_left(places, start, low)
                    high = bisect_left(places, end, low, stop)
                    made.append(Clause(start, end, piece, marks[low:min(high, low + MOST)], asked, halted, labels))
                    low = high
                else:
                    made.append(Clause(start, end, piece, [], asked, halted, labels))
                start = end
        return made


def _sentences(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line's sentences; one that nobody could have spoken is cut at a comma every so often."""
    for match in SENTENCE.finditer(folded, start, end):
        left, right = match.span()
        while right - left > LONGEST:
            cut = folded.rfind(",", left + LONGEST // 2, left + LONGEST) + 1 or left + LONGEST
            yield left, cut
            left = cut
        yield left, right


def _pieces(body: str) -> list[str]:
    """Cut a clause nobody could have written (5 MB without a comma) into pieces of bounded length."""
    return [body[place:place + TOO_LONG] for place in range(0, len(body), TOO_LONG)]


_PAIRS = {"”": "“", "’": "‘", "》": "《"}


def _closed(text: str, body: str) -> str:
    """Return a clause's body with the marks that close what opens in it: 美国可能回归‘战略模糊’”."""
    right = len(body)
    while right < len(text) and (opening := _PAIRS.get(text[right])) and text.count(opening, 0, right) > text.count(text[right], 0, right):
        right += 1
    return text[:right]


def _lines(folded: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, is a sub-heading) for each line."""
    lines = [(match.start(), match.end(), line) for match in _LINE.finditer(folded) if (line := match.group().strip())]
    for number, (start, end, line) in enumerate(lines):
        headed = (len(line) <= HEADING and number + 1 < len(lines) and len(lines) > 2
                  and line[-1] not in "。!?…;:)" and not line.endswith(("。”", "!”", "?”")) and len(lines[number + 1][2]) > len(line))
        yield start, end, headed

"""A paragraph as the grammar reads it: sentences, their clauses, and the marks in each."""

from bisect import bisect_left
from dataclasses import dataclass, field

from analysis.text import clauses, sentences

END = ",;:。!?…、 \n”’\"')】》〉"
TOO_LONG = 160


@dataclass
class Clause:
    """A clause; offsets in the folded text, closing punctuation left out."""

    start: int
    end: int
    text: str
    marks: list = field(default_factory=list)
    asked: bool = False

    def has(self, name: str, before: int | None = None) -> bool:
        """Tell whether a marker of a list stands in the clause (before a place)."""
        return any(mark == name and (before is None or start < before) for start, _, mark in self.marks)

    def first(self, name: str):
        """Return the first (start, end) of a list's marker, or None."""
        return next(((start, end) for start, end, mark in self.marks if mark == name), None)


@dataclass
class Sentence:
    """A sentence with its clauses; `asked` if it ends as a question."""

    start: int
    end: int
    clauses: list[Clause]
    asked: bool


def paragraph(folded: str, start: int, end: int, marks: list, places: list[int]) -> list[Sentence]:
    """Return the sentences of a paragraph, each mark laid into its clause.

    Parameters
    ----------
    folded : str
    start, end : int
        The paragraph.
    marks : list of (start, end, meaning)
        Of the whole text, in order.
    places : list of int
        The marks' starts, for searching.
    """
    made = []
    for first, last in sentences(folded, start, end):
        parts = []
        for left, right in clauses(folded, first, last):
            body = _bare(folded, left, right)
            if body > left:
                asked = "?" in folded[body:right]
                for piece_start, piece_end in _pieces(left, body):
                    low = bisect_left(places, piece_start)
                    high = bisect_left(places, piece_end)
                    parts.append(Clause(piece_start, piece_end, folded[piece_start:piece_end], marks[low:high], asked))
        if parts:
            made.append(Sentence(first, last, parts, "?" in folded[parts[-1].end:last]))
    return made


def _bare(folded, left, right):
    # 美国可能回归‘战略模糊’”: closing marks stay with the clause they close, other punctuation does not.
    while right > left and folded[right - 1] in END:
        right -= 1
    while right < len(folded) and folded[right] in "”’》" and _opened(folded, left, right):
        right += 1
    return right


def _opened(folded, left, right):
    pair = {"”": "“", "’": "‘", "》": "《"}[folded[right]]
    return folded.count(pair, left, right) > folded.count(folded[right], left, right)


def _pieces(left, right):
    """Cut a clause nobody could have written (5 MB without a comma) into pieces of bounded length."""
    return [(place, min(place + TOO_LONG, right)) for place in range(left, right, TOO_LONG)]

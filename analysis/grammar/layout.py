"""A paragraph as the grammar reads it: sentences, their clauses, and the marks in each."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from analysis.text import clauses, sentences

END = ",;:。!?…、 \n”’\"')】》〉"
TOO_LONG = 160
# More marks than this in one clause is no sentence anybody wrote.
MOST = 24


@dataclass
class Clause:
    """A clause; offsets in the folded text, closing punctuation left out. `cues` is filled by
    `cues.read`, `names` holds the lists its marks are from."""

    start: int
    end: int
    text: str
    marks: list = field(default_factory=list)
    asked: bool = False
    cues: list | None = None
    names: frozenset = frozenset()

    def __post_init__(self):
        # Asked for again and again, and mostly in vain.
        self.names = frozenset(mark for _, _, mark in self.marks if isinstance(mark, str))

    def has(self, name: str, before: int | None = None) -> bool:
        """Tell whether a marker of a list stands in the clause (before a place)."""
        return name in self.names and any(mark == name and (before is None or start < before) for start, _, mark in self.marks)

    def first(self, name: str):
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
    cut : callable
        Returns its clauses.
    """

    def __init__(self, start: int, end: int, asked: bool, cut: Callable[[], list[Clause]]):
        self.start, self.end, self.asked = start, end, asked
        self._cut = cut

    @cached_property
    def clauses(self) -> list[Clause]:
        """Return the clauses, in order."""
        return self._cut()


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
        body = _bare(folded, first, last)
        if body > first:
            made.append(Sentence(first, last, "?" in folded[body:last],
                                 lambda first=first, last=last: _clauses(folded, first, last, marks, places)))
    return made


def _clauses(folded, first, last, marks, places):
    parts = []
    for left, right in clauses(folded, first, last):
        body = _bare(folded, left, right)
        asked = "?" in folded[body:right]
        for piece_start, piece_end in _pieces(left, body):
            low, high = bisect_left(places, piece_start), bisect_left(places, piece_end)
            parts.append(Clause(piece_start, piece_end, folded[piece_start:piece_end], marks[low:min(high, low + MOST)], asked))
    return parts


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

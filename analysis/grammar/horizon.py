"""By when: the date inside a prediction's clause, if it is the prediction's time."""

from bisect import bisect_left
from typing import NamedTuple


class Dated(NamedTuple):
    """A date to come; folded offsets, and its row in EVENTS."""

    start: int
    end: int
    row: int


def pick(dated: list[Dated], start: int, end: int, folded: str) -> Dated | None:
    """Return, of dates to come in text order, the one that stands in a stretch and modifies no noun (下月的峰会), or None."""
    for place in range(bisect_left(dated, (start,)), len(dated)):
        date = dated[place]
        if date.start >= end:
            break
        if date.end <= end and folded[date.end:date.end + 1] != "的":
            return date
    return None

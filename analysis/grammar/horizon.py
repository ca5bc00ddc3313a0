"""By when: the date inside a prediction's clause, if it is the prediction's time."""

from bisect import bisect_left
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Dated:
    """A date named; folded offsets."""

    start: int
    end: int
    first: pd.Timestamp
    last: pd.Timestamp
    future: bool


def pick(dated: list[Dated], start: int, end: int, folded: str) -> Dated | None:
    """Return, of dates in text order, the future date that stands in a stretch and does not modify a noun (下月的峰会), or None."""
    for date in dated[bisect_left(dated, start, key=lambda date: date.start):]:
        if date.start >= end:
            break
        if date.end <= end and date.future and folded[date.end:date.end + 1] != "的":
            return date
    return None

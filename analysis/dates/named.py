"""The dates a text names, at their places in the text as published."""

import datetime
from dataclasses import asdict, dataclass

from analysis import text
from analysis.dates import finder
from analysis.schemas import Row


@dataclass(frozen=True)
class DateMention:
    """A date named in a text.

    Attributes
    ----------
    surface : str
        As the text has it.
    start, end : int
        Half-open place in the text as given, in code points.
    iso : str
        ISO 8601 date or interval at the granularity the text names: `2018-03`, `2018-06/2018-08`. It names the date
        itself also where the text speaks of the time since or before it: `1月29日起` is `2018-01-29`.
    date_start, date_end : datetime.date or None
        First and last day, both included; None where that side is open (`2018年以前` has no first day).
    precision : str
        day, month, season, interval, year or imprecise.
    bound : str
        `since`, `after`, `before`, `until`, `range`, or empty.
    """

    surface: str
    start: int
    end: int
    iso: str
    date_start: datetime.date | None
    date_end: datetime.date | None
    precision: str
    bound: str = ""


def find_dates(original: str, base: datetime.date | None) -> list[DateMention]:
    """Return the dates a text names, from left to right.

    Parameters
    ----------
    original : str
        In either script.
    base : datetime.date or None
        The publication date, which `昨天` and a bare `3月` are counted from. Without it only dates that name their year are
        found.
    """
    folded = text.prepare(original)
    mentions = []
    for found in finder.find(folded.text, base):
        start, end = folded.span(found.start, found.end)
        span = found.span
        mentions.append(DateMention(original[start:end], start, end, span.iso, span.start, span.end, span.precision,
                                    span.bound))
    return mentions


def as_records(mentions: list[DateMention]) -> list[Row]:
    """Return the mentions as dictionaries that JSON can hold, days as `YYYY-MM-DD`."""
    records = []
    for mention in mentions:
        record = asdict(mention)
        for side in ("date_start", "date_end"):
            record[side] = record[side] and record[side].isoformat()
        records.append(record)
    return records

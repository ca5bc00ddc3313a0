"""What a date comes to: its first and last day, its ISO 8601 form, its precision."""

import calendar
import datetime
from dataclasses import dataclass
from functools import lru_cache

DAY, MONTH, SEASON, INTERVAL, YEAR, IMPRECISE = "day", "month", "season", "interval", "year", "imprecise"


@dataclass(frozen=True, slots=True)
class Span:
    """A resolved date.

    Attributes
    ----------
    start, end : datetime.date or None
        First and last day, both included; None where the text leaves that side open (`2018年以前`).
    iso : str
        The date the text names, at its own granularity: `2018-03`, `2018-06/2018-08`. A bound does not change it:
        `2018年以前` names `2018`.
    precision : str
        One of day, month, season, interval, year, imprecise.
    bound : str
        `since` (`…起`), `after`, `before`, `until` (`截至…`), `range` (`3月至5月`), or empty.
    explicit : bool
        Whether the text names the year itself, so that later dates may take it over.
    """

    start: datetime.date | None
    end: datetime.date | None
    iso: str
    precision: str
    bound: str = ""
    explicit: bool = False

    @property
    def first(self) -> datetime.date:
        """The first day of a span that is not open on that side."""
        assert self.start is not None, self
        return self.start

    @property
    def last(self) -> datetime.date:
        """The last day of a span that is not open on that side."""
        assert self.end is not None, self
        return self.end

    def named(self) -> "Span":
        """Return the span with the explicit year marked."""
        return Span(self.start, self.end, self.iso, self.precision, self.bound, True)


@lru_cache(maxsize=4096)
def last_day(year: int, month: int) -> datetime.date:
    """Return the month's last day."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def day(when: datetime.date) -> Span:
    """Return a single day."""
    return Span(when, when, when.isoformat(), DAY)


@lru_cache(maxsize=4096)
def month(year: int, number: int) -> Span:
    """Return a whole month."""
    return Span(datetime.date(year, number, 1), last_day(year, number), f"{year:04d}-{number:02d}", MONTH)


@lru_cache(maxsize=4096)
def year(number: int) -> Span:
    """Return a whole year."""
    return Span(datetime.date(number, 1, 1), datetime.date(number, 12, 31), f"{number:04d}", YEAR)


def days(first: datetime.date, last: datetime.date, precision: str = INTERVAL) -> Span:
    """Return an interval named by its days."""
    return Span(first, last, f"{first.isoformat()}/{last.isoformat()}", precision)


def months(first_year: int, first: int, last_year: int, last: int, precision: str = INTERVAL) -> Span:
    """Return an interval named by its months; `first` and `last` may run past 12 or below 1."""
    first_year, first = shifted(first_year, first)
    last_year, last = shifted(last_year, last)
    return Span(datetime.date(first_year, first, 1), last_day(last_year, last),
                f"{first_year:04d}-{first:02d}/{last_year:04d}-{last:02d}", precision)


def years(first: int, last: int, precision: str = INTERVAL) -> Span:
    """Return an interval named by its years."""
    return Span(datetime.date(first, 1, 1), datetime.date(last, 12, 31), f"{first:04d}/{last:04d}", precision)


def shifted(year_number: int, month_number: int) -> tuple[int, int]:
    """Return year and month with the month brought into 1-12."""
    return year_number + (month_number - 1) // 12, (month_number - 1) % 12 + 1


def add_months(when: datetime.date, count: int) -> datetime.date:
    """Return the same day some months on, or the month's last day where it is shorter."""
    year_number, month_number = shifted(when.year, when.month + count)
    return datetime.date(year_number, month_number, min(when.day, calendar.monthrange(year_number, month_number)[1]))


@lru_cache(maxsize=16384)
def closed(iso: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of an ISO 8601 date or interval, as `Span.iso` writes it."""
    first, _, last = iso.partition("/")
    return _ends(first)[0], _ends(last or first)[1]


def _ends(part: str) -> tuple[datetime.date, datetime.date]:
    year_number, *rest = (int(piece) for piece in part.split("-"))
    if not rest:
        return datetime.date(year_number, 1, 1), datetime.date(year_number, 12, 31)
    if len(rest) == 1:
        return datetime.date(year_number, rest[0], 1), last_day(year_number, rest[0])
    month_number, day_number = rest
    return datetime.date(year_number, month_number, day_number), datetime.date(year_number, month_number, day_number)

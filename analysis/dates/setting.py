"""Where a date stands: the publication date behind it, the dates already named before it, the words around it."""

import datetime

from analysis.dates import spans, tense
from analysis.dates.spans import Span

# Without a word of tense the last such date is meant, unless the next one is at most this much nearer: in May
# "7月的峰会备受关注" is the July to come; who means the one ten months ago writes 去年7月.
NEARER = 0.5
# A day so long gone is meant whatever is said of what will come: who means the one eleven months ahead writes 明年.
LATELY = 31
NEVER = (datetime.date.min.year, datetime.date.max.year)


class Setting:
    """What is known while a text is read from left to right.

    Parameters
    ----------
    text : str
        Folded.
    base : datetime.date or None
        The publication date; without it only dates that name their year are resolved.
    """

    def __init__(self, text: str, base: datetime.date | None):
        self.text = text
        self.base = base
        self.last: Span | None = None
        self.last_start = self.last_end = 0
        self.full_days: dict[tuple[int, int], int] = {}

    def note(self, span: Span, start: int, end: int) -> None:
        """Remember a resolved date for those that follow it."""
        if (span.start is None and span.end is None) or span.precision == spans.IMPRECISE:
            return
        self.last, self.last_start, self.last_end = span, start, end
        if span.explicit and span.precision == spans.DAY:
            day = spans.closed(span.iso)[0]
            self.full_days[day.month, day.day] = day.year

    def near(self, start: int) -> str:
        """Return `sentence`, `paragraph` or an empty string: how near the last date is."""
        if self.last is None or start - self.last_end > 400:
            return ""
        if self.text.find("\n", self.last_end, start) >= 0:
            return ""
        return "paragraph" if any(self.text.find(sign, self.last_end, start) >= 0 for sign in "。!?") else "sentence"

    def tense(self, start: int, end: int) -> str:
        """Return `past`, `future` or an empty string for the words around a place."""
        return tense.around(self.text, start, end)

    def carried(self) -> tuple[int, int]:
        """Return year and last month of the last date named; asked only where there is one."""
        day = (self.last.end or self.last.start) if self.last else None
        assert day is not None, "no date was named before"
        return day.year, day.month

    def opens_sentence(self, place: int) -> bool:
        """Return whether nothing but a short preposition stands between the sentence's start and a place."""
        return any(sign in self.text[max(0, place - 3):place] for sign in "。!?\n") or place < 3

    def year_of(self, month: int, day: int | None, start: int, end: int) -> int | None:
        """Return the year of a month, or of a day in it, that is named without one.

        Notes
        -----
        In turn: the year of the date before it in the same sentence (`2017年8月2日签署,10月公布`); the same day named in
        full before; the year that opened the paragraph; the tense of the clause; otherwise the last such date before the
        publication, unless the next one is much nearer; a day of the last month in any tense.
        """
        near = self.near(start)
        if near == "sentence" and self.last and self.last.explicit:
            return self._after_last(month, day)
        if day and (month, day) in self.full_days:
            return self.full_days[month, day]
        base = self.base
        when = None
        if near == "paragraph" and self.last and self.last.explicit and not self.last.bound and base:
            when = self.tense(start, end)
            year = self.carried()[0]
            opens = self.opens_sentence(self.last_start) or self.last.precision != spans.YEAR
            if year != base.year and opens and not (when == tense.FUTURE and year < base.year):
                return self._after_last(month, day)
        if base is None:
            return None
        if near == "sentence" and self.last and not self.last.bound and self.last.precision in (spans.DAY, spans.MONTH):
            following = self._after_last(month, day)
            if abs(following - base.year) <= 1:
                when = self.tense(start, end)
                if not when:
                    return following
        return self.nearest(month, day, self.tense(start, end) if when is None else when)

    def _after_last(self, month: int, day: int | None) -> int:
        year, last_month = self.carried()
        # "2017年12月7日通话,1月10日会谈": a month far below the last one belongs to the next year.
        if self.last and self.last.precision != spans.YEAR:
            year += last_month - month >= 8
        return year if valid(year, month, day) else _nearest_leap(year)

    def nearest(self, month: int, day: int | None, when: str) -> int:
        """Return the year that puts a month or day before or after the publication date."""
        base = self.base
        assert base is not None, "asked only where the publication date is known"
        past = next(y for y in range(base.year, NEVER[0], -1)
                    if valid(y, month, day) and datetime.date(y, month, day or 1) <= base)
        future = next(y for y in range(base.year, NEVER[1])
                      if valid(y, month, day) and
                      (datetime.date(y, month, day) if day else spans.last_day(y, month)) >= base)
        lately = day is not None and (base - datetime.date(past, month, day)).days <= LATELY
        if when == tense.FUTURE and not (lately and past != future):
            return future
        if when in (tense.PAST, tense.FUTURE) or past == future:
            return past
        gone = (base - (datetime.date(past, month, day) if day else spans.last_day(past, month))).days
        ahead = (datetime.date(future, month, day or 1) - base).days
        return future if ahead <= NEARER * gone else past

    def month_of(self, day: int, start: int, end: int) -> tuple[int, int] | None:
        """Return year and month of a day of the month that is named alone (`29日`)."""
        near = self.near(start)
        last = self.last
        anchor = (last.start or last.end) if last else None
        if near and last and anchor and self._recent(anchor, near) and last.precision in (spans.DAY, spans.MONTH):
            # "28日开幕,2日闭幕" runs into the next month; "8日表示,他5日抵达" does not.
            same = last.precision == spans.MONTH or day >= anchor.day
            if near == "sentence" and not same:
                same = anchor.day - day < 20
            place = (anchor.year, anchor.month) if same else spans.shifted(anchor.year, anchor.month + 1)
            if valid(*place, day) and (same or near == "sentence"):
                return place
        if self.base is None:
            return None
        step = 1 if self.tense(start, end) == tense.FUTURE else -1
        for count in range(4):
            place = spans.shifted(self.base.year, self.base.month + step * count)
            if valid(*place, day) and (datetime.date(*place, day) - self.base).days * step >= 0:
                return place
        return None

    def _recent(self, anchor: datetime.date, near: str) -> bool:
        """Return whether a date is what the story is at: in the same sentence, or not long before publication."""
        return near == "sentence" or self.base is None or abs((self.base - anchor).days) <= 62


def valid(year: int, month: int, day: int | None) -> bool:
    """Return whether there is such a day."""
    if not 1 <= year <= NEVER[1] or not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= spans.last_day(year, month).day


def _nearest_leap(year: int) -> int:
    return next(y for distance in range(9) for y in (year - distance, year + distance) if valid(y, 2, 29))

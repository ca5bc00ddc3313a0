"""A calendar as an axis: days as numbers, ticks that stand free of each other from days to centuries, days in words."""

from datetime import date

import pandas as pd

from analysis.language import ENGLISH, Language

# Days, months, years a step may be; the first that leaves its labels room is taken.
_STEPS = (*(("day", size) for size in (1, 2, 7, 14)), *(("month", size) for size in (1, 2, 3, 6)),
          *(("year", size) for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
_DAYS = {"day": 1.0, "month": 30.44, "year": 365.25}
# Pixels a label such as `22 Sep`, `Sep`, `2024` takes with the air around it; 12月22日 takes more.
_ROOM = {"en": {"day": 58, "month": 42, "year": 48}, "zh": {"day": 80, "month": 48, "year": 48}}


def number(day: str | pd.Timestamp) -> float:
    """Return a day as an axis counts it: days since 1970, its morning."""
    return float((pd.Timestamp(day) - pd.Timestamp("1970-01-01")).days)


def day(place: float) -> pd.Timestamp:
    """Return the day in which a place on the axis lies."""
    return pd.Timestamp("1970-01-01") + pd.Timedelta(days=int(place // 1))


def in_words(when: pd.Timestamp, language: str = ENGLISH) -> str:
    """Return `3 June 2024`, `2024年6月3日`."""
    return Language.of(language).date(pd.Timestamp(when))


def range_in_words(first: str | pd.Timestamp, last: str | pd.Timestamp, language: str = ENGLISH) -> str:
    """Return a range of days as briefly as it can be said: `2024`, `June 2024`, `3 June 2024`, `3 to 9 June 2024`."""
    tongue = Language.of(language)
    first, last = pd.Timestamp(first), pd.Timestamp(last)

    def ranged(form: str = "") -> str:
        """Return both ends; English shortens the first, Chinese the last."""
        ends = (f"{form}_first", f"{form}_last") if form.startswith("range") else (form, form)
        return tongue.say("from_to", first=tongue.date(first, ends[0]), last=tongue.date(last, ends[1]))

    after = last + pd.Timedelta(days=1)
    if first == last:
        return tongue.date(first)
    if first.day == after.day == 1:
        if first.month == after.month == 1:
            return tongue.date(first, "year") if first.year == last.year else ranged("range_years")
        if (first.year, first.month) == (last.year, last.month):
            return tongue.date(first, "month")
        return ranged("range_months" if first.year == last.year else "month")
    if (first.year, first.month) == (last.year, last.month):
        return ranged("range_within_month")
    return ranged("range_within_year" if first.year == last.year else "day")


def ticks(span: tuple[float, float], room: float, language: str = ENGLISH) -> list[tuple[float, str, str]]:
    """Return the ticks of a range.

    Parameters
    ----------
    span : (float, float)
        As `number` counts.
    room : float
        Pixels the range has at least.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    list of (place, label, year)
        Days, months or years, whichever stand free of each other. `year` is named once a year, and empty where the label
        is the year.
    """
    tongue, needed = Language.of(language), _ROOM["en" if language == ENGLISH else "zh"]
    unit, size = next(((unit, size) for unit, size in _STEPS
                       if (span[1] - span[0]) / (_DAYS[unit] * size) * needed[unit] <= room), _STEPS[-1])
    found, named = [], None
    for when in starts(day(span[0]), day(span[1]), unit, size):
        if not span[0] <= number(when) <= span[1]:
            continue
        label = str(when.year) if unit == "year" else tongue.date(when, "only_month_short" if unit == "month" else "day_of_month_short")
        found.append((number(when), label, str(when.year) if unit != "year" and when.year != named else ""))
        named = when.year
    # A range that begins in March 2018 would else begin with 2019.
    if unit == "year" and (not found or (found[0][0] - span[0]) / (span[1] - span[0]) * room >= needed["day"] - 2):
        found.insert(0, (span[0], tongue.date(day(span[0]), "month_short"), ""))
    return found


def starts(first: pd.Timestamp, last: pd.Timestamp, unit: str, size: int) -> list[pd.Timestamp]:
    """Return the first days of the steps from that in which `first` lies to that of `last`.

    Steps begin where a calendar begins them: weeks on a Monday, quarters in January, decades in a year that ends on 0.
    """
    if unit == "day":
        # Day 4 after 1 January 1970, a Thursday, was a Monday.
        begin = first - pd.Timedelta(days=(int(number(first)) - 4) % size)
        return [begin + pd.Timedelta(days=place) for place in range(0, (last - begin).days + 1, size)]
    months = size * (12 if unit == "year" else 1)
    place = (first.year * 12 + first.month - 1) // months * months
    found = []
    while place <= last.year * 12 + last.month - 1:
        year = max(place // 12, 1)
        found.append(pd.Timestamp(date(year, place % 12 + 1, 1)))
        place += months
    return found


def bins(span: tuple[float, float], room: float, least: float = 7, language: str = ENGLISH) -> tuple[list[float], str]:
    """Return the edges of days, weeks, months, quarters or years at least `least` pixels wide, and how long they are in words."""
    sizes = (("day", 1), ("day", 7), ("month", 1), ("month", 3), *(step for step in _STEPS if step[0] == "year"))
    unit, size = next(((unit, size) for unit, size in sizes
                       if room * _DAYS[unit] * size / (span[1] - span[0]) >= least), sizes[-1])
    begins = starts(day(span[0]), day(span[1]), unit, size)
    # The last one ends where a further one would begin.
    beyond = starts(begins[-1], begins[-1] + pd.Timedelta(days=_DAYS[unit] * size * 1.5 + 1), unit, size)
    name = {("day", 7): "week", ("month", 3): "quarter"}.get((unit, size), unit)
    return [number(when) for when in (*begins, beyond[1])], Language.of(language).say(f"bin_{name}", n=size)

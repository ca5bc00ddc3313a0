"""A calendar as an axis: days as numbers, ticks that stand free of each other from days to centuries, days in words."""

from datetime import date

import pandas as pd

# Days, months, years a step may be; the first that leaves its labels room is taken.
_STEPS = (*(("day", size) for size in (1, 2, 7, 14)), *(("month", size) for size in (1, 2, 3, 6)),
          *(("year", size) for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
_DAYS = {"day": 1.0, "month": 30.44, "year": 365.25}
# Pixels a label such as `22 Sep`, `Sep`, `2024` takes with the air around it.
_ROOM = {"day": 58, "month": 42, "year": 48}


def number(day) -> float:
    """Return a day as an axis counts it: days since 1970, its morning."""
    return float((pd.Timestamp(day) - pd.Timestamp("1970-01-01")).days)


def day(place: float) -> pd.Timestamp:
    """Return the day in which a place on the axis lies."""
    return pd.Timestamp("1970-01-01") + pd.Timedelta(days=int(place // 1))


def in_words(when) -> str:
    """Return `3 June 2024`."""
    when = pd.Timestamp(when)
    return f"{when.day} {when:%B} {when.year}"


def range_in_words(first, last) -> str:
    """Return a range of days as briefly as it can be said: `2024`, `June 2024`, `3 June 2024`, `3 to 9 June 2024`."""
    first, last = pd.Timestamp(first), pd.Timestamp(last)
    after = last + pd.Timedelta(days=1)
    if first == last:
        return in_words(first)
    if first.day == after.day == 1:
        if first.month == after.month == 1:
            return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B} {first.year}"
        begin = f"{first:%B}" if first.year == last.year else f"{first:%B} {first.year}"
        return f"{begin} to {last:%B} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {in_words(last)}"
    return f"{first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} to {in_words(last)}"


def ticks(span: tuple[float, float], room: float) -> list[tuple[float, str, str]]:
    """Return the ticks of a range.

    Parameters
    ----------
    span : (float, float)
        As `number` counts.
    room : float
        Pixels the range has at least.

    Returns
    -------
    list of (place, label, year)
        Days, months or years, whichever stand free of each other. `year` is named once a year, and empty where the label
        is the year.
    """
    unit, size = next(((unit, size) for unit, size in _STEPS
                       if (span[1] - span[0]) / (_DAYS[unit] * size) * _ROOM[unit] <= room), _STEPS[-1])
    found, named = [], None
    for when in starts(day(span[0]), day(span[1]), unit, size):
        if not span[0] <= number(when) <= span[1]:
            continue
        label = str(when.year) if unit == "year" else f"{when:%b}" if unit == "month" else f"{when.day} {when:%b}"
        found.append((number(when), label, str(when.year) if unit != "year" and when.year != named else ""))
        named = when.year
    # A range that begins in March 2018 would else begin with 2019.
    if unit == "year" and (not found or (found[0][0] - span[0]) / (span[1] - span[0]) * room >= _ROOM["day"] - 2):
        found.insert(0, (span[0], f"{day(span[0]):%b %Y}", ""))
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


def bins(span: tuple[float, float], room: float, least: float = 7) -> tuple[list[float], str]:
    """Return the edges of days, weeks, months, quarters or years at least `least` pixels wide, and how long they are in words."""
    sizes = (("day", 1), ("day", 7), ("month", 1), ("month", 3), *(step for step in _STEPS if step[0] == "year"))
    unit, size = next(((unit, size) for unit, size in sizes
                       if room * _DAYS[unit] * size / (span[1] - span[0]) >= least), sizes[-1])
    begins = starts(day(span[0]), day(span[1]), unit, size)
    # The last one ends where a further one would begin.
    beyond = starts(begins[-1], begins[-1] + pd.Timedelta(days=_DAYS[unit] * size * 1.5 + 1), unit, size)
    words = {("day", 7): "a week", ("day", 1): "a day", ("month", 3): "a quarter", ("month", 1): "a month", ("year", 1): "a year"}
    return [number(when) for when in (*begins, beyond[1])], words.get((unit, size), f"{size} {unit}s")

from itertools import pairwise

import pandas as pd
import pytest

from charts import calendar, lettering

SPANS = {"a day": ("2024-05-20", "2024-05-20"), "a week": ("2024-12-28", "2025-01-03"), "a month": ("2024-01-31", "2024-03-01"),
         "a year": ("2023-11-15", "2024-11-14"), "seven years": ("2018-03-02", "2025-12-31"), "decades": ("1947-06-01", "2031-01-01"),
         "centuries": ("1644-01-01", "2050-12-31")}


@pytest.mark.parametrize("name", SPANS)
@pytest.mark.parametrize("room", [476, 548, 880])
def test_ticks_stand_free_of_each_other_from_days_to_centuries(name, room):
    span = calendar.number(SPANS[name][0]), calendar.number(SPANS[name][1]) + 1
    found = calendar.ticks(span, room)
    assert found
    for label in (1, 2):
        boxes = [((place - span[0]) / (span[1] - span[0]) * room, lettering.width(tick[label], 13)) for tick in found
                 for place in (tick[0],) if tick[label]]
        assert all(first + wide / 2 + 4 <= second - long / 2 for (first, wide), (second, long) in pairwise(boxes))
    assert all(span[0] <= place <= span[1] for place, _, _ in found)


def test_a_year_is_named_once():
    found = calendar.ticks((calendar.number("2023-11-15"), calendar.number("2024-11-15")), 900)
    assert [year for _, _, year in found if year] == ["2023", "2024"]


def test_steps_begin_where_a_calendar_begins_them():
    first, last = pd.Timestamp("2024-05-16"), pd.Timestamp("2024-08-02")
    assert {day.day_name() for day in calendar.starts(first, last, "day", 7)} == {"Monday"}
    assert [day.month for day in calendar.starts(first, last, "month", 3)] == [4, 7]
    assert [day.year for day in calendar.starts(pd.Timestamp("1987-01-01"), last, "year", 10)] == [1980, 1990, 2000, 2010, 2020]


@pytest.mark.parametrize("name", SPANS)
def test_bins_cover_the_range_without_a_gap_and_can_be_clicked(name):
    span = calendar.number(SPANS[name][0]), calendar.number(SPANS[name][1]) + 1
    edges, long = calendar.bins(span, 476)
    assert edges[0] <= span[0]
    assert edges[-1] >= span[1]
    assert all(first < second for first, second in pairwise(edges))
    assert min(second - first for first, second in pairwise(edges)) / (span[1] - span[0]) * 476 >= 6.4
    assert long


@pytest.mark.parametrize(("first", "last", "words"), [
    ("2024-06-03", "2024-06-03", "3 June 2024"), ("2024-06-03", "2024-06-09", "3 to 9 June 2024"),
    ("2024-06-01", "2024-06-30", "June 2024"), ("2024-01-01", "2024-12-31", "2024"), ("2014-01-01", "2018-12-31", "2014 to 2018"),
    ("2024-03-01", "2024-05-31", "March to May 2024"), ("2023-12-01", "2024-02-29", "December 2023 to February 2024"),
    ("2023-12-30", "2024-01-02", "30 December 2023 to 2 January 2024"), ("2024-05-30", "2024-06-02", "30 May to 2 June 2024")])
def test_a_range_is_said_briefly(first, last, words):
    assert calendar.range_in_words(first, last) == words

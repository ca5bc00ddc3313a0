"""Holidays against days known from calendars."""

import datetime

import pytest

from analysis.dates import holidays


@pytest.mark.parametrize(("rule", "day"), [
    ("lunar 01-01", "2018-02-16"), ("lunar 01-01", "2024-02-10"), ("lunar eve", "2024-02-09"), ("lunar 05-05", "2018-06-18"),
    ("lunar 08-15", "2020-10-01"), ("qingming", "2018-04-05"), ("qingming", "2020-04-04"), ("easter +0", "2018-04-01"),
    ("easter +0", "2024-03-31"), ("easter -2", "2024-03-29"), ("nth 11 4 3", "2018-11-22"), ("nth 05 -1 0", "2018-05-28"),
    ("10-01", "2018-10-01"),
    # The new moon was at 00:09 in Peking: a day later than by tables that took the evening before.
    ("lunar 08-15", "1978-09-17"),
])
def test_rule_gives_the_day(rule, day):
    expected = datetime.date.fromisoformat(day)
    assert holidays.day_of(rule, expected.year) == expected


def test_outside_the_tables_of_the_lunar_calendar_there_is_no_day():
    assert holidays.day_of("lunar 01-01", 1850) is None


def test_february_29_exists_in_leap_years_only():
    assert holidays.day_of("02-29", 2019) is None

from datetime import date

import pytest

from analysis.dates.named import find_dates


@pytest.mark.parametrize(("text", "iso"), [
    ("峰会10至12日举行", "2024-06-10/2024-06-12"),
    ("六七月举行", "2024-06/2024-07"),
    ("2019-2021年间", "2019/2021"),
    ("上月3日至5日", "2024-05-03/2024-05-05")])
def test_both_ends_share_what_is_said_once(text, iso):
    (found,) = find_dates(text, date(2024, 6, 15))
    assert (found.iso, found.bound) == (iso, "range")


def test_a_range_whose_end_lies_before_its_beginning_ends_in_the_next_year():
    (found,) = find_dates("8月至2月", date(2024, 6, 15))
    assert found.iso == "2024-08/2025-02"


@pytest.mark.parametrize(("text", "year"), [("2013年及以前年底将举行选举", 2013), ("2030年以后下半年", 2030), ("1998年起三季度", 1998)])
def test_a_part_of_a_year_after_a_year_open_to_one_side_is_in_that_year(text, year):
    assert find_dates(text, date(2024, 2, 29))[-1].iso[:4] == str(year)


@pytest.mark.parametrize("text", ["12日至10日", "约10至12日元", "第五六月"])
def test_what_makes_no_range_is_none(text):
    assert not any(found.bound == "range" for found in find_dates(text, date(2024, 6, 15)))

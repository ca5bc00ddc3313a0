"""Spans and their ISO 8601 form."""

import datetime

import pytest

from analysis.dates import spans


@pytest.mark.parametrize("span", [
    spans.day(datetime.date(2018, 3, 5)), spans.month(2020, 2), spans.year(1998), spans.months(2018, 12, 2018, 14),
    spans.years(1990, 1999), spans.days(datetime.date(2018, 1, 30), datetime.date(2018, 2, 2)),
])
def test_iso_form_gives_back_both_days(span):
    assert spans.closed(span.iso) == (span.start, span.end)


def test_months_run_over_the_year():
    assert spans.months(2017, 12, 2017, 14, spans.SEASON).iso == "2017-12/2018-02"


def test_adding_a_month_keeps_within_the_month():
    assert spans.add_months(datetime.date(2018, 1, 31), 1) == datetime.date(2018, 2, 28)
    assert spans.add_months(datetime.date(2018, 3, 31), -13) == datetime.date(2017, 2, 28)

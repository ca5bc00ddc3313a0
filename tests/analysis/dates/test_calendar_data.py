"""data/calendar: what stands there can be read, and names its source."""

import datetime
import itertools
import re
import tomllib

import pytest

from analysis.dates import anchors, not_dates, vague
from analysis.dates.spans import closed
from analysis.dates.tense import CALENDAR
from analysis.events import find_dates


@pytest.mark.parametrize("name", ["elections", "summits", "facts"])
def test_event_names_its_source_and_days_in_order(name):
    for row in tomllib.loads((CALENDAR / f"{name}.toml").read_text(encoding="utf-8"))["event"]:
        assert row["source"], row["names"]
        days = [closed(iso) for iso in row["dates"]]
        assert days == sorted(days), row["names"]
        assert all(first <= last for first, last in days), row["names"]


def test_terms_of_one_person_do_not_overlap():
    for name, terms in anchors._terms().items():
        assert all(before.end <= after.start for before, after in itertools.pairwise(terms)), name


def test_files_name_their_source():
    for path in sorted(CALENDAR.glob("*.toml")):
        assert re.search("(?i)source", path.read_text(encoding="utf-8")), path.name


def test_vague_words_span_from_first_to_last():
    assert all(first <= last for first, last in vague.words().values())


@pytest.mark.parametrize("row", tomllib.loads((CALENDAR / "not_dates.toml").read_text(encoding="utf-8"))["pattern"],
                         ids=lambda row: row["sentence"])
def test_sentence_that_forced_a_pattern_holds_it_and_no_date(row):
    assert re.search(row["expression"], row["sentence"])
    assert find_dates(row["sentence"], datetime.date(2018, 6, 10)) == []


def test_every_pattern_can_be_searched_without_look_around():
    assert not any("(?!" in source or "(?<" in source or "(?=" in source for source in not_dates.expressions())

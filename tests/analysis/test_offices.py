"""The offices of data/codebook: who holds a title on a day is one person, and whoever is there begins before leaving."""

import datetime
import itertools
from collections import defaultdict

import pytest

from analysis import codebook


@pytest.fixture(scope="module")
def offices() -> dict[str, list[tuple[datetime.date, datetime.date, str]]]:
    held = defaultdict(list)
    for actor in codebook.load().actors.values():
        for office in actor.offices:
            held[office.office].append((office.since, office.until, actor.code))
    return {title: sorted(holders) for title, holders in held.items()}


def test_an_office_is_held_before_it_is_left(offices):
    assert [(title, row) for title, rows in offices.items() for row in rows if row[0] > row[1]] == []


def test_two_hold_an_office_on_the_day_of_its_handover_at_most(offices):
    overlaps = [(title, before, after) for title, rows in offices.items()
                for before, after in itertools.pairwise(rows) if before[1] > after[0]]
    assert overlaps == []


@pytest.mark.parametrize(("title", "day", "holder"), [
    ("美国国务卿", "2018-04-27", "pompeo"), ("中国外长", "2023-03-01", "qin_gang"), ("中国外长", "2024-03-01", "wang_yi"),
    ("俄罗斯国防部长", "2024-05-15", "belousov"), ("日本首相", "2021-10-05", "kishida"), ("北约秘书长", "2024-10-02", "rutte"),
    ("匈牙利总理", "2026-05-10", "magyar"), ("伊朗最高领袖", "2026-03-10", "mojtaba"), ("英国财政大臣", "2026-07-21", "healey"),
    ("乌克兰国防部长", "2026-01-15", "fedorov"),
])
def test_title_names_its_holder_of_the_day(offices, title, day, holder):
    when = datetime.date.fromisoformat(day)
    assert [code for since, until, code in offices[title] if since <= when <= until] == [holder]

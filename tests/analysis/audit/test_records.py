"""The log read: by whom, what, when; the last first."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from analysis.audit import COLUMNS, Entry, Log, note
from analysis.holdings import writing
from analysis.library import Library


@pytest.fixture
def log(tmp_path):
    with Library(f"sqlite:///{tmp_path / 'library.db'}") as library:
        with writing(library.engine) as connection:
            for day, who, did in ((1, "ana@example.org", "review"), (2, "Bo_%", "delete"), (3, "ana@example.org", "delete")):
                connection.execute(sa.insert(Entry).values(made=datetime(2026, 11, day, 23, 59), who=who, did=did, key=f"k{day}", name="", n=1))
        yield Log(library.engine)


@pytest.mark.parametrize(("asked", "keys"), [
    ({}, ["k3", "k2", "k1"]), ({"who": "ANA"}, ["k3", "k1"]), ({"who": "_%"}, ["k2"]), ({"did": "delete"}, ["k3", "k2"]),
    ({"since": date(2026, 11, 2)}, ["k3", "k2"]), ({"until": date(2026, 11, 2)}, ["k2", "k1"]), ({"most": 1}, ["k3"]), ({"who": "nobody"}, [])])
def test_entries_are_found(log, asked, keys):
    told = log.entries(**asked)
    assert list(told["key"]) == keys and tuple(told.columns) == COLUMNS


def test_who_did_something_last_is_known(log):
    assert log.who("delete", "k3") == "ana@example.org"
    assert log.who("delete", "k1") is None
    assert log.people() == ["Bo_%", "ana@example.org"]


def test_what_was_done_lately_is_known(log):
    with writing(log.engine) as connection:
        note(connection, "ana", "log_out", "digest")
    assert log.keys("log_out", timedelta(hours=1)) == {"digest"}
    assert log.keys("review", timedelta(hours=1)) == set()


def test_a_name_of_any_length_is_kept_cut(log):
    with writing(log.engine) as connection:
        note(connection, "长" * 5000, "review", "k" * 5000, "n" * 5000)
    row = log.entries(most=1).iloc[0]
    assert len(row["who"]) == len(row["key"]) == len(row["name"]) == 200

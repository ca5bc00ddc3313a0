"""In whose name something is done."""

import getpass

import pytest

from analysis import acting
from analysis.access import CODER, Person


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch):
    monkeypatch.setattr(acting, "_asked", [])
    acting.starter.cache_clear()
    yield
    acting.starter.cache_clear()


def test_who_is_said_comes_before_who_is_asked_before_who_started_it(monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "ops")
    assert acting.person() == Person("ops")
    acting.ask(lambda: None)
    assert acting.person() == Person("ops")
    acting.ask(lambda: Person("ana", CODER))
    assert acting.person() == Person("ana", CODER)
    with acting.as_(Person("bo", CODER)):
        assert acting.person().name == "bo"
    assert acting.person().name == "ana"


def test_a_user_without_a_name_is_called_by_number(monkeypatch):
    def unknown():
        raise KeyError("getpwuid(): uid not found: 10001")

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert acting.person().name.startswith("uid ")

"""What is worked out while nobody asks anything."""

import threading
import time
from contextlib import contextmanager

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.parts import address, ahead, filters, metrics, recent, tables

PATIENCE = 20


class Opened:
    """A page as the register gives it, that does what a test says."""

    url_path = "issues"

    def __init__(self, does):
        self.does, self.asked, self.marks = does, [], []

    def run(self):
        self.asked.append(address.selection())
        self.marks.append(address.own("show"))
        self.does()

    def __copy__(self):
        return self


@contextmanager
def standing(does, marks=()):
    """Let a page stand in a visit, and give what is asked of it ahead."""
    opened = Opened(does)
    with ahead.kept():
        _stand(opened, marks)
        yield opened


def _stand(opened, marks=()):
    # A visit of its own: AppTest runs in the thread that asks.
    ran = AppTest.from_function(_page, args=(opened, marks), default_timeout=PATIENCE).run()
    assert not ran.exception


def _page(opened, marks):
    import streamlit as st

    from pages.parts import ahead

    st.session_state["page"] = opened.url_path
    ahead.offer("show", marks)
    ahead.look(opened)


def until(holds):
    """Wait for something; return whether it came to be."""
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def counted(end):
    """Return how many pages are told to have ended so."""
    return metrics.REGISTRY.get_sample_value("lunheng_page_ahead_total", {"page": "issues", "end": end}) or 0


@pytest.fixture(autouse=True)
def nothing_counted():
    metrics._AHEAD.clear()
    recent.forget()


@pytest.fixture
def near(show):
    show("issues")
    asked = filters.near(tables.current(), address.selection())
    assert len(asked) >= 3
    return asked


def test_every_issue_one_click_away_is_asked_of_the_page_that_stands(near):
    with standing(lambda: st.text("said to nobody")) as opened:
        assert until(lambda: len(opened.asked) == len(near))
        time.sleep(3 * ahead.QUIET)
        assert tuple(opened.asked) == near
    assert counted("done") == len(near)


def test_what_was_asked_before_or_worked_out_is_not_asked_again_but_for_another_view(near):
    with standing(lambda: st.text("said to nobody")) as opened:
        assert until(lambda: counted("done") == len(near))
        _stand(opened)
        time.sleep(3 * ahead.QUIET)
        assert tuple(opened.asked) == near
        opened.url_path = "outcomes"
        _stand(opened)
        assert until(lambda: len(opened.asked) == 2 * len(near))


def test_the_first_marks_offered_are_asked_after_the_issues_and_once(near):
    marks = [f"mark {number}" for number in range(2 * ahead.MARKS)]
    with standing(lambda: st.text("said to nobody"), [marks[0], *marks]) as opened:
        assert until(lambda: counted("done") == len(near) + ahead.MARKS)
        assert opened.marks == [""] * len(near) + marks[:ahead.MARKS]
        assert set(opened.asked[len(near):]) == {address.selection()}
        _stand(opened, [marks[0], marks[-1]])
        assert until(lambda: counted("done") == len(near) + ahead.MARKS + 1)
        assert opened.marks[len(near) + ahead.MARKS:] == [marks[-1]]


def test_marks_are_asked_beside_the_pages_own_choices(near):
    with standing(lambda: st.text("said to nobody")) as opened:
        assert until(lambda: counted("done") == len(near))
        seen = []
        opened.does = lambda: seen.append(address.own("by"))
        ran = AppTest.from_function(_page, args=(opened, ["a mark"]), default_timeout=PATIENCE)
        ran.session_state["own"] = {"issues": {"by": ["all"]}}
        ran.run()
        assert until(lambda: len(seen) == len(near) + 1) and set(seen) == {"all"}


def test_what_is_no_longer_kept_is_asked_again(near):
    with standing(lambda: None) as opened:
        assert until(lambda: counted("done") == len(near))
        recent.forget()
        _stand(opened)
        assert until(lambda: tuple(opened.asked) == near * 2)


def test_whoever_asks_goes_before_and_what_was_left_is_asked_again_after(near):
    begun, ended = threading.Event(), threading.Event()

    def speaks_on():
        begun.set()
        try:
            while not ended.is_set():
                st.text("another word")
                time.sleep(0.01)
        except BaseException:
            ended.set()
            raise

    with standing(speaks_on) as opened:
        assert begun.wait(PATIENCE) and opened.asked == [near[0]]
        with ahead.before():
            assert ended.wait(PATIENCE)
            time.sleep(3 * ahead.QUIET)
            assert opened.asked == [near[0]]
        assert until(lambda: len(opened.asked) == 1 + len(near))
        assert opened.asked == [near[0], *near]
    assert counted("given way") == 1


def test_a_page_that_fails_keeps_nobody_from_asking_the_next(near):
    def fails():
        raise ValueError("as it would when asked")

    with standing(fails):
        assert until(lambda: counted("failed") == len(near))


def test_of_a_page_that_takes_long_no_more_is_asked_than_its_time_allows(near, monkeypatch):
    monkeypatch.setattr(ahead, "SPENT", 0.1)
    with standing(lambda: time.sleep(0.2)) as opened:
        assert until(lambda: opened.asked)
        time.sleep(4 * ahead.QUIET)
        assert opened.asked == [near[0]]


@pytest.mark.parametrize("why", ["told not to", "a phone", "not begun"])
def test_nothing_is_asked_ahead_where_it_may_not_be(near, monkeypatch, why):
    if why == "told not to":
        monkeypatch.setenv("LUNHENG_AHEAD", "off")
    monkeypatch.setattr(ahead.screen, "phone", lambda: why == "a phone")
    opened = Opened(lambda: None)
    if why == "not begun":
        _stand(opened)
    else:
        with ahead.kept():
            _stand(opened)
            time.sleep(4 * ahead.QUIET)
    assert opened.asked == [] and ahead._standing == {}

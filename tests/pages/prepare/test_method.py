import pandas as pd
import pytest
import streamlit as st

from analysis import check
from analysis.language import CODES, Language
from tests.pages.conftest import html


@pytest.fixture
def method(show, monkeypatch):
    """A function: the page in a language, over figures made up for it."""
    row = {"sentences": 1200, "expected": 10, "found": 4, "precision": .5, "recall": .25, "f1": 1 / 3, "exact": 1.0,
           "kappa": float("nan"), "sign": 1.0, "condition": 1.0}
    names = ["carry", "not_predictions", "developed", "held out", "all"]
    made = pd.DataFrame([{"phenomenon": name, **row} for name in names])[list(check.COLUMNS)]
    monkeypatch.setattr(check, "run", lambda code: made)

    def opened(language="en"):
        st.cache_data.clear()
        page = show("method", query={"lang": language})
        assert not page.exception
        return html(page)

    yield opened
    st.cache_data.clear()


def test_each_mapping_shows_its_numbers_and_its_source(method, book):
    shown = method()
    for mapping in book.mappings.values():
        assert mapping.en in shown
    assert "95 <small>87–99</small>" in shown
    assert "Intelligence Community Directive 203 (2015)" in shown


def test_figures_of_the_sentence_tests_are_shown_with_the_unseen_half_first(method):
    shown = method()
    assert "1,200 invented sentences" in shown
    assert shown.index("Half never looked at") < shown.index("Half looked at") < shown.index("Issue named before")
    assert "4 rows found where there is none" in shown
    assert ">0.25<" in shown


@pytest.mark.parametrize("language", CODES)
def test_it_is_told_in_every_language(method, language):
    tongue = Language.of(language)
    shown = method(language).replace('<span lang="zh">', "").replace("</span>", "")
    for key in ("method_finding", "method_missed_issue", "method_wrong_routine", "phenomenon_carry"):
        assert tongue.say(key) in shown

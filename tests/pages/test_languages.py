"""Every page in every language: nothing left in another one, and the view stays when the language is switched."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.language import Language
from pages.parts import tables
from tests.pages.conftest import NAMES, ORDINARY, PAGES, coded, html

# Two English words in a row, other than names of methods, people, formats and commands.
ENGLISH = re.compile(r"\b[A-Za-z][a-z]{2,} [a-z]{3,}\b")
NAMED = re.compile(r"van der Eijk|JSON lines|python -m analysis check|wadefagen/datasets|Perception of Probability Words|Sherman Kent|"
                   r"<script>.*?</script>|<style>.*?</style>", re.S)
TAGS = re.compile(r"<[^>]+>")
WIDGETS = ("segmented_control", "button_group", "selectbox", "multiselect", "toggle", "checkbox", "button", "text_input", "text_area",
           "date_input", "number_input", "slider", "expander", "caption", "tabs")


def said(page: AppTest) -> str:
    """Return all that a page says: its HTML without tags, and the labels of its widgets."""
    shown = TAGS.sub(" ", NAMED.sub(" ", html(page)))
    labels = [str(getattr(element, "label", "") or "") for kind in WIDGETS for element in page.get(kind)]
    helps = [str(getattr(element, "help", "") or "") for kind in WIDGETS for element in page.get(kind)]
    return " \n".join([shown, *labels, *helps])


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_in_chinese_leaves_no_english(show, name, language):
    page = show(name, query={"lang": language, "least": "1"})
    assert not page.exception
    assert ENGLISH.findall(said(page)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_in_traditional_says_nothing_of_its_own_in_simplified(show, name):
    page = show(name, query={"lang": "zh-Hant"})
    shown = said(page)
    simplified = {text for text in Language.of("zh-Hans").texts.values() if isinstance(text, str) and len(text) > 3 and "{" not in text}
    traditional = {text for text in Language.of("zh-Hant").texts.values() if isinstance(text, str)}
    assert [text for text in simplified - traditional if text in shown] == []


@pytest.fixture
def dashboard(monkeypatch, book, tmp_path):
    def opened(**query):
        corpus = Corpus(coded(ORDINARY), book, {}, frozenset(), (), f"languages {id(ORDINARY)}")
        monkeypatch.setattr(tables, "current", lambda: corpus)
        app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=30)
        app.query_params.update(query)
        return app.run()

    return opened


def test_switching_the_language_keeps_the_view(dashboard):
    app = dashboard(issue="sanctions", least="1")
    chosen = app.session_state["selection"]
    app.segmented_control(key="switch_language").set_value("zh-Hans").run()
    assert not app.exception
    assert app.session_state["selection"] == chosen
    assert (app.query_params["lang"], app.query_params["issue"]) == ("zh-Hans", "sanctions")
    assert "制裁" in html(app) and "Show everything" not in said(app)


def test_a_link_in_a_language_opens_in_it_and_stays_in_it(dashboard):
    app = dashboard(lang="zh-Hant")
    assert "措辭換算" in html(app)
    app.pills(key="filter_issues").set_value(["sanctions"]).run()
    assert "措辭換算" in html(app)
    assert app.query_params["lang"] == "zh-Hant"


def test_quotes_are_folded_for_the_eye_only(show):
    as_written = html(show("overview", query={"show": "d0-p000"}))
    folded = html(show("overview", query={"show": "d0-p000", "quotes": "Hant"}))
    assert "制裁" in as_written
    assert 'lang="zh-Hant"' in folded
    assert as_written.count("<blockquote") == folded.count("<blockquote") > 0


def test_a_mark_on_a_group_holds_in_another_language(show):
    query = {"by": "side", "least": "1", "show": "The further-apart side|sanctions"}
    shown = html(show("compare", query=query | {"lang": "zh-Hant"}))
    assert "看對立的一方" in shown.replace('<span lang="zh">', "").replace("</span>", "")
    assert shown.count("<blockquote") == html(show("compare", query=query | {"lang": "en"})).count("<blockquote") > 0


def test_what_was_worked_out_in_one_language_is_not_shown_in_another(show):
    english = html(show("commentator", query={"who": "甲评论员", "lang": "en"}))
    chinese = html(show("commentator", query={"who": "甲评论员", "lang": "zh-Hans"}))
    assert "All others" in english
    assert "All others" not in chinese

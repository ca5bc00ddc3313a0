import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from pages.parts import tables
from tests.pages.conftest import HOSTILE_DOCUMENT, ORDINARY, PAGES, coded, html


@pytest.fixture
def dashboard(monkeypatch, book):
    def opened(documents=ORDINARY, **query):
        corpus = Corpus(coded(documents), book, {}, frozenset(), (), f"finder {id(documents)}")
        monkeypatch.setattr(tables, "current", lambda: corpus)
        app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=30)
        app.query_params.update(query)
        return app.run()

    return opened


def found(app, text: str) -> str:
    shown = html(app.text_input(key="finder").set_value(text).run())
    assert not app.exception
    return shown.partition('class="lh-found"')[2].partition("</nav>")[0]


def test_each_kind_leads_to_its_page(dashboard):
    app = dashboard()
    assert 'href="commentator?who=' in found(app, "甲评论员")
    assert 'href="outcomes?about=sanctions"' in found(app, "sanctions")
    assert 'href="reader?doc=d1"' in found(app, "制裁之后")
    assert 'href="words?show=' in found(app, "制裁")


def test_traditional_finds_what_is_written_in_simplified(dashboard):
    assert 'href="commentator?who=' in found(dashboard(), "甲評論員")


def test_filter_is_kept_where_the_thing_stands_under_it_and_taken_back_where_not(dashboard):
    app = dashboard(issue="relations", least="5")
    assert "outside the filter" not in found(app, "乙评论员")
    assert "issue=relations" in found(app, "乙评论员")
    outside = found(app, "丁评论员")
    assert "outside the filter" in outside
    assert "issue=relations&amp;who" not in outside and "least=5" in outside


def test_nothing_found_offers_the_texts(dashboard):
    shown = found(dashboard(), "qqqq")
    assert "Nothing is called so" in shown and 'href="words?show=qqqq"' in shown


def test_hostile_names_and_typing_stay_text(dashboard):
    shown = found(dashboard(HOSTILE_DOCUMENT), "<script>")
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_empty_box_shows_nothing(dashboard):
    assert found(dashboard(), "  ") == ""

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import Corpus
from analysis.library import Library
from analysis.views import Views
from pages.parts import saved_views, tables
from tests.pages.conftest import ORDINARY, PAGES, coded, html


@pytest.fixture
def kept(tmp_path):
    library = Library(f"sqlite:///{tmp_path / 'library.db'}")
    yield Views(library.engine)
    library.engine.dispose()


@pytest.fixture
def dashboard(monkeypatch, book, kept):
    def opened(**query):
        corpus = Corpus(coded(ORDINARY), book, {}, frozenset(), (), f"views {id(ORDINARY)}")
        monkeypatch.setattr(tables, "current", lambda: corpus)
        monkeypatch.setattr(saved_views, "views", lambda: kept)
        app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=30)
        app.query_params.update(query)
        return app.run()

    return opened


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception


def save(app, name):
    app.text_input(key="view_name").set_value(name)
    press(app, "Save this view")


def test_a_view_keeps_page_and_filter_and_not_the_language(dashboard, kept):
    app = dashboard(issue="sanctions", least="1", lang="en")
    save(app, "制裁 <b>")
    assert [(view.name, view.page, view.query) for view in kept.listed()] == [("制裁 <b>", "overview", "issue=sanctions&least=1")]
    shown = html(app)
    assert 'href="overview?issue=sanctions&amp;least=1&amp;lang=en"' in shown
    assert "&lt;b&gt;: saved." in shown


def test_a_name_that_is_taken_or_empty_is_refused_in_words(dashboard, kept):
    app = dashboard()
    save(app, "甲")
    save(app, "甲")
    assert "another view has this name" in html(app)
    save(app, "")
    assert "A view needs a name" in html(app)
    assert len(kept.listed()) == 1


def test_a_view_is_renamed_deleted_and_brought_back(dashboard, kept):
    app = dashboard()
    save(app, "甲")
    app.text_input(key="view_new_name").set_value("乙")
    press(app, "Rename")
    assert [view.name for view in kept.listed()] == ["乙"]
    press(app, "Delete")
    assert kept.listed() == []
    press(app, "Bring it back")
    assert [view.name for view in kept.listed()] == ["乙"]

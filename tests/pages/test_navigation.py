"""The frame around the pages: menu, filter, and the selection behind all of them."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from analysis.codebook import CodebookError
from analysis.selection import Selection
from pages.parts import project, saved_views, tables
from tests.pages.conftest import NAMES, ORDINARY, PAGES, coded


@pytest.fixture
def dashboard(monkeypatch, book):
    from analysis.corpus import Corpus

    def opened(documents=ORDINARY, **query):
        corpus = Corpus(coded(documents), book, {}, frozenset(), (), f"frame {id(documents)}")
        monkeypatch.setattr(tables, "current", lambda: corpus)
        app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=30)
        app.query_params.update(query)
        return app.run()

    return opened


def test_every_page_file_is_in_the_menu():
    files = {path.stem for path in PAGES.glob("*/*.py") if path.parent.name in ("explore", "judge", "prepare", "share")}
    assert files == set(NAMES)
    registered = (PAGES / "navigation.py").read_text(encoding="utf-8")
    assert all(f'"{name}"' in registered for name in files)


def test_choosing_an_issue_narrows_the_selection(dashboard):
    app = dashboard()
    app.pills(key="filter_issues").set_value(["sanctions"]).run()
    assert not app.exception
    assert app.session_state["selection"] == Selection(issues=("sanctions",))
    assert app.query_params["issue"] == "sanctions"


def test_every_widget_of_the_filter_reaches_the_selection(dashboard, book):
    other = next(code for code in book.mappings if code != "lunheng")
    app = dashboard()
    app.multiselect(key="filter_commentators").set_value(["甲评论员"])
    app.multiselect(key="filter_documents").set_value(["d0"])
    app.pills(key="filter_sides").set_value(["apart", "open"])
    app.date_input(key="filter_since").set_value(date(2024, 1, 1))
    app.date_input(key="filter_until").set_value(date(2024, 12, 31))
    app.number_input(key="filter_least").set_value(1)
    app.selectbox(key="filter_mapping").set_value(other)
    app.run()
    assert not app.exception
    assert app.session_state["selection"] == Selection(
        documents=("d0",), commentators=("甲评论员",), sides=("apart", "open"), since=date(2024, 1, 1),
        until=date(2024, 12, 31), least=1, mapping=other)


def test_link_sets_the_widgets(dashboard):
    app = dashboard(issue=["sanctions"], least="5", since="2024-02-03")
    assert app.pills(key="filter_issues").value == ["sanctions"]
    assert app.number_input(key="filter_least").value == 5
    assert app.date_input(key="filter_since").value == date(2024, 2, 3)


def test_many_issues_go_into_a_list_beside_the_pills(dashboard, book):
    codes = list(book.issues)[:20]
    said = [("甲评论员", code, "likely", 1, f"很可能第{number}项达成。") for number, code in enumerate(codes)]
    app = dashboard([{"title": "许多议题", "published": date(2024, 1, 1), "said": said}])
    assert len(app.pills(key="filter_issues").options) == 12
    assert len(app.multiselect(key="filter_more_issues").options) == 8
    # All are predicted on once: they stand in the order of their codes.
    last = sorted(codes)[-1]
    app.multiselect(key="filter_more_issues").set_value([last])
    assert not app.run().exception
    assert app.session_state["selection"].issues == (last,)


def test_filter_over_no_document_can_be_opened(dashboard):
    app = dashboard([])
    assert not app.exception
    assert app.multiselect(key="filter_commentators").options == []


def test_issue_that_is_named_but_never_predicted_on_leaves_the_page_standing(dashboard):
    app = dashboard(issue=["iran"])
    assert not app.exception


def test_tables_that_cannot_be_loaded_are_told_on_the_page(monkeypatch):
    def broken():
        raise CodebookError("data/codebook: no usable codebook")

    monkeypatch.setattr(tables, "current", broken)
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=30).run()
    assert not app.exception
    assert "no usable codebook" in app.code[0].value


def test_a_library_that_is_damaged_is_named_with_what_to_do(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "library.db").write_bytes(b"no database at all, but long enough to be one" * 100)
    # Kept for the life of a server; this one opens it for the first time.
    project.opened.clear()
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=30).run()
    told = "".join(html.proto.body for html in app.get("html"))
    assert "The library&#x27;s file is damaged" in told or "The library's file is damaged" in told
    assert str(home / "library.db") in told and "restores the last backup" in told
    assert not app.exception


def test_what_a_full_disk_did_not_let_be_kept_is_said():
    def done():
        import errno

        from pages.parts import page

        assert page.unkept(OSError(errno.ENOSPC, "No space left on device", "/data/library.db"))
        assert not page.unkept(ValueError("a fault of ours"))

    app = AppTest.from_function(done).run()
    (said,) = app.error
    assert "The disk of this server is full" in said.value and "all that was kept before is there" in said.value
    assert not app.exception


@pytest.fixture
def around(monkeypatch):
    """How often what stands around the page was drawn."""
    drawn = []
    monkeypatch.setattr(saved_views, "show", lambda: drawn.append("views"))
    return drawn


def test_click_in_the_filter_runs_the_page_alone(dashboard, around):
    app = dashboard()
    around.clear()
    app.pills(key="filter_issues").set_value(["sanctions"]).run()
    assert not app.exception
    assert not around
    assert app.query_params["issue"] == "sanctions"
    assert any("lh-finding" in html.proto.body for html in app.get("html"))


def test_chip_taken_back_draws_the_filter_too(dashboard, around):
    app = dashboard(issue=["sanctions"])
    around.clear()
    app.button(key="chip_issues_sanctions").click().run()
    assert around
    assert app.pills(key="filter_issues").value == []


@pytest.mark.parametrize("page", ["library", "reader"])
def test_click_in_the_filter_runs_all_where_the_page_is_no_page_by_itself(dashboard, around, page):
    app = dashboard().switch_page(f"{'prepare' if page == 'library' else 'explore'}/{page}.py").run()
    around.clear()
    app.pills(key="filter_issues").set_value(["sanctions"]).run()
    assert not app.exception
    assert around


def test_click_in_the_filter_while_something_is_found_clears_the_finder(dashboard, around):
    app = dashboard()
    app.text_input(key="finder").set_value("制裁").run()
    around.clear()
    app.pills(key="filter_issues").set_value(["sanctions"]).run()
    assert around
    assert app.text_input(key="finder").value == ""

"""What a visitor is offered by their role, what is refused where it is done, and the door."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis import access as roles_of
from analysis import fetching
from analysis.access import Refused
from analysis.audit import Log
from analysis.reviews import Reviews
from pages.parts import access, project, sessions, tables
from tests.pages.conftest import NAMES, ORDINARY, PAGES, coded, html
from tests.pages.logins import ROLES, claims, kept, roles

__all__ = ["kept", "roles"]
# What a reader's buttons do: look, turn pages, choose what is shown, narrow the view, take files away.
LOOKS = ("later", "undo", "all_questions", "earlier_", "later_", "list_before", "list_after", "everything", "back", "narrow", "chip_", "take_",
         "entry_open", "switch", "codebook_out", "export_", "swap")


@pytest.fixture
def as_(roles, monkeypatch):
    """A function: visit as somebody, by name; None is nobody."""
    def visit(name, **more):
        said = claims(name, **more) if name else None
        monkeypatch.setattr(sessions, "of_visit", lambda: said)

    return visit


def changing(page: AppTest) -> set[str]:
    """Return the keys of what a visitor can press that is more than looking."""
    pressed = [*page.button, *page.get("file_uploader")]
    return {widget.key or widget.label for widget in pressed
            if not getattr(widget, "disabled", False) and not (widget.key or "").startswith(LOOKS)}


@pytest.mark.parametrize("name", NAMES)
def test_who_looks_is_offered_nothing_else(show, as_, name):
    as_("rui")
    page = show(name)
    assert not page.exception
    assert changing(page) == set()
    assert "lh-add" not in html(page)


@pytest.mark.parametrize("name", ["library", "review", "coders", "codebook", "briefing"])
def test_what_is_missing_is_told_in_a_sentence(show, as_, name):
    as_("rui")
    assert "Your role here is reader" in html(show(name))


def test_a_coder_is_offered_the_work_and_no_deleting(show, as_):
    as_("chen")
    assert {"accept", "correct", "reject"} <= changing(show("review"))
    library = show("library")
    assert "Add this text" in {button.label for button in library.button}
    assert not {"project_delete", "whole"} & changing(library) and library.toggle(key="sample").disabled
    assert "Who changed what" not in html(library)
    assert changing(show("codebook")) == set()
    assert changing(show("briefing")) >= {"begin_slides"}


def test_an_admin_is_offered_all_and_reads_who_changed_what(show, as_):
    as_("ana")
    page = show("library")
    page.text_area(key="paste_text").set_value("谈判破裂。")
    next(button for button in page.button if button.label == "Add this text").click().run()
    assert not page.exception
    assert "Who changed what" in html(page)
    assert "ana@example.org" in html(page) and "added" in html(page)
    assert "Your role here" not in html(page)


def test_a_role_lost_between_drawing_and_pressing_is_refused_where_it_is_done(show, as_, roles, capfd):
    as_("chen")
    page = show("review")
    roles.write_text(ROLES.replace('"coder"', '"reader"'))
    page.button(key="accept").click().run()
    assert page.exception and "is for the role coder; chen@example.org has the role reader" in capfd.readouterr().out
    assert Reviews(project.opened().engine).every() == []


def test_a_switch_turned_after_its_role_was_lost_changes_nothing(show, as_, roles):
    """A browser decides what it sends, whatever is disabled there; the server must not."""
    as_("ana")
    page = show("library")
    before = project.opened().shows_sample
    roles.write_text(ROLES.replace('"admin"', '"coder"'))
    page.toggle(key="sample").set_value(not before).run()
    assert page.exception
    assert project.opened().shows_sample is before


def test_a_page_is_not_fetched_for_who_looks(show, as_, roles, monkeypatch):
    monkeypatch.setattr(fetching, "fetch", lambda url: pytest.fail("something was fetched"))
    as_("chen")
    page = show("library")
    roles.write_text(ROLES.replace('"coder"', '"reader"'))
    page.text_input(key="fetch_url").set_value("https://example.org/")
    next(button for button in page.button if button.label == "Fetch and add").click().run()
    assert page.exception


def test_a_file_asked_for_after_a_role_was_lost_is_not_made(as_, roles, kept):
    as_("ana")
    check = access.later(access.ADMIN, "backup")
    check()
    roles.write_text(ROLES.replace('"admin"', '"coder"'))
    with pytest.raises(Refused, match="has the role coder"):
        check()
    roles.write_text(ROLES)
    sessions.end(claims("ana"), roles_of.Person("ana@example.org"))
    with pytest.raises(Refused):
        check()


def test_a_review_is_its_makers_whatever_name_they_typed(show, as_):
    as_("chen")
    page = show("review")
    assert "coder_name" not in {field.key for field in page.text_input}
    page.session_state["coder"] = "ana@example.org"
    page.button(key="accept").click().run()
    assert not page.exception
    assert [review.coder for review in Reviews(project.opened().engine).every()] == ["chen@example.org"]
    assert list(Log(project.opened().engine).entries(did="review")["who"]) == ["chen@example.org"]


def test_without_a_login_the_name_typed_is_in_the_log(show):
    page = show("review")
    page.text_input(key="coder_name").set_value("林").run()
    page.button(key="accept").click().run()
    assert not page.exception
    assert list(Log(project.opened().engine).entries(did="review")["who"]) == ["林"]


@pytest.fixture
def dashboard(monkeypatch, book, tmp_path):
    from analysis.corpus import Corpus
    from analysis.library import Library

    library = Library(f"sqlite:///{tmp_path / 'frame.db'}")
    corpus = Corpus(coded(ORDINARY), book, {}, frozenset(), (), "frame")
    monkeypatch.setattr(tables, "current", lambda: corpus)
    monkeypatch.setattr(project, "opened", lambda: library)
    yield lambda: AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=30).run()
    library.engine.dispose()


@pytest.mark.parametrize(("name", "more", "says"), [
    (None, {}, "Log in to see"), ("chen", {"ago": 13 * 3600}, "Your login is over"), ("eve", {}, "eve@example.org, and have no role here"),
    ("ana", {"email_verified": False}, "have no role here")])
def test_whoever_may_not_come_in_stands_before_a_door_and_sees_no_document(dashboard, as_, name, more, says):
    as_(name, **more)
    app = dashboard()
    assert not app.exception
    assert says in html(app)
    assert "评论员" not in html(app) and not app.sidebar.children
    assert [button.label for button in app.button] == ["Log out" if "no role" in says else "Log in"]


def test_who_comes_in_sees_who_they_are_and_is_written_down_once(dashboard, as_):
    as_("rui")
    app = dashboard()
    app.run()
    assert not app.exception
    assert "rui@example.org, reader" in html(app)
    assert "Log out" in {button.label for button in app.sidebar.button}
    entries = Log(project.opened().engine).entries()
    assert list(zip(entries["who"], entries["did"])) == [("rui@example.org", "log_in")]


def test_a_login_ended_in_another_window_is_over_here(dashboard, as_):
    as_("chen")
    app = dashboard()
    assert "chen@example.org, coder" in html(app)
    sessions.end(claims("chen"), roles_of.Person("chen@example.org", "coder"))
    assert "Your login is over" in html(app.run())


def test_roles_that_cannot_be_read_are_told_in_the_log_and_not_on_the_page(dashboard, as_, roles, caplog):
    as_("ana")
    roles.write_text('default = "boss"')
    app = dashboard()
    assert "Nobody can be let in just now" in html(app)
    assert "boss" not in html(app) and str(roles) not in html(app)
    assert "'boss' is no role" in caplog.text


@pytest.fixture
def listening(monkeypatch):
    """A function: whether a server that listens at an address is open to other machines."""
    def at(address):
        monkeypatch.setattr(st, "get_option", lambda name: address)
        access.exposed.cache_clear()
        return access.exposed()

    yield at
    access.exposed.cache_clear()


@pytest.mark.parametrize(("address", "open_"), [("localhost", False), ("127.0.0.1", False), ("127.1.2.3", False), ("::1", False), ("unix:///run/a.sock", False),
                                                ("0.0.0.0", True), ("::", True), (None, True), ("", True), ("10.0.0.7", True), ("dash.example.org", True)])
def test_a_server_that_others_reach_without_a_login_is_known(listening, address, open_):
    assert listening(address) is open_


def test_an_open_server_says_so_in_the_log_and_on_the_page(dashboard, listening, caplog, monkeypatch):
    assert listening("0.0.0.0")
    access.prepare()
    assert "Anybody who reaches this machine can read and change everything" in caplog.text
    assert "no login is set up" in html(dashboard())
    monkeypatch.setenv(roles_of.VARIABLE, roles_of.OPEN)
    assert not listening("0.0.0.0")
    assert "no login is set up" not in html(dashboard())


def test_roles_without_a_way_to_log_in_are_told_at_the_start(roles, monkeypatch, caplog):
    monkeypatch.setattr(sessions, "providers", tuple)
    access.prepare()
    assert "nobody can log in" in caplog.text


def test_a_login_without_roles_is_told_at_the_start(roles, monkeypatch, caplog):
    monkeypatch.delenv(roles_of.VARIABLE)
    access.prepare()
    assert "nobody has a role" in caplog.text


def test_what_is_refused_is_told_as_that_and_anything_else_is_not(monkeypatch, caplog):
    shown = []
    monkeypatch.setattr(st, "error", shown.append)
    assert access.refused(Refused(roles_of.Person("eve", "reader"), "coder", "review"))
    assert "Your role here is reader" in shown[0] and "eve" in caplog.text
    assert not access.refused(ValueError("x")) and len(shown) == 1


def test_a_name_that_holds_markup_is_text_at_the_door_and_in_the_log(dashboard, as_, roles):
    roles.write_text('default = "admin"')
    as_("eve", email="<script>alert(1)</script>@x.example")
    app = dashboard()
    assert not app.exception
    assert "<script>alert" not in html(app) and "&lt;script&gt;alert(1)" in html(app)
    roles.write_text('default = "none"')
    app.run()
    assert "<script>alert" not in html(app) and "have no role here" in html(app)


def test_a_password_of_the_database_is_in_no_error(monkeypatch):
    from analysis.library import Library

    for address in ("postgresql+pg8000://lunheng:hunter2-hunter2@127.0.0.1:1/lunheng", "nothing+known://lunheng:hunter2-hunter2@x/y",
                    "lunheng:hunter2-hunter2@127.0.0.1/x"):
        with pytest.raises(Exception) as raised:
            Library(address)
        error = raised.value
        while error is not None:
            assert "hunter2" not in str(error)
            error = error.__cause__

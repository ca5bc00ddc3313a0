"""The address, driven as the navigation drives it: one run of the script a visit, a click or a step back."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import ORDINARY, coded


def script():
    import streamlit as st

    from pages.parts import address

    tables, book = st.session_state["given"]
    address.read(st.session_state["opens"], tables, book)
    address.write()
    st.button("pick", key="pick", on_click=lambda: address.keep(show="甲评论员|sanctions"))
    st.button("let go", key="let_go", on_click=lambda: address.keep(show=None))
    st.button("choose", key="choose", on_click=lambda: address.choose(address.selection().without("issues")))


def visit(book, page="issues", **query):
    app = AppTest.from_function(script)
    app.session_state["given"] = (coded(ORDINARY), book)
    app.session_state["opens"] = page
    app.query_params.update(query)
    return app.run()


def test_link_restores_selection_and_the_mark_chosen(book):
    app = visit(book, issue=["sanctions"], show="甲评论员|sanctions")
    assert app.session_state["selection"].issues == ("sanctions",)
    assert app.session_state["own"]["issues"] == {"show": ["甲评论员|sanctions"]}
    assert not app.session_state["dropped"]


def test_what_is_chosen_stands_in_the_address(book):
    app = visit(book)
    app.button(key="pick").click().run()
    assert app.query_params["show"] == "甲评论员|sanctions"


def test_menu_without_a_query_keeps_the_filter(book):
    app = visit(book, issue="sanctions")
    app.query_params.clear()
    app.session_state["opens"] = "outcomes"
    app.run()
    assert app.session_state["selection"].issues == ("sanctions",)
    assert app.query_params["issue"] == "sanctions"


def test_step_back_to_another_query_takes_it(book):
    app = visit(book, issue="sanctions")
    app.query_params["issue"] = "relations"
    app.run()
    assert app.session_state["selection"].issues == ("relations",)


def test_click_before_the_browser_knows_the_address_is_not_undone(book):
    app = visit(book, issue="sanctions")
    app.button(key="choose").click()
    app.query_params["issue"] = "sanctions"
    app.run()
    assert app.session_state["selection"].issues == ()


def test_mark_taken_back_is_no_longer_in_the_address(book):
    app = visit(book, page="words", show="制裁")
    app.button(key="let_go").click().run()
    assert "show" not in app.query_params


def test_mark_of_one_page_is_not_in_the_address_of_another(book):
    app = visit(book, show="甲评论员|sanctions")
    app.session_state["opens"] = "outcomes"
    app.query_params.clear()
    app.run()
    assert "show" not in app.query_params


def test_day_that_is_none_is_dropped_and_said(book):
    app = visit(book, since="yesterday", least="many", commentator="无此人")
    assert set(app.session_state["dropped"]) == {"yesterday", "many", "无此人"}
    assert app.session_state["selection"].since is None

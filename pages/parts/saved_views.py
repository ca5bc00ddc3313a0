"""Views kept by name: save the page as it is, open one, call it otherwise, take it away and bring it back."""

from urllib.parse import parse_qs, urlencode

import streamlit as st

from analysis.views import LONGEST_NAME, NameTaken, NoView, UnfitName, View, Views
from pages.parts import access, address, project, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, link, option


@st.cache_resource(show_spinner=False)
def views() -> Views:
    """Return the views of the library."""
    return Views(tables.library().engine)


def show() -> None:
    """Draw the list in the sidebar, folded up."""
    kept = views().listed()
    with st.sidebar, st.container(key="views"), st.popover(say("views"), icon=":material/bookmark:", width="stretch"):
        if note := st.session_state.pop("view_note", ""):
            st.html(f'<p class="lh-note" role="status">{bilingual(note)}</p>')
        if (gone := st.session_state.get("view_gone")) and access.may(access.CODER):
            st.button(say("view_restore"), key="view_restore", on_click=_restore, args=(gone,))
        st.html(_list(kept) if kept else f'<p class="lh-note">{say("views_none")}</p>')
        if not access.allows(access.CODER):
            return
        with st.form("view_save", border=False, clear_on_submit=True):
            st.text_input(say("view_name"), key="view_name", max_chars=LONGEST_NAME)
            st.form_submit_button(say("view_save"), on_click=_save)
        if kept:
            _change(kept)


def _list(kept: list[View]) -> str:
    """Return the views as links in safe HTML. They open in the language and characters of the visit."""
    items = "".join(f"<li>{link(view.page, _opened(view), bilingual(view.name))}"
                    f"<small>{say('view_on', page=say(view.page))}</small></li>" for view in kept if view.page in address.OWN)
    return f'<nav class="lh-found" aria-label="{say("views")}"><ul>{items}</ul></nav>'


def _opened(view: View) -> dict:
    """Return the parameters a view opens with: its own, its project among them, then the visit's."""
    own = parse_qs(view.query)
    return own | {name: value for name, value in address.visit().items() if name not in own}


def _change(kept: list[View]) -> None:
    names = {view.key: view.name for view in kept}
    with st.expander(say("view_change")):
        st.selectbox(say("view_change"), list(names), format_func=lambda key: option(names[key]), key="view_key",
                     label_visibility="collapsed")
        st.text_input(say("view_new_name"), key="view_new_name", max_chars=LONGEST_NAME)
        with st.container(horizontal=True):
            st.button(say("view_rename"), key="view_rename", on_click=_rename)
            if access.may(access.ADMIN):
                st.button(say("view_delete"), key="view_delete", on_click=_delete, args=(names,))


def _tell(change) -> None:
    """Make a change and keep a line on what came of it."""
    try:
        st.session_state["view_note"] = change()
    except NameTaken:
        st.session_state["view_note"] = say("view_taken", name=_typed())
    except UnfitName:
        st.session_state["view_note"] = say("view_unfit", most=LONGEST_NAME)
    except NoView:
        st.session_state["view_note"] = say("view_gone")


def _typed() -> str:
    state = st.session_state
    return " ".join((state.get("view_name") or state.get("view_new_name") or "").split())


def _save() -> None:
    page = st.session_state["page"]
    # The project is part of what is looked at; language and script are the visit's.
    passing = set(address.visit()) - {project.CHOICE.parameter}
    query = {name: values for name, values in address.query_of(address.selection(), page).items() if name not in passing}
    _tell(lambda: say("view_saved", name=views().save(st.session_state["view_name"], page, urlencode(query, doseq=True)).name))


def _rename() -> None:
    def change() -> str:
        views().rename(st.session_state["view_key"], st.session_state["view_new_name"])
        renamed, st.session_state["view_new_name"] = _typed(), ""
        return say("view_renamed", name=renamed)

    _tell(change)


def _delete(names: dict[int, str]) -> None:
    def change() -> str:
        key = st.session_state["view_key"]
        views().remove(key)
        st.session_state["view_gone"] = key
        return say("view_deleted", name=names[key])

    _tell(change)


def _restore(key: int) -> None:
    st.session_state["view_gone"] = None
    _tell(lambda: views().restore(key) or "")

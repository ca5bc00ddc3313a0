"""Projects made, renamed, deleted and brought back."""

import streamlit as st

from analysis.projects import FIRST, LONGEST_NAME, ProjectError, Projects
from pages.parts import access, project
from pages.parts.language import say
from pages.parts.markup import plain


def draw() -> None:
    """Draw the switch, and what can be done with projects folded up beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="projects"):
        project.switch("choose_project")
        if not access.may(access.ADMIN):
            return
        with st.popover(say("projects")):
            with st.form("project_make", border=False, clear_on_submit=True):
                st.text_input(say("project_name"), key="project_name", max_chars=LONGEST_NAME)
                st.form_submit_button(say("project_make"), on_click=_make)
            chosen, there = project.number(), project.names()
            with st.form("project_rename", border=False):
                st.text_input(say("project_rename", name=plain(there.get(chosen, ""))), key="project_called", max_chars=LONGEST_NAME)
                st.form_submit_button(say("project_set_name"), on_click=_rename, args=(chosen,))
            if chosen != FIRST:
                st.button(say("project_delete", name=plain(there.get(chosen, ""))), key="project_delete", on_click=_delete,
                          args=(chosen, there.get(chosen, "")))
    if gone := st.session_state.get("project_gone"):
        st.button(say("project_bring_back", name=plain(gone[1])), key="project_bring_back", on_click=_bring_back, args=gone)


def _projects() -> Projects:
    return Projects(project.opened().engine)


def _make() -> None:
    try:
        project.choose(_projects().make(st.session_state["project_name"]))
    except ProjectError:
        st.session_state["note"] = say("project_unfit", most=LONGEST_NAME)


def _rename(number: int) -> None:
    try:
        _projects().rename(number, st.session_state["project_called"])
        st.session_state["project_called"] = ""
    except ProjectError:
        st.session_state["note"] = say("project_unfit", most=LONGEST_NAME)


def _delete(number: int, name: str) -> None:
    _projects().remove(number)
    project.choose(FIRST)
    st.session_state["project_gone"] = (number, name)


def _bring_back(number: int, name: str) -> None:
    _projects().restore(number)
    project.choose(number)
    st.session_state.pop("project_gone")

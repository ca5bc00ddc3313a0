"""Briefing: put charts, quotes and paragraphs in order, and take them out as slides, a document or a page."""

from dataclasses import replace

import streamlit as st

from analysis.briefing import TEMPLATES, start
from pages.parts import (
    access,
    address,
    briefing_entries,
    briefing_files,
    briefing_filled,
    briefing_shelf,
    language,
    page,
    tables,
)
from pages.parts.briefing_shelf import DELETED, NOTE
from pages.parts.language import say

VIEWS = ("edit", "preview")


def begin(template: str) -> None:
    """Keep a new briefing of a template, filled from the present selection, and open it."""
    new = start(template, language=language.current(), query=address.selection().to_query())
    entries = tuple(briefing_filled.noted(entry, new.language) for entry in new.entries)
    name = briefing_shelf.create(replace(new, entries=entries), say(f"briefing_template_{template}"))
    address.keep(briefing=name, entry=None, view=None)


def templates(prefix: str) -> None:
    """Draw the templates, each with what it holds."""
    for template in TEMPLATES:
        st.button(say(f"briefing_template_{template}"), key=f"{prefix}_{template}", on_click=begin, args=(template,), width="stretch")
        st.html(page.note(say(f"briefing_template_{template}_help")))


def undo() -> None:
    """Take the last change back."""
    briefing_shelf.undo()
    address.keep(entry=None)


def keep_all(tongue: str) -> None:
    """Take all changes of the data as seen."""
    briefing_shelf.change(lambda briefing: replace(
        briefing, entries=tuple(briefing_filled.noted(entry, tongue) for entry in briefing.entries)))


def switch_view() -> None:
    """Show the entries, or what becomes of them."""
    address.keep(view="preview" if st.session_state["briefing_view"] == "preview" else None)


def bring_back(number: int) -> None:
    """Bring the deleted briefing back."""
    name = briefing_shelf.kept().restore(number)
    briefing_shelf.choose(name)
    address.keep(briefing=name)


corpus = tables.current()
if st.session_state.get("page") != "briefing":
    language.read()
    address.read("briefing", corpus.tables, corpus.codebook)

asked = address.own("briefing")
opened = briefing_shelf.at_hand(asked)
if asked and (opened is None or opened.name != asked):
    page.notice(say("briefing_unknown_name", name=asked))
if note := st.session_state.pop(NOTE, ""):
    page.notice(note)
if deleted := st.session_state.pop(DELETED, None):
    with st.container(horizontal=True, vertical_alignment="center"):
        page.notice(say("briefing_deleted", name=deleted[1]))
        st.button(say("bring_back"), key="bring_back", on_click=bring_back, args=(deleted[0],))

may = access.may(access.CODER)
if opened is None:
    page.heading("", say("briefing_none"), say("briefing_none_next") if may else "")
    if not access.allows(access.CODER):
        st.stop()
    with st.container(key="briefing_begin", width=360):
        templates("begin")
        briefing_files.from_file()
    st.stop()

briefing_shelf.drawn(opened)
briefing = opened.briefing
with st.spinner(say("working")):
    items = [briefing_filled.item(entry, briefing.language) for entry in briefing.entries]
changed = [item for item in items if item.changed and not item.problem]
finding = next((item.title for item in items if item.exhibit is not None and not item.problem), "")
page.heading(say("briefing_above", template=say(f"briefing_template_{briefing.template}")), briefing.title or finding or say("briefing_untitled"),
             say("briefing_state", n=len(items), saved=opened.changed.strftime("%H:%M"), day=opened.changed.date()))

main, side = page.columns()
with main:
    with st.container(key="briefing_bar", horizontal=True, gap="medium", vertical_alignment="center"):
        st.session_state["briefing_view"] = view = "preview" if address.own("view") == "preview" or not may else "edit"
        st.segmented_control(say("briefing_view"), VIEWS if may else VIEWS[1:], format_func=lambda name: say(f"briefing_view_{name}"), key="briefing_view",
                             required=True, label_visibility="collapsed", on_change=switch_view)
        if opened.undoable and may:
            st.button(say("briefing_undo"), key="undo", icon=":material/undo:", type="tertiary", on_click=undo)
    if changed and may:
        with st.container(key="briefing_changed", horizontal=True, vertical_alignment="center"):
            page.notice(say("briefing_changed", n=len(changed)))
            st.button(say("briefing_keep_all"), key="keep_all", type="tertiary", on_click=keep_all, args=(briefing.language,))
    if view == "preview":
        briefing_files.preview(opened)
    else:
        if not items:
            page.block("", say("briefing_no_entry"))
        briefing_entries.outline(briefing, items)
with side:
    if access.allows(access.CODER):
        briefing_files.settings(opened)
    briefing_files.formats(opened)
    briefing_files.shelf(opened)
    if may:
        with st.expander(say("briefing_new")), st.container(key="briefing_new"):
            templates("new")
            briefing_files.from_file()

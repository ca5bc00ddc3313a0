"""The briefing at hand: which one is open in a visit, and how it is changed. Every change is saved at once."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from analysis.briefing import Briefing, Entry
from analysis.briefings import (
    LONGEST_NAME,
    Briefings,
    BriefingsError,
    ChangedMeanwhile,
    NameTaken,
    NoBriefing,
    Opened,
    UnfitName,
)
from pages.parts import language, tables
from pages.parts.language import say

# In the state of a visit: the name of the open briefing, the revision it was drawn at, what is to be said once, what was deleted.
OPEN, DRAWN, NOTE, DELETED = "briefing_open", "briefing_drawn", "briefing_note", "briefing_deleted"


def kept() -> Briefings:
    """Return the briefings of the library."""
    return _of(tables.library())


@lru_cache(maxsize=4)
def _of(library) -> Briefings:
    return Briefings(library.engine)


def at_hand(asked: str = "") -> Opened | None:
    """Return the open briefing: the one asked for, else the visit's, else the one changed last; None where none is kept."""
    state = st.session_state
    if asked:
        try:
            return kept().open(asked)
        except NoBriefing:
            pass
    name = state.get(OPEN)
    if name is not None:
        try:
            return kept().open(name)
        except NoBriefing:
            state.pop(OPEN)
    listed = kept().listed()
    return kept().open(listed[0].name) if listed else None


def choose(name: str) -> None:
    """Make this the visit's open briefing."""
    st.session_state[OPEN] = name
    st.session_state.pop(DRAWN, None)


def create(briefing: Briefing, name: str = "") -> str:
    """Keep a new briefing, open it and return its name."""
    name = kept().create(name or briefing.title or say("briefing_untitled"), briefing)
    choose(name)
    return name


def add(entry: Entry) -> str:
    """Add an entry to the open briefing, to a new one where there is none, and return the briefing's name."""
    opened = at_hand()
    if opened is None:
        return create(Briefing(language=language.current(), entries=(entry,)))
    kept().append(opened.name, entry)
    choose(opened.name)
    return opened.name


def drawn(opened: Opened) -> None:
    """Remember what the visitor has before them, so that a change is made to that and nothing else."""
    st.session_state[OPEN], st.session_state[DRAWN] = opened.name, opened.revision


def change(made: Callable[[Briefing], Briefing | None]) -> bool:
    """Change the open briefing, as a widget's callback does, and return whether it was changed.

    Parameters
    ----------
    made : callable
        Takes the briefing and returns it changed, or None where what was to be changed is no longer there.
    """
    state = st.session_state
    opened = at_hand()
    if opened is None:
        return False
    changed = made(opened.briefing) if state.get(DRAWN, opened.revision) == opened.revision else None
    try:
        if changed is None:
            raise ChangedMeanwhile(opened.name)
        state[DRAWN] = kept().change(opened.name, opened.revision, changed).revision
    except BriefingsError:
        state[NOTE] = say("briefing_changed_meanwhile")
        state.pop(DRAWN, None)
        return False
    return True


def undo() -> None:
    """Take the last change of the open briefing back."""
    opened = at_hand()
    if opened is not None and opened.undoable:
        st.session_state[DRAWN] = kept().undo(opened.name).revision


def rename(to: str) -> str | None:
    """Give the open briefing another name and return it; None where it cannot have it, which is said."""
    opened, state = at_hand(), st.session_state
    if opened is None:
        return None
    try:
        state[OPEN] = kept().rename(opened.name, to)
    except NameTaken:
        state[NOTE] = say("briefing_name_taken", name=to)
        return None
    except UnfitName:
        state[NOTE] = say("briefing_name_unfit", most=LONGEST_NAME)
        return None
    return state[OPEN]


def delete() -> None:
    """Delete the open briefing; the page offers it back."""
    opened = at_hand()
    if opened is not None:
        st.session_state[DELETED] = (kept().delete(opened.name), opened.name)
        st.session_state.pop(OPEN, None)
        st.session_state.pop(DRAWN, None)


def place_of(briefing: Briefing, entry: Entry, place: int) -> int | None:
    """Return where an entry that stood at a place stands now; None where it is gone.

    Notes
    -----
    A fast second click still names the place of before the first.
    """
    if place < len(briefing.entries) and briefing.entries[place] == entry:
        return place
    return briefing.entries.index(entry) if entry in briefing.entries else None


def edit(entry: Entry, place: int, **parts: str) -> bool:
    """Change parts of an entry of the open briefing."""
    def made(briefing: Briefing) -> Briefing | None:
        here = place_of(briefing, entry, place)
        if here is None:
            return None
        entries = list(briefing.entries)
        entries[here] = replace(entries[here], **parts)
        return replace(briefing, entries=tuple(entries))
    return change(made)

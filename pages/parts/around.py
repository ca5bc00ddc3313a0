"""What stands around a page that is run by itself: menu, finder and filter, as they were when all was last run."""

import streamlit as st

from pages.parts import address, tables

# By this name a callback has the page alone run again.
PAGE = "page"


def begin() -> None:
    """Note that all is run: until the page is reached, none runs by itself."""
    st.session_state.pop("around", None)


def stands() -> bool:
    """Return whether what stands around the page is still of this state; at a page's first run it is."""
    return st.session_state.setdefault("around", _now()) == _now()


def again() -> None:
    """Have the page alone run after a widget's callback, where it can: as the callback's last word.

    Notes
    -----
    For what was chosen around the page in a widget that shows it as it is. Of a run of all that was broken off before it came to the page, the
    page that could be run is the one before: then all is run.
    """
    state = st.session_state
    if "around" in state:
        state["around"] = (state["around"][0], _now()[1])
        st.rerun(PAGE)


def keep(**choices: str | list[str] | None) -> None:
    """Keep choices of the page's own, as `address.keep`, that stand in a part of it and change more: the page is run."""
    address.keep(**choices)
    again()


def _now() -> tuple:
    return tables.current().fingerprint, address.query_of(address.selection())

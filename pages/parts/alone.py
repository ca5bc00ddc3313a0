"""A page run by itself, and a part of it: what is clicked there is answered without drawing anew what it does not change."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from pages.parts import access, address, ahead, around, briefing_adding, metrics, tables


@st.fragment(key=around.PAGE)
def run(opened) -> None:
    """Run a page, and at a click in it run only the page again: menu, finder and filter stay.

    Parameters
    ----------
    opened : st.Page
        As `st.navigation` gave it.

    Notes
    -----
    Where a click changes the filter, the language or the corpus, all is run: what stands around the page shows them too.
    A click in the filter itself shows there already; see `around.again`.
    """
    with ahead.before():
        _go_on()
        # Streamlit lets a page run once for each run of the register; run again by itself, it is still the one opened.
        opened._can_be_called = True
        with metrics.run(opened.url_path or "overview", "click"):
            opened.run()
    ahead.look(opened)


def part(draws: Callable[[], None]) -> Callable[[], None]:
    """Have a part of a page run again by itself at a click in it, such as a mark's.

    Parameters
    ----------
    draws : callable
        Draws all that a mark in it changes (`address.MARKS`). What the page worked out before stands: where a click in it changes more, all
        is run again; a widget that always does asks for the page alone (`around.keep`).
    """
    within_page, stands = True, address.beside_marks()

    @st.fragment
    @wraps(draws)
    def again() -> None:
        nonlocal within_page
        if within_page:
            within_page = False
            draws()
            return
        with ahead.before():
            _go_on()
            if address.beside_marks() != stands:
                st.rerun()
            with metrics.run(st.session_state["page"], "click"):
                draws()

    return again


def _go_on() -> None:
    """Have all run again where what stands around is no more of this state; else the address say what is shown."""
    tables.look()
    if not access.inside() or not around.stands():
        st.rerun()
    address.write()
    # The next run may take the view from the address again.
    st.session_state.pop("touched", None)
    briefing_adding.tell()

"""A page run by itself: what is clicked in it is answered without drawing menu, finder and filter anew."""

import streamlit as st

from pages.parts import access, address, ahead, around, briefing_adding, metrics, tables


@st.fragment(key=around.PAGE)
def run(opened) -> None:
    """Run a page, and at a click in it run only the page again.

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
        state = st.session_state
        tables.look()
        if not access.inside() or not around.stands():
            st.rerun()
        address.write()
        # The next run may take the view from the address again.
        state.pop("touched", None)
        briefing_adding.tell()
        # Streamlit lets a page run once for each run of the register; run again by itself, it is still the one opened.
        opened._can_be_called = True
        with metrics.run(opened.url_path or "overview", "click"):
            opened.run()
    ahead.look(opened)

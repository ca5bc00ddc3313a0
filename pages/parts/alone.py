"""A page run by itself: what is clicked in it is answered without drawing menu, finder and filter anew."""

import streamlit as st

from pages.parts import access, address, briefing_adding, metrics, tables


def run(opened) -> None:
    """Run a page, and at a click in it run only the page again.

    Parameters
    ----------
    opened : st.Page
        As `st.navigation` gave it.

    Notes
    -----
    Where a click changes the filter, the language or the corpus, all is run: what stands around the page shows them too.
    """
    st.session_state["around"] = _around()
    _page(opened)


@st.fragment
def _page(opened) -> None:
    state = st.session_state
    tables.look()
    if not access.inside() or state["around"] != _around():
        st.rerun()
    address.write()
    # The next run may take the view from the address again.
    state.pop("touched", None)
    briefing_adding.tell()
    # Streamlit lets a page run once for each run of the register; run again by itself, it is still the one opened.
    opened._can_be_called = True
    with metrics.run(opened.url_path or "overview", "click"):
        opened.run()


def _around() -> tuple:
    return tables.current().fingerprint, address.query_of(address.selection())

"""What is known of the visitor's screen."""

import streamlit as st

from pages.parts import language


def dark() -> bool:
    """Return whether the page is shown in its dark colours."""
    return st.context.theme.type == "dark"


def phone() -> bool:
    """Return whether the browser says it is a phone's; the server is never told a width."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def fit(narrow: int = 358) -> dict:
    """Return how a chart is to be drawn for this visit: its colours, its language, and on a phone its form and width in pixels.

    Parameters
    ----------
    narrow : int
        Pixels on a phone: what a phone has, or more where the chart scrolls in its frame.
    """
    return {"dark": dark(), "language": language.current()} | room(narrow)


def room(narrow: int = 358) -> dict:
    """Return the form and width of a chart on a phone; nothing elsewhere, where the chart's own hold."""
    return {"narrow": True, "width": narrow} if phone() else {}

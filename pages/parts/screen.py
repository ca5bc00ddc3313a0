"""What is known of the visitor's screen."""

import streamlit as st


def dark() -> bool:
    """Return whether the page is shown in its dark colours."""
    return st.context.theme.type == "dark"


def phone() -> bool:
    """Return whether the browser says it is a phone's; the server is never told a width."""
    return "Mobi" in st.context.headers.get("User-Agent", "")

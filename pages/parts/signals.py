"""What Streamlit has no widget for: a button among our own HTML, a line of it that can be dragged, a screen that turns dark.

Streamlit draws our HTML, but hears nothing of what is done in it. One component without a face of its own listens and tells.
"""

import re
from collections.abc import Callable
from pathlib import Path

import streamlit as st

_listener = st.components.v2.component("lunheng_signals", js="".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("selected.js", "signals.js")),
                                       isolate_styles=False)
_KEY = "signals"


def listen(*, on_pressed: Callable[[str], None], on_moved: Callable[[int, int], None], on_chosen: Callable[[str], None]) -> None:
    """Hear what is done in our HTML; once a run.

    Parameters
    ----------
    on_pressed : callable
        Takes the `data-place` of a `button.lh-add` that was pressed. It comes from the browser: to be checked.
    on_moved : callable
        Takes from and to which place, from 0, a line of an `.lh-handle` was dragged.
    on_chosen : callable
        Takes which words of the Reader somebody marked to be coded, as document:start:end. It comes from the browser: to be checked.
    """
    def pressed() -> None:
        on_pressed(str(_told("pressed")))

    def moved() -> None:
        if places := re.fullmatch(r"(\d{1,4}):(\d{1,4})", str(_told("moved"))):
            on_moved(int(places.group(1)), int(places.group(2)))

    _listener(key=_KEY, on_pressed_change=pressed, on_moved_change=moved, on_chosen_change=lambda: on_chosen(str(_told("chosen"))), on_recoloured_change=_drawn_again, height=1)


def _drawn_again() -> None:
    """Do nothing more: that something was told has the page drawn again, and it then knows the colours of the screen."""


def _told(name: str) -> object:
    told = st.session_state.get(_KEY) or {}
    return told.get(name)

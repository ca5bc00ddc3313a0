"""In which characters quotes are shown: as they were written, or folded to those the reader reads with ease.

Only what is shown is folded, sign by sign: offsets, marks, downloads and names keep the text as written.
"""

import streamlit as st

from analysis.text import in_script
from pages.parts.language import say, spoken
from pages.parts.markup import LANGUAGES
from pages.parts.visit import Choice

CHOICE = Choice("quotes", ("Hans", "Hant"))
_AS_WRITTEN = "written"


def shown(*parts: str) -> tuple[str, ...]:
    """Return parts of one text, one after the other, in the characters chosen; each keeps its length."""
    script = CHOICE.chosen()
    if script is None:
        return parts
    text, folded, place = in_script("".join(parts), script), [], 0
    for part in parts:
        folded.append(text[place:place + len(part)])
        place += len(part)
    return tuple(folded)


def mark(written: str) -> str:
    """Return the language mark of a text shown, from the script it was written in."""
    return LANGUAGES[CHOICE.chosen() or written]


def switch() -> None:
    """Draw the switch."""
    tongue = spoken()
    st.session_state["switch_script"] = CHOICE.chosen() or _AS_WRITTEN
    with st.container(key="script"):
        st.segmented_control(say("quotes_script"), (_AS_WRITTEN, *CHOICE.allowed), format_func=lambda script: tongue.say(f"quotes_{script}"),
                             key="switch_script", required=True, on_change=_switched, width="stretch", wrap=False)


def _switched() -> None:
    script = st.session_state["switch_script"]
    CHOICE.make(script if script != _AS_WRITTEN else None)

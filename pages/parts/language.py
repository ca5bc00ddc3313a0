"""The language of a visit: the browser's, unless another was chosen by the switch or the address (`?lang=zh-Hant`).

Texts stand in `data/interface`; `analysis/language.py` reads them.
"""

import streamlit as st

from analysis.language import CODES, NAMES, Language, best
from pages.parts.visit import Choice

CHOICE = Choice("lang", CODES)


def current() -> str:
    """Return the code of the visit's language: `en`, `zh-Hans` or `zh-Hant`."""
    return CHOICE.chosen() or best(st.context.locale)


def spoken() -> Language:
    """Return the visit's language, for numbers, days and lists."""
    return Language.of(current())


def say(key: str, **values: object) -> str:
    """Return a text of the interface in the visit's language, its {places} filled in; see `Language.say`."""
    return spoken().say(key, **values)


def read() -> None:
    """Take the language from the address; once a run, before anything is said."""
    CHOICE.read()


def query() -> dict[str, list[str]]:
    """Return what an address needs to come back in this language: nothing where it is the browser's own."""
    return CHOICE.query()


def switch() -> None:
    """Draw the switch of languages."""
    st.session_state["switch_language"] = current()
    with st.container(key="language"):
        st.segmented_control(say("language"), CODES, format_func=NAMES.get, key="switch_language", required=True,
                             on_change=_switched, width="stretch", wrap=False)


def _switched() -> None:
    CHOICE.make(st.session_state["switch_language"])

"""The language of a visit: the browser's, unless another was chosen by the switch or the address (`?lang=zh-Hant`).

Texts stand in `data/interface`; `analysis/language.py` reads them.
"""

import streamlit as st

from analysis.language import CODES, NAMES, Language, best

PARAMETER = "lang"


def current() -> str:
    """Return the code of the visit's language: `en`, `zh-Hans` or `zh-Hant`."""
    return chosen() or best(st.context.locale)


def chosen() -> str | None:
    """Return the language the visitor has chosen; None where the browser's is used."""
    return st.session_state.get("language")


def read() -> None:
    """Take the language from the address, where a link, Back or a reload brought one; once a run, before anything is said."""
    state = st.session_state
    asked = st.query_params.get(PARAMETER)
    if state.get("touched") or asked == state.get("language_read"):
        return
    state["language_read"] = asked
    if asked in CODES:
        state["language"] = asked


def query() -> dict[str, list[str]]:
    """Return what an address needs to come back in this language: nothing where it is the browser's own."""
    return {PARAMETER: [chosen()]} if chosen() else {}


def spoken() -> Language:
    """Return the visit's language, for numbers, days and lists."""
    return Language.of(current())


def say(key: str, **values: object) -> str:
    """Return a text of the interface in the visit's language, its {places} filled in; see `Language.say`."""
    return spoken().say(key, **values)


def switch() -> None:
    """Draw the switch of languages in the sidebar."""
    state = st.session_state
    state["switch_language"] = current()
    with st.sidebar, st.container(key="language"):
        st.segmented_control(say("language"), CODES, format_func=NAMES.get, key="switch_language", required=True,
                             label_visibility="collapsed", on_change=_switched, width="stretch")


def _switched() -> None:
    state = st.session_state
    state["language"] = state["language_read"] = state["switch_language"]
    state["touched"] = True


def many(key: str, n: int) -> str:
    """Return `1 voice` or `3 voices`: a text with plural forms, chosen by `n`."""
    return say(key, n=int(n))


def __getattr__(name: str) -> str:
    # Until every page asks `current()`.
    if name == "LANGUAGE":
        return current()
    raise AttributeError(name)

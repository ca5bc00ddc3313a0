"""Which project a visit looks at: the first one, unless another was chosen by the switch or the address (`?project=2`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.library import Library
from analysis.projects import FIRST, Projects
from pages.parts.language import say
from pages.parts.markup import option
from pages.parts.visit import Choice


@st.cache_resource(show_spinner=False)
def opened() -> Library:
    """Return the library, looking at its first project."""
    return Library()


# What a route looks at, where nobody visits.
_asked: ContextVar[int] = ContextVar("project", default=FIRST)


@contextmanager
def looked_at(number: int) -> Iterator[None]:
    """Have the project of a number looked at within the block, where nobody visits: as a route does."""
    before = _asked.set(number)
    try:
        yield
    finally:
        _asked.reset(before)


class _Known:
    """The projects there are, by number as an address has it."""

    def __contains__(self, value: object) -> bool:
        return str(value).isdecimal() and int(str(value)) in names()


CHOICE = Choice("project", _Known())


def names() -> dict[int, str]:
    """Return what the projects in use are called, by number."""
    return {key: name or say("project_first") for key, name in Projects(opened().engine).names().items()}


def number() -> int:
    """Return the number of the visit's project; where nobody visits, of the one a route looks at, else of the first."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return _asked.get()
    return int(CHOICE.chosen() or FIRST)


def choose(project: int) -> None:
    """Look at another project, as a widget's callback does; what was filtered is another project's."""
    CHOICE.make(None if project == FIRST else str(project))
    st.session_state.pop("selection", None)
    st.session_state.pop("own", None)


def switch(key: str) -> None:
    """Draw the switch of projects, where there is more than one."""
    there = names()
    if len(there) < 2:
        return
    st.session_state[key] = number()
    st.selectbox(say("project"), list(there), format_func=lambda number: option(there[number]), key=key, on_change=lambda: choose(st.session_state[key]))

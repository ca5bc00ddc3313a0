"""A chart whose marks can be chosen: a click lists the mark's sentences, a second takes it back."""

from collections.abc import Mapping
from copy import deepcopy
from functools import partial
from typing import Any

import streamlit as st

from analysis.findings import Finding
from pages.parts import address, language
from pages.parts.markup import option

# Of a large corpus one mark stands for hundreds of predictions: the browser needs to tell it from the others, not to hold all their ids.
_LONG, _HEAD = 100, 40


def draw(figure: Any, name: str, alt: str, *, chosen_as: str = "show") -> None:
    """Draw a figure whose customdata are the marks' ids.

    Parameters
    ----------
    figure : plotly Figure
    name : str
        Of the chart, once a page.
    alt : str
        What it shows, for whoever cannot see it.
    chosen_as : str
        The page's own choice that a click sets.
    """
    turn = st.session_state.get(f"turn_{name}", 0)
    key = f"chart_{name}_{turn}"
    figure, stands_for = shortened(figure)
    st.plotly_chart(figure, theme=None, key=key, on_select=partial(_picked, key, name, chosen_as, stands_for),
                    selection_mode="points", config={"displayModeBar": False}, alt=option(alt))


def shortened(figure: Any) -> tuple[Any, Mapping[str, str]]:
    """Return a figure whose marks that stand for very many ids are named by less, and what each such name stands for.

    Notes
    -----
    The figure given is drawn once for all visitors, and stays as it is.
    """
    if kept := figure.__dict__.get("_sent"):
        return kept
    stands_for: dict[str, str] = {}
    long = [place for place, trace in enumerate(figure.data) if "customdata" in trace and trace.customdata is not None
            and any(isinstance(mark, str) and len(mark) > _LONG for mark in trace.customdata)]
    if long:
        sent = deepcopy(figure)
        for place in long:
            sent.data[place].customdata = [_name(mark, stands_for) for mark in figure.data[place].customdata]
        # To copy a figure takes as long as to draw a small one; it goes with the one it was made from.
        figure._sent = sent, stands_for
        return sent, stands_for
    return figure, stands_for


def _name(mark: Any, stands_for: dict[str, str]) -> Any:
    if not isinstance(mark, str) or len(mark) <= _LONG:
        return mark
    name = f"{mark[:_HEAD]}… {len(mark)}"
    # Two marks that begin alike keep their whole names.
    return name if stands_for.setdefault(name, mark) == mark else mark


def alt(finding: Finding) -> str:
    """Return what a chart shows, for whoever cannot see it."""
    return language.spoken().paragraph(language.say("full_stop", sentence=finding.title), finding.subtitle)


def release(name: str) -> None:
    """Let the browser forget which mark it holds chosen, so that the next click on it counts as the first."""
    st.session_state[f"turn_{name}"] = st.session_state.get(f"turn_{name}", 0) + 1
    st.session_state.setdefault("held", {}).pop(name, None)


def _picked(key: str, name: str, chosen_as: str, stands_for: Mapping[str, str]) -> None:
    held = st.session_state.setdefault("held", {})
    points = st.session_state[key]["selection"]["points"]
    marks = [_mark(point.get("customdata")) for point in points]
    mark = next((stands_for.get(mark, mark) for mark in marks if mark), None)
    if mark is None and name not in held:
        # A chart that is drawn anew, as after Back, reports that nothing is chosen in it: nobody took anything back.
        return
    if mark is None:
        held.pop(name)
        address.let_go(chosen_as)
    elif mark == address.own(chosen_as):
        # The browser does not know that this click takes it back: the mark came chosen with a link.
        release(name)
        address.keep(**{chosen_as: None})
    else:
        held[name] = mark
        address.keep(**{chosen_as: mark})


def _mark(customdata) -> str | None:
    while isinstance(customdata, (list, tuple)):
        customdata = customdata[0] if customdata else None
    return str(customdata) if customdata else None

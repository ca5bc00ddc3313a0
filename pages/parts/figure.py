"""A figure in the browser, drawn by Plotly itself.

Streamlit's element takes a figure that differs by a ring for another element: it is taken away and drawn from nothing, twice. Told to hold on
to it by its key, it never draws what is new. This component hands each figure to `Plotly.react`, which draws what differs. It draws with the script that
pictures are made with too (`charts.figure_browser`), so that page and picture are alike.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from charts import in_browser
from charts.canvas import Part

# Below the server's address, beside Streamlit's own scripts: the name changes with what is in it.
ADDRESS = f"static/js/plotly-{in_browser.VERSION}.min.js"
_component = st.components.v2.component("lunheng_figure", isolate_styles=False, js=f"const PLOTLY = {json.dumps(ADDRESS)};\n"
                                        + (Path(__file__).parent / "figure.js").read_text(encoding="utf-8"))


def draw(sent: str, rings: Sequence[Part], name: str, alt: str, picked: Callable[[str], None] | None = None) -> None:
    """Draw a figure.

    Parameters
    ----------
    sent : str
        The figure, as Plotly's JSON.
    rings : sequence of dict
        Shapes above the figure's own. Where they alone are others than before, nothing else is drawn anew.
    name : str
        Once a page. What is drawn under one name is one figure that changes.
    alt : str
        What it shows, for whoever cannot see it.
    picked : callable, optional
        Takes the first of the customdata of a mark that was clicked. It comes from the browser: to be checked.
    """
    def told() -> None:
        state: Mapping[str, Any] = st.session_state.get(name) or {}
        if picked is not None and state.get("picked"):
            picked(str(state["picked"]))

    _component(key=name, data=f'{{"alt":{json.dumps(alt)},"rings":{in_browser.written(rings)},"figure":{sent}}}'.encode(), on_picked_change=told)

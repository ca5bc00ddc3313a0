"""Colours, type and the Plotly template, light and dark."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import plotly.graph_objects as go

FAMILY = "'Source Sans', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
CHINESE = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'Source Sans', sans-serif"
NAME, WORD, AXIS, SMALL = 15, 14, 13, 12


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme.

    Attributes
    ----------
    bg, panel, text, text2, text3, rule, grid, border, accent : str
        Page, sidebar, three inks, two hairlines, borders of controls, and what can be clicked.
    steps : dict of int to str
        Marks, from -2 (sure further apart) to 2 (sure closer).
    cells : dict of int to str
        Fills that carry a number; `inks` are the inks on them.
    bars : dict of int to str
        Range bars: opaque, since crossings of transparent ones darken.
    tints : dict of int to str
        Shaded text, -1 to 1.
    apart, closer : str
        The ends of an axis, as text.
    """

    bg: str
    panel: str
    text: str
    text2: str
    text3: str
    rule: str
    grid: str
    border: str
    accent: str
    steps: dict[int, str]
    cells: dict[int, str]
    inks: dict[int, str]
    bars: dict[int, str]
    tints: dict[int, str]
    apart: str
    closer: str


LIGHT = Tokens(
    bg="#FCFBF8", panel="#F3F1EB", text="#1D2327", text2="#545B61", text3="#676D73", rule="#D9D5CC", grid="#E8E5DE",
    border="#8A877F", accent="#0E5A60",
    steps={-2: "#A64B00", -1: "#D37A24", 0: "#8D8A84", 1: "#5A94C9", 2: "#1B5C9B"},
    cells={-2: "#A64B00", -1: "#EDB57E", 0: "#E3DFD7", 1: "#A5C8E8", 2: "#1B5C9B"},
    inks={-2: "#FFFFFF", -1: "#1D2327", 0: "#1D2327", 1: "#1D2327", 2: "#FFFFFF"},
    bars={-2: "#DDBB9D", -1: "#EFCDAC", 0: "#D2D0CB", 1: "#C0D6EA", 2: "#A9C2DB"},
    tints={-1: "#FAEBDA", 0: "#EEEBE4", 1: "#E3EEF8"}, apart="#9A4500", closer="#1B5C9B")
DARK = Tokens(
    bg="#15191C", panel="#1A1F23", text="#ECEAE5", text2="#B3B7BA", text3="#959BA0", rule="#3A4247", grid="#2A3135",
    border="#717A7F", accent="#7CC4C4",
    steps={-2: "#F5A45C", -1: "#B3692A", 0: "#7F868A", 1: "#4B83B8", 2: "#86BEF2"},
    cells={-2: "#F5A45C", -1: "#7A4716", 0: "#333B40", 1: "#23537F", 2: "#86BEF2"},
    inks={-2: "#15191C", -1: "#FFFFFF", 0: "#ECEAE5", 1: "#FFFFFF", 2: "#15191C"},
    bars={-2: "#6E5035", -1: "#4B3422", 0: "#3F464A", 1: "#263E52", 2: "#3F5A70"},
    tints={-1: "#38291A", 0: "#2A3135", 1: "#1B2F42"}, apart="#F5A45C", closer="#86BEF2")


def tokens(dark: bool = False) -> Tokens:
    """Return the colours of the light or the dark theme."""
    return DARK if dark else LIGHT


@cache
def template(dark: bool = False) -> dict[str, Any]:
    """Return the Plotly template as Plotly writes it: opaque, no grid, legend or mode bar, axes fixed, a click selects. Read, never write."""
    ink = tokens(dark)
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    told: dict[str, Any] = go.layout.Template(layout={
        "font": {"family": FAMILY, "size": WORD, "color": ink.text},
        "paper_bgcolor": ink.bg, "plot_bgcolor": ink.bg, "showlegend": False, "dragmode": False,
        "clickmode": "event+select", "hovermode": "closest", "xaxis": axis, "yaxis": axis,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
        "hoverlabel": {"bgcolor": ink.text, "bordercolor": ink.text, "align": "left",
                       "font": {"family": CHINESE, "size": AXIS, "color": ink.bg}}}).to_plotly_json()
    return told

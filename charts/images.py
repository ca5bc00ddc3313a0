"""Figures as pictures: PNG and SVG with Chinese on a machine that has no Chinese font. `figure_browser` draws them as SVG, `printing` has the rest."""

import json
import re
from functools import lru_cache
from threading import Lock

import plotly.graph_objects as go

from charts import figure_browser, notes, printing, theme, typeface

_LOCK = Lock()


@lru_cache(maxsize=1)
def _browser() -> figure_browser.Browser:
    return figure_browser.Browser()


def png(figure: go.Figure, *, width: float = 716, scale: float = 2) -> bytes:
    """Return a figure as PNG, `scale` pixels for each of its own."""
    return printing.png(raw_svg(figure, width=width), width, figure.layout.height, scale=scale)


def svg(figure: go.Figure, *, width: float = 716) -> bytes:
    """Return a figure as SVG that carries the glyphs it uses: text stays text, and shows without a Chinese font."""
    return typeface.embedded(raw_svg(figure, width=width)).encode()


def raw_svg(figure: go.Figure, *, width: float = 716, white: bool = False) -> str:
    """Return a figure as SVG without a font, to be set into another; `white` puts it on white instead of the page's paper."""
    # The Chinese font sets ’ as wide as a character: in an English word it is written '.
    drawn = re.sub(r"(?<=[A-Za-z])(?:’|\\u2019)", "'", figure.to_json())
    return _drawn(drawn.replace(theme.LIGHT.bg, "#FFFFFF") if white else drawn, width, figure.layout.height)


# Who takes a chart away often takes it in several forms and sizes of type: it is drawn once for them.
@lru_cache(maxsize=24)
def _drawn(figure: str, width: float, height: float) -> str:
    with _LOCK:
        browser = _browser()
    drawn = json.loads(figure)
    written = notes.taken(drawn, width, height)
    drawing = str(browser.transform(drawn, format="svg", width=width, height=height, scale=1).decode())
    return f"{drawing.removesuffix('</svg>')}{written}</svg>" if written else drawing

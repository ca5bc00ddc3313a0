"""A chart as it goes into a briefing: finding, subtitle, chart, sources, on one slide."""

import base64
import json
import re
from xml.sax.saxutils import escape

import plotly.graph_objects as go

from charts import images, lettering, theme

WIDE, HIGH, MARGIN = 1600, 900, 64
ENLARGED = 1.62
WIDTH = int((WIDE - 2 * MARGIN) / ENLARGED)
_LEAST = 0.92
_FAMILY = f"'{images.FACE}', 'Source Sans', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def svg(figure: go.Figure, *, title: str, subtitle: str = "", footer: str = "") -> bytes:
    """Return a slide as SVG; text stays text, and the glyphs it needs are in the file.

    Parameters
    ----------
    figure : Figure
        In the light theme, drawn for `WIDTH`.
    title, subtitle, footer : str
        The finding; measure and n; sources with dates, mapping, date made.

    Returns
    -------
    bytes
        1600 by 900 with the chart's type enlarged 1.62 times; less where the chart is high, and where even its own size
        would not fit, a picture as high as the chart needs.
    """
    return images.with_font(_compose(figure, title, subtitle, footer)[0]).encode()


def png(figure: go.Figure, *, title: str, subtitle: str = "", footer: str = "", scale: float = 1) -> bytes:
    """Return a slide as PNG, `scale` times 1600 pixels wide."""
    drawing, high = _compose(figure, title, subtitle, footer)
    source = "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
    # The only renderer here draws Plotly figures: the slide is an image on an empty one.
    sheet = go.Figure(layout={
        "width": WIDE, "height": high, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "paper_bgcolor": "#FFFFFF",
        "plot_bgcolor": "#FFFFFF", "xaxis": {"visible": False}, "yaxis": {"visible": False},
        "images": [{"source": source, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1,
                    "sizing": "stretch", "layer": "above"}]})
    return images.png(sheet, width=WIDE, scale=scale)


def _compose(figure: go.Figure, title: str, subtitle: str, footer: str) -> tuple[str, int]:
    ink, room = theme.LIGHT, WIDE - 2 * MARGIN
    parts = [f'<rect x="{MARGIN}" y="44" width="56" height="8" fill="{ink.accent}"/>']
    y = 44.0 + 8 + 50
    size = next((size for size in (44, 42, 40, 38, 36) if lettering.width(title, size) <= room), 40)
    for line in lettering.lines(title, room, size, most=2):
        parts.append(_text(line, MARGIN, y + 10, size, ink.text))
        y += 54
    y -= 2
    for line in lettering.lines(subtitle, room, 24, most=2):
        parts.append(_text(line, MARGIN, y, 24, ink.text2))
        y += 34
    top = y + 4
    notes = lettering.lines(footer, room - 130, 18, most=3)
    bottom = 24 * max(len(notes), 1) + 44
    free = HIGH - top - bottom
    scale = min(max(free / figure.layout.height, _LEAST), ENLARGED)
    width = int(room / scale)
    chart = _white(figure)
    high = max(HIGH, int(top + figure.layout.height * scale + bottom))
    drawing = re.sub(r"<\?xml[^>]*\?>", "", images.raw_svg(chart, width=width))
    drawing = re.sub(r"^\s*<svg([^>]*)>", lambda match: _placed(match.group(1), MARGIN, top, scale, width,
                                                               figure.layout.height), drawing, count=1)
    parts.append(drawing)
    for number, line in enumerate(notes):
        parts.append(_text(line, MARGIN, high - bottom + 34 + 24 * number, 18, ink.text2))
    parts.append(_text("論衡", WIDE - MARGIN, high - 36, 30, ink.accent, anchor="end"))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDE}" '
            f'height="{high}" viewBox="0 0 {WIDE} {high}" font-family="{_FAMILY}"><title>{escape(title)}</title>'
            f'<rect width="{WIDE}" height="{high}" fill="#FFFFFF"/>{"".join(parts)}</svg>'), high


def _placed(attributes: str, x: float, y: float, scale: float, width: float, height: float) -> str:
    kept = re.sub(r'\s(?:width|height|viewBox|x|y)="[^"]*"', "", attributes)
    return (f'<svg{kept} x="{x}" y="{y:.1f}" width="{width * scale:.1f}" height="{height * scale:.1f}" '
            f'viewBox="0 0 {width} {height}">')


def _white(figure: go.Figure) -> go.Figure:
    """Return the figure on white instead of the page's paper."""
    return go.Figure(json.loads(figure.to_json().replace(theme.LIGHT.bg, "#FFFFFF")))


def _text(text: str, x: float, y: float, size: float, colour: str, anchor: str = "start") -> str:
    # The Chinese font sets ’ as wide as a character: in an English word it is written '.
    text = re.sub(r"(?<=[A-Za-z])’", "'", text)
    return (f'<text x="{x}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">'
            f"{escape(text)}</text>")

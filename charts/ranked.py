"""Anything ranked by an amount: a bar a row, a number beside it."""

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from charts import lettering
from charts.canvas import Canvas, message

MOST = 40
_ROW = 30.0


def draw(frame: pd.DataFrame, *, name: str, value: str, head: str, key: str | None = None, beside: str | None = None,
         beside_head: str = "", digits: int = 0, marked: str | None = None, dark: bool = False,
         width: float = 577, narrow: bool = False, language: str = ENGLISH) -> go.Figure:
    """Return ranked bars.

    Parameters
    ----------
    frame : frame
        A row a bar, in the order drawn; values 0 or more.
    name, value : str
        Columns with the text at the left and the length of the bar.
    head : str
        What the length is; over the bars.
    key : str, optional
        Column with what a click carries; without it `name`.
    beside, beside_head : str, optional
        Column with a second number, written at the right under its heading.
    digits : int
        Decimals of `value`.
    marked : str, optional
        Key of the bar in ink: the one the finding names.
    dark, width, narrow
        Theme; pixels the chart is made for; the layout for a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is the key.
    """
    if frame.empty:
        return message(Language.of(language).say("chart_nothing"), dark=dark, width=width)
    rows = frame.head(MOST)
    names = [str(text) for text in rows[name]]
    keys = [str(text) for text in rows[key or name]]
    values = [float(number) for number in rows[value]]
    most_left = width * (0.44 if narrow else 0.36)
    longest = max(lettering.width(lettering.cut(text, most_left, 15), 15) for text in names)
    left, right = max(min(longest + 16, most_left), 64.0), (104.0 if beside else 52.0)
    top, cut_off = 34.0, len(frame) > len(rows)
    canvas = Canvas(top + _ROW * len(rows) + (26 if cut_off else 6), left=left, right=right,
                    span=(0.0, max(*values, 1e-9) if len(values) > 1 else max(values[0], 1e-9)), width=width, dark=dark,
                    language=language)
    ink = canvas.ink
    canvas.text(lettering.plain(head), 10, x=0, size=13, colour=ink.text2)
    if beside:
        canvas.text(lettering.plain(beside_head), 10, right=4, align="right", size=13, colour=ink.text2)
    heights = [top + _ROW * (place + 0.5) for place in range(len(rows))]
    for place, y in enumerate(heights):
        canvas.text(lettering.fitted(names[place], left - 12, 15), y, left=0, size=15,
                    chinese=any(sign >= "\u2e80" for sign in names[place]))
        canvas.text(f"{values[place]:,.{digits}f}", y, x=values[place], shift=8, size=14)
        if beside:
            canvas.text(f"{rows[beside].iloc[place]:,}", y, right=4, align="right", size=13,
                        colour=ink.text if keys[place] == marked else ink.text2)
    canvas.trace(
        "bar", orientation="h", x=values, y=heights, width=[18] * len(rows), customdata=keys, hoverinfo="text",
        hovertext=[f"{lettering.fitted(text, 300)}: {number:,.{digits}f}" for text, number in zip(names, values)],
        marker={"color": [ink.text if item == marked else ink.steps[0] for item in keys], "line": {"width": 0}})
    canvas.framed(keys, [0.0] * len(keys), values, heights, 24)
    if cut_off:
        canvas.text(canvas.say("showing_rows", shown=len(rows), n=len(frame)), canvas.height - 8, left=0, size=13, colour=ink.text2)
    return canvas.finish()

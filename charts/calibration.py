"""Whether what was called likely came as often: a mark a bin, on the line where it did."""

from collections.abc import Iterable
from typing import Protocol, cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Language
from charts import lettering, theme
from charts.canvas import Canvas, message

_HIGH, _TALL = 380.0, 300.0


class Bin(Protocol):
    """A row of a calibration curve."""

    bin: int
    said: float
    share: float
    low: float
    high: float
    n: int
    came: int
    questions: int


def draw(curve: pd.DataFrame, *, dark: bool = False, width: float = 716, narrow: bool = False, language: str = "en") -> go.Figure:
    """Return the calibration plot.

    Parameters
    ----------
    curve : frame
        As `calibration.curve` gives it.
    dark, width, narrow
        Theme; pixels the chart is made for; the layout for a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` of a mark is `bin|` and the bin's number.
    """
    tongue = Language.of(language)
    if curve.empty:
        return message(tongue.say("record_none_counted"), dark=dark, width=width)
    tall = _TALL if narrow else _HIGH
    canvas = Canvas(10, left=52, right=24 if narrow else 64, width=width, dark=dark)
    ink = canvas.ink
    top = canvas.key([
        ([{"wide": 12, "high": 12, "fill": ink.text2, "round_": True}], tongue.say("record_key_came")),
        ([{"wide": 6, "high": 16, "fill": ink.bars[0]}], tongue.say("record_key_interval")),
        ([{"wide": 20, "high": 2, "fill": ink.border}], tongue.say("record_key_as_said"))], room=canvas.width) + 30
    canvas.text(tongue.say("record_axis_came"), top, left=0, size=13, colour=ink.text2)
    top += 30 if narrow else 22
    foot = top + tall

    def height(share: float) -> float:
        return foot - tall * share

    for share in (0, 0.25, 0.5, 0.75, 1):
        line = {"type": "line", "xref": "x", "yref": "y", "x0": 0, "x1": 1, "y0": height(share), "y1": height(share), "layer": "below",
                "line": {"color": ink.rule if share in (0, 1) else ink.grid, "width": 1}}
        canvas.add(line)
        canvas.text(lettering.percent(share), height(share), left=40, align="right", size=theme.AXIS, colour=ink.text2)
        canvas.text(lettering.percent(share), foot + 16, x=share, align="center", size=theme.AXIS, colour=ink.text2)
    canvas.add({"type": "line", "xref": "x", "yref": "y", "x0": 0, "x1": 1, "y0": foot, "y1": top, "layer": "below",
                "line": {"color": ink.border, "width": 1.5}})
    canvas.text(tongue.say("record_more_often"), height(0.94), x=0.12 if narrow else 0.03, size=13, colour=ink.text2)
    canvas.text(tongue.say("record_less_often"), height(0.06), x=0.97, align="right", size=13, colour=ink.text2)
    canvas.text(tongue.say("record_axis_said"), foot + 38, x=0.5, align="center", size=13, colour=ink.text2)
    x, y = ([], [])
    for row in cast(Iterable[Bin], curve.itertuples()):
        x += [row.said, row.said, None]
        y += [height(row.low), height(row.high), None]
        _label(canvas, row, height(row.high if narrow else row.share), tongue, top, foot, narrow)
    canvas.trace("scatter", x=x, y=y, mode="lines", hoverinfo="skip", line={"width": 6, "color": ink.bars[0]})
    keys = [f"bin|{place}" for place in curve["bin"]]
    sizes = [9 if n < 5 else 12 if n < 15 else 15 for n in curve["n"]]
    heights = [height(share) for share in curve["share"]]
    canvas.trace(
        "scatter", x=list(curve["said"]), y=heights, mode="markers", customdata=keys, hoverinfo="text", cliponaxis=False,
        hovertext=[_hover(row, tongue) for row in cast(Iterable[Bin], curve.itertuples())],
        marker={"size": sizes, "color": ink.text2, "opacity": 1, "line": {"width": 1.5, "color": ink.bg}})
    canvas.ringed(keys, curve["said"], heights, [size + 7 for size in sizes])
    canvas.height = foot + 52
    return canvas.finish()


def _label(canvas: Canvas, row: Bin, y: float, tongue: Language, top: float, foot: float, narrow: bool) -> None:
    """Write how many came beside the mark; on a phone above the bar, where bins stand close."""
    if narrow:
        canvas.text(f"{row.came}/{row.n}", max(y - 10, top - 8), x=row.said, align="center", size=theme.SMALL)
        return
    canvas.text(tongue.say("record_of", came=row.came, n=row.n), min(max(y, top + 9), foot - 9), x=row.said, shift=13, size=13,
                background=canvas.ink.bg)


def _hover(row: Bin, tongue: Language) -> str:
    return "<br>".join([tongue.say("record_hover_said", said=lettering.percent(row.said)),
                        tongue.say("record_hover_came", came=row.came, n=row.n, share=lettering.percent(row.share)),
                        tongue.say("record_hover_interval", low=lettering.percent(row.low), high=lettering.percent(row.high)),
                        tongue.say("record_hover_questions", n=row.questions)])

"""Change over time: a small panel a series, all on one scale."""

from collections.abc import Callable, Iterable
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from analysis.summaries import step
from charts import lettering, theme
from charts.canvas import Canvas, message

MOST = 12
_PLOT, _HEAD, _GAP = 88.0, 44.0, 28.0
_SIZES = {1: 7, 2: 9}


def draw(trend: pd.DataFrame, *, what: str = "outlook", most: int = MOST, dark: bool = False, width: float = 742, narrow: bool = False, language: str = ENGLISH) -> go.Figure:
    """Return small multiples of lines.

    Parameters
    ----------
    trend : frame
        As `trends.over_time`, `trends.words_over_time` or `trends.paths` gives it.
    what : {"outlook", "predictions", "mentions", "words"}
        Outlook runs from -1 to 1 around a line at 0, its marks coloured by side and larger with more statements.
    most : int
        Panels drawn.
    dark, width, narrow
        Theme; pixels the chart is made for; one panel a row on a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is the ids of the predictions behind a mark, else `series|2024-05-01`; cut that at the last `|`.
    """
    if trend.empty:
        return message(Language.of(language).say("trend_undated"), dark=dark, width=width)
    series = list(dict.fromkeys(trend["series"]))
    shown = series[:most]
    rows = trend[trend["series"].isin(shown)].reset_index(drop=True)
    across = 1 if narrow else min(3 if width >= 640 else 2, len(shown))
    down = -(-len(shown) // across)
    pitch, inset = width / across, 6.0
    unit = pitch - 46 if across > 1 else width - 60
    top, panel = 40.0, _HEAD + _PLOT + _GAP
    height = top + panel * down + (24 if len(series) > len(shown) else 0)
    canvas = Canvas(height, span=(0.0, width), width=width, dark=dark, language=language)
    ink = canvas.ink
    _key(canvas, what)
    place = {name: (number % across, number // across) for number, name in enumerate(shown)}
    column, row = (rows["series"].map({name: at[side] for name, at in place.items()}).to_numpy() for side in (0, 1))
    days = rows["period"].astype("int64").to_numpy().astype(float)
    first, last = days.min(), days.max()
    long = (days - first) / (last - first) if last > first else days * 0 + 0.5
    low, high = (-1.0, 1.0) if what == "outlook" else (0.0, max(float(rows["value"].max()), 1e-9))
    x = column * pitch + inset + long * unit
    base = top + row * panel + _HEAD
    y = base + _PLOT * (high - rows["value"].to_numpy()) / (high - low)
    for name, (at, under) in place.items():
        _panel(canvas, rows[rows["series"] == name], at * pitch, top + under * panel, unit, inset, pitch, what, high)
    _lines(canvas, rows, x, y)
    _marks(canvas, rows, x, y, what)
    _ends(canvas, rows, x, y, what)
    form = _form(rows["period"], canvas.tongue)
    for at in range(across):
        deepest = max(under for col, under in place.values() if col == at)
        foot = top + deepest * panel + _HEAD + _PLOT + 14
        if last > first:
            canvas.text(form(rows["period"].min()), foot, x=at * pitch + inset, size=theme.SMALL, colour=ink.text2)
            canvas.text(form(rows["period"].max()), foot, x=at * pitch + inset + unit, size=theme.SMALL, align="right", colour=ink.text2)
        else:
            canvas.text(form(rows["period"].min()), foot, x=at * pitch + inset + unit / 2, size=theme.SMALL, align="center",
                        colour=ink.text2)
    if len(series) > len(shown):
        canvas.text(canvas.say("showing_rows", shown=len(shown), n=len(series)), height - 10, left=0, size=13, colour=ink.text2)
    return canvas.finish()


def _key(canvas: Canvas, what: str) -> None:
    ink = canvas.ink
    if what != "outlook":
        canvas.key([([], canvas.say(f"head_{what}"))])
        return
    mark = {"round_": True, "gap": 3}
    canvas.key([([{"wide": 9, "high": 9, "fill": ink.steps[2], **mark}], canvas.say("key_above")),
                ([{"wide": 9, "high": 9, "fill": ink.steps[-2], **mark}], canvas.say("key_below")),
                ([{"wide": size, "high": size, "fill": ink.steps[0], **mark} for size in (7, 9, 11)], canvas.say("one_two_three"))])


def _panel(canvas: Canvas, own: pd.DataFrame, left: float, top: float, unit: float, inset: float, pitch: float, what: str, high: float) -> None:
    ink = canvas.ink
    label = own["label"].iloc[0]
    canvas.text(lettering.fitted(label, (pitch - 60) * 0.8, theme.NAME), top + 12, x=left + inset, size=theme.NAME)
    canvas.text(f"n = {own['n'].sum():,}", top + 12, x=left + inset + unit, size=theme.SMALL, align="right", colour=ink.text2)
    bottom = top + _HEAD + _PLOT
    levels = ((1, top + _HEAD, ink.grid), (0, top + _HEAD + _PLOT / 2, ink.rule), (-1, bottom, ink.grid)) if what == "outlook" else \
        ((high, top + _HEAD, ink.grid), (0, bottom, ink.rule))
    for _, y, colour in levels:
        canvas.add({"type": "line", "xref": "x", "yref": "y", "x0": left + inset, "x1": left + inset + unit, "y0": y, "y1": y,
                    "line": {"color": colour, "width": 1}, "layer": "below"})


def _lines(canvas: Canvas, rows: pd.DataFrame, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> None:
    xs, ys = [], []
    for at in rows.groupby("series", sort=False).indices.values():
        xs += [*x[at].tolist(), None]
        ys += [*y[at].tolist(), None]
    canvas.trace("scatter", x=xs, y=ys, mode="lines", hoverinfo="skip", line={"width": 1.5, "color": canvas.ink.border})


class _Point(Protocol):
    """A row of a trend."""

    series: str
    label: str
    period: pd.Timestamp
    value: float
    n: int


def _marks(canvas: Canvas, rows: pd.DataFrame, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], what: str) -> None:
    ink, form = canvas.ink, _form(rows["period"], canvas.tongue)
    sizes = [_SIZES.get(n, 11) for n in rows["n"]] if what == "outlook" else [6] * len(rows)
    colours = [ink.steps[step(value)] for value in rows["value"]] if what == "outlook" else [ink.text2] * len(rows)
    codes = [ids or f"{name}|{day.date()}" for ids, name, day in zip(rows["ids"], rows["series"], rows["period"])]
    hover = [f"{canvas.tongue.clauses([lettering.fitted(row.label, 240), form(row.period)])}<br>{_number(row.value, what)}, n = {row.n:,}"
             for row in cast(Iterable[_Point], rows.itertuples())]
    canvas.trace(
        "scatter", x=x, y=y, mode="markers", customdata=codes, hovertext=hover, hoverinfo="text", cliponaxis=False,
        marker={"size": sizes, "color": colours, "opacity": 1, "line": {"width": 0}})
    canvas.ringed(codes, x, y, [size + 7 for size in sizes])


def _number(value: float, what: str) -> str:
    if what == "outlook":
        return lettering.signed(value)
    return f"{value:,.1f}" if what == "words" else f"{value:,.0f}"


def _ends(canvas: Canvas, rows: pd.DataFrame, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], what: str) -> None:
    """Write the last value beside its mark, and of amounts the highest over its."""
    for at in rows.groupby("series", sort=False).indices.values():
        last, top = at[-1], at[int(rows["value"].to_numpy()[at].argmax())]
        canvas.text(_number(rows["value"].iloc[last], what), y[last], x=x[last], shift=9, size=theme.SMALL)
        if what != "outlook" and top != last and rows["value"].iloc[top] > 0:
            canvas.text(_number(rows["value"].iloc[top], what), y[top] - 11, x=x[top], size=theme.SMALL,
                        align="left" if top == at[0] else "center", shift=-3 if top == at[0] else 0)


def _form(periods: pd.Series, tongue: Language) -> Callable[[pd.Timestamp], str]:
    """Return how periods are written: years, months or days, as fine as they are."""
    if ((periods.dt.month == 1) & (periods.dt.day == 1)).all():
        return lambda day: tongue.date(day, "year")
    if (periods.dt.day == 1).all():
        return lambda day: tongue.date(day, "month_short")
    return lambda day: tongue.date(day, "day_short")

"""Scores with their intervals: a row each, a dot for the score, a bar for how far it might lie from the truth."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Language
from charts import lettering, theme
from charts.canvas import Canvas, message

MOST = 40
_ROW, _PHONE = 34.0, 52.0


def draw(frame: pd.DataFrame, *, name: str, value: str, low: str, high: str, n: str, head: str, reference: float | None = None,
         reference_label: str = "", better: str = "right", digits: int = 2, key: str | None = None, faint: str | None = None,
         dark: bool = False, width: float = 716, narrow: bool = False, language: str = "en") -> go.Figure:
    """Return scores as dots with intervals.

    Parameters
    ----------
    frame : frame
        A row a score, in the order drawn. Rows whose value is nan are left out; whose ends are nan have no bar.
    name, value, low, high, n : str
        Columns: text at the left, score, ends of its interval, what it rests on.
    head : str
        What is measured; over the axis.
    reference : float, optional
        Where a line stands that says what no skill would score; `reference_label` names it.
    better : {"right", "left"}
        The side on which scores are better; the axis says so.
    digits : int
        Decimals.
    key : str, optional
        Column with what a click carries; without it marks carry nothing.
    faint : str, optional
        Column of booleans: rows on which no judgement rests are grey.
    dark, width, narrow
        Theme; pixels the chart is made for; the layout for a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is the key.
    """
    tongue = Language.of(language)
    known = frame[frame[value].notna()]
    rows = known.head(MOST)
    if rows.empty:
        return message(tongue.say("record_none_counted"), dark=dark, width=width)
    names = [str(text) for text in rows[name]]
    keys = [str(text) for text in rows[key]] if key else None
    grey = [bool(item) for item in rows[faint]] if faint else [False] * len(rows)
    longest = max(lettering.width(lettering.cut(text, 220, theme.NAME), theme.NAME) for text in names)
    left = 12.0 if narrow else max(min(longest + 18, width * 0.32), 84.0)
    right, pitch = (16.0, _PHONE) if narrow else (128.0, _ROW)
    ends = _span([*rows[value], *rows[low], *rows[high]], reference)
    canvas = Canvas(10, left=left, right=right, span=ends, width=width, dark=dark)
    ink = canvas.ink
    top = _head(canvas, head, ends, reference, reference_label, better, digits, narrow, tongue)
    bottom = top + pitch * len(rows)
    if reference is not None:
        canvas.upright(reference, top - 4, bottom, colour=ink.border)
    at = []
    for place, told in enumerate(rows.to_dict("records")):
        y = top + pitch * place
        canvas.rule(y)
        middle = y + (pitch * 0.68 if narrow else pitch / 2)
        at.append(middle)
        _row(canvas, names[place], told, y, middle, value, low, high, n, digits, narrow, grey[place], tongue)
    colours = [ink.border if item else ink.text2 for item in grey]
    canvas.trace(
        "scatter", x=[float(item) for item in rows[value]], y=at, mode="markers", customdata=keys, hoverinfo="text", cliponaxis=False,
        hovertext=[_hover(names[place], row, value, low, high, n, digits, tongue)
                   for place, row in enumerate(rows.to_dict("records"))],
        marker={"size": 12, "color": colours, "opacity": 1, "line": {"width": 1.5, "color": ink.bg}})
    canvas.ringed(keys or [], rows[value], at, 19)
    if len(known) > len(rows):
        bottom += 26
        canvas.text(tongue.say("record_showing", shown=len(rows), n=len(known)), bottom - 8, left=0, size=13, colour=ink.text2)
    canvas.height = bottom + 6
    return canvas.finish()


def _span(values: list[float], reference: float | None) -> tuple[float, float]:
    known = [float(item) for item in [*values, reference] if item is not None and not math.isnan(item)]
    least, most = min(known), max(known)
    room = (most - least) * 0.04 or 0.1
    return least - room, most + room


def _head(canvas: Canvas, head: str, ends: tuple[float, float], reference: float | None, label: str, better: str, digits: int, narrow: bool, tongue: Language) -> float:
    """Draw key and axis, and return where the rows begin."""
    ink = canvas.ink
    y = canvas.key([([{"wide": 11, "high": 11, "fill": ink.text2, "round_": True}], lettering.cut(head, canvas.width - 40, 14)),
                    ([{"wide": 24, "high": 6, "fill": ink.bars[0]}], tongue.say("record_key_interval"))], room=canvas.width) + 30
    right = better == "right"
    canvas.text(tongue.say("record_better_right") if right else tongue.say("record_better_left"), y, x=ends[1] if right else ends[0],
                align="right" if right else "left", size=13, colour=ink.text2)
    if reference is None:
        return y + 16
    # Its label stands on whichever side of the line is wider, a line below the word for the better end.
    y += 20
    roomy = reference - ends[0] < (ends[1] - ends[0]) / 2
    canvas.text(tongue.say("record_reference", what=lettering.plain(label), value=number(reference, digits, tongue)), y, x=reference, align="left" if roomy else "right",
                shift=-1 if roomy else 1, size=13, colour=ink.text2)
    return y + 16


def _row(canvas: Canvas, title: str, row: Mapping[Hashable, Any], y: float, middle: float, value: str, low: str, high: str, n: str, digits: int,
         narrow: bool, grey: bool, tongue: Language) -> None:
    ink = canvas.ink
    told = number(row[value], digits, tongue)
    beside = f"{told} <span style='color:{ink.text2};font-size:13px'>n = {tongue.number(row[n])}</span>"
    ink_of = ink.text2 if grey else ink.text
    if narrow:
        canvas.text(lettering.fitted(title, canvas.width * 0.6, theme.NAME), y + 14, left=0, size=theme.NAME, colour=ink_of)
        canvas.text(beside, y + 14, right=0, align="right", size=14, colour=ink_of)
    else:
        canvas.text(lettering.fitted(title, canvas.left - 14, theme.NAME), middle, left=0, size=theme.NAME, colour=ink_of)
        canvas.text(beside, middle, right=canvas.right - 18, size=14, colour=ink_of)
    if not math.isnan(row[low]):
        canvas.add({"type": "rect", "xref": "x", "yref": "y", "x0": row[low], "x1": row[high], "y0": middle - 3, "y1": middle + 3,
                    "fillcolor": ink.bars[0], "line": {"width": 0}, "layer": "between"})


def number(value: float, digits: int, tongue: Language) -> str:
    """Return a score as it is written, with an en dash for minus."""
    return tongue.number(round(value, digits) + 0.0, digits).replace("-", "–")


def _hover(title: str, row: Mapping[Hashable, Any], value: str, low: str, high: str, n: str, digits: int, tongue: Language) -> str:
    lines = [lettering.fitted(title, 300), f"{number(row[value], digits, tongue)}, n = {tongue.number(row[n])}"]
    if not math.isnan(row[low]):
        lines.append(tongue.say("record_hover_interval", low=number(row[low], digits, tongue), high=number(row[high], digits, tongue)))
    return "<br>".join(lines)

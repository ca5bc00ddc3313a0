"""Marks of dated things: a shape a kind. A day is a mark; a longer time is a bar exactly that long."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from charts import calendar, lettering
from charts.canvas import Canvas, Part

if TYPE_CHECKING:
    from charts.theme import Tokens

KINDS = ("past", "announced", "predicted", "came")
# Labels are kept apart for this width, since a browser may give less than the figure was made for.
HELD = 700.0
GAP = 6.0
_SYMBOL = {"past": "circle", "announced": "diamond-open", "predicted": "triangle-right-open", "came": "square"}
_SIZE = {"past": 11, "announced": 12, "predicted": 12, "came": 10}


class Row(Protocol):
    """A row of `chronology.dated`."""

    doc_id: str
    kind: str
    first: pd.Timestamp
    last: pd.Timestamp
    step: int
    label: str
    sentence: str
    precision: str
    issue: str
    actor: str
    ids: str
    mark: str
    day: bool


@dataclass
class Item:
    """A row on its way onto a figure: where it begins and ends, its line, and its label."""

    row: Row
    first: float
    last: float
    line: int = 0
    side: str = "right"
    label: str = ""


def item(row: Row) -> Item:
    """Return a row of `chronology.dated` placed in the middle of its day, or from the first to the end of the last."""
    if row.day:
        middle = calendar.number(row.first) + 0.5
        return Item(row, middle, middle)
    return Item(row, calendar.number(row.first), calendar.number(row.last) + 1)


def hover(row: Row, language: str) -> str:
    """Return what a mark says under the pointer: when, issues, actors, sentence."""
    when = calendar.range_in_words(row.first, row.last, language)
    about = "".join(f" · {lettering.fitted(text, 260, 13)}" for text in (row.issue, row.actor) if text)
    sentence = "<br>".join(lettering.plain(line) for line in lettering.lines(row.sentence, 360, 13, most=4))
    head = f"{lettering.fitted(row.label, 360, 13)}<br>" if row.kind == "came" else ""
    return f"{when}{about}<br>{head}{sentence}"


def fill(ink: "Tokens", kind: str, colours: str | list[str], *, vague: bool = False) -> Part:
    """Return how a bar looks: solid what was, outlined what is announced, hatched what is predicted, dotted a vague past."""
    if kind == "past" and vague:
        return {"color": ink.bg, "line": {"width": 0},
                "pattern": {"shape": ".", "fgcolor": ink.text2, "bgcolor": ink.bg, "fillmode": "replace", "size": 5,
                            "solidity": 0.5}}
    if kind == "past":
        return {"color": ink.text2, "line": {"width": 0}}
    outlined = {"color": ink.bg, "line": {"color": colours, "width": 1.5}}
    if kind == "announced":
        return outlined
    return outlined | {"pattern": {"shape": "/", "fgcolor": colours, "bgcolor": ink.bg, "fillmode": "replace", "size": 6,
                                   "solidity": 0.35}}


def draw(canvas: Canvas, placed: list[tuple[Item, float]], *, size: float = 14, thick: float = 11) -> None:
    """Draw items at their heights, as few traces, each with its label if it has one; chosen is one by its mark, or its predictions.

    Parameters
    ----------
    canvas : Canvas
    placed : list of (Item, float)
    size : float
        Of the labels.
    thick : float
        Of a bar.
    """
    ink = canvas.ink

    def colour(row: Row) -> str:
        return ink.steps[row.step] if row.kind == "predicted" else ink.text

    for drawn, y in placed:
        if not drawn.label:
            continue
        shift = GAP + (7 if drawn.row.day else 2)
        if drawn.side == "inside":
            middle = (max(drawn.first, canvas.span[0]) + min(drawn.last, canvas.span[1])) / 2
            canvas.text(f"\u2009{lettering.plain(drawn.label)}\u2009", y, x=middle, align="center", size=size, background=ink.bg)
        elif drawn.side == "left":
            canvas.text(lettering.plain(drawn.label), y, x=max(drawn.first, canvas.span[0]), align="right", shift=-shift, size=size)
        else:
            canvas.text(lettering.plain(drawn.label), y, x=min(drawn.last, canvas.span[1]), shift=shift, size=size)
    bars = [(drawn, y) for drawn, y in placed if not drawn.row.day]
    for kind, vague in (*((kind, False) for kind in KINDS), ("past", True)):
        own = [(drawn, y) for drawn, y in bars if drawn.row.kind == kind
               and (kind == "past" and drawn.row.precision == "imprecise") == vague]
        if own:
            starts = [max(drawn.first, canvas.span[0]) for drawn, _ in own]
            canvas.trace(
                "bar", orientation="h", base=starts, x=[min(drawn.last, canvas.span[1]) - start for (drawn, _), start in zip(own, starts)],
                y=[y for _, y in own], width=[thick] * len(own), customdata=[drawn.row.mark for drawn, _ in own],
                hovertext=[hover(drawn.row, canvas.tongue.code) for drawn, _ in own], hoverinfo="text",
                marker=fill(ink, kind, [colour(drawn.row) for drawn, _ in own], vague=vague))
    marks = [(drawn, y) for drawn, y in placed if drawn.row.day]
    if marks:
        canvas.trace(
            "scatter", x=[drawn.first for drawn, _ in marks], y=[y for _, y in marks], mode="markers",
            customdata=[drawn.row.mark for drawn, _ in marks], hovertext=[hover(drawn.row, canvas.tongue.code) for drawn, _ in marks],
            hoverinfo="text", cliponaxis=False,
            marker={"symbol": [_SYMBOL[drawn.row.kind] for drawn, _ in marks], "opacity": 1,
                    "size": [_SIZE[drawn.row.kind] for drawn, _ in marks],
                    "color": [colour(drawn.row) for drawn, _ in marks],
                    "line": {"width": [1.75 if _SYMBOL[drawn.row.kind].endswith("open") else 0 for drawn, _ in marks]}})
    canvas.choice(lambda mark: [_ring(canvas, drawn, y) for drawn, y in placed if mark in (drawn.row.mark, drawn.row.ids)])


def _ring(canvas: Canvas, drawn: Item, y: float) -> Part:
    if drawn.row.day:
        return canvas.ring(drawn.first, y, 20)
    return canvas.frame(max(drawn.first, canvas.span[0]), min(drawn.last, canvas.span[1]), y - 9, y + 9)


def sign(canvas: Canvas, kind: str, left: float, y: float) -> None:
    """Draw a kind's mark, 12 pixels wide, as in a key."""
    ink = canvas.ink
    if kind == "past":
        canvas.box(left + 1, y - 5, 10, 10, fill=ink.text, round_=True)
    elif kind == "announced":
        canvas.path(((left, 0), (left + 6, -6), (left + 12, 0), (left + 6, 6)), y)
    elif kind == "predicted":
        canvas.path(((left + 1, -6), (left + 11, 0), (left + 1, 6)), y)
    else:
        canvas.box(left + 5, y - 9, 2, 18, fill=ink.text)
        canvas.box(left + 1, y - 5, 10, 10, fill=ink.text)


def axis(canvas: Canvas, top: float, bottom: float) -> None:
    """Draw ticks and their labels under `bottom`, as many as stand free in the narrowest browser the figure is held for."""
    held = max(min(canvas.width, HELD) - canvas.left - canvas.right, 200)
    for place, label, year in calendar.ticks(canvas.span, held, canvas.tongue.code):
        canvas.upright(place, top, bottom)
        canvas.text(label, bottom + 16, x=place, align="center", size=13, colour=canvas.ink.text2)
        if year:
            canvas.text(year, bottom + 34, x=place, align="center", size=13, colour=canvas.ink.text2, weight=600)

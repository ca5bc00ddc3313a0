"""A Plotly figure measured in pixels from its top left corner.

The server does not know how wide a browser will draw a figure. So heights are pixels, places across are either pixels from
an edge or data of the horizontal axis, and nothing depends on the width a figure was made with but where it holds.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from charts import lettering, theme

# A part of a figure as Plotly writes it: by property, whatever that property takes.
Part: TypeAlias = dict[str, Any]
Figure: TypeAlias = go.Figure
# Places of marks along an axis.
Marks: TypeAlias = Sequence[float] | npt.NDArray[np.float64] | pd.Series


class Canvas:
    """A figure under construction.

    Attributes
    ----------
    height : float
        In pixels; may be set until the figure is finished.
    layout : dict
        As Plotly writes it. The vertical axis runs in pixels from the top; the horizontal one is the chart's own.
    ink : Tokens
    tongue : Language
        In which the chart speaks.
    """

    def __init__(self, height: float, *, left: float = 0, right: float = 0, span: tuple[float, float] = (0.0, 1.0), width: float = 716,
                 dark: bool = False, language: str = ENGLISH) -> None:
        self.ink = theme.tokens(dark)
        self.tongue = Language.of(language)
        self.width, self.height, self.left, self.right = width, height, left, right
        self.span = span
        self._notes: list[Part] = []
        self._shapes: list[Part] = []
        self._choices: list[Callable[[str], list[Part]]] = []
        self._traces: list[Part] = []
        self.layout: Part = {"template": theme.template(dark), "margin": {"l": left, "r": right, "t": 0, "b": 0, "pad": 0},
                             "xaxis": {"range": list(span)}}

    @property
    def plot_width(self) -> float:
        """Pixels between the margins, at the width the chart was made for."""
        return max(self.width - self.left - self.right, 1)

    def pixels(self, x: float) -> float:
        """Return where a value of the horizontal axis stands, in pixels from the left edge."""
        return float(self.left + (x - self.span[0]) / (self.span[1] - self.span[0]) * self.plot_width)

    def say(self, key: str, **values: object) -> str:
        """Return one of the chart's words in its language."""
        return self.tongue.say(key, **values)

    def text(self, text: str, y: float, *, x: float | None = None, left: float | None = None,
             right: float | None = None, shift: float = 0, size: float = theme.WORD, colour: str | None = None,
             align: str = "left", weight: int | None = None, chinese: bool = False, angle: float = 0,
             valign: str = "middle", background: str | None = None) -> None:
        """Write harmless text at a height; across at data `x`, or pixels from the `left` or `right` edge."""
        font = {"size": size, "color": colour or self.ink.text}
        if weight:
            font["weight"] = weight
        if chinese:
            font["family"] = theme.CHINESE
        place = {"xref": "x", "x": x, "xshift": shift}
        if left is not None:
            place = {"xref": "paper", "x": 0, "xshift": left - self.left + shift}
        elif right is not None:
            place = {"xref": "paper", "x": 1, "xshift": self.right - right + shift}
        note = {"text": text, "yref": "y", "y": y, "showarrow": False, "font": font, "xanchor": align,
                "yanchor": valign, "align": align, "borderpad": 0, **place}
        if angle:
            note["textangle"] = angle
        if background:
            note["bgcolor"] = background
        self._notes.append(note)

    def rule(self, y: float, *, left: float = 0, colour: str | None = None, width: float = 1, right: float = 0) -> None:
        """Draw a hairline across the figure, margins included, from `left` pixels on."""
        line = {"color": colour or self.ink.grid, "width": width}
        if right:  # to short of the right edge: inside the axis, then in pixels
            self._shapes += [
                {"type": "line", "xref": "paper", "xsizemode": "pixel", "xanchor": 0, "x0": left - self.left, "x1": 0,
                 "yref": "y", "y0": y, "y1": y, "line": line, "layer": "below"},
                {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y, "line": line,
                 "layer": "below"},
                {"type": "line", "xref": "paper", "xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": self.right - right,
                 "yref": "y", "y0": y, "y1": y, "line": line, "layer": "below"}]
            return
        # Runs on past the right edge, where the figure ends.
        self._shapes.append({"type": "line", "xref": "paper", "xsizemode": "pixel", "xanchor": 0, "x0": left - self.left,
                             "x1": 6000, "yref": "y", "y0": y, "y1": y, "line": line, "layer": "below"})

    def upright(self, x: float, top: float, bottom: float, *, colour: str | None = None, width: float = 1,
                layer: str = "below") -> None:
        """Draw a vertical line at data `x`."""
        self._shapes.append({"type": "line", "xref": "x", "x0": x, "x1": x, "yref": "y", "y0": top, "y1": bottom,
                             "line": {"color": colour or self.ink.grid, "width": width}, "layer": layer})

    def box(self, left: float, top: float, wide: float, high: float, *, fill: str | None = None,
            line: str | None = None, round_: bool = False, x: float | None = None, stroke: float = 1.5) -> None:
        """Draw a rectangle (or ellipse) in pixels: from the left edge, or from data `x`."""
        anchor = {"xref": "paper", "xanchor": 0, "x0": left - self.left, "x1": left - self.left + wide}
        if x is not None:
            anchor = {"xref": "x", "xanchor": x, "x0": left, "x1": left + wide}
        self._shapes.append({"type": "circle" if round_ else "rect", "xsizemode": "pixel", **anchor, "yref": "y",
                             "y0": top, "y1": top + high, "fillcolor": fill or "rgba(0,0,0,0)",
                             "line": {"color": line or fill, "width": stroke if line else 0}})

    def path(self, corners: tuple[tuple[float, int], ...], y: float, *, width: float = 1.75) -> None:
        """Draw an outline through corners given in pixels from the left edge and from a height."""
        at = [f"{x - self.left} {-down}" for x, down in corners]
        self._shapes.append({"type": "path", "path": f"M {' L '.join(at)} Z", "xref": "paper", "xsizemode": "pixel",
                             "xanchor": 0, "yref": "y", "ysizemode": "pixel", "yanchor": y,
                             "fillcolor": "rgba(0,0,0,0)", "line": {"color": self.ink.text, "width": width}})

    def trace(self, kind: str, **properties: Any) -> None:
        """Add marks as Plotly describes them: a trace of a kind."""
        self._traces.append({"type": kind, **properties})

    def choice(self, rings: Callable[[str], list[Part]]) -> None:
        """Have marks chosen: of a mark's customdata `rings` gives the shapes that make it stand out, none where it is not its own; see `canvas.rings`."""
        self._choices.append(rings)

    def ringed(self, marks: Sequence[str], x: Marks, y: Marks, across: float | Sequence[float], *, square: bool = False, by_part: bool = False) -> None:
        """Have a mark that is chosen ringed, so many pixels across; `by_part` every mark that holds one of the ids chosen."""
        xs, ys, sizes = list(x), list(y), [across] * len(marks) if isinstance(across, (int, float)) else across

        def rings(chosen: str) -> list[Part]:
            held = set(chosen.split())
            found = [place for place, mark in enumerate(marks) if (not held.isdisjoint(mark.split()) if by_part else mark == chosen)]
            return [self.ring(xs[place], ys[place], sizes[place], square=square) for place in (found if by_part else found[:1])]

        self.choice(rings)

    def ring(self, x: float, y: float, across: float, *, square: bool = False) -> Part:
        """Return a ring, so many pixels across, around a mark; once the canvas has its height."""
        reach = float(across) / 2
        # By shares of the plot, as what stands by its axes is cut off at their ends.
        return {"type": "rect" if square else "circle", "xref": "paper", "xsizemode": "pixel", "xanchor": (float(x) - self.span[0]) / (self.span[1] - self.span[0]),
                "yref": "paper", "ysizemode": "pixel", "yanchor": 1 - float(y) / self.height, "x0": -reach, "x1": reach, "y0": -reach, "y1": reach,
                "line": {"color": self.ink.text, "width": 2}}

    def framed(self, marks: Sequence[str], start: Marks, end: Marks, y: Marks, high: float) -> None:
        """Have a bar that is chosen framed: from data to data of the horizontal axis, so many pixels high."""
        starts, ends, heights = list(start), list(end), list(y)

        def frames(chosen: str) -> list[Part]:
            return [self.frame(min(starts[at], ends[at]), max(starts[at], ends[at]), heights[at] - high / 2, heights[at] + high / 2)
                    for at, mark in enumerate(marks) if mark == chosen]

        self.choice(frames)

    def frame(self, left: float, right: float, top: float, bottom: float) -> Part:
        """Return a frame around a bar, from data to data of the horizontal axis."""
        return {"type": "rect", "xref": "x", "x0": left, "x1": right, "yref": "y", "y0": top, "y1": bottom,
                "line": {"color": self.ink.text, "width": 2}, "fillcolor": "rgba(0,0,0,0)"}

    def add(self, shape: Part) -> None:
        """Add a shape as Plotly describes one."""
        self._shapes.append(shape)

    def key(self, items: list[tuple[list[Part], str]], y: float = 10, *, room: float | None = None) -> float:
        """Draw the key as a flow of marks and words, and return the height of its last line.

        Parameters
        ----------
        items : list of (marks, text)
            A mark has `wide`, `high`, and `fill` or `line`; `round_` makes it a disc.
        y : float
            Middle of the first line.
        room : float, optional
            Pixels before a new line; at most what holds in a narrow column.
        """
        room = min(room or self.width, max(self.width * 0.86, 560) if self.width > 560 else self.width)
        place = 0.0
        for marks, text in items:
            long = sum(mark["wide"] + mark.get("gap", 4) for mark in marks) + 2 + lettering.width(text, 14) + 14
            if place and place + long - 14 > room:
                place, y = 0.0, y + 22
            for mark in marks:
                self.box(place + (0.75 if mark.get("line") else 0), y - mark["high"] / 2, mark["wide"], mark["high"],
                         fill=mark.get("fill"), line=mark.get("line"), round_=mark.get("round_", False))
                place += mark["wide"] + mark.get("gap", 4)
            place += 2
            self.text(lettering.plain(text), y, left=place, size=14, colour=self.ink.text2)
            place += lettering.width(text, 14) + 14
        return y

    def finish(self) -> go.Figure:
        """Return the figure; of `rings` is asked what makes a mark of it stand out."""
        # What is written and drawn here is Plotly's own form already: to have it checked piece by piece takes longer than all else.
        figure = go.Figure({"data": self._traces, "layout": self.layout | {
            "height": self.height, "yaxis": {"range": [self.height, 0]}, "annotations": self._notes, "shapes": self._shapes}}, _validate=False)
        figure._choices = self._choices
        # The figure has its own: what rings it needs no more than the places of its marks.
        self._traces, self._notes, self._shapes = [], [], []
        return figure


def rings(figure: go.Figure, chosen: str) -> list[Part]:
    """Return what makes the marks stand out that somebody chose in a finished figure: shapes as Plotly describes them, none where it has no such mark.

    Notes
    -----
    They lie above the figure; those of the layer "between" right below its marks, above its lines.
    """
    choices: list[Callable[[str], list[Part]]] = figure.__dict__.get("_choices", [])
    return [ring for choice in choices for ring in choice(chosen)] if chosen else []


def message(text: str, *, dark: bool = False, width: float = 716) -> go.Figure:
    """Return a figure that only says why there is nothing to draw."""
    canvas = Canvas(64, width=width, dark=dark)
    canvas.text(lettering.fitted(text, width - 8, theme.NAME), 32, left=0, size=theme.NAME, colour=canvas.ink.text2)
    return canvas.finish()

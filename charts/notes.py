"""A figure's annotations as text of its drawing, without a browser: Plotly measures each of them there, a millisecond a word."""

import html
import math
import re
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from charts import lettering, theme, typeface

_Part: TypeAlias = dict[str, Any]
# A line of text: sizes, colours and words.
_Runs: TypeAlias = list[tuple[float, str, str]]
# What `canvas.Canvas.text` writes; an annotation that has more is left to Plotly.
_KNOWN = {"text", "xref", "x", "xshift", "yref", "y", "showarrow", "font", "xanchor", "yanchor", "align", "borderpad", "bgcolor", "textangle"}
_SPAN = re.compile(r"<span style='([^'\"<>]*)'>([^<]*)</span>|([^<]+)")
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
# Of the size of its type, as browsers measure our font: above and below the line it stands on; from line to line, as Plotly sets them.
_ABOVE, _BELOW, _PITCH = 1.16, 0.288, 1.3
_BORDER = 1
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Note:
    """An annotation as read.

    Attributes
    ----------
    share, beside : float
        Where it stands across: the share of the plot between its margins, and pixels from there.
    y : float
        Pixels from the top of the figure.
    across : {"left", "center", "right"}
    down : {"top", "middle", "bottom"}
        Which part of it stands there.
    font : dict
        `size` in pixels and `color`; `family` and `weight` where they are not the figure's.
    lines : list of list of (float, str, str)
        Runs of text with their sizes and colours, 0 and "" where they are the font's.
    behind : str
        A colour behind it; empty without one.
    turned : bool
        Whether it reads upwards, its middle over its place.
    """

    share: float
    beside: float
    y: float
    across: str
    down: str
    font: _Part
    lines: list[_Runs]
    behind: str
    turned: bool


def read(layout: _Part, height: float) -> tuple[list[Note], list[_Part]]:
    """Return the annotations of a layout that stand in the figure, and those that Plotly has to set.

    Parameters
    ----------
    layout : dict
        As Plotly writes one in JSON, built on `canvas.Canvas`.
    height : float
        Pixels it is drawn at. What stands above or below, or beyond the ends of the axis, Plotly would leave out.
    """
    notes, left = [], []
    for annotation in layout.get("annotations", ()):
        note = _read(annotation, layout)
        if note is None:
            left.append(annotation)
        elif 0 <= note.y <= height and (annotation["xref"] == "paper" or 0 <= note.share <= 1):
            notes.append(note)
    return notes, left


def _read(annotation: _Part, layout: _Part) -> Note | None:
    lines = [_runs(line) for line in annotation["text"].split("<br>")]
    behind, turned = annotation.get("bgcolor", ""), bool(annotation.get("textangle"))
    upwards = annotation.get("textangle") == -90 and (annotation["xanchor"], annotation["yanchor"]) == ("center", "bottom")
    if not annotation.keys() <= _KNOWN or (turned and not upwards) or (len(lines) > 1 and (turned or behind)):
        return None
    told = [runs for runs in lines if runs is not None]
    if len(told) < len(lines):
        return None
    share = annotation["x"]
    if annotation["xref"] == "x":
        low, high = layout["xaxis"]["range"]
        share = (share - low) / (high - low)
    return Note(share, annotation.get("xshift", 0), annotation["y"], annotation["xanchor"], annotation["yanchor"], annotation["font"], told, behind, turned)


def taken(figure: _Part, width: float, height: float) -> str:
    """Take the annotations out of a figure and return them as SVG, to be set at its end.

    Parameters
    ----------
    figure : dict
        As Plotly writes one in JSON, built on `canvas.Canvas`; changed: those returned are no longer in it.
    width, height : float
        Pixels it is drawn at.

    Returns
    -------
    str
        Where Plotly would have set them, to half a pixel; empty where a figure has none we can set.
    """
    layout = figure["layout"]
    notes, left = read(layout, height)
    if len(left) < len(layout.get("annotations", ())):
        layout["annotations"] = left
    return "".join(_drawn(note, layout["margin"], width) for note in notes)


def _drawn(note: Note, margin: _Part, width: float) -> str:
    font, y = note.font, note.y
    x = margin["l"] + note.share * (width - margin["l"] - margin["r"]) + note.beside
    largest = max([font["size"], *(size for runs in note.lines for size, _, _ in runs)])
    above, below = _whole(_ABOVE * largest), _whole(_BELOW * largest)
    high = above + below + (len(note.lines) - 1) * _PITCH * font["size"]
    style = (f"font-family: {font.get('family', theme.FAMILY)}; font-size: {font['size']}px; fill: {font['color']}; fill-opacity: 1; "
             + (f"font-weight: {font['weight']}; " if font.get("weight") else "") + "white-space: pre;")
    if note.turned:
        # It reads upwards from the place it stands on, its middle over it.
        x, y = _whole(x), y - _BORDER
        return f'<g transform="rotate(-90 {x} {y:g})">{_text(note.lines, x, y + above - high / 2, "start", style)}</g>'
    top = _whole(y - {"top": 0, "middle": high / 2 + _BORDER, "bottom": high + 2 * _BORDER}[note.down])
    x = _whole(x + {"left": _BORDER, "center": 0, "right": -_BORDER}[note.across])
    behind = ""
    if note.behind:
        wide = sum(_wide(words, size or font["size"]) for size, _, words in note.lines[0])
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[note.across]
        behind = (f'<rect x="{left - 0.5:.1f}" y="{top + 0.5:g}" width="{wide + 1:.1f}" height="{high + 1:g}" '
                  f"style={quoteattr(f'fill: {note.behind};')}/>")
    return behind + _text(note.lines, x, top + _BORDER + above, _ANCHORS[note.across], style)


def _whole(pixels: float) -> int:
    """Return the nearest whole pixel, a half rounded up as browsers do."""
    return math.floor(pixels + 0.5)


def _runs(line: str) -> _Runs | None:
    """Return a line as (size, colour, words), 0 and "" where they are the annotation's own; None for what Plotly reads otherwise."""
    runs, end = [], 0
    for match in _SPAN.finditer(line):
        if match.start() != end:
            return None
        end = match.end()
        told = dict(part.split(":", 1) for part in (match[1] or "").split(";") if ":" in part)
        if told.keys() - {"color", "font-size"}:
            return None
        runs.append((float(told.get("font-size", "0").removesuffix("px")), told.get("color", ""), html.unescape(match[2] or match[3] or "")))
    return runs if end == len(line) else None


def _text(lines: list[_Runs], x: float, y: float, anchor: str, style: str) -> str:
    written = ["".join(_run(*run) for run in runs) for runs in lines]
    if len(lines) > 1:
        written = [f'<tspan x="{x:g}" dy="{_PITCH if number else 0}em">{line}</tspan>' for number, line in enumerate(written)]
    return f'<text text-anchor="{anchor}" x="{x:g}" y="{y:g}" style={quoteattr(style)}>{"".join(written)}</text>'


def _run(size: float, colour: str, words: str) -> str:
    words = escape(_FORBIDDEN.sub("", words))
    style = (f"fill:{colour};" if colour else "") + (f"font-size:{size:g}px" if size else "")
    return f"<tspan style={quoteattr(style)}>{words}</tspan>" if style else words


def _wide(words: str, size: float) -> float:
    """Return how many pixels words take: as our font has them, or at most, where it lacks a sign."""
    shaped = typeface.shaped(words)
    return lettering.width(words, size) if shaped is None else size * sum(advance for _, advance in shaped) / typeface.face().upem

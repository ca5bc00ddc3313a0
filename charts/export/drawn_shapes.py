"""A figure drawn on a slide shape by shape: every mark, bar, line and word of it can be moved and changed there.

For figures built on `charts.canvas`: heights in pixels from the top, and across either data or pixels from an edge.
"""

import base64
import html
import json
import re
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import plotly.graph_objects as go
from pptx.dml.color import RGBColor
from pptx.dml.line import LineFormat
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.shapes.autoshape import CT_Shape
from pptx.oxml.shapes.connector import CT_Connector
from pptx.shapes.autoshape import Shape
from pptx.shapes.group import GroupShape
from pptx.shapes.shapetree import GroupShapes
from pptx.slide import Slide
from pptx.util import Emu, Pt

from charts import lettering, theme
from charts.export.office import alternative, chinese, clean, plain

_PAPER = {theme.LIGHT.bg, "#FFFFFF"}
_SIGNS = {"circle": MSO_SHAPE.OVAL, "diamond": MSO_SHAPE.DIAMOND, "triangle-right": MSO_SHAPE.ISOSCELES_TRIANGLE, "square": MSO_SHAPE.RECTANGLE,
          "line-ns": MSO_SHAPE.RECTANGLE}
_CLEAR = {"rgba(0,0,0,0)", "rgba(0, 0, 0, 0)", "transparent"}
_POINT = 12700


class _Plain(dict[str, Any]):
    """What a figure holds, read as Plotly's objects are: what is not there is None, and so is all that would be in it."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name, _NOTHING.get(name))


def _read(held: dict[str, Any]) -> "list[float] | _Plain":
    """Return a part of a figure as written in JSON; Plotly writes an array as its bytes."""
    if "bdata" in held:
        numbers: list[float] = np.frombuffer(base64.b64decode(held["bdata"]), dtype=held["dtype"]).tolist()
        return numbers
    return _Plain(held)


_NOTHING = {"line": _Plain(), "marker": _Plain(), "font": _Plain()}


@dataclass(frozen=True)
class _Sheet:
    """Where a pixel of the figure comes to lie on the slide."""

    group: GroupShapes
    left: float
    top: float
    scale: float
    width: float
    margins: tuple[float, float]
    span: tuple[float, float]
    language: str

    def across(self, x: float) -> float:
        """Return the pixel of a value of the horizontal axis."""
        inner = self.width - self.margins[0] - self.margins[1]
        return self.margins[0] + (x - self.span[0]) / (self.span[1] - self.span[0]) * inner

    def place(self, ref: str, x: float) -> float:
        """Return the pixel of a place that is data, or a share of the room between the margins."""
        if ref == "x":
            return self.across(x)
        return self.margins[0] + x * (self.width - self.margins[0] - self.margins[1])

    def x(self, pixel: float) -> Emu:
        """Return a pixel across as a length on the slide."""
        return Emu(int(self.left + pixel * self.scale))

    def y(self, pixel: float) -> Emu:
        """Return a pixel down as a length on the slide."""
        return Emu(int(self.top + pixel * self.scale))

    def long(self, pixels: float) -> Emu:
        """Return so many pixels as a length on the slide."""
        return Emu(max(int(pixels * self.scale), 1))


def draw(slide: Slide, figure: go.Figure, box: tuple[int, int, int, int], *, width: float, language: str, alt: str) -> GroupShape:
    """Draw a figure on a slide as one group of shapes, as large as fits, and return the group.

    Parameters
    ----------
    slide : pptx Slide
    figure : Figure
        Drawn for `width`.
    box : (left, top, width, height)
        In EMU.
    width : float
        Pixels.
    language : str
        For the fonts.
    alt : str
        Of the whole; each mark has its own words too.
    """
    left, top, wide, high = box
    group = slide.shapes.add_group_shape()
    # Plain values: Plotly's own objects take a tenth of a millisecond for every property that is read.
    figure = json.loads(figure.to_json(), object_hook=_read)
    margin = figure.layout.margin
    sheet = _Sheet(group.shapes, left, top, min(wide / width, high / figure.layout.height), width, (margin.l or 0, margin.r or 0),
                   tuple(figure.layout.xaxis.range), language)
    # For the number of a new shape all others would be read, each time; and the group measures itself anew after every one: once,
    # at the end, is enough.
    group.shapes.turbo_add_enabled = True
    measured = group.shapes._recalculate_extents
    group.shapes._recalculate_extents = lambda: None
    for shape in figure.layout.shapes:
        _shape(sheet, shape)
    for trace in figure.data:
        if trace.type == "bar":
            _bars(sheet, trace)
        elif "markers" in (trace.mode or ""):
            _marks(sheet, trace)
    for note in figure.layout.annotations:
        _words(sheet, note)
    measured()
    named = group._element.nvGrpSpPr.cNvPr
    named.set("name", "timeline")
    alternative(named, alt)
    return group


def _shape(sheet: _Sheet, shape: _Plain) -> None:
    pixels = shape.xsizemode == "pixel"
    anchor = sheet.place(shape.xref, shape.xanchor) if pixels and shape.xanchor is not None else 0
    if shape.type == "path":
        _path(sheet, shape, anchor)
        return
    ends = [anchor + end if pixels else sheet.place(shape.xref, end) for end in (shape.x0, shape.x1)]
    ends = [min(max(end, 0), sheet.width) for end in ends]
    if shape.type == "line":
        line = sheet.group.add_connector(MSO_CONNECTOR.STRAIGHT, sheet.x(ends[0]), sheet.y(shape.y0), sheet.x(ends[1]), sheet.y(shape.y1))
        _stroke(sheet, line.line, shape.line.color, shape.line.width or 1)
        plain(line)
        alternative(cast(CT_Connector, line._element).nvCxnSpPr.cNvPr, "")
        return
    kind = MSO_SHAPE.OVAL if shape.type == "circle" else MSO_SHAPE.RECTANGLE
    made = sheet.group.add_shape(kind, sheet.x(min(ends)), sheet.y(min(shape.y0, shape.y1)), sheet.long(abs(ends[1] - ends[0])),
                                 sheet.long(abs(shape.y1 - shape.y0)))
    _finish(sheet, made, shape.fillcolor, shape.line.color if shape.line.width else None, shape.line.width or 0, "")


def _path(sheet: _Sheet, shape: _Plain, anchor: float) -> None:
    corners = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.e-]+) (-?[\d.e-]+)", shape.path)]
    down = shape.yanchor if shape.ysizemode == "pixel" else 0
    places = [(anchor + x, down - y) for x, y in corners]
    builder = sheet.group.build_freeform(int(sheet.x(places[0][0])), int(sheet.y(places[0][1])))
    builder.add_line_segments([(int(sheet.x(x)), int(sheet.y(y))) for x, y in places[1:]], close=len(places) > 2)
    _finish(sheet, builder.convert_to_shape(), shape.fillcolor, shape.line.color, shape.line.width or 1, "")


def _bars(sheet: _Sheet, trace) -> None:
    count = len(trace.x)
    colours, lines = _each(trace.marker.color, count), _each(trace.marker.line.color, count)
    hatched = trace.marker.pattern.shape if trace.marker.pattern else None
    for place in range(count):
        base, thick = _each(trace.base, count)[place], _each(trace.width, count)[place]
        if trace.orientation == "h":
            x0, x1 = sorted((sheet.across(base), sheet.across(base + trace.x[place])))
            y0, y1 = trace.y[place] - thick / 2, trace.y[place] + thick / 2
        else:
            x0, x1 = sheet.across(trace.x[place] - thick / 2), sheet.across(trace.x[place] + thick / 2)
            y0, y1 = sorted((base, base + trace.y[place]))
        made = sheet.group.add_shape(MSO_SHAPE.RECTANGLE, sheet.x(x0), sheet.y(y0), sheet.long(x1 - x0), sheet.long(y1 - y0))
        _finish(sheet, made, colours[place], lines[place] if trace.marker.line.width else None, trace.marker.line.width or 0,
                _told(trace, place, count))
        if hatched:
            ink = _each(trace.marker.pattern.fgcolor, count)[place]
            made.fill.patterned()
            made.fill.pattern = MSO_PATTERN.DOTTED_GRID if hatched == "." else MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            made.fill.fore_color.rgb, made.fill.back_color.rgb = _rgb(ink), RGBColor(255, 255, 255)


def _marks(sheet: _Sheet, trace: _Plain) -> None:
    count = len(trace.x)
    symbols, sizes = _each(trace.marker.symbol, count, "circle"), _each(trace.marker.size, count, 6)
    colours, widths = _each(trace.marker.color, count), _each(trace.marker.line.width, count, 0)
    strokes = _each(trace.marker.line.color, count)
    for place in range(count):
        symbol, size = symbols[place], sizes[place]
        hollow = symbol.endswith("-open")
        kind = _SIGNS.get(symbol.removesuffix("-open"), MSO_SHAPE.OVAL)
        thin = symbol == "line-ns"
        wide, high = (1.5, size) if thin else (size, size)
        x, y = sheet.across(trace.x[place]), trace.y[place]
        made = sheet.group.add_shape(kind, sheet.x(x - wide / 2), sheet.y(y - high / 2), sheet.long(wide), sheet.long(high))
        if symbol.startswith("triangle-right"):
            made.rotation = 90
        colour = strokes[place] if thin else colours[place]
        _finish(sheet, made, None if hollow else colour, colour if hollow else strokes[place] if widths[place] and not thin else None,
                (widths[place] or 1) if hollow else widths[place] or 0, _told(trace, place, count))


def _words(sheet: _Sheet, note: _Plain) -> None:
    runs = _runs(note.text, note.font.size, note.font.color)
    text = "".join(run[0] for run in runs)
    if not text.strip():
        return
    size = note.font.size
    wide, high = sum(lettering.width(run[0], run[1]) for run in runs) + 4, size * 1.5
    x = sheet.place(note.xref, note.x) + (note.xshift or 0)
    # Room for a font that runs wider than ours, where the text has its free end.
    spare = 0.2 * wide + 6
    x -= {"left": 0, "center": wide / 2 + spare / 2, "right": wide + spare}[note.xanchor]
    wide += spare
    y = note.y - {"middle": high / 2, "bottom": high, "top": 0}[note.yanchor]
    box = sheet.group.add_textbox(sheet.x(x), sheet.y(y), sheet.long(wide), sheet.long(high))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[note.xanchor]
    for words, large, colour in runs:
        run = paragraph.add_run()
        run.text = clean(words) if words.strip() else " "
        if words.endswith(" ") and words.strip():
            run.text += " "
        run.font.size = Pt(max(round(large * sheet.scale / _POINT * 2) / 2, 5))
        run.font.color.rgb = _rgb(colour)
        run.font.bold = False
        chinese(run._r.get_or_add_rPr(), sheet.language)
    if note.bgcolor:
        box.fill.solid()
        box.fill.fore_color.rgb = _rgb(note.bgcolor)
    alternative(cast(CT_Shape, box._element).nvSpPr.cNvPr, text)


def _runs(text: str, size: float, colour: str) -> list[tuple[str, float, str]]:
    """Return what an annotation writes as runs of (text, size, colour): it may hold spans of another size and colour."""
    found = []
    for styled, words in re.findall(r"(?:<span style=['\"]([^'\"]*)['\"]>)?([^<]*)(?:</span>)?", text):
        if not words:
            continue
        style = dict(part.split(":", 1) for part in styled.split(";") if ":" in part)
        large = float(style.get("font-size", f"{size}px").removesuffix("px"))
        found.append((html.unescape(words), large, style.get("color", colour)))
    return found


def _told(trace: _Plain, place: int, count: int) -> str:
    hover = _each(trace.hovertext, count)[place]
    return html.unescape(re.sub(r"<[^>]*>", " ", hover)) if hover else ""


def _each(value: list[str | float] | None, count: int, default: str | int | None = None) -> list[str | float | None]:
    """Return a property of a trace for each of its marks."""
    if value is None:
        return [default] * count
    return list(value) if isinstance(value, (list, tuple)) or hasattr(value, "tolist") else [value] * count


def _finish(sheet: _Sheet, made: Shape, fill: str | None, line: str | None, width: float, told: str) -> None:
    if fill is None or fill in _CLEAR:
        made.fill.background()
    else:
        made.fill.solid()
        made.fill.fore_color.rgb = _rgb(fill)
    if line and width and line not in _CLEAR:
        _stroke(sheet, made.line, line, width)
    else:
        made.line.fill.background()
    plain(made)
    alternative(made._element.nvSpPr.cNvPr, told)


def _stroke(sheet: _Sheet, line: LineFormat, colour: str, width: float) -> None:
    line.color.rgb = _rgb(colour)
    line.width = Emu(max(int(width * sheet.scale), 3175))


def _rgb(colour: str) -> RGBColor:
    return RGBColor(255, 255, 255) if colour in _PAPER else RGBColor.from_string(colour.lstrip("#").upper())

"""An SVG whose words are shapes: Office ignores the fonts an SVG carries, and would write Chinese in whatever its reader has."""

from dataclasses import dataclass, replace
from functools import lru_cache

import uharfbuzz
from lxml import etree

from charts import typeface

_SVG = "{http://www.w3.org/2000/svg}"
_INHERITED = ("font-size", "fill", "fill-opacity", "text-anchor", "font-weight", "opacity")
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class _Pen:
    """Where the next word stands and how it is written; lengths in pixels."""

    x: float
    y: float
    size: float
    fill: str
    clear: str
    anchor: str
    heavy: bool


@dataclass
class _Line:
    """Words that stand one after the other and are anchored together."""

    words: list[tuple[str, _Pen]]


def outlined(drawing: str) -> bytes:
    """Return an SVG with every text as its outlines, in our font.

    Parameters
    ----------
    drawing : str
        As Plotly and `slide` write it: sizes in pixels, text in `text` and `tspan`.

    Returns
    -------
    bytes
        What is written stands as `aria-label` on the shapes. A text with a sign that our font lacks stays text.

    Notes
    -----
    A sample chart of 500 Chinese characters takes 150 kB so, 60 in the Office file that holds it; with its font, 60.
    """
    tree = etree.fromstring(drawing.encode())
    for text in list(tree.iter(f"{_SVG}text")):
        whole = "".join(str(part) for part in text.itertext())
        around = text.getparent()
        assert around is not None, "a text stands in a drawing"
        if not whole.strip():
            around.remove(text)
            continue
        lines: list[_Line] = []
        if typeface.shaped(whole) is None or any(child.tag != f"{_SVG}tspan" for child in text.iterdescendants()):
            continue
        _read(text, _pen(text), lines)
        group = etree.Element(f"{_SVG}g")
        group.set("aria-label", whole)
        for name in ("transform", "class"):
            if told := text.get(name):
                group.set(name, told)
        for line in lines:
            _write(group, line)
        group.tail = text.tail
        around.replace(text, group)
    return etree.tostring(tree)


def _styles(element: etree._Element) -> dict[str, str]:
    """Return how an element is written: its attributes, and over them its style."""
    told = {name: element.get(name) for name in _INHERITED if element.get(name)}
    for part in (element.get("style") or "").split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip() in _INHERITED:
            told[name.strip()] = value.strip()
    return {name: value for name, value in told.items() if value is not None}


def _pen(text: etree._Element) -> _Pen:
    told: dict[str, str] = {}
    for element in (*reversed(list(text.iterancestors())), text):
        told |= _styles(element)
    return _Pen(float(text.get("x") or 0), float(text.get("y") or 0), _pixels(told.get("font-size"), 16), told.get("fill", "#000000"),
                told.get("fill-opacity", "1"), told.get("text-anchor", "start"), _heavy(told.get("font-weight")))


def _heavy(weight: str | None) -> bool:
    return weight == "bold" or (weight is not None and weight.isdigit() and int(weight) >= 600)


def _pixels(length: str | None, default: float, *, em: float = 16) -> float:
    if not length:
        return default
    return float(length.removesuffix("em")) * em if length.endswith("em") else float(length.removesuffix("px"))


def _read(element: etree._Element, pen: _Pen, lines: list[_Line]) -> None:
    """Add the words of a text or tspan to the lines; a place of its own begins a line."""
    told = _styles(element)
    size = _pixels(told.get("font-size"), pen.size, em=pen.size)
    pen = replace(pen, size=size, fill=told.get("fill", pen.fill), clear=told.get("fill-opacity", pen.clear),
                  anchor=told.get("text-anchor", pen.anchor), heavy=_heavy(told["font-weight"]) if "font-weight" in told else pen.heavy)
    if not lines or element.get("x") is not None or element.get("y") is not None:
        pen = replace(pen, x=_pixels(element.get("x"), pen.x), y=_pixels(element.get("y"), pen.y))
        lines.append(_Line([]))
    pen = replace(pen, x=pen.x + _pixels(element.get("dx"), 0, em=size), y=pen.y + _pixels(element.get("dy"), 0, em=size))
    if element.text:
        lines[-1].words.append((element.text, pen))
    for child in element:
        _read(child, pen, lines)
        if child.tail:
            lines[-1].words.append((child.tail, pen))


def _write(group: etree._Element, line: _Line) -> None:
    shaped = [(typeface.shaped(words) or (), pen) for words, pen in line.words]
    if not shaped:
        return
    unit = typeface.face().upem
    first = line.words[0][1]
    wide = sum(advance * pen.size / unit for glyphs, pen in shaped for _, advance in glyphs)
    x = first.x - wide * _SHIFT.get(first.anchor, 0.0)
    for glyphs, pen in shaped:
        scale, at, strokes = pen.size / unit, 0, []
        for glyph, advance in glyphs:
            strokes += [f"M{start + at} {height}{rest}" for start, height, rest in _contours(glyph)]
            at += advance
        if strokes:
            path = etree.SubElement(group, f"{_SVG}path", d="".join(strokes), fill=pen.fill,
                                    transform=f"translate({x:.2f} {pen.y:.2f}) scale({scale:.5f} {-scale:.5f})")
            if pen.clear != "1":
                path.set("fill-opacity", pen.clear)
            if pen.heavy:  # our font has one weight
                path.set("stroke", pen.fill)
                path.set("stroke-width", str(round(0.03 * unit)))
        x += at * scale


@lru_cache(maxsize=8192)
def _contours(glyph: int) -> tuple[tuple[int, int, str], ...]:
    """Return each outline of a glyph as its first point and the rest of the path from there, in units of the font."""
    made: list[tuple[int, int, list[str]]] = []
    at = [0, 0]

    def go(form: str, *places: float) -> None:
        numbers = [round(place) - at[number % 2] for number, place in enumerate(places)]
        made[-1][2].append(form + " ".join(map(str, numbers)))
        at[:] = round(places[-2]), round(places[-1])

    def move(x: float, y: float, _: None) -> None:
        at[:] = round(x), round(y)
        made.append((at[0], at[1], []))

    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(move)
    pen.set_line_to_func(lambda x, y, _: go("l", x, y))
    pen.set_quadratic_to_func(lambda *places: go("q", *places[:4]))
    pen.set_cubic_to_func(lambda *places: go("c", *places[:6]))
    pen.set_close_path_func(lambda _: made[-1][2].append("z"))
    uharfbuzz.Font(typeface.face()).draw_glyph(glyph, pen)
    return tuple((x, y, "".join(rest)) for x, y, rest in made)

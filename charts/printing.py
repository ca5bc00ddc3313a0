"""Drawings (SVG) as PNG and PDF, in this process: no browser takes part.

Typst sets them: text stays text in a PDF, each font is in the file once, and what a page shows is said for those who cannot see it.
Chromium, which draws the figures, took four times as long for the same page; resvg draws PNG alone, and no faster.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import typst

from charts import typeface

_POINTS_AN_INCH = 72
# Texts come in by value: nothing a document says is read as Typst's own language.
_BOOK = b"""#for leaf in json(bytes(sys.inputs.leaves)) {
  page(width: leaf.wide * 1pt, height: leaf.high * 1pt, margin: 0pt,
    image(leaf.file, width: 100%, height: 100%, fit: "stretch", alt: leaf.alt))
}"""
_FAMILY = re.compile(r"(font-family(?:: |=\"))'Source Sans'")
_HEAVY = re.compile(r'style="([^"]*font-weight: (?:[6-9]00|bold);[^"]*fill: ([^;"]+)[^"]*)"')


@dataclass(frozen=True)
class Leaf:
    """A page to print: an SVG, its width and height on paper in points, and what it shows in words."""

    drawing: str
    wide: float
    high: float
    alt: str = ""


def png(drawing: str, wide: float, high: float, *, scale: float = 1) -> bytes:
    """Return an SVG as PNG, `scale` pixels for each of its own `wide` by `high`."""
    return _compiled([Leaf(drawing, int(wide), int(high))], "png", _POINTS_AN_INCH * scale)


def pdf(leaves: Iterable[Leaf]) -> bytes:
    """Return SVGs as the pages of a PDF, tagged."""
    return _compiled(list(leaves), "pdf")


def _compiled(leaves: list[Leaf], form: Literal["pdf", "png"], ppi: float | None = None) -> bytes:
    files = {"main.typ": _BOOK} | {f"{number}.svg": _ours(leaf.drawing).encode() for number, leaf in enumerate(leaves)}
    told = [{"file": f"{number}.svg", "wide": leaf.wide, "high": leaf.high, "alt": leaf.alt or None} for number, leaf in enumerate(leaves)]
    # A folder held in memory: typst takes it, its own stubs do not know.
    made: bytes | list[bytes] = typst.compile(files, font_paths=_fonts(), format=form, ppi=ppi, sys_inputs={"leaves": json.dumps(told)})  # type: ignore[call-overload]
    return made if isinstance(made, bytes) else made[0]


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return our font, and the machine's for what ours lacks."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(typeface.require_font().parent)])


def _ours(drawing: str) -> str:
    """Return a drawing that asks for our font first, and for strokes where it asks for weight: our font has one weight."""
    drawing = _FAMILY.sub(rf"\1'{typeface.FACE}'", drawing)
    return _HEAVY.sub(r'style="\1; stroke: \2; stroke-width: 0.4px"', drawing)

"""A chart as it goes into a briefing: finding, subtitle, chart, sources and link, on a slide, half a slide or an A4 column."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import plotly.graph_objects as go

from analysis.harmless import seen
from charts import images, lettering, printing, theme, typeface

# A slide's chart, title, subtitle and footer taken off, is some three fifths of its height; set a fifth smaller, it can still be read.
_SHARE = 0.62


@dataclass(frozen=True)
class Size:
    """The room a chart gets, in pixels.

    Attributes
    ----------
    wide, high : int
        Of the whole; `high` 0 grows with the chart.
    margin, top : int
        At the sides; above the title.
    titles : tuple of int
        Sizes the title may have, the largest that fits one line taken.
    subtitle, footer, mark : int
        Sizes of type, and of the mark in the corner.
    enlarged, least : float
        How many times its own size the chart has at most, and at least: a higher chart makes the picture higher.
    lines : int
        Lines of the title at most.
    points : float
        How wide it is on paper.
    """

    code: str
    wide: int
    high: int
    margin: int
    top: int
    titles: tuple[int, ...]
    subtitle: int
    footer: int
    mark: int
    enlarged: float
    least: float
    lines: int
    points: float

    @property
    def width(self) -> int:
        """Pixels a chart is drawn for."""
        return int((self.wide - 2 * self.margin) / self.enlarged)

    @property
    def chart_high(self) -> float | None:
        """Pixels a chart should not be higher than, where it can choose; None where it may be as high as it likes."""
        return self.high * _SHARE * 1.2 / self.enlarged if self.high else None


SIZES = {size.code: size for size in (
    Size("slide", 1600, 900, 64, 44, (44, 42, 40, 38, 36), 24, 18, 30, 1.62, 0.92, 2, 960),
    Size("half", 784, 900, 40, 40, (34, 32, 30), 20, 15, 24, 1.2, 0.92, 3, 470.4),
    # The text of an A4 page is 17 cm wide.
    Size("column", 716, 0, 12, 12, (25, 24, 23, 22), 15, 12, 18, 1.0, 1.0, 3, 481.9))}
SLIDE = SIZES["slide"]
WIDE, HIGH, MARGIN, WIDTH = SLIDE.wide, SLIDE.high, SLIDE.margin, SLIDE.width
_FAMILY = f"'{typeface.FACE}', 'Source Sans', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def svg(figure: go.Figure, *, title: str, subtitle: str = "", footer: str = "", link: str = "", size: Size = SLIDE) -> bytes:
    """Return a slide as SVG; text stays text, and the glyphs it needs are in the file.

    Parameters
    ----------
    figure : Figure
        In the light theme, drawn for the width of the size.
    title, subtitle, footer : str
        The finding; measure and n; sources with dates, mapping, date made.
    link : str
        The address that restores the chart.
    size : Size

    Returns
    -------
    bytes
        As large as the size says, the chart's type enlarged as far as it fits; where even its least would not fit, a picture as
        high as the chart needs.
    """
    return typeface.embedded(compose(figure, title, subtitle, footer, link, size)[0]).encode()


def png(figure: go.Figure, *, title: str, subtitle: str = "", footer: str = "", link: str = "", size: Size = SLIDE,
        scale: float = 1) -> bytes:
    """Return a slide as PNG, `scale` times as many pixels wide as the size says."""
    drawing, high = compose(figure, title, subtitle, footer, link, size)
    return printing.png(drawing, size.wide, high, scale=scale)


def compose(figure: go.Figure, title: str, subtitle: str, footer: str, link: str, size: Size) -> tuple[str, int]:
    """Return the drawing without its font, and how high it is."""
    ink, room, left = theme.LIGHT, size.wide - 2 * size.margin, size.margin
    parts = [f'<rect x="{left}" y="{size.top}" width="56" height="8" fill="{ink.accent}"/>']
    large = next((large for large in size.titles if lettering.width(title, large) <= room), size.titles[min(2, len(size.titles) - 1)])
    y = size.top + 8 + large * 1.36
    for line in lettering.lines(title, room, large, most=size.lines):
        parts.append(text(line, left, y, large, ink.text))
        y += large * 1.23
    y += size.subtitle * 1.75 - large * 1.23
    for line in lettering.lines(subtitle, room, size.subtitle, most=2 if size.high == HIGH and size.wide > 1000 else 4):
        parts.append(text(line, left, y, size.subtitle, ink.text2))
        y += size.subtitle * 1.42
    top = y + size.subtitle * 0.2
    pitch = size.footer * 1.34
    notes = lettering.lines(footer, room - size.mark * 4.3, size.footer, most=3 if size.wide > 1000 else 7)
    if link:
        notes.append(link)
    bottom = pitch * max(len(notes), 1) + size.footer * 2.45
    high = figure.layout.height
    scale = min(max((size.high - top - bottom) / high, size.least), size.enlarged) if size.high else size.enlarged
    width = int(room / scale)
    whole = max(size.high, int(top + high * scale + bottom))
    parts.append(placed(images.raw_svg(figure, width=width, white=True), left, top, scale, width, high))
    for number, line in enumerate(notes):
        at = whole - bottom + size.footer * 1.9 + pitch * number
        if link and number == len(notes) - 1:
            shown = lettering.cut(re.sub(r"^https?://", "", link), room - size.mark * 4.3, size.footer)
            parts.append(f"<a xlink:href={quoteattr(link)}>{text(shown, left, at, size.footer, ink.accent)}</a>")
        else:
            parts.append(text(line, left, at, size.footer, ink.text2))
    parts.append(text("論衡", size.wide - left, whole - size.footer * 2, size.mark, ink.accent, anchor="end"))
    return framed("".join(parts), size.wide, whole, title), whole


def framed(body: str, wide: float, high: float, title: str) -> str:
    """Return a drawing's parts as an SVG on white, with our font first."""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{wide}" '
            f'height="{high}" viewBox="0 0 {wide} {high}" font-family="{_FAMILY}"><title>{escape(clean(title))}</title>'
            f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>{body}</svg>')


def placed(drawing: str, x: float, y: float, scale: float, width: float, height: float) -> str:
    """Return a chart's SVG set into another: at a place, so many times its size."""
    drawing = re.sub(r"<\?xml[^>]*\?>", "", drawing)
    return re.sub(r"^\s*<svg([^>]*)>", lambda match: _placed(match.group(1), x, y, scale, width, height), drawing, count=1)


def _placed(attributes: str, x: float, y: float, scale: float, width: float, height: float) -> str:
    kept = re.sub(r'\s(?:width|height|viewBox|x|y)="[^"]*"', "", attributes)
    return (f'<svg{kept} x="{x}" y="{y:.1f}" width="{width * scale:.1f}" height="{height * scale:.1f}" '
            f'viewBox="0 0 {width} {height}">')


def clean(line: str) -> str:
    """Return a text without the signs that cannot be seen, for which XML has no place or which would turn the line around."""
    return seen(line)


def text(line: str, x: float, y: float, size: float, colour: str, anchor: str = "start") -> str:
    """Return a line of text."""
    # The Chinese font sets ’ as wide as a character: in an English word it is written '.
    line = re.sub(r"(?<=[A-Za-z])’", "'", clean(line))
    return (f'<text x="{x}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">'
            f"{escape(line)}</text>")

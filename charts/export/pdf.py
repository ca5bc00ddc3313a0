"""PDF: pages set by us, text as text.

The pages are drawings like our slides, printed by the renderer that draws the charts, so that the file looks like them, and then
bound with pypdf (BSD, pure Python). reportlab was weighed and passed over: it takes no font with CFF outlines, which ours has.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.annotations import Link
from pypdf.generic import Fit, NameObject, RectangleObject, TextStringObject

from charts import images, lettering, slide, theme
from charts.exhibits import Exhibit
from charts.export.content import Content, Item, Quote

_INK = theme.LIGHT
# An A4 page at 1.5 pixels a point.
_WIDE, _HIGH, _MARGIN = 892, 1263, 84
_POINTS = 595.28 / _WIDE
_LEAST = 0.5
# Of a page's height, for each of the two figures of a one-page briefing.
_BRIEF = 0.24


def chart(exhibit: Exhibit, *, size: str = "slide") -> bytes:
    """Return one chart as a page of its own, as wide as a slide, half a slide or the text of an A4 page is on paper."""
    room = slide.SIZES[size]
    drawn = slide.pdf(exhibit.draw(width=room.width, high=room.high * 0.62 / room.enlarged if room.high else None), title=exhibit.title,
                      subtitle=exhibit.subtitle, footer=exhibit.footer, link=exhibit.link, size=room)
    bound = _Bound(exhibit.title, "", exhibit.language)
    bound.add(drawn, room.points, [])
    return bound.saved()


def briefing(content: Content) -> bytes:
    """Return a briefing as A4 pages, or, of template `slides`, as 16:9 pages."""
    bound = _Bound(content.title, content.author, content.language)
    pages = _slides(content) if content.template == "slides" else _sheets(content)
    for number, page in enumerate(pages, 1):
        wide, high = (slide.WIDE, slide.HIGH) if content.template == "slides" else (_WIDE, _HIGH)
        told = content.tongue.say("briefing_page", n=number, all=len(pages))
        body = "".join(page.parts) + slide.text(told, wide - (64 if wide > high else _MARGIN), high - (12 if wide > high else 44), 13,
                                                _INK.text2, anchor="end")
        drawing = slide.framed(body, wide, high, content.title)
        drawn = images.pdf(slide.sheet(drawing, wide, high), width=wide)
        bound.add(drawn, 960.0 if wide > high else 595.28, page.links, page.title)
    return bound.saved()


@dataclass
class _Sheet:
    """A page under construction: its parts, its links as (left, top, wide, high, address) in pixels, its name in the outline."""

    parts: list[str] = field(default_factory=list)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    title: str = ""


class _Bound:
    """Pages bound to a file."""

    def __init__(self, title: str, author: str, language: str):
        self.writer = PdfWriter()
        self.writer.add_metadata({"/Title": slide.clean(title), "/Author": slide.clean(author), "/Creator": "Lunheng",
                                  "/CreationDate": f"D:{datetime.now(UTC):%Y%m%d%H%M%SZ}"})
        self.writer.root_object.update({NameObject("/Lang"): TextStringObject(language)})

    def add(self, drawn: bytes, points: float, links: list, title: str = "") -> None:
        """Add a page, so many points wide."""
        page = self.writer.add_page(PdfReader(io.BytesIO(drawn)).pages[0])
        scale = points / float(page.mediabox.width)
        page.add_transformation(Transformation().scale(scale))
        paper = RectangleObject((0, 0, points, float(page.mediabox.height) * scale))
        page.mediabox = page.cropbox = page.trimbox = page.artbox = page.bleedbox = paper
        number = len(self.writer.pages) - 1
        if title:
            self.writer.add_outline_item(title=slide.clean(title), page_number=number, fit=Fit.fit())
        high = float(page.mediabox.height)
        pixels = points / (slide.WIDE if points > 700 else _WIDE)
        for left, top, wide, tall, address in links:
            area = (left * pixels, high - (top + tall) * pixels, (left + wide) * pixels, high - top * pixels)
            self.writer.add_annotation(number, Link(rect=area, url=address, border=[0, 0, 0]))

    def saved(self) -> bytes:
        """Return the file."""
        self.writer.compress_identical_objects()
        for page in self.writer.pages:
            page.compress_content_streams()
        stored = io.BytesIO()
        self.writer.write(stored)
        return stored.getvalue()


class _Flow:
    """Blocks set one under the other, on as many pages as they need."""

    def __init__(self, content: Content):
        self.content, self.pages = content, []
        self.room = _WIDE - 2 * _MARGIN
        self.turn()

    def turn(self) -> None:
        """Begin a page."""
        self.sheet, self.y = _Sheet(), float(_MARGIN - 8)
        self.pages.append(self.sheet)

    def need(self, high: float) -> None:
        """Begin a page where less than so much is left of this one."""
        if self.y + high > _HIGH - _MARGIN and self.y > _MARGIN:
            self.turn()

    def lines(self, text: str, size: float, colour: str, *, indent: float = 0, most: int = 400, gap: float = 0.0, link: str = "",
              keep: float = 0) -> None:
        """Write a text, broken into lines."""
        pitch = size * 1.45
        for line in lettering.lines(text, self.room - indent, size, most=most):
            self.need(pitch + keep)
            self.y += pitch
            self.sheet.parts.append(slide.text(line, _MARGIN + indent, self.y, size, colour))
            if link:
                self.sheet.links.append((_MARGIN + indent, self.y - size, min(lettering.width(line, size), self.room), size * 1.3, link))
        self.y += gap

    def figure(self, item: Item, share: float, heading: float) -> None:
        """Write title, subtitle and chart of an entry: over the whole width, smaller where the chart would be too high for a page.

        Parameters
        ----------
        item : Item
        share : float
            Of a page's height, for the chart.
        heading : float
            Size of its title; 0 writes none.
        """
        exhibit, tall, under = item.exhibit, _HIGH - 2 * _MARGIN, 14 if share < 1 else 16
        told = self.content.tongue.say("briefing_figure", n=item.number, title=exhibit.footer)
        notes = lettering.lines(told, self.room, 13, most=6)
        above = heading * 1.45 * len(lettering.lines(item.title, self.room, heading, most=3)) if heading else 0.0
        above += under * 1.45 * len(lettering.lines(exhibit.subtitle, self.room, under, most=3)) + 28
        most = (tall - 19 * (len(notes) + bool(exhibit.link)) - above) * share
        figure = slide.white(exhibit.draw(width=self.room, high=most))
        scale = min(1.0, max(most / figure.layout.height, _LEAST * share))
        high = figure.layout.height * scale
        self.need(above + high + 19 * (len(notes) + bool(exhibit.link)) + 38)
        if heading:
            self.y += 8 if share < 1 else 20
            self.sheet.title = self.sheet.title or item.title
            self.lines(item.title, heading, _INK.text, most=3)
        self.lines(exhibit.subtitle, under, _INK.text2, most=3)
        width = int(self.room / scale) if scale < 1 else self.room
        self.sheet.parts.append(slide.placed(images.raw_svg(figure, width=width), _MARGIN, self.y + 14, scale, width, figure.layout.height))
        self.y += high + 22
        for line in notes:
            self.y += 19
            self.sheet.parts.append(slide.text(line, _MARGIN, self.y, 13, _INK.text2))
        if exhibit.link:
            self.y += 19
            shown = lettering.cut(re.sub(r"^https?://", "", exhibit.link), self.room, 13)
            self.sheet.parts.append(slide.text(shown, _MARGIN, self.y, 13, _INK.accent))
            self.sheet.links.append((_MARGIN, self.y - 14, lettering.width(shown, 13), 18, exhibit.link))
        self.y += 16

    def quote(self, said: Quote, *, size: float = 17) -> None:
        """Write a quote with its source beside a rule."""
        opened, closed = self.content.tongue.say("quote_marks", quote="\n").split("\n")
        whole = opened + said.whole + closed
        high = size * 1.45 * len(lettering.lines(whole, self.room - 20, size, most=400)) + 30
        self.need(min(high, _HIGH / 2))
        top, page = self.y + 4, self.sheet
        self.lines(whole, size, _INK.text, indent=20)
        self.lines(f"{said.source}{f' · {said.weight}' if said.weight else ''}", 13, _INK.text2, indent=20, link=said.url, gap=14)
        if page is self.sheet:
            self.sheet.parts.append(f'<rect x="{_MARGIN}" y="{top:.1f}" width="4" height="{self.y - top - 8:.1f}" fill="{_INK.accent}"/>')


def _sheets(content: Content) -> list[_Sheet]:
    flow, say = _Flow(content), content.tongue.say
    flow.sheet.parts.append(f'<rect x="{_MARGIN}" y="{_MARGIN - 20}" width="56" height="8" fill="{_INK.accent}"/>')
    flow.lines(content.title, 28 if content.template == "one_page" else 34, _INK.text, most=3, gap=4)
    flow.lines(content.under_title, 16, _INK.text2)
    flow.lines(content.scope, 16, _INK.text2, gap=10)
    flow.sheet.title = content.title
    brief, figures = content.template == "one_page", 0
    for item in content.items:
        figure = item.exhibit is not None and not item.problem
        figures += figure
        if brief and figure and figures > 2:
            continue
        large = 19 if brief else 24
        if figure:
            flow.figure(item, _BRIEF if brief else 1.0, large if item.title != content.title else 0)
        elif item.title:
            flow.need(90)
            flow.y += 8 if brief else 20
            flow.lines(item.title, large, _INK.text, most=3, keep=40)
            flow.sheet.title = flow.sheet.title or item.title
        if item.problem:
            flow.lines(item.problem, 16, _INK.text2, gap=8)
        for line in [*(item.entry.text.splitlines() if item.entry.kind == "text" else ()), *item.entry.notes.splitlines()]:
            flow.lines(line, 16, _INK.text, gap=7)
        if item.entry.kind == "quote" and item.quotes:
            flow.quote(item.quotes[0], size=14 if brief else 17)
        elif item.quotes and not brief:
            flow.lines(say("briefing_quoted_sentences"), 14, _INK.text2, gap=4, keep=60)
            for said in item.quotes[:4]:
                flow.quote(said, size=15)
    listed = content.lists.get(content.style, [])
    if listed and not brief:
        flow.need(120)
        flow.y += 20
        flow.lines(say("briefing_references"), 24, _INK.text, gap=6)
        for reference in listed:
            text = f"[{reference.number}] {reference.text}" if content.style == "gbt7714" else reference.text
            flow.lines(text, 14, _INK.text, link=reference.url, gap=4)
    return flow.pages


def _slides(content: Content) -> list[_Sheet]:
    say, ink, room = content.tongue.say, _INK, slide.WIDE - 2 * slide.MARGIN
    first = _Sheet(title=content.title)
    first.parts.append(f'<rect x="{slide.MARGIN}" y="300" width="56" height="8" fill="{ink.accent}"/>')
    y = 390.0
    for line in lettering.lines(content.title, room, 56, most=3):
        first.parts.append(slide.text(line, slide.MARGIN, y, 56, ink.text))
        y += 72
    for told in (content.under_title, content.scope):
        for line in lettering.lines(told, room, 28, most=2):
            first.parts.append(slide.text(line, slide.MARGIN, y, 28, ink.text2))
            y += 42
    pages = [first]
    for item in content.items:
        if item.exhibit is not None and not item.problem:
            pages.append(_chart_slide(item))
            continue
        sheet = _Sheet(title=item.title or content.title)
        sheet.parts.append(f'<rect x="{slide.MARGIN}" y="44" width="56" height="8" fill="{ink.accent}"/>')
        heading = item.title or (say("briefing_quotes") if item.entry.kind == "quote" else content.title)
        sheet.parts.append(slide.text(lettering.cut(heading, room, 44), slide.MARGIN, 118, 44, ink.text))
        _words(sheet, content, item, room)
        pages.append(sheet)
    listed = content.lists.get(content.style, [])
    for begin in range(0, len(listed), 14):
        sheet = _Sheet(title=say("briefing_references"))
        sheet.parts.append(f'<rect x="{slide.MARGIN}" y="44" width="56" height="8" fill="{ink.accent}"/>')
        sheet.parts.append(slide.text(say("briefing_references"), slide.MARGIN, 118, 44, ink.text))
        y = 180.0
        for reference in listed[begin:begin + 14]:
            shown = reference.text.replace(reference.url, lettering.cut(reference.url, 640, 20)) if reference.url else reference.text
            shown = lettering.cut(f"[{reference.number}] {shown}" if content.style == "gbt7714" else shown, room, 20)
            sheet.parts.append(slide.text(shown, slide.MARGIN, y, 20, ink.text))
            if reference.url:
                sheet.links.append((slide.MARGIN, y - 20, lettering.width(shown, 20), 28, reference.url))
            y += 46
        pages.append(sheet)
    return pages


def _chart_slide(item: Item) -> _Sheet:
    exhibit = item.exhibit
    drawn, high = slide.compose(exhibit.draw(width=slide.WIDTH, high=slide.HIGH * 0.62 / slide.SLIDE.enlarged * 1.3), item.title, exhibit.subtitle,
                                exhibit.footer, exhibit.link, slide.SLIDE)
    sheet = _Sheet(title=item.title)
    # A chart higher than the page is set smaller, as a whole.
    scale = min(1.0, slide.HIGH / high)
    sheet.parts.append(f'<svg x="{(slide.WIDE - slide.WIDE * scale) / 2:.1f}" y="0" width="{slide.WIDE * scale:.1f}" height="{high * scale:.1f}" '
                       f'viewBox="0 0 {slide.WIDE} {high}">{re.sub("^<svg[^>]*>|</svg>$", "", drawn)}</svg>')
    return sheet


def _words(sheet: _Sheet, content: Content, item: Item, room: float) -> None:
    """Write the text, the quote or the problem of an entry on its slide."""
    y, ink = 200.0, _INK
    blocks = [(item.problem, 28, ink.text2, "")] if item.problem else []
    if item.entry.kind == "quote" and item.quotes:
        said = item.quotes[0]
        blocks += [(content.tongue.say("quote_marks", quote=said.whole), 40, ink.text, ""),
                   (f"{said.source}{f' · {said.weight}' if said.weight else ''}", 24, ink.text2, said.url)]
    elif item.entry.kind == "text":
        long = len(item.entry.text)
        blocks += [(line, 32 if long < 400 else 24, ink.text, "") for line in item.entry.text.splitlines()]
    blocks += [(line, 22, ink.text2, "") for line in item.entry.notes.splitlines()]
    for text, size, colour, link in blocks:
        for line in lettering.lines(text, room, size, most=14):
            if y > slide.HIGH - 90:
                return
            sheet.parts.append(slide.text(line, slide.MARGIN, y, size, colour))
            if link:
                sheet.links.append((slide.MARGIN, y - size, lettering.width(line, size), size * 1.3, link))
            y += size * 1.5
        y += 10

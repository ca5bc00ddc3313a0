"""PDF: pages set by us, text as text.

The pages are drawings like our slides, printed by `charts.printing` as one tagged file; pypdf (BSD, pure Python) adds links and
outline. reportlab was weighed and passed over: it takes no font with CFF outlines, which ours has.
"""

import html
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Fit, NameObject, TextStringObject

from charts import images, lettering, printing, slide, theme
from charts.exhibits import Exhibit
from charts.export.content import Content, Item, Quote

_INK = theme.LIGHT
# An A4 page, 595.28 points wide, at 1.5 pixels a point.
_WIDE, _HIGH, _MARGIN = 892, 1263, 84
_LEAST = 0.5
# Of a page's height, for each of the two figures of a one-page briefing.
_BRIEF = 0.24


def chart(exhibit: Exhibit, *, size: str = "slide") -> bytes:
    """Return one chart as a page of its own, as wide as a slide, half a slide or the text of an A4 page is on paper."""
    room = slide.SIZES[size]
    drawing, high = slide.compose(exhibit.draw(width=room.width, high=room.chart_high), exhibit.title,
                                  exhibit.subtitle, exhibit.footer, exhibit.link, room)
    bound = _Bound(exhibit.title, "", exhibit.language)
    bound.add(drawing, room.wide, high, room.points, _linked(drawing), alt=exhibit.alt)
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
        bound.add(drawing, wide, high, 960.0 if wide > high else 595.28, page.links, page.title, page.alt)
    return bound.saved()


@dataclass
class _Sheet:
    """A page under construction: its parts, its links as (left, top, wide, high, address) in pixels, its name in the outline, and what
    its charts show."""

    parts: list[str] = field(default_factory=list)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    title: str = ""
    alt: str = ""


class _Bound:
    """Pages bound to a file."""

    def __init__(self, title: str, author: str, language: str):
        self.told = {"/Title": slide.clean(title), "/Author": slide.clean(author), "/Creator": "Lunheng",
                     "/CreationDate": f"D:{datetime.now(UTC):%Y%m%d%H%M%SZ}"}
        self.language = language
        self.leaves: list[printing.Leaf] = []
        self.noted: list[tuple[str, list[tuple[float, float, float, float, str]]]] = []

    def add(self, drawing: str, wide: float, high: float, points: float, links: list[tuple[float, float, float, float, str]], title: str = "", alt: str = "") -> None:
        """Add a page of so many pixels, so many points wide."""
        scale = points / wide
        self.leaves.append(printing.Leaf(drawing, points, high * scale, slide.clean(alt)))
        self.noted.append((slide.clean(title), [(left * scale, (high - top - tall) * scale, (left + long) * scale, (high - top) * scale, address)
                                                for left, top, long, tall, address in links]))

    def saved(self) -> bytes:
        """Return the file."""
        writer = PdfWriter(clone_from=io.BytesIO(printing.pdf(self.leaves)))
        writer.add_metadata(self.told)
        writer.root_object.update({NameObject("/Lang"): TextStringObject(self.language)})
        for number, (title, links) in enumerate(self.noted):
            if title:
                writer.add_outline_item(title=title, page_number=number, fit=Fit.fit())
            for left, bottom, right, top, address in links:
                writer.add_annotation(number, Link(rect=(left, bottom, right, top), url=address, border=[0, 0, 0]))
        stored = io.BytesIO()
        writer.write(stored)
        return stored.getvalue()


class _Flow:
    """Blocks set one under the other, on as many pages as they need."""

    def __init__(self, content: Content):
        self.content = content
        self.pages: list[_Sheet] = []
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
        exhibit, tall, under = item.shown, _HIGH - 2 * _MARGIN, 14 if share < 1 else 16
        told = self.content.tongue.say("briefing_figure", n=item.number, title=exhibit.footer)
        notes = lettering.lines(told, self.room, 13, most=6)
        above = heading * 1.45 * len(lettering.lines(item.title, self.room, heading, most=3)) if heading else 0.0
        above += under * 1.45 * len(lettering.lines(exhibit.subtitle, self.room, under, most=3)) + 28
        most = (tall - 19 * (len(notes) + bool(exhibit.link)) - above) * share
        figure = exhibit.draw(width=self.room, high=most)
        scale = min(1.0, max(most / figure.layout.height, _LEAST * share))
        high = figure.layout.height * scale
        self.need(above + high + 19 * (len(notes) + bool(exhibit.link)) + 38)
        if heading:
            self.y += 8 if share < 1 else 20
            self.sheet.title = self.sheet.title or item.title
            self.lines(item.title, heading, _INK.text, most=3)
        self.lines(exhibit.subtitle, under, _INK.text2, most=3)
        width = int(self.room / scale) if scale < 1 else self.room
        self.sheet.alt = "\n".join(filter(None, (self.sheet.alt, exhibit.alt)))
        self.sheet.parts.append(slide.placed(images.raw_svg(figure, width=width, white=True), _MARGIN, self.y + 14, scale, width, figure.layout.height))
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
    exhibit = item.shown
    drawn, high = slide.compose(exhibit.draw(width=slide.WIDTH, high=slide.SLIDE.chart_high), item.title, exhibit.subtitle,
                                exhibit.footer, exhibit.link, slide.SLIDE)
    # A chart higher than the page is set smaller, as a whole.
    scale = min(1.0, slide.HIGH / high)
    left = (slide.WIDE - slide.WIDE * scale) / 2
    sheet = _Sheet(links=[(left + x * scale, y * scale, wide * scale, tall * scale, address) for x, y, wide, tall, address in _linked(drawn)],
                   title=item.title, alt=exhibit.alt)
    sheet.parts.append(f'<svg x="{left:.1f}" y="0" width="{slide.WIDE * scale:.1f}" height="{high * scale:.1f}" '
                       f'viewBox="0 0 {slide.WIDE} {high}">{re.sub("^<svg[^>]*>|</svg>$", "", drawn)}</svg>')
    return sheet


def _linked(drawing: str) -> list[tuple[float, float, float, float, str]]:
    """Return the links of a slide as (left, top, wide, high, address) in pixels: a printed drawing loses them."""
    found = re.findall(r'<a xlink:href="([^"]*)"><text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)<', drawing)
    return [(float(x), float(y) - float(size), lettering.width(html.unescape(words), float(size)), 1.3 * float(size), html.unescape(address))
            for address, x, y, size, words in found]


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

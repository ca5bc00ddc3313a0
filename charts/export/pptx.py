"""PowerPoint: charts that can be edited there, with what was said and where it comes from in the notes."""

import io
import re
from collections.abc import Iterable
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER, PP_PLACEHOLDER_TYPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN, PP_PARAGRAPH_ALIGNMENT
from pptx.exc import PackageNotFoundError
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide, SlideLayout
from pptx.text.text import TextFrame, _Run
from pptx.util import Emu, Inches, Pt

from analysis import citations
from analysis.language import Language
from charts import images, lettering, printing, slide, theme
from charts.exhibits import Exhibit
from charts.export import drawn_shapes, native_charts, outlines
from charts.export.content import Content, Item, Quote
from charts.export.office import CHINESE, LANG, LATIN, A, TemplateError, alternative, chinese, clean, plain, vector
from charts.native import Picture, Shapes

_INK = theme.LIGHT
_WIDE, _HIGH, _MARGIN = Inches(13.333), Inches(7.5), Inches(0.533)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_NOTED, _ON_SLIDE = 8, 4
# More marks than this are a burden as shapes: then the timeline is a picture.
_MOST_MARKS = 420


def chart(exhibit: Exhibit, quotes: Iterable[Quote] = (), *, size: str = "slide", template: bytes | None = None) -> bytes:
    """Return one chart on one slide.

    Parameters
    ----------
    exhibit : Exhibit
    quotes : iterable of Quote
        For the notes.
    size : {"slide", "half", "column"}
        How much of the slide the chart takes; `half` and `column` leave room beside it.
    template : bytes, optional
        A presentation whose master, colours and fonts are used; its slides are left out.
    """
    deck = _Deck(exhibit.language, template)
    page = deck.page(exhibit.title)
    area = page.area if size == "slide" else _part(page.area, 0, 2)
    deck.put(page, exhibit, area, small=size != "slide")
    deck.foot(page, exhibit.subtitle, _under(exhibit), exhibit.link)
    deck.note(page, exhibit.title, exhibit.subtitle, exhibit.footer, "", tuple(quotes), exhibit.link)
    return deck.saved(exhibit.title, "")


def briefing(content: Content, *, template: bytes | None = None) -> bytes:
    """Return a briefing as slides.

    Parameters
    ----------
    content : Content
        Of template `one_page`: one slide with up to two charts and three quotes. Of any other: a title, a slide an entry, a
        slide of references.
    template : bytes, optional
        As in `chart`.

    Raises
    ------
    TemplateError
    """
    deck = _Deck(content.language, template)
    if content.template == "one_page":
        _summary(deck, content)
    else:
        deck.opening(content.title, content.under_title, content.scope)
        for item in content.items:
            _entry(deck, content, item)
        _references(deck, content)
    return deck.saved(content.title, content.author)


class _Page:
    """A slide and the room under its title."""

    def __init__(self, made: Slide, area: tuple[int, int, int, int]) -> None:
        self.slide, self.area = made, area


class _Deck:
    """A presentation under construction."""

    def __init__(self, language: str, template: bytes | None):
        self.language = language
        self.own = template is not None
        self.show = _opened(template) if template is not None else _plain(language)
        self.pictures = 0

    @property
    def wide(self) -> int:
        """Of a slide, in EMU."""
        return int(self.show.slide_width)

    @property
    def high(self) -> int:
        """Of a slide, in EMU."""
        return int(self.show.slide_height)

    def _layout(self, *, opening: bool = False) -> SlideLayout:
        """Return the layout with a title alone; of the first slide, that with a title in the middle."""
        def kinds(layout: SlideLayout) -> list[PP_PLACEHOLDER_TYPE]:
            return [place.placeholder_format.type for place in layout.placeholders]
        layouts = list(self.show.slide_layouts)
        if opening:
            found = next((layout for layout in layouts if PP_PLACEHOLDER.CENTER_TITLE in kinds(layout)), None)
            if found is not None:
                return found
        rest = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
        return next((layout for layout in layouts if set(kinds(layout)) - rest == {PP_PLACEHOLDER.TITLE}),
                    next((layout for layout in layouts if PP_PLACEHOLDER.TITLE in kinds(layout)), layouts[-1]))

    def page(self, title: str) -> _Page:
        """Return a new slide with a title."""
        layout = self._layout()
        made = self.show.slides.add_slide(layout)
        for place in list(made.placeholders):
            if place.placeholder_format.type not in _TITLES:
                place._element.getparent().remove(place._element)
        margin = int(_MARGIN * self.wide / _WIDE)
        heading = made.shapes.title
        if heading is None:
            heading = made.shapes.add_textbox(margin, int(self.high * 0.06), self.wide - 2 * margin, int(self.high * 0.12))
        if not self.own:
            bar = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, margin, int(Inches(0.38)), int(Inches(0.47)), int(Inches(0.067)))
            bar.fill.solid()
            bar.fill.fore_color.rgb = RGBColor.from_string(_INK.accent[1:])
            bar.line.fill.background()
            plain(bar)
            alternative(bar._element.nvSpPr.cNvPr, "")
            heading.left, heading.top, heading.width, heading.height = margin, int(Inches(0.5)), self.wide - 2 * margin, int(Inches(0.8))
            mark = self.text(made, "論衡", (self.wide - margin - int(Inches(1)), self.high - int(Inches(0.62)), int(Inches(1)), int(Inches(0.4))),
                             18, _INK.accent, align=PP_ALIGN.RIGHT)
            alternative(mark._element.nvSpPr.cNvPr, "")
        self._write(heading.text_frame, _cut(title, heading.width), self._title_size(title, heading.width), _INK.text)
        heading.text_frame.word_wrap = True
        if not self.own:
            heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
            heading.text_frame.margin_left = heading.text_frame.margin_right = heading.text_frame.margin_top = 0
        self._number(made, layout, margin)
        top = heading.top + heading.height + int(Inches(0.5))
        return _Page(made, (margin, top, self.wide - 2 * margin, self.high - top - int(Inches(0.95))))

    def _title_size(self, title: str, wide: int) -> float | None:
        """Return the largest size at which a title fits one line, or, where none does, two; None leaves it to the template."""
        if self.own and lettering.width(title, 28) <= 1.8 * wide / 12700:
            return None
        return next((size for size in (32, 30, 28, 26, 24) if lettering.width(title, size) <= 0.96 * wide / 12700), 22)

    def opening(self, title: str, under: str, scope: str) -> None:
        """Add the first slide."""
        made = self.show.slides.add_slide(self._layout(opening=True))
        lines = [line for line in (under, scope) if line]
        for place in list(made.placeholders):
            kind = place.placeholder_format.type
            if kind in _TITLES:
                self._write(place.text_frame, title, None if self.own else 40, _INK.text)
                if not self.own:
                    place.left, place.top, place.width, place.height = (_MARGIN, int(Inches(2.1)), self.wide - 2 * _MARGIN, int(Inches(1.6)))
                    place.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
                    place.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
            elif kind == PP_PLACEHOLDER.SUBTITLE and lines:
                if not self.own:
                    place.left, place.top, place.width, place.height = (_MARGIN, int(Inches(3.85)), self.wide - 2 * _MARGIN, int(Inches(1.3)))
                for number, line in enumerate(lines):
                    self._write(place.text_frame, line, None if self.own else 20, _INK.text2, more=number > 0)
                    place.text_frame.paragraphs[number].alignment = PP_ALIGN.LEFT
            else:
                place._element.getparent().remove(place._element)
        if made.shapes.title is None:
            self.text(made, title, (_MARGIN, int(self.high * 0.3), self.wide - 2 * _MARGIN, int(self.high * 0.3)), 40, _INK.text)

    def put(self, page: _Page, exhibit: Exhibit, area: tuple[int, int, int, int], *, small: bool = False) -> None:
        """Draw a chart in an area of a slide: as a chart, table or shapes of PowerPoint's own where it can be one."""
        native = exhibit.native
        if isinstance(native, Picture):
            self._picture(page.slide, exhibit, area)
        elif isinstance(native, Shapes):
            width = 720 if small else int(exhibit.width) if exhibit.fits else 1400
            figure = exhibit.draw(width=width, high=width * area[3] / area[2])
            marks = len(figure.layout.shapes) + sum(len(trace.x) for trace in figure.data)
            if marks > _MOST_MARKS:
                self._picture(page.slide, exhibit, area, width=width)
            else:
                drawn_shapes.draw(page.slide, figure, area, width=width, language=self.language, alt=exhibit.alt)
        else:
            native_charts.draw(page.slide, native, area, language=self.language, alt=exhibit.alt, small=small)

    def _picture(self, made: Slide, exhibit: Exhibit, area: tuple[int, int, int, int], *, width: float | None = None) -> None:
        left, top, wide, high = area
        width = width or (slide.WIDTH if wide > int(Inches(8)) else max(exhibit.width, 577))
        figure = exhibit.draw(width=width)
        drawing = images.raw_svg(figure, width=width, white=True)
        scale = min(wide / width, high / figure.layout.height)
        picture = made.shapes.add_picture(io.BytesIO(printing.png(drawing, width, figure.layout.height, scale=2)), left + int((wide - width * scale) / 2), top,
                                          int(width * scale), int(figure.layout.height * scale))
        alternative(picture._element.nvPicPr.cNvPr, exhibit.alt)
        self.pictures += 1
        package = made.part.package

        def part(name: str, kind: str, held: bytes) -> Part:
            return Part(PackURI(f"/ppt{name}"), kind, package, held)

        vector(picture._element.blipFill.find(qn("a:blip")), made.part, outlines.outlined(drawing), part, f"drawing{self.pictures}")

    def foot(self, page: _Page, subtitle: str, footer: str, link: str) -> None:
        """Write subtitle and footer of a chart's slide."""
        left, top, wide, high = page.area
        if subtitle:
            self.text(page.slide, subtitle, (left, top - int(Inches(0.5)), wide, int(Inches(0.42))), 15, _INK.text2)
        box = self.text(page.slide, footer, (left, top + high + int(Inches(0.1)), wide - int(Inches(1.9)), int(Inches(0.6))), 10, _INK.text2)
        if link:
            paragraph = box.text_frame.add_paragraph()
            run = paragraph.add_run()
            run.text = clean(re.sub(r"^https?://", "", link))[:140]
            run.font.size = Pt(10)
            run.hyperlink.address = link
            self._font(run)

    def note(self, page: _Page, title: str, subtitle: str, footer: str, own: str, quotes: tuple[Quote, ...], link: str) -> None:
        """Write the speaker notes: the analyst's own, then what was said, who said it and where."""
        say = Language.of(self.language).say
        parts = [own, title, subtitle]
        if quotes:
            parts += ["", say("briefing_quoted_sentences")]
            parts += [f"{say('quote_marks', quote=said.whole)} {said.source}{f' ({said.weight})' if said.weight else ''}" for said in quotes[:_NOTED]]
        parts += ["", footer, f"{say('briefing_link')} {link}" if link else ""]
        frame = page.slide.notes_slide.notes_text_frame
        first = True
        for part in parts:
            for line in part.split("\n"):
                if line or not first:
                    self._write(frame, line, None, None, more=not first)
                    first = False

    def quote(self, made: Slide, said: Quote, area: tuple[int, int, int, int], *, size: int) -> None:
        """Write a quote with its source."""
        say = Language.of(self.language).say
        box = made.shapes.add_textbox(*(Emu(int(part)) for part in area))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = int(Inches(0.14))
        paragraph = frame.paragraphs[0]
        opened, closed = say("quote_marks", quote="\n").split("\n")
        room = 150
        for text, colour in ((opened + said.before[-room // 3:], _INK.text3), (said.said[:room * 2], _INK.text), (said.after[:room // 3] + closed, _INK.text3)):
            if clean(text):
                run = paragraph.add_run()
                run.text = clean(text)
                run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour[1:])
                self._font(run)
        self._write(frame, f"{said.source}{f' · {said.weight}' if said.weight else ''}", max(size - 5, 9), _INK.text2, more=True)
        frame.paragraphs[1].space_before = Pt(3)
        if said.url:
            frame.paragraphs[1].runs[0].hyperlink.address = said.url
        rule = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(int(area[0])), Emu(int(area[1])), Emu(int(Inches(0.04))), Emu(int(area[3])))
        rule.fill.solid()
        rule.fill.fore_color.rgb = RGBColor.from_string(_INK.accent[1:])
        rule.line.fill.background()
        plain(rule)
        alternative(rule._element.nvSpPr.cNvPr, "")

    def text(self, made: Slide, text: str, area: tuple[int, int, int, int], size: float, colour: str, *, align: PP_PARAGRAPH_ALIGNMENT = PP_ALIGN.LEFT, anchor=MSO_ANCHOR.TOP) -> Shape:
        """Write text in an area and return its box."""
        box = made.shapes.add_textbox(*(Emu(int(part)) for part in area))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        frame.vertical_anchor = anchor
        for number, line in enumerate(text.split("\n")):
            self._write(frame, line, size, colour, more=number > 0)
            frame.paragraphs[number].alignment = align
        return box

    def saved(self, title: str, author: str) -> bytes:
        """Return the file."""
        told = self.show.core_properties
        told.title, told.author, told.last_modified_by, told.comments = clean(title)[:250], clean(author)[:250], "", ""
        told.language = LANG[self.language]
        stored = io.BytesIO()
        self.show.save(stored)
        return stored.getvalue()

    def _write(self, frame: TextFrame, text: str, size: float | None, colour: str | None, *, more: bool = False) -> None:
        paragraph = frame.add_paragraph() if more else frame.paragraphs[0]
        for old in list(paragraph.runs):
            old._r.getparent().remove(old._r)
        run = paragraph.add_run()
        run.text = clean(text)
        if size:
            run.font.size = Pt(size)
        if colour and not self.own:
            run.font.color.rgb = RGBColor.from_string(colour[1:])
        self._font(run)

    def _font(self, run: _Run) -> None:
        properties = run._r.get_or_add_rPr()
        properties.set("lang", LANG[self.language])
        properties.set("altLang", "en-GB" if self.language != "en" else "zh-CN")
        if self.own:
            return  # the template's own fonts, for Chinese too
        chinese(properties, self.language)

    def _number(self, made: Slide, layout: SlideLayout, margin: int) -> None:
        """Write the slide's number: in the layout's own place where it has one."""
        place = next((place for place in layout.placeholders if place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER), None)
        box = made.shapes.add_textbox(self.wide - margin - int(Inches(1.8)), self.high - int(Inches(0.52)), int(Inches(0.7)), int(Inches(0.3)))
        box.name = "Slide Number"
        if place is not None and self.own:
            kind = box._element.nvSpPr.nvPr
            etree.SubElement(kind, qn("p:ph"), type="sldNum", sz="quarter", idx=str(place.placeholder_format.idx))
            box._element.spPr.clear()
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        counted = etree.SubElement(paragraph._p, f"{{{A}}}fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
        properties = etree.SubElement(counted, f"{{{A}}}rPr", lang=LANG[self.language], sz="1000")
        if not self.own:
            etree.SubElement(etree.SubElement(properties, f"{{{A}}}solidFill"), f"{{{A}}}srgbClr", val=_INK.text2[1:])
            chinese(properties, self.language)
        etree.SubElement(counted, f"{{{A}}}t").text = str(len(self.show.slides))


def _entry(deck: _Deck, content: Content, item: Item) -> None:
    say = content.tongue.say
    if item.exhibit is not None or item.problem:
        page = deck.page(item.title or item.entry.code or say("briefing_untitled"))
        if item.problem:
            deck.text(page.slide, item.problem, page.area, 18, _INK.text2)
            deck.note(page, item.problem, "", "", item.entry.notes, (), item.exhibit.link if item.exhibit else "")
            return
        exhibit = item.shown
        deck.put(page, exhibit, page.area)
        deck.foot(page, exhibit.subtitle, _under(exhibit), exhibit.link)
        deck.note(page, exhibit.title, exhibit.subtitle, exhibit.footer, item.entry.notes, item.quotes, exhibit.link)
    elif item.entry.kind == "quote":
        said = item.quotes[0]
        page = deck.page(item.title or say("briefing_quotes"))
        left, top, wide, high = page.area
        deck.quote(page.slide, said, (left, top, int(wide * 0.82), min(int(high * 0.7), int(Inches(2.6)))), size=24)
        deck.note(page, item.title, "", "", item.entry.notes, item.quotes, said.link)
    else:
        page = deck.page(item.title or content.title)
        left, top, wide, high = page.area
        long = len(item.entry.text)
        deck.text(page.slide, item.entry.text, (left, top, int(wide * 0.86), high), 20 if long < 500 else 16 if long < 1000 else 12, _INK.text)
        deck.note(page, "", "", "", item.entry.notes, (), "")


def _under(exhibit: Exhibit) -> str:
    """Return what stands under a chart: its note, what found no room, how the native chart is read, its sources."""
    native, language = exhibit.native, exhibit.language
    drawn = isinstance(native, (Picture, Shapes))
    own = () if drawn else (native_charts.left_out(native, language), native_charts.explained(native, language))
    return Language.of(language).paragraph(exhibit.note, *own, exhibit.source)


def _summary(deck: _Deck, content: Content) -> None:
    """Write the one slide of a one-page briefing: finding, up to two charts, three quotes."""
    page = deck.page(content.title)
    left, top, wide, high = page.area
    figures, say = content.figures[:2], content.tongue.say
    said = [item.quotes[0] for item in content.items if item.entry.kind == "quote" and item.quotes][:3]
    words = [item.entry.text for item in content.items if item.entry.kind == "text" and item.entry.text]
    deck.text(page.slide, "\n".join(words[:2]) or content.scope, (left, top - int(Inches(0.5)), wide, int(Inches(0.45))), 14, _INK.text2)
    upper = int(high * (0.62 if said else 1.0))
    gap = int(Inches(0.3))
    for place, item in enumerate(figures):
        box = _part((left, top, wide, upper), place, len(figures), gap=gap)
        # The first one's finding is the slide's title already.
        deck.text(page.slide, item.title if item.title != content.title else item.shown.subtitle, (box[0], box[1], box[2], int(Inches(0.3))), 13, _INK.text)
        deck.put(page, item.shown, (box[0], box[1] + int(Inches(0.42)), box[2], box[3] - int(Inches(0.5))), small=True)
    for place, one in enumerate(said):
        box = _part((left, top + upper + int(Inches(0.1)), wide, high - upper - int(Inches(0.1))), place, len(said), gap=gap)
        deck.quote(page.slide, one, box, size=14)
    problems = [f"{item.title}: {item.problem}" for item in content.items if item.problem]
    told = content.tongue.paragraph(*problems, *(item.shown.footer for item in figures[:1]), content.under_title)
    deck.foot(page, "", told, figures[0].shown.link if figures else "")
    every = tuple(one for item in content.items for one in item.quotes)
    own = "\n".join(item.entry.notes for item in content.items if item.entry.notes)
    listed = citations.written(content.lists.get(content.style, []), numbered=content.style == "gbt7714")
    deck.note(page, content.title, "", f"{told}\n\n{say('briefing_references')}\n{listed}".strip(), own, every, "")


def _references(deck: _Deck, content: Content) -> None:
    listed = content.lists.get(content.style, [])
    for first in range(0, len(listed), 12):
        page = deck.page(content.tongue.say("briefing_references"))
        left, top, wide, high = page.area
        box = page.slide.shapes.add_textbox(left, top - int(Inches(0.4)), wide, high + int(Inches(0.5)))
        box.text_frame.word_wrap = True
        box.text_frame.margin_left = 0
        for place, reference in enumerate(listed[first:first + 12]):
            before = f"[{reference.number}] " if content.style == "gbt7714" else ""
            # The whole address is the link; written, it would fill lines with percent signs.
            shown = reference.text.replace(reference.url, lettering.cut(reference.url, 420, 11)) if reference.url else reference.text
            deck._write(box.text_frame, before + lettering.cut(shown, 1500, 11), 11, _INK.text, more=place > 0)
            paragraph = box.text_frame.paragraphs[place]
            paragraph.space_after = Pt(4)
            if reference.url:
                paragraph.runs[0].hyperlink.address = reference.url


def _cut(title: str, wide: int) -> str:
    """Return a title cut to what two lines of the smallest size hold."""
    return lettering.cut(title, 1.8 * wide / 12700, 22)


def _part(area: tuple[int, int, int, int], place: int, parts: int, *, gap: int = 0) -> tuple[int, int, int, int]:
    """Return one of so many equal parts of an area, side by side."""
    left, top, wide, high = area
    one = (wide - gap * (parts - 1)) // max(parts, 1)
    return left + place * (one + gap), top, one, high


def _opened(template: bytes) -> Presentation:
    """Return a presentation from a template, without its slides."""
    try:
        show = Presentation(io.BytesIO(template))
        if not len(show.slide_layouts):
            raise TemplateError("template: has no slide layout; give a presentation with at least one layout that has a title")
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        if isinstance(error, TemplateError):
            raise
        raise TemplateError(f"template: expected a PowerPoint presentation (.pptx), and this is none ({type(error).__name__}). Save it in "
                            "PowerPoint as .pptx, and give that file.") from error
    kept = show.slides._sldIdLst
    for entry in list(kept):
        show.part.drop_rel(entry.rId)
        kept.remove(entry)
    return show


def _plain(language: str) -> Presentation:
    """Return an empty presentation, 16:9, with our colours and fonts in its theme."""
    show = Presentation()
    stretched = _WIDE / show.slide_width
    show.slide_width, show.slide_height = Emu(_WIDE), Emu(_HIGH)
    for holder in [show.slide_master, *show.slide_layouts]:
        for place in holder.placeholders:
            if place._element.spPr.find(qn("a:xfrm")) is not None:
                place.left, place.width = int(place.left * stretched), int(place.width * stretched)
    part = next(relation.target_part for relation in show.slide_master.part.rels.values() if relation.reltype.endswith("/theme"))
    tree = etree.fromstring(part.blob)
    for fonts in tree.iter(f"{{{A}}}majorFont", f"{{{A}}}minorFont"):
        for script, face in (("latin", LATIN), ("ea", CHINESE[language])):
            named = fonts.find(f"{{{A}}}{script}")
            assert named is not None, "a theme names a font for each"
            named.set("typeface", face)
        colours = {"dk1": _INK.text, "lt1": "#FFFFFF", "dk2": _INK.text2, "lt2": _INK.panel, "accent1": _INK.steps[2], "accent2": _INK.steps[-2],
               "accent3": _INK.steps[0], "accent4": _INK.accent, "accent5": _INK.steps[1], "accent6": _INK.steps[-1], "hlink": _INK.accent,
               "folHlink": _INK.text2}
    for name, colour in colours.items():
        for entry in tree.iter(f"{{{A}}}{name}"):
            for child in list(entry):
                entry.remove(child)
            etree.SubElement(entry, f"{{{A}}}srgbClr", val=colour[1:])
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return show

"""Word: headings, figures with captions and alternative text, quotes, a reference list."""

import io
import re
from collections.abc import Callable
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from charts import images, printing, slide, theme
from charts.export import outlines
from charts.export.content import Content, Item, Quote
from charts.export.office import CHINESE, LANG, LATIN, TemplateError, alternative, clean, vector

_INK = theme.LIGHT
# The text of an A4 page, and how high a figure may be beside its caption.
_TEXT, _HIGHEST = Mm(170), Mm(205)
_STYLES = {"title": "Title", "under": "Subtitle", "heading": "Heading 1", "text": "Normal", "caption": "Caption", "quote": "Quote"}
_QUOTED = 4
# Of the page's height, for each of the two figures of a one-page briefing.
_BRIEF = 0.3


def briefing(content: Content, *, template: bytes | None = None) -> bytes:
    """Return a briefing as a document.

    Parameters
    ----------
    content : Content
        `one_page`: figures at half height and quotes without context, so that it fits a page. `report`: everything, with the
        sentences each figure rests on. `slides`: as the report, without them.
    template : bytes, optional
        A document whose styles, page and headers are used; its text is left out. A style it lacks is taken from ours.

    Raises
    ------
    TemplateError
    """
    paper = _Paper(content, template)
    paper.write(content.title, "title")
    paper.write(content.under_title, "under")
    if content.scope:
        paper.write(content.scope, "text", colour=_INK.text2)
    brief = content.template == "one_page"
    figures = 0
    for item in content.items:
        if item.exhibit is not None and not item.problem:
            figures += 1
            if brief and figures > 2:
                continue
        paper.item(item, brief=brief)
    if not brief:  # the sources stand with the quotes
        paper.references()
    return paper.saved()


class _Paper:
    """A document under construction."""

    def __init__(self, content: Content, template: bytes | None):
        self.content, self.own = content, template is not None
        self.document = _opened(template) if template is not None else Document()
        self.styles = {style.name for style in self.document.styles}
        self.drawings = 0
        self.say = content.tongue.say
        if self.own:
            section = self.document.sections[-1]
            self.wide = min((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0), _TEXT)
            self.high = int(((section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)) * 0.82)
        else:
            self.wide, self.high = int(_TEXT), int(_HIGHEST)
            self._dress()

    def item(self, item: Item, *, brief: bool) -> None:
        """Write an entry."""
        if item.title and not (item.number and item.title == self.content.title):
            self.write(item.title, "heading")
        if item.problem:
            self.write(item.problem, "text", colour=_INK.text2)
        elif item.exhibit is not None:
            self._figure(item, _BRIEF if brief else 1.0)
        for line in item.entry.text.splitlines() if item.entry.kind == "text" else ():
            if line.strip():
                self.write(line, "text")
        for line in item.entry.notes.splitlines():
            if line.strip():
                self.write(line, "text")
        if item.entry.kind == "quote" and item.quotes:
            self._quote(item.quotes[0])
        elif item.quotes and not brief and self.content.template == "report":
            self.write(self.say("briefing_quoted_sentences"), "text", colour=_INK.text2).paragraph_format.keep_with_next = True
            for said in item.quotes[:_QUOTED]:
                self._quote(said)

    def references(self) -> None:
        """Write the documents quoted."""
        listed = self.content.lists.get(self.content.style, [])
        if not listed:
            return
        self.write(self.say("briefing_references"), "heading")
        for reference in listed:
            paragraph = self.document.add_paragraph(style=self._style("text"))
            paragraph.paragraph_format.left_indent = Mm(8)
            paragraph.paragraph_format.first_line_indent = Mm(-8)
            first, last = reference.italic
            text = reference.text.removesuffix(".").removesuffix(reference.url) if reference.url and reference.text.rstrip(".").endswith(reference.url) \
                else reference.text
            before = f"[{reference.number}] " if self.content.style == "gbt7714" else ""
            self._run(paragraph, before + text[:first] if last > first else before + text, size=9.5)
            if last > first:
                self._run(paragraph, text[first:last], size=9.5).italic = True
                self._run(paragraph, text[last:], size=9.5)
            if text != reference.text:
                self._link(paragraph, reference.url, reference.url, 9.5)
                self._run(paragraph, "." if reference.text.endswith(".") else "", size=9.5)

    def write(self, text: str, kind: str, *, colour: str | None = None) -> Paragraph:
        """Write a paragraph in a style and return it."""
        paragraph = self.document.add_paragraph(style=self._style(kind))
        self._run(paragraph, text, colour=colour)
        return paragraph

    def saved(self) -> bytes:
        """Return the file."""
        told = self.document.core_properties
        told.title, told.author, told.comments = clean(self.content.title)[:250], clean(self.content.author)[:250], ""
        told.last_modified_by, told.language = "", LANG[self.content.language]
        stored = io.BytesIO()
        self.document.save(stored)
        return stored.getvalue()

    def _figure(self, item: Item, share: float) -> None:
        exhibit, width = item.shown, slide.SIZES["column"].width
        if exhibit.subtitle:
            self.write(exhibit.subtitle, "text", colour=_INK.text2).paragraph_format.keep_with_next = True
        high = self.high * share
        figure = exhibit.draw(width=width, high=width * high / self.wide)
        drawing = images.raw_svg(figure, width=width, white=True)
        scale = min(self.wide / width, high / figure.layout.height)
        paragraph = self.document.add_paragraph(style=self._style("text"))
        paragraph.paragraph_format.keep_with_next = True
        # A document is read at arm's length and printed: two pixels a point are enough, and the SVG beside them is sharp at any size.
        drawn = paragraph.add_run().add_picture(io.BytesIO(printing.png(drawing, width, figure.layout.height, scale=2)), width=Emu(int(width * scale)),
                                                height=Emu(int(figure.layout.height * scale)))
        named = drawn._inline.docPr
        named.set("name", f"Figure {item.number}")
        alternative(named, exhibit.alt)
        self.drawings += 1
        package = self.document.part.package

        def part(name: str, kind: str, held: bytes) -> Part:
            return Part(PackURI(f"/word{name}"), kind, held, package)

        picture = drawn._inline.find(f".//{qn('a:blip')}")
        assert picture is not None, "a picture was put in"
        vector(picture, self.document.part, outlines.outlined(drawing), part, f"drawing{self.drawings}")
        caption = self.document.add_paragraph(style=self._style("caption"))
        told = self.say("briefing_figure", n=item.number, title=item.title)
        told += "" if told.endswith((".", "。", "?", "!", "？", "！")) else "。" if self.content.language != "en" else "."
        self._run(caption, f"{told} {exhibit.footer}")
        if exhibit.link:
            self._run(caption, f" {self.say('briefing_link')} ")
            self._link(caption, re.sub(r"^https?://([^/?#]+).*$", r"\1", exhibit.link), exhibit.link, 8 if share < 1 else 9)

    def _quote(self, said: Quote) -> None:
        paragraph = self.document.add_paragraph(style=self._style("quote"))
        opened, closed = self.say("quote_marks", quote="\n").split("\n")
        self._run(paragraph, opened + said.before, colour=_INK.text3)
        self._run(paragraph, said.said)
        self._run(paragraph, said.after + closed, colour=_INK.text3)
        paragraph.paragraph_format.keep_with_next = True
        source = self.document.add_paragraph(style=self._style("quote"))
        source.paragraph_format.space_after = Pt(5 if self.content.template == "one_page" else 10)
        if said.url:
            self._link(source, said.source, said.url, 9)
        else:
            self._run(source, said.source, colour=_INK.text2, size=9)
        if said.weight:
            self._run(source, f" · {said.weight}", colour=_INK.text2, size=9)

    def _run(self, paragraph: Paragraph, text: str, *, colour: str | None = None, size: float | None = None) -> Run:
        lead, tail = ("" if not text[:1].isspace() else " "), ("" if not text[-1:].isspace() else " ")
        run = paragraph.add_run(f"{lead}{clean(text)}{tail}" if clean(text) else text[:1])
        if colour and not self.own:
            run.font.color.rgb = RGBColor.from_string(colour[1:])
        if size and not self.own:
            run.font.size = Pt(size)
        self._language(run._r.get_or_add_rPr())
        return run

    def _language(self, properties: CT_RPr) -> None:
        if not self.own:
            _faces(properties, self.content.language)
        told = OxmlElement("w:lang")
        told.set(qn("w:val"), "en-GB")
        told.set(qn("w:eastAsia"), LANG[self.content.language] if self.content.language != "en" else "zh-CN")
        properties.append(told)

    def _link(self, paragraph: Paragraph, text: str, url: str, size: float) -> None:
        relation = self.document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        held = OxmlElement("w:hyperlink")
        held.set(qn("r:id"), relation)
        run = self._run(paragraph, text, colour=_INK.accent, size=size)
        held.append(run._r)
        paragraph._p.append(held)

    def _style(self, kind: str) -> str:
        return next((name for name in (_STYLES[kind], "Normal") if name in self.styles), self.document.styles.default(1).name)

    def _dress(self) -> None:
        """Set page, fonts and sizes of our own document."""
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(18)
        sizes = {"Title": (26, _INK.text), "Subtitle": (12, _INK.text2), "Heading 1": (17, _INK.text), "Normal": (11, _INK.text),
                 "Caption": (9, _INK.text2), "Quote": (11.5, _INK.text)}
        if self.content.template == "one_page":
            sizes |= {"Title": (20, _INK.text), "Heading 1": (13, _INK.text), "Quote": (10, _INK.text), "Normal": (10, _INK.text), "Caption": (8, _INK.text2)}
        for name, (size, colour) in sizes.items():
            style = self.document.styles[name]
            style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour[1:])
            style.font.bold = style.font.italic = False
            _faces(style.element.get_or_add_rPr(), self.content.language)
        styles = self.document.styles
        brief = self.content.template == "one_page"
        styles["Normal"].paragraph_format.space_after = Pt(2 if brief else 6)
        styles["Normal"].paragraph_format.line_spacing = 1.0 if brief else 1.15
        styles["Title"].paragraph_format.space_after = styles["Subtitle"].paragraph_format.space_after = Pt(4)
        styles["Caption"].paragraph_format.space_after = Pt(4 if brief else 10)
        styles["Heading 1"].paragraph_format.space_before, styles["Heading 1"].paragraph_format.space_after = Pt(6 if brief else 22), Pt(3)
        styles["Quote"].paragraph_format.left_indent, styles["Quote"].paragraph_format.space_after = Mm(6), Pt(2)
        for border in styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
        _numbered(section.footer.paragraphs[0], self.say)


def _faces(properties: CT_RPr, language: str) -> None:
    """Set Latin and Chinese faces: without eastAsia, Chinese comes in whatever the reader's Word takes."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    faces = OxmlElement("w:rFonts")
    for name, face in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", CHINESE[language])):
        faces.set(qn(f"w:{name}"), face)
    properties.insert(0, faces)


def _numbered(paragraph: Paragraph, say: Callable[..., str]) -> None:
    """Write the page's number and how many there are, which Word counts."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for piece in re.split(r"(\{n\}|\{all\})", say("briefing_page", n="{n}", all="{all}")):
        field = {"{n}": "PAGE", "{all}": "NUMPAGES"}.get(piece)
        if field is None:
            paragraph.add_run(piece)
            continue
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        run = etree.SubElement(counted, qn("w:r"))
        etree.SubElement(run, qn("w:t")).text = "1"
        paragraph._p.append(counted)


def _opened(template: bytes) -> OpenDocument:
    """Return a document from a template, without its text."""
    try:
        document = Document(io.BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise TemplateError(f"template: expected a Word document (.docx), and this is none ({type(error).__name__}). Save it in Word as .docx, "
                            "and give that file.") from error
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return document

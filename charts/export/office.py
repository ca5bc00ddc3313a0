"""What Office files need beyond their libraries: Chinese fonts, alternative text, SVG with a picture behind it."""

from collections.abc import Callable
from typing import Any

from docx.parts.document import DocumentPart
from lxml import etree
from pptx.oxml.text import CT_TextCharacterProperties
from pptx.parts.slide import SlidePart
from pptx.shapes.autoshape import Shape
from pptx.shapes.connector import Connector

from analysis.harmless import seen

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
# On every Windows and with Office on a Mac; elsewhere the system's own Chinese font stands in.
CHINESE = {"en": "Microsoft YaHei", "zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
LATIN = "Calibri"
LANG = {"en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}


class TemplateError(ValueError):
    """A template cannot be used; the message says why and what to do."""


def clean(text: str) -> str:
    """Return a text on one line as XML can hold it, without the signs that cannot be seen."""
    return " ".join(seen(text).split())


def chinese(properties: CT_TextCharacterProperties, language: str, *, latin: str | None = LATIN) -> None:
    """Set the fonts of DrawingML text properties (rPr, defRPr, endParaRPr): python-pptx sets the Latin one only."""
    for name in ("latin", "ea", "cs"):
        for old in properties.findall(f"{{{A}}}{name}"):
            properties.remove(old)
    made = []
    for name, face in (("latin", latin), ("ea", CHINESE[language])):
        if face:
            made.append(etree.Element(f"{{{A}}}{name}", typeface=face))
    # Fonts stand after fills and effects, before links.
    after = [child for child in properties if etree.QName(child).localname in ("hlinkClick", "hlinkMouseOver", "rtl", "extLst")]
    place = list(properties).index(after[0]) if after else len(properties)
    for number, element in enumerate(made):
        properties.insert(place + number, element)


def alternative(named: etree._Element, text: str) -> None:
    """Give a drawing (its cNvPr or docPr) an alternative text; without one it is marked as decoration."""
    if text:
        named.set("descr", clean(text)[:2000])
        return
    named.set("descr", "")
    listed = named.find(f"{{{A}}}extLst")
    listed = etree.SubElement(named, f"{{{A}}}extLst") if listed is None else listed
    extension = etree.SubElement(listed, f"{{{A}}}ext", uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE}, val="1")


def plain(shape: Shape | Connector) -> None:
    """Take from a shape of PowerPoint what the theme would add: its shadow, its outline."""
    for style in shape._element.findall(f"{{{P}}}style"):
        shape._element.remove(style)


def vector(blip: etree._Element, part: DocumentPart | SlidePart, svg: bytes, package_part: Callable[..., Any], name: str) -> None:
    """Set an SVG into a picture: newer Office shows it, older shows the picture.

    Parameters
    ----------
    blip : element
        The picture's `a:blip`.
    part : Part
        That holds the picture: slide or document.
    svg : bytes
    package_part : callable
        Takes partname, content type and bytes, and returns a part of the package.
    name : str
        Of the part; once in a package.
    """
    relation = part.relate_to(package_part(f"/media/{name}.svg", "image/svg+xml", svg), _IMAGE)
    listed = etree.SubElement(blip, f"{{{A}}}extLst")
    extension = etree.SubElement(listed, f"{{{A}}}ext", uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}")
    etree.SubElement(extension, f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG}).set(f"{{{R}}}embed", relation)

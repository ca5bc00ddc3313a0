"""A kept briefing as a file: for the page, the routes and the command line alike."""

import io
import re
from dataclasses import dataclass
from datetime import date
from importlib import import_module

import pypdfium2

from analysis.briefing import Briefing
from analysis.corpus import Corpus
from analysis.harmless import seen
from analysis.projects import FIRST
from charts.export import content
from charts.export.content import Content

FORMS = ("pptx", "docx", "pdf", "html", "zip")
MIME = {"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf", "html": "text/html; charset=utf-8", "zip": "application/zip", "json": "application/json"}
# Which file writes which form.
_WRITERS = {"pptx": "pptx", "docx": "docx", "pdf": "pdf", "html": "html", "zip": "archive"}
_TEMPLATED = ("pptx", "docx")
_MOST_PAGES, _DOTS = 24, 1100


def write(briefing: Briefing, corpus: Corpus, form: str, *, template: bytes | None = None, made: date, base: str = "",
          project: int = FIRST) -> bytes:
    """Return a briefing as a file.

    Parameters
    ----------
    briefing : Briefing
    corpus : Corpus
    form : {"pptx", "docx", "pdf", "html", "zip"}
    template : bytes, optional
        A PowerPoint or Word file to write into; the other forms have none.
    made : date
    base : str
        The dashboard's own address, for links back; without it there are none.
    project : int
        Number of the project the corpus is of, for those links.

    Raises
    ------
    TemplateError
        Where the template cannot be used.
    """
    return from_content(fill(briefing, corpus, made=made, base=base, project=project), form, template=template)


def fill(briefing: Briefing, corpus: Corpus, *, made: date, base: str = "", project: int = FIRST) -> Content:
    """Return a briefing filled from the tables of a corpus; see `content.gather`."""
    return content.gather(briefing, corpus.tables, corpus.codebook, urls=corpus.urls, made=made, base=base, project=project)


def from_content(filled: Content, form: str, *, template: bytes | None = None) -> bytes:
    """Return a filled briefing as a file; see `write`."""
    writer = import_module(f"charts.export.{_WRITERS[form]}")
    made: bytes = writer.briefing(filled, template=template) if form in _TEMPLATED and template else writer.briefing(filled)
    return made


def try_template(form: str, data: bytes) -> None:
    """Write an empty briefing into a template.

    Raises
    ------
    TemplateError
        Where that fails, saying why and what to do.
    """
    from_content(Content("", "", "en", "report", date(2000, 1, 1), ()), form, template=data)


def file_name(name: str, form: str) -> str:
    """Return the name of a briefing's file; what no file system takes is left out."""
    plain = re.sub(r"[^\w .()+-]", "", seen(name)).strip(" .")
    return f"{plain or 'briefing'}.{form}"


@dataclass(frozen=True)
class Preview:
    """The first pages as PNG, and how many there are in all."""

    pages: tuple[bytes, ...]
    all: int


def preview(briefing: Briefing, corpus: Corpus, *, made: date) -> Preview:
    """Return a briefing's pages as they are printed."""
    document = pypdfium2.PdfDocument(write(briefing, corpus, "pdf", made=made))
    try:
        shown = []
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            stored = io.BytesIO()
            page.render(scale=_DOTS / page.get_width()).to_pil().save(stored, "PNG")
            shown.append(stored.getvalue())
        return Preview(tuple(shown), len(document))
    finally:
        document.close()

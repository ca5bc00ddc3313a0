"""Slides and documents rendered by LibreOffice, where it is installed: they open, page for page, with their words on them."""

import shutil
import subprocess

import pypdfium2
import pytest

from charts.export import docx, pptx
from tests.charts.export import kinds

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")]


def rendered(made, name, folder):
    """Return the pages LibreOffice makes of a file."""
    (folder / name).write_bytes(made)
    subprocess.run([OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, folder / name],
                   check=True, capture_output=True, timeout=180)
    return pypdfium2.PdfDocument(folder / f"{name.rpartition('.')[0]}.pdf")


def text(page):
    """Return the words on a page without blanks, which renderers set as they like."""
    return "".join(page.get_textpage().get_text_range().split())


def test_each_slide_is_a_page_with_its_finding_and_its_number(tmp_path):
    content = kinds.filled("mixed", "slides")
    pages = rendered(pptx.briefing(content), "slides.pptx", tmp_path)
    assert len(pages) == len(content.items) + 2  # the title, and the documents quoted
    for number, item in enumerate(content.items, 1):
        words = text(pages[number])
        assert "".join(item.title.split())[:20] in words
        assert str(number + 1) in words


def test_a_one_page_document_is_one_page(tmp_path):
    pages = rendered(docx.briefing(kinds.filled("mixed", "one_page", codes=("overview", "timeline"))), "one.docx", tmp_path)
    assert len(pages) == 1
    assert "会谈不会取得突破" in text(pages[0])

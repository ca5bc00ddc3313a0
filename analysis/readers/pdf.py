"""A PDF with a text layer."""

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from analysis.readers.reading import Contents, Reading, ReadingError

if TYPE_CHECKING:
    import pypdfium2

# U+2E80 to U+2FDF hold radicals that look like characters and are none: some programs print 高 as one of them.
_RADICALS = {code: plain for code in range(0x2E80, 0x2FE0)
             if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code)}
_PAGE_NUMBER = re.compile(r"(?:第\s*)?[-–—·\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—·\s]*(?:页|頁)?")
_FURNITURE_SHARE = 0.6
MOST_PAGES = 3000


def read(source: str, data: bytes, encoding: str | None = None) -> Contents:
    """Return the one reading of a PDF, its lines as printed; page numbers and running heads are left out.

    Raises
    ------
    ReadingError
        For a broken or encrypted file, one of more than 3,000 pages, and one without a text layer.
    """
    # Imported here: its library takes a while to load, and most corpora hold no PDF.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadingError(source, "is encrypted", "Save it again without a password.") from None
        raise ReadingError(source, "is no PDF, or a broken one", "Open it and print it to a new PDF, or save its text.") from None
    try:
        if len(document) > MOST_PAGES:
            raise ReadingError(source, f"has {len(document):,} pages, more than {MOST_PAGES:,}", "Split it.")
        pages = [_lines(page) for page in document]
    except pypdfium2.PdfiumError:
        raise ReadingError(source, "has a page that cannot be read", "Print it to a new PDF, or save its text.") from None
    finally:
        document.close()
    running = _running(pages)
    lines = [line for page in pages for line in page if line not in running and not _PAGE_NUMBER.fullmatch(line)]
    text = "\n".join(lines).strip()
    if not text:
        raise ReadingError(source, "has no text layer: its pages are pictures", "Recognise its text (OCR) first.")
    return Contents((Reading(source, text),))


def _lines(page: "pypdfium2.PdfPage") -> list[str]:
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_bounded()
    finally:
        textpage.close()
        page.close()
    return [line.strip() for line in re.split(r"\r\n?|\n", text.translate(_RADICALS).replace("\ufffe", ""))]


def _running(pages: list[list[str]]) -> set[str]:
    """Return the lines that stand first or last on most pages."""
    if len(pages) < 3:
        return set()
    edges: Counter[str] = Counter()
    for page in pages:
        printed = [line for line in page if line]
        edges.update({*printed[:2], *printed[-2:]})
    return {line for line, n in edges.items() if n >= max(3, _FURNITURE_SHARE * len(pages))}

"""A Word document: its paragraphs and tables in the order they stand."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.readers import archive
from analysis.readers.reading import Contents, Reading, ReadingError

if TYPE_CHECKING:
    from docx.document import Document

_OLD = b"\xd0\xcf\x11\xe0"


def read(source: str, data: bytes, encoding: str | None = None) -> Contents:
    """Return the one reading of a .docx: a paragraph a line, a table's row a line with its cells set apart by tabs.

    Raises
    ------
    ReadingError
        For a file that is no .docx, is encrypted or broken, unpacks to too much, or holds no text.

    Notes
    -----
    The file's own `author` is whoever typed it and no voice; its dates are those of the file and no publication.
    """
    # Imported here: python-docx takes a tenth of a second, and most corpora hold no Word document.
    import docx

    if data.startswith(_OLD):
        raise ReadingError(source, "is encrypted, or an old .doc", "Open it in Word and save it as .docx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            archive.require_modest(source, packed)
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
        title = " ".join((document.core_properties.title or "").split())
    except ReadingError:
        raise
    except Exception:
        # A damaged file breaks python-docx wherever it happens to be: bad ZIP, zlib, XML, missing parts, wrong types.
        raise ReadingError(source, "is no Word document, or a broken one",
                           "Open it in Word and save it again, or save its text as .txt.") from None
    text = "\n".join(lines).strip()
    if not text:
        raise ReadingError(source, "holds no text", "Text in pictures and text boxes is not read: save it as .txt.")
    return Contents((Reading(source, text, title),))


def _lines(document: "Document") -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield "\t".join(cell.replace("\n", " ") for cell in cells if cell)
        else:
            yield block.text.strip()

"""What the dashboard shows: the sample and the user's own documents, coded once."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis import codebook, documents, pipeline, store
from analysis.codebook import Codebook
from analysis.library import Library
from analysis.schemas import Tables

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


@dataclass(frozen=True)
class Corpus:
    """A corpus ready to be shown.

    Attributes
    ----------
    tables : Tables
    codebook : Codebook
    urls : dict of str to str
        Where a document was published, by doc_id, as far as known.
    own : frozenset of str
        Keys of the documents that the user brought in.
    faults : tuple of str
        What could not be read, a sentence each: documents and codebook entries.
    fingerprint : str
        Changes whenever a number on a page could.
    codebook_faults : tuple of str
        Those of the faults that are the codebook's: something may go uncoded on every page.
    """

    tables: Tables
    codebook: Codebook
    urls: dict[str, str]
    own: frozenset[str]
    faults: tuple[str, ...]
    fingerprint: str
    codebook_faults: tuple[str, ...] = ()


def open_corpus(library: Library | None, progress: Callable[[str], None] = lambda step: None) -> Corpus:
    """Return the corpus: the sample, unless switched off, and the library's documents.

    Parameters
    ----------
    library : Library or None
        None where there is none to be had: the sample alone.
    progress : callable, optional
        Called with each step's name when the tables have to be made.

    Notes
    -----
    `LUNHENG_CORPUS` names files or folders to show instead of the sample.
    """
    book = codebook.load()
    instead = os.environ.get("LUNHENG_CORPUS")
    paths = [Path(part) for part in instead.split(os.pathsep)] if instead is not None else [SAMPLE]
    shown = library is None or library.shows_sample
    found = documents.gather([path for path in paths if str(path) != "."] if shown else [])
    own = library.readings() if library else []
    readings = [*found.readings, *own]
    table = documents.table(readings)
    key = store.fingerprint(table)
    tables = store.load(key)
    if tables is None:
        tables = pipeline.code(table, book, progress)
        store.keep(key, tables)
    wrong = pipeline.codebook_faults(book)
    return Corpus(tables, book, {documents.identity(reading): reading.url for reading in readings if reading.url},
                  frozenset(library.doc_ids() if library else ()), (*found.faults, *wrong), key, wrong)

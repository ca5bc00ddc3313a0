"""What the dashboard shows: the sample and the user's own documents, coded once."""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pandas as pd

from analysis import codebook, documents, incremental, leaving_out, narrowing, own_codebook, pipeline, reviews, store
from analysis.codebook import Codebook
from analysis.harmless import web_address
from analysis.library import Library
from analysis.readers import Reading
from analysis.reviews import Review
from analysis.schemas import Tables
from analysis.selection import Selection

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


@dataclass(frozen=True)
class Corpus:
    """A corpus ready to be shown.

    Attributes
    ----------
    tables : Tables
    codebook : Codebook
    urls : dict of str to str
        Where a document was published, by doc_id, as far as known: addresses of the web alone.
    own : frozenset of str
        Keys of the documents that the user brought in.
    faults : tuple of str
        What could not be read, a sentence each: documents and codebook entries.
    fingerprint : str
        Changes whenever a number on a page could.
    codebook_faults : tuple of str
        Those of the faults that are the codebook's: something may go uncoded on every page.
    standing : dict of str to str
        What people said of predictions, by prediction_id: `accepted`, `corrected`, `added`.
    orphans : tuple of (Review, str)
        Reviews whose document or place is gone, each with why.
    """

    tables: Tables
    codebook: Codebook
    urls: dict[str, str]
    own: frozenset[str]
    faults: tuple[str, ...]
    fingerprint: str
    codebook_faults: tuple[str, ...] = ()
    standing: dict[str, str] = field(default_factory=dict)
    orphans: tuple[tuple[Review, str], ...] = ()

    def shown(self, selection: Selection) -> Tables:
        """Return the tables a selection is made from: all of them, or those with only the reviewed predictions."""
        if not selection.reviewed:
            return self.tables
        rows = self.tables.predictions
        return narrowing.with_marks(replace(self.tables, predictions=rows[rows["prediction_id"].isin(set(self.standing))].reset_index(drop=True)))

    def reviewed_share(self, predictions: pd.DataFrame) -> tuple[int, int]:
        """Return how many of some predictions somebody reviewed, and how many there are."""
        return int(predictions["prediction_id"].isin(set(self.standing)).sum()), len(predictions)


def open_corpus(library: Library | None, progress: Callable[[str], None] = lambda step: None) -> Corpus:
    """Return the corpus: the sample, unless switched off, and the library's documents, with people's reviews laid over them.

    Parameters
    ----------
    library : Library or None
        None where there is none to be had: the sample alone.
    progress : callable, optional
        Called with each step's name when the tables have to be made.

    Notes
    -----
    `LUNHENG_CORPUS` names files or folders to show instead of the sample, `LUNHENG_TABLES` the result of a build, a folder or URL, to
    show instead of everything: its documents are not coded again, however many.
    """
    return reviewed(coded(library, progress), library)


def result_state() -> str:
    """Return what changes whenever a build writes another result to `LUNHENG_TABLES`; nothing where that is not set."""
    place = os.environ.get("LUNHENG_TABLES")
    return store.state(place) if place else ""


def coded(library: Library | None, progress: Callable[[str], None] = lambda step: None,
          whole: Callable[..., Tables] | None = None,
          laid_out: Callable[[Sequence[Reading]], pd.DataFrame] = documents.table) -> Corpus:
    """Return the corpus as the program coded it, without any review.

    `whole` codes documents in the place of `pipeline.code`, `laid_out` makes their table in the place of `documents.table`.
    """
    book = codebook.load()
    own_entries: tuple[own_codebook.Entry, ...] = ()
    if library:
        own_entries = own_codebook.OwnCodebook(library.engine).entries()
        book = own_codebook.laid_over(book, own_entries)
    if os.environ.get("LUNHENG_TABLES"):
        built, key = store.opened(os.environ["LUNHENG_TABLES"])
        wrong = pipeline.codebook_faults(book)
        return Corpus(built, book, {}, frozenset(), wrong, key, wrong)
    instead = os.environ.get("LUNHENG_CORPUS")
    paths = [Path(part) for part in instead.split(os.pathsep)] if instead is not None else [SAMPLE]
    shown = library is None or library.shows_sample
    found = documents.gather([path for path in paths if str(path) != "."] if shown else [])
    own = library.readings() if library else []
    readings = [*found.readings, *own]
    table, faults = leaving_out.table(readings, laid_out)
    with_these: list[list[object]] = [[entry.kind, entry.code, entry.told()] for entry in own_entries]
    key = store.fingerprint(table, with_these)
    tables = store.load(key)
    if tables is None:
        def changed(before: list[list[object]]) -> frozenset[str]:
            return own_codebook.changed_forms([own_codebook.of(str(kind), str(code), cast(Mapping[str, object], said)) for kind, code, said in before], own_entries)

        known, before = store.nearest(table, lambda before: len(changed(before)))
        uncoded: dict[str, str] = {}

        def sparing(fresh: pd.DataFrame, codebook: Codebook, progress: Callable[[str], None]) -> Tables:
            made, why = leaving_out.code(fresh, codebook, progress, whole)
            uncoded.update(why)
            return made

        tables = incremental.code(table, book, known, progress, changed(before), sparing)
        store.keep(key, tables, with_these, uncoded)
    else:
        uncoded = store.uncoded(key)
    if uncoded:
        faults += [f"{source}: could not be coded ({uncoded[doc_id]}). Its text can be read; nothing it says is counted. Look at it by itself."
                   for doc_id, source in zip(table["doc_id"], table["source"]) if doc_id in uncoded]
    wrong = pipeline.codebook_faults(book)
    return Corpus(narrowing.with_marks(tables), book, {documents.identity(reading): url for reading in readings if (url := web_address(reading.url))},
                  frozenset(library.doc_ids() if library else ()), (*found.faults, *faults, *wrong), key, wrong)


def reviewed(corpus: Corpus, library: Library | None) -> Corpus:
    """Return a corpus with the library's reviews laid over it; the very same one where there are none."""
    held = reviews.Reviews(library.engine).standing() if library else []
    if not held:
        return corpus
    done = reviews.apply(corpus.tables, held, corpus.codebook)
    told = hashlib.blake2b(f"{corpus.fingerprint} {[review.review_id for review in held]}".encode(), digest_size=12)
    return replace(corpus, tables=narrowing.with_marks(done.tables), standing=done.standing, orphans=done.orphans, fingerprint=told.hexdigest())

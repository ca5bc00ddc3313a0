"""Events: the dates a text names, resolved, each with its sentence and its voice."""

import datetime
import re

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.batch import Batch, batches, spelled
from analysis.dates import finder, spans, tense
from analysis.dates.named import DateMention, as_records, find_dates
from analysis.stretches import Stretches
from analysis.text import CLOSERS, SENTENCE_END

__all__ = ["DateMention", "as_records", "find_dates", "place"]

_LONGEST_SENTENCE, _NEAR = 1000, 200
_ENDS = re.compile(rf"[{SENTENCE_END}]+[{re.escape(CLOSERS)}]*|\n")


def place(documents: pd.DataFrame, commentaries: pd.DataFrame, codebook: object = None) -> pd.DataFrame:
    """Return one row per date named in the documents.

    Parameters
    ----------
    documents, commentaries : frames, schemas DOCUMENTS and COMMENTARIES
    codebook : unused
        Dates need none; every step is called alike.

    Returns
    -------
    frame, schema EVENTS, in the order of the texts. A date belongs to the shortest commentary around it, or to `none`.
    A date open to one side (`1月29日起`) is placed at the date it names. Where a document's publication date is unknown,
    only dates that name their year are resolved, and told from the future by the words around them.
    """
    spoken = Stretches(commentaries)
    parts = [part for batch in batches(documents) if (part := _placed(batch, spoken)) is not None]
    return schemas.EVENTS.frame(pd.concat(parts, ignore_index=True) if parts else schemas.EVENTS.empty())


def _placed(batch: Batch, spoken: Stretches) -> pd.DataFrame | None:
    """Return the rows of a batch; None where it names no date."""
    stretches = finder.candidates(batch.text)
    firsts = np.searchsorted(stretches[:, 0], batch.starts)
    numbers: list[int] = []
    places: list[tuple[int, int]] = []
    tenses, dates = [], []
    for number in np.flatnonzero(np.diff(firsts)).tolist():
        published = batch.published[number]
        base = None if pd.isna(published) else published.date()
        folded, begin = batch.folded[number].text, int(batch.starts[number])
        for date in finder.find(folded, base, stretches[firsts[number]:firsts[number + 1]] - begin):
            numbers.append(number)
            places.append((begin + date.start, begin + date.end))
            days = spans.closed(date.span.iso)
            tenses.append(_tense(date, *days, base, folded))
            dates.append((date.span.iso, date.span.precision, *days))
    if not dates:
        return None
    document = np.array(numbers, dtype=np.int64)
    start, end = np.array(places, dtype=np.int64).T
    iso, precision, first, last = zip(*dates)
    begins, ends = batch.original(start), batch.original(end - 1) + 1
    bases = batch.bases[document]
    owner = spoken.around(batch, begins, ends)
    surfaces, sentences = _surfaces(batch, document, begins - bases, ends - bases), _sentences(batch, document, start, end)
    return pd.DataFrame({
        "doc_id": spelled(batch.doc_id, document), "commentary_id": spelled(spoken.commentary_id, owner),
        "commentator": spelled(spoken.commentator, owner), "surface": pd.array(surfaces, dtype="str"),
        "iso": pd.array(iso, dtype="str"), "date_start": np.array(first, dtype="datetime64[us]"),
        "date_end": np.array(last, dtype="datetime64[us]"), "precision": pd.array(precision, dtype="str"),
        "tense": pd.array(tenses, dtype="str"), "sentence": pd.array(sentences, dtype="str"),
        "start": begins - bases, "end": ends - bases,
    })


def _surfaces(batch: Batch, document: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> list[str]:
    return [batch.originals[number][start:end]
            for number, start, end in zip(document.tolist(), starts.tolist(), ends.tolist())]


def _sentences(batch: Batch, document: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> list[str]:
    """Return the sentence around each date as published, without the blanks around it.

    Notes
    -----
    Of a text that never stops, only what stands near the date: each of its dates would bring all of it.
    """
    stops = np.array([0, *(match.end() for match in _ENDS.finditer(batch.text)), len(batch.text)], dtype=np.int64)
    which = np.searchsorted(stops, starts, side="right")
    first, last = [], []
    for begin, stop, start, end in zip(stops[which - 1].tolist(), stops[which].tolist(), starts.tolist(), ends.tolist()):
        if stop - begin > _LONGEST_SENTENCE:
            begin, stop = max(begin, start - _NEAR), min(stop, end + _NEAR)
        while batch.text[begin] in " \n":
            begin += 1
        while batch.text[stop - 1] in " \n":
            stop -= 1
        first.append(begin)
        last.append(max(stop, end))
    base = batch.bases[document]
    return _surfaces(batch, document, batch.original(np.array(first, dtype=np.int64)) - base,
                     batch.original(np.array(last, dtype=np.int64) - 1) + 1 - base)


def _tense(date: finder.Found, first: datetime.date, last: datetime.date, base: datetime.date | None, folded: str) -> str:
    """Return `past` or `future`: by the publication date, on its day and around it by the words of the sentence."""
    if base is not None:
        # 多年来 ends on the day of writing, and is no announcement.
        if last < base or first < last == base:
            return tense.PAST
        if first > base:
            return tense.FUTURE
    if date.span.bound == "since":
        return tense.PAST
    return tense.FUTURE if tense.around(folded, date.start, date.end) == tense.FUTURE else tense.PAST

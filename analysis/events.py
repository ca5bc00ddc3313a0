"""Events: the dates a text names, resolved, each with its sentence and its voice."""

import datetime

import pandas as pd

from analysis import schemas, text
from analysis.dates import finder, spans, tense
from analysis.dates.named import DateMention, as_records, find_dates

__all__ = ["DateMention", "as_records", "find_dates", "place"]


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
    voices = {doc_id: _ranges(own) for doc_id, own in commentaries.groupby("doc_id", sort=False)}
    rows = []
    for document in documents.itertuples(index=False):
        base = None if pd.isna(document.published) else document.published.date()
        rows.extend(_document_rows(document, base, voices.get(document.doc_id, [])))
    return schemas.EVENTS.frame(rows)


def _ranges(own: pd.DataFrame) -> list[tuple[int, int, str, str]]:
    """Return start, end, id and commentator of a document's commentaries, the shortest first."""
    rows = zip(own["start"].tolist(), own["end"].tolist(), own["commentary_id"].tolist(), own["commentator"].tolist())
    return sorted(rows, key=lambda row: (row[1] - row[0], row[0]))


def _document_rows(document, base: datetime.date | None, voices: list[tuple[int, int, str, str]]) -> list[dict]:
    folded = text.prepare(document.text)
    found = finder.find(folded.text, base)
    if not found:
        return []
    sentences = iter(text.sentences(folded.text))
    first, last = next(sentences, (0, len(folded.text)))
    rows = []
    for date in found:
        while last <= date.start:
            first, last = next(sentences, (date.start, len(folded.text)))
        start, end = folded.span(date.start, date.end)
        sentence = slice(*folded.span(first, max(last, date.end)))
        owner = next((row for row in voices if row[0] <= start and end <= row[1]), (0, 0, schemas.NONE, schemas.NONE))
        day_start, day_end = spans.closed(date.span.iso)
        rows.append({
            "doc_id": document.doc_id, "commentary_id": owner[2], "commentator": owner[3],
            "surface": document.text[start:end], "iso": date.span.iso, "date_start": day_start, "date_end": day_end,
            "precision": date.span.precision, "tense": _tense(date, day_start, day_end, base, folded.text),
            "sentence": document.text[sentence], "start": start, "end": end,
        })
    return rows


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

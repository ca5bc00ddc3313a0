"""Mentions: where a text names an issue or an actor of the codebook."""

import pandas as pd

from analysis import stretches
from analysis.codebook import Codebook
from analysis.lexicon import lexicon
from analysis.schemas import MENTIONS
from analysis.text import prepare


def code(documents: pd.DataFrame, commentaries: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return one row per place that names an issue or an actor.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    commentaries : frame, schema COMMENTARIES
    codebook : Codebook

    Returns
    -------
    frame, schema MENTIONS
        By document and place. Among issues the longest term wins, and among actors; an issue and an actor may share a
        place (`北约` in `北约东扩`). `commentary_id` is `none` where nobody speaks.
    """
    terms, spoken = lexicon(codebook), stretches.by_document(commentaries)
    tables = []
    for document in documents.itertuples():
        seen = prepare(document.text)
        day = None if pd.isna(document.published) else document.published.date()
        actors = terms.actors(seen.text, day)
        found = [("actor", hit) for hit in actors] + [("issue", hit) for hit in terms.issues(seen.text, actors)]
        found.sort(key=lambda item: (item[1].start, item[1].end, item[0]))
        spans = [seen.span(hit.start, hit.end) for _, hit in found]
        said = spoken.get(document.doc_id, commentaries.iloc[:0])
        rows = stretches.owners(said, [start for start, _ in spans], len(document.text))
        tables.append(pd.DataFrame({
            "doc_id": document.doc_id, "commentary_id": stretches.name(said, "commentary_id", rows),
            "kind": [kind for kind, _ in found], "code": [hit.code for _, hit in found],
            "surface": [document.text[start:end] for start, end in spans],
            "start": [start for start, _ in spans], "end": [end for _, end in spans]}))
    return MENTIONS.frame(pd.concat(tables, ignore_index=True) if tables else [])

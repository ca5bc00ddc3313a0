"""Mentions: where a text names an issue or an actor of the codebook."""

import pandas as pd

from analysis.codebook import Codebook
from analysis.lexicon import lexicon
from analysis.schemas import MENTIONS
from analysis.stretches import Stretches
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
    terms, spoken = lexicon(codebook), Stretches(commentaries)
    columns: dict[str, list] = {name: [] for name in MENTIONS.columns}
    for doc_id, text, published in zip(*(documents[name].to_list() for name in ("doc_id", "text", "published"))):
        seen = prepare(text)
        actors = terms.actors(seen.text, None if pd.isna(published) else published.date())
        found = [("actor", hit) for hit in actors] + [("issue", hit) for hit in terms.issues(seen.text, actors)]
        found.sort(key=lambda item: (item[1].start, item[1].end, item[0]))
        spans = [seen.span(hit.start, hit.end) for _, hit in found]
        owners = spoken.owners(doc_id, [start for start, _ in spans], len(text))
        columns["doc_id"] += [doc_id] * len(found)
        columns["commentary_id"] += [spoken.commentary_id[row] for row in owners]
        columns["kind"] += [kind for kind, _ in found]
        columns["code"] += [hit.code for _, hit in found]
        columns["surface"] += [text[start:end] for start, end in spans]
        columns["start"] += [start for start, _ in spans]
        columns["end"] += [end for _, end in spans]
    return MENTIONS.frame(pd.DataFrame(columns))

"""Mentions: where a text names an issue or an actor of the codebook."""

import re

import pandas as pd

from analysis.codebook import PROVISIONAL, Codebook
from analysis.keywords import key_phrases
from analysis.lexicon import Hit, lexicon
from analysis.schemas import MENTIONS
from analysis.stretches import Stretches
from analysis.text import prepare

# Every document coded by hand names at least 11 issues per 1,000 characters; below this it is about something else.
_FEW = 5
_LONG_ENOUGH = 100


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
        place (`北约` in `北约东扩`). `commentary_id` is `none` where nobody speaks. Where a document names hardly any issue
        of the codebook, its key phrases stand as provisional issues: their code is `provisional:` and the phrase.
    """
    terms, spoken = lexicon(codebook), Stretches(commentaries)
    columns: dict[str, list] = {name: [] for name in MENTIONS.columns}
    for doc_id, text, published in zip(*(documents[name].to_list() for name in ("doc_id", "text", "published"))):
        seen = prepare(text)
        actors = terms.actors(seen.text, None if pd.isna(published) else published.date())
        issues = terms.issues(seen.text, actors)
        if len(text) >= _LONG_ENOUGH and len(issues) < _FEW * len(text) / 1000:
            issues += _provisional(seen.text, codebook)
        found = [("actor", hit) for hit in actors] + [("issue", hit) for hit in issues]
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


def _provisional(folded: str, codebook: Codebook) -> list[Hit]:
    return [Hit(PROVISIONAL + phrase, match.start(), match.end()) for phrase in key_phrases(folded, codebook)
            for match in re.finditer(re.escape(phrase), folded)]

"""Mentions: where a text names an issue or an actor of the codebook."""

import re

import numpy as np
import pandas as pd

from analysis.batch import GAP, Batch, batches, spelled
from analysis.codebook import PROVISIONAL, Codebook
from analysis.keywords import key_phrases
from analysis.lexicon import Hits, Lexicon, lexicon, lower
from analysis.schemas import MENTIONS
from analysis.stretches import Stretches

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
    parts = [_coded(batch, spoken, terms, codebook) for batch in batches(documents)]
    return MENTIONS.frame(pd.concat(parts, ignore_index=True) if parts else MENTIONS.empty())


def _coded(batch: Batch, spoken: Stretches, terms: Lexicon, codebook: Codebook) -> pd.DataFrame:
    lowered = GAP.join([lower(seen.text) for seen in batch.folded])
    days = [None if pd.isna(day) else day.date() for day in batch.published]
    actors = terms.find_actors(lowered, batch.starts, days)
    issues = terms.find_issues(lowered, batch.starts, actors)
    provisional, phrases = _provisional(batch, issues, len(terms.codes), codebook)
    found = Hits.joined(actors, issues, provisional)
    issue = np.arange(len(found.code)) >= len(actors.code)
    order = np.lexsort((issue, found.end, found.start))
    found, issue = found[order], issue[order]
    document = batch.documents(found.start)
    first, last = batch.original(found.start), batch.original(found.end - 1) + 1
    base = batch.bases[document]
    starts, ends = first - base, last - base
    surfaces = [batch.originals[which][start:end]
                for which, start, end in zip(document.tolist(), starts.tolist(), ends.tolist())]
    return pd.DataFrame({
        "doc_id": spelled(batch.doc_id, document),
        "commentary_id": spelled(spoken.commentary_id, spoken.over(batch)[first]),
        "kind": spelled(["actor", "issue"], issue.astype(np.int64)),
        "code": spelled([*terms.codes, *phrases], found.code),
        "surface": pd.array(surfaces, dtype="str"), "start": starts, "end": ends,
    })


def _provisional(batch: Batch, issues: Hits, known: int, codebook: Codebook) -> tuple[Hits, list[str]]:
    """Return the key phrases of documents that name hardly any issue, as hits numbered from `known` on, and their codes."""
    counts = np.bincount(batch.documents(issues.start), minlength=len(batch.originals)).tolist()
    rows: list[tuple[int, int, int]] = []
    codes: list[str] = []
    for text, seen, start, count in zip(batch.originals, batch.folded, batch.starts.tolist(), counts):
        if len(text) >= _LONG_ENOUGH and count < _FEW * len(text) / 1000:
            for phrase in key_phrases(seen.text, codebook):
                rows += [(known + len(codes), start + match.start(), start + match.end())
                         for match in re.finditer(re.escape(phrase), seen.text)]
                codes.append(PROVISIONAL + phrase)
    return Hits(*np.array(rows, dtype=np.int64).reshape(-1, 3).T), codes

"""Predictions: what a commentator expects, how surely, about which issue, on what condition, by when."""

from bisect import bisect_right

import numpy as np
import pandas as pd

from analysis import stretches
from analysis.codebook import Codebook
from analysis.grammar import claims, horizon, topic, vocabulary
from analysis.lexicon import lexicon
from analysis.schemas import PREDICTIONS
from analysis.text import Folded, fold, prepare


def extract(documents: pd.DataFrame, commentaries: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame,
            codebook: Codebook) -> pd.DataFrame:
    """Return one row per prediction and issue, in text order.

    Parameters
    ----------
    documents, commentaries, mentions, events : frame
        As their schemas say.
    codebook : Codebook

    Returns
    -------
    frame, schema PREDICTIONS
        Only where somebody speaks: a place no commentary covers has no row. `quote` is
        `documents.text[start:end]`; `outcome` is the same words without cue and negation.

    Notes
    -----
    Method: clause-level modality, rules over word lists; the coding manual says what a prediction is.
    """
    points = codebook.mappings["lunheng"].points
    spoken, named, dated = (stretches.by_document(table) for table in (commentaries, mentions, events))
    rows = []
    for document in documents.itertuples():
        said = spoken.get(document.doc_id)
        if said is None or not len(said):
            continue
        seen = prepare(document.text)
        found = _claims(document, seen, named.get(document.doc_id), dated.get(document.doc_id), codebook)
        owner = stretches.owners(said, [int(seen.offsets[claim.cue[0]]) for claim in found], len(document.text))
        records = said.to_dict("records")
        told = set()
        for claim, row in zip(found, owner):
            if row < 0:
                continue
            voice = records[row]
            start, end = seen.span(claim.start, claim.end)
            start, end = max(start, voice["start"]), min(end, voice["end"])
            if end <= start:
                continue
            quote = document.text[start:end]
            for issue in claim.issues:
                if (voice["commentator"], issue, quote) in told:
                    continue
                told.add((voice["commentator"], issue, quote))
                probability = points[claim.likelihood]
                rows.append({
                    "prediction_id": f"{document.doc_id}-p{len(told):03d}", "commentary_id": voice["commentary_id"],
                    "doc_id": document.doc_id, "commentator": voice["commentator"], "made_on": document.published,
                    "issue": issue, "outcome": _original(document.text, seen, claim.parts) or quote,
                    "likelihood": claim.likelihood, "probability": probability, "valence": claim.valence,
                    "outlook": claim.valence * (2 * probability - 1),
                    "condition": _original(document.text, seen, (claim.condition,) if claim.condition else ()),
                    "horizon_start": claim.date.first if claim.date else pd.NaT,
                    "horizon_end": claim.date.last if claim.date else pd.NaT,
                    "cue": _original(document.text, seen, (claim.cue,)) or quote,
                    "quote": quote, "start": start, "end": end})
    return PREDICTIONS.frame(rows)


def explain(prediction: pd.Series, documents: pd.DataFrame, mentions: pd.DataFrame, events: pd.DataFrame,
            codebook: Codebook) -> list[str]:
    """Return why a row is there: its cues and the rules that read them, a line each.

    Parameters
    ----------
    prediction : Series
        A row of PREDICTIONS.
    documents, mentions, events : frame
        The tables the row was made from.
    codebook : Codebook
    """
    document = next(documents[documents["doc_id"] == prediction["doc_id"]].itertuples(), None)
    if document is None:
        return []
    seen = prepare(document.text)
    here = [table[table["doc_id"] == document.doc_id] for table in (mentions, events)]
    for claim in _claims(document, seen, *here, codebook):
        start, end = seen.span(claim.start, claim.end)
        if prediction["issue"] in claim.issues and start <= prediction["start"] and prediction["end"] <= end:
            return list(claim.reasons)
    return []


def _claims(document, seen: Folded, mentions: pd.DataFrame | None, events: pd.DataFrame | None, codebook: Codebook
            ) -> list[claims.Claim]:
    words = vocabulary.load()
    actors = _named(seen, mentions, "actor")
    ends = {(actor.start, actor.end) for actor in actors}
    # “川普会真的退出”: 川普 and 会, not a meeting called 川普会.
    named = [issue for issue in _named(seen, mentions, "issue")
             if not (seen.text[issue.end - 1] == "会" and (issue.start, issue.end - 1) in ends)]
    hidden = {(issue.start, issue.end) for issue in [*named, *actors]}
    marks = _shown(words.cues.find(seen.text), hidden)
    if not any(claims.triggers(mark) for _, _, mark in marks) and "?" not in seen.text:
        return []
    states = [topic.Actor(actor.start, actor.end, codebook.actors[actor.code].country or actor.code,
                          codebook.actors[actor.code].kind) for actor in actors if actor.code in codebook.actors]
    issues = topic.Issues(named, seen.text, words, states)
    fields = {code: issue.field for code, issue in codebook.issues.items()}
    return list(claims.read(claims.Text(seen.text, marks, issues, _title(document, issues, codebook), fields,
                                        _dated(seen, events)), words))


def _original(text, seen, parts):
    return "".join(text[slice(*seen.span(start, end))] for start, end in parts if end > start).replace("\n", "")


def _named(seen, mentions, kind):
    if mentions is None:
        return []
    here = mentions[mentions["kind"] == kind]
    starts, ends = _places(seen, here)
    return [topic.Named(start, end, code) for start, end, code in zip(starts, ends, here["code"])]


def _places(seen, table):
    """Return where a table's spans stand in the folded text, all at once."""
    kind = seen.offsets.dtype
    starts = np.searchsorted(seen.offsets, table["start"].to_numpy().astype(kind))
    ends = np.searchsorted(seen.offsets, (table["end"].to_numpy() - 1).astype(kind)) + 1
    return starts.tolist(), ends.tolist()


def _shown(marks, spans):
    """Return the marks that no longer name hides: the 会 of 普特会 is no cue."""
    spans = sorted(spans)
    firsts = [start for start, _ in spans]
    kept = []
    for mark in marks:
        start, end, _ = mark
        place = bisect_right(firsts, start)
        if end - start > 2 or not any(left <= start and end <= right and (left, right) != (start, end)
                                      for left, right in spans[max(0, place - 3):place]):
            kept.append(mark)
    return kept


def _dated(seen, events):
    if events is None or not len(events):
        return []
    starts, ends = _places(seen, events)
    return sorted((horizon.Dated(start, end, first, last, tense == "future")
                   for start, end, first, last, tense in zip(starts, ends, events["date_start"], events["date_end"],
                                                             events["tense"])), key=lambda date: date.start)


def _title(document, issues, codebook):
    """Return the issues of a document's title, which often stands outside its text."""
    title = fold(document.title or "")
    terms = lexicon(codebook)
    found = terms.issues(title, terms.actors(title, None))
    named = topic.Issues([topic.Named(hit.start, hit.end, hit.code) for hit in found], title, issues.words)
    groups = named.groups(0, len(title))
    # A title's first issue is its subject: “普特会可能举行,俄美关系会有突破吗?”
    return named.best(groups[:1], 0) if groups else ()

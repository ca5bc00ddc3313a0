"""Predictions: what a commentator expects, how surely, about which issue, on what condition, by when."""

from bisect import bisect_right

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.grammar import claims, horizon, topic, vocabulary
from analysis.lexicon import lexicon
from analysis.schemas import PREDICTIONS
from analysis.stretches import Stretches
from analysis.text import Folded, fold, prepare

NAMED = ("start", "end", "kind", "code")
DATED = ("start", "end", "date_start", "date_end", "tense")
OPENING = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}


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
    spoken, named, dated = Stretches(commentaries), _grouped(mentions, NAMED), _grouped(events, DATED)
    firsts, lasts = commentaries["start"].to_list(), commentaries["end"].to_list()
    heard = set(commentaries["doc_id"])
    rows = []
    for doc_id, title, text, made_on in zip(*(documents[name].to_list() for name in ("doc_id", "title", "text", "published"))):
        if doc_id not in heard:
            continue
        seen = prepare(text)
        found = _claims(title, seen, named.get(doc_id, ()), dated.get(doc_id, ()), codebook)
        owners = spoken.owners(doc_id, [int(seen.offsets[claim.cue[0]]) for claim in found], len(text))
        told = set()
        for claim, voice in zip(found, owners):
            if voice < 0:
                continue
            start, end = seen.span(claim.start, claim.end)
            start, end = _unquoted(text, max(start, firsts[voice]), min(end, lasts[voice]))
            quote, who = text[start:end], spoken.commentator[voice]
            for issue in claim.issues if quote else ():
                if (who, issue, quote) in told:
                    continue
                told.add((who, issue, quote))
                probability = points[claim.likelihood]
                rows.append({
                    "prediction_id": f"{doc_id}-p{len(told):03d}", "commentary_id": spoken.commentary_id[voice],
                    "doc_id": doc_id, "commentator": who, "made_on": made_on, "issue": issue,
                    "outcome": _original(text, seen, claim.parts) or quote, "likelihood": claim.likelihood,
                    "probability": probability, "valence": claim.valence,
                    "outlook": claim.valence * (2 * probability - 1),
                    "condition": _original(text, seen, (claim.condition,) if claim.condition else ()),
                    "horizon_start": claim.date.first if claim.date else pd.NaT,
                    "horizon_end": claim.date.last if claim.date else pd.NaT,
                    "cue": _original(text, seen, (claim.cue,)) or quote, "quote": quote, "start": start, "end": end})
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
    doc_id = prediction["doc_id"]
    here = documents[documents["doc_id"] == doc_id]
    if here.empty:
        return []
    seen = prepare(here["text"].iloc[0])
    named, dated = (_grouped(table[table["doc_id"] == doc_id], columns).get(doc_id, ())
                    for table, columns in ((mentions, NAMED), (events, DATED)))
    for claim in _claims(here["title"].iloc[0], seen, named, dated, codebook):
        start, end = seen.span(claim.start, claim.end)
        if prediction["issue"] in claim.issues and start <= prediction["start"] and prediction["end"] <= end:
            return list(claim.reasons)
    return []


def _grouped(table, columns):
    """Return a table's rows under their document, as tuples of some columns."""
    grouped: dict[str, list] = {}
    for doc_id, *row in zip(*(table[name].to_list() for name in ("doc_id", *columns))):
        grouped.setdefault(doc_id, []).append(row)
    return grouped


def _unquoted(text, start, end):
    """Leave out a quotation mark that opens before the evidence and does not close in it."""
    while start < end and text[start] in OPENING and OPENING[text[start]] not in text[start:end]:
        start += 1
    return start, max(start, end)


def _claims(title, seen: Folded, mentions, events, codebook: Codebook) -> list[claims.Claim]:
    words = vocabulary.load()
    places = _places(seen, mentions)
    actors = [topic.Named(start, end, code) for (start, end), (_, _, kind, code) in zip(places, mentions) if kind == "actor"]
    ends = {(actor.start, actor.end) for actor in actors}
    named = [topic.Named(start, end, code, (start, end) in ends)
             for (start, end), (_, _, kind, code) in zip(places, mentions) if kind == "issue"]
    # “川普会真的退出”: 川普 and 会, not a meeting called 川普会.
    # and “双方会谈判”: 会 and 谈判, no 会谈.
    split = words["exclusions.splits.forms"]
    named = [issue for issue in named if not seen.text.startswith(split, issue.start) and not (
        seen.text[issue.end - 1] == "会" and ((issue.start, issue.end - 1) in ends or _after_state(seen.text, issue.end - 1, words)))]
    hidden = {(name.start, name.end) for name in [*named, *actors] if not _after_state(seen.text, name.end - 1, words)}
    marks = _shown((mark for mark in words.cues.find(seen.text) if not _congress(seen.text, mark[0], words)), hidden)
    if not any(claims.triggers(mark) for _, _, mark in marks) and "?" not in seen.text:
        return []
    states = [topic.Actor(actor.start, actor.end, codebook.actors[actor.code].country or actor.code,
                          codebook.actors[actor.code].kind) for actor in actors if actor.code in codebook.actors]
    subject = _title(title, words, codebook)
    spoken = {issue.code for issue in named}.union(subject)
    hints = [topic.Named(hint.start, hint.end, hint.code) for hint in lexicon(codebook).hints(seen.text, spoken)]
    issues = topic.Issues(named, seen.text, words, states, hints)
    fields = {code: issue.field for code, issue in codebook.issues.items()}
    return list(claims.read(claims.Text(seen.text, marks, issues, subject, fields,
                                        _dated(seen, events)), words))


def _original(text, seen, parts):
    return "".join(text[slice(*seen.span(start, end))] for start, end in parts if end > start).replace("\n", "")


def _places(seen, rows):
    """Return where the spans of rows stand in the folded text, all at once."""
    if not rows:
        return []
    kind = seen.offsets.dtype
    starts = np.searchsorted(seen.offsets, np.array([row[0] for row in rows], dtype=kind))
    ends = np.searchsorted(seen.offsets, np.array([row[1] - 1 for row in rows], dtype=kind)) + 1
    return list(zip(starts.tolist(), ends.tolist()))


def _after_state(text, place, words):
    """Tell whether 会 at a place says what a state will do: 美国会同意, not 美国会众议院."""
    return (text[place:place + 1] == "会" and text[max(0, place - 2):place] in words["exclusions.congress.states"]
            and not text.startswith(words["exclusions.congress.follows"], place + 1))


def _congress(text, place, words):
    return text[place] == "会" and text[place - 1:place] == "国" and not _after_state(text, place, words)


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


def _dated(seen, rows):
    return sorted((horizon.Dated(start, end, first, last, tense == "future")
                   for (start, end), (_, _, first, last, tense) in zip(_places(seen, rows), rows)),
                  key=lambda date: date.start)


def _title(title, words, codebook):
    """Return the issues of a document's title, which often stands outside its text."""
    title = fold(title or "")
    terms = lexicon(codebook)
    found = terms.issues(title, terms.actors(title, None))
    named = topic.Issues([topic.Named(hit.start, hit.end, hit.code) for hit in found], title, words)
    groups = named.groups(0, len(title))
    # A title's first issue is its subject: “普特会可能举行,俄美关系会有突破吗?”
    return named.best(groups[:1], 0) if groups else ()

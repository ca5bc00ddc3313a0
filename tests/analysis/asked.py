"""Invented questions, predictions and links, made by hand."""

from datetime import date

import pandas as pd

from analysis.schemas import COMMENTARIES, DOCUMENTS, EVENTS, LINKS, MENTIONS, PREDICTIONS, WORDS, Tables
from analysis.verification.questions import Known, Question

KNOWN = Known(frozenset({"summit", "sanctions", "syria"}), frozenset({"russia", "united_states", "putin"}),
              {"met": date(2030, 5, 5)})
ENTRY = {"en": "They meet by 31 December 2030", "zh": "双方在2030年12月31日前会晤", "issue": "summit", "valence": 1,
         "opened": "2030-01-01", "closes": "2030-12-31"}
POINTS = {"wont": .05, "unlikely": .2, "possible": .5, "likely": .8, "will": .95}


def question(question_id="they-meet", **other) -> Question:
    """Return a question, open unless told otherwise."""
    return Question(**{"question_id": question_id, "en": "They meet", "zh": "双方会晤", "issue": "summit", "valence": 1,
                       "opened": date(2030, 1, 1), "closes": date(2030, 12, 31)} | other)


def corpus(*said: tuple, made_on: str | None = "2030-03-01", doc_id: str = "d", source: str = "d.txt") -> Tables:
    """Return tables of one document; `said`: (commentator, issue, likelihood, valence, sentence, condition) in order."""
    text, predictions, mentions, spoken = "", [], [], []
    day = pd.Timestamp(made_on) if made_on else pd.NaT
    for place, (who, issue, likelihood, valence, sentence, condition) in enumerate(said):
        start, text = len(text), f"{text}{sentence}\n\n"
        commentary = f"{doc_id}-{who}"
        if commentary not in {row["commentary_id"] for row in spoken}:
            spoken.append({"commentary_id": commentary, "doc_id": doc_id, "commentator": who, "role": "author", "start": start,
                           "end": start + len(sentence)})
        predictions.append({
            "prediction_id": f"{doc_id}-p{place}", "commentary_id": commentary, "doc_id": doc_id, "commentator": who, "made_on": day,
            "issue": issue, "outcome": sentence, "likelihood": likelihood, "probability": POINTS[likelihood], "valence": valence,
            "outlook": valence * (2 * POINTS[likelihood] - 1), "condition": condition, "horizon_start": pd.NaT,
            "horizon_end": pd.NaT, "cue": "会", "quote": sentence, "start": start, "end": start + len(sentence)})
        mentions += [{"doc_id": doc_id, "commentary_id": commentary, "kind": "actor", "code": code, "surface": name,
                      "start": start + sentence.find(name), "end": start + sentence.find(name) + len(name)}
                     for name, code in (("普京", "putin"), ("美国", "united_states")) if name in sentence]
    document = {"doc_id": doc_id, "source": source, "title": "题", "outlet": "", "author": "", "published": day,
                "published_precision": "day" if made_on else "unknown", "script": "Hans", "text": text or "空。"}
    return Tables(DOCUMENTS.frame([document]), COMMENTARIES.frame(spoken), MENTIONS.frame(mentions),
                  PREDICTIONS.frame(predictions), EVENTS.empty(), WORDS.empty())


def link(row, question_id="they-meet", **other) -> dict:
    """Return a confirmed link of a row of predictions."""
    return {"question_id": question_id, "prediction_id": row.prediction_id, "doc_id": row.doc_id, "source": "d.txt",
            "commentator": row.commentator, "issue": row.issue, "quote": row.quote, "start": row.start, "end": row.end,
            "direction": 1, "condition": "", "condition_is": "yes", "decision": "confirmed", "confidence": 1.0, "reason": "",
            "own": False} | other


def links_of(tables: Tables, **other) -> pd.DataFrame:
    """Return a confirmed link of every prediction to one question."""
    return LINKS.frame([link(row, **other) for row in tables.predictions.itertuples()])

"""Reviews laid over the tables: stretches told apart, voices renamed, rows accepted, corrected, rejected and added."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.reviews import stretches
from analysis.reviews.records import FIELDS, Review
from analysis.schemas import MENTIONS, NONE, PREDICTIONS, Row, Tables
from analysis.stretches import Stretches

STANDING = {"accept": "accepted", "correct": "corrected", "add": "added"}
# Two spans are one row's where they share half of what either covers: a newer grammar may cut the same claim elsewhere.
_SHARED = 0.5


@dataclass(frozen=True)
class Reviewed:
    """Tables with reviews laid over them.

    Attributes
    ----------
    tables : Tables
    standing : dict of str to str
        By prediction_id: `accepted`, `corrected` or `added`. A row that is not here nobody has reviewed.
    reviews : dict of str to int
        By prediction_id: the review it follows.
    orphans : tuple of (Review, str)
        Reviews without a place, each with why: `document_gone`, `text_changed`.
    """

    tables: Tables
    standing: dict[str, str]
    reviews: dict[str, int]
    orphans: tuple[tuple[Review, str], ...]


def apply(tables: Tables, reviews: Iterable[Review], codebook: Codebook) -> Reviewed:
    """Return tables in which people's decisions hold.

    Parameters
    ----------
    tables : Tables
        As the program coded them.
    reviews : iterable of Review
        Those that hold, oldest first.
    codebook : Codebook
        Its default mapping gives the probabilities.

    Returns
    -------
    Reviewed
        A review whose row the program no longer makes holds all the same: what somebody accepted stays. A review is an
        orphan only where its document is gone or other text stands at its place. Renamed voices are renamed in every table
        that names them, in the review's document, or everywhere where its `doc_id` is `none`. Where a stretch was given to
        another voice, split or merged, its document is coded anew under those voices.
    """
    texts = dict(zip(tables.documents["doc_id"], tables.documents["text"]))
    placed, orphans = [], []
    for review in reviews:
        if review.verdict == "leave":
            continue
        if review.doc_id not in texts and review.doc_id != NONE:
            orphans.append((review, "document_gone"))
        elif review.kind != "voice" and texts[review.doc_id][review.start:review.start + len(review.quote)] != review.quote:
            orphans.append((review, "text_changed"))
        else:
            placed.append(review)
    tables = stretches.told_apart(tables, [review for review in placed if review.kind == "stretch"], codebook)
    tables = _renamed(tables, [review for review in placed if review.kind == "voice"])
    tables = _without_mentions(tables, [review for review in placed if review.kind == "mention"])
    return _predictions(tables, [review for review in placed if review.kind == "prediction"], codebook, tuple(orphans))


def _renamed(tables: Tables, reviews: list[Review]) -> Tables:
    if not reviews:
        return tables
    made = {}
    for name in ("commentaries", "predictions", "events"):
        table = getattr(tables, name).copy()
        for review in reviews:
            here = table["commentator"] == review.code
            if review.doc_id != NONE:
                here &= table["doc_id"] == review.doc_id
            table.loc[here, "commentator"] = str(review.said["commentator"]).strip()
        made[name] = table
    return replace(tables, **made)


def _without_mentions(tables: Tables, reviews: list[Review]) -> Tables:
    if not reviews:
        return tables
    gone = {(review.doc_id, review.code, review.start, review.end) for review in reviews}
    keys = zip(*(tables.mentions[name] for name in ("doc_id", "code", "start", "end")))
    return replace(tables, mentions=MENTIONS.check(
        tables.mentions[[key not in gone for key in keys]].reset_index(drop=True)))


def _predictions(tables: Tables, reviews: list[Review], codebook: Codebook, orphans: tuple[tuple[Review, str], ...]) -> Reviewed:
    if not reviews:
        return Reviewed(tables, {}, {}, orphans)
    # All but the documents somebody decided on stay as they are, however many.
    touched = tables.predictions["doc_id"].isin({review.doc_id for review in reviews})
    rows = cast(list[Row], tables.predictions[touched].to_dict("records"))
    points, spoken = codebook.mappings["lunheng"].points, Stretches(tables.commentaries)
    documents = tables.documents.set_index("doc_id")
    here: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        here.setdefault(row["doc_id"], []).append(number)
    gone: set[int] = set()
    standing: dict[str, str] = {}
    follows: dict[str, int] = {}
    added: list[Row] = []
    for review in reviews:
        candidates = [number for number in here.get(review.doc_id, ()) if number not in gone]
        if review.verdict == "add":
            # A newer program may find by itself what somebody once had to add.
            candidates = [number for number in candidates if rows[number]["commentator"] == review.said["commentator"]]
        match = _match(candidates, rows, review)
        if review.verdict == "reject":
            gone |= {match} if match is not None else set()
            continue
        said = {name: review.said[name] for name in FIELDS if name in review.said}
        row = dict(rows[match]) if match is not None else _new(review, pd.Timestamp(str(documents.loc[review.doc_id, "published"])), spoken,
                                                                  len(str(documents.loc[review.doc_id, "text"])))
        row |= said | {name: pd.Timestamp(said[name]) if said.get(name) else pd.NaT
                       for name in ("horizon_start", "horizon_end") if name in said}
        row["probability"] = points[row["likelihood"]]
        row["outlook"] = row["valence"] * (2 * row["probability"] - 1)
        if match is None:
            added.append(row)
        else:
            rows[match] = row
        standing[row["prediction_id"]] = STANDING[review.verdict]
        follows[row["prediction_id"]] = review.review_id
    kept = [row for number, row in enumerate(rows) if number not in gone] + added
    made = pd.concat([tables.predictions[~touched], PREDICTIONS.frame(kept)], ignore_index=True) if kept else tables.predictions[~touched]
    order = tables.documents["doc_id"].reset_index(drop=True)
    place = made["doc_id"].map(pd.Series(order.index, index=order))
    made = made.iloc[np.lexsort((made["end"], made["start"], place))].reset_index(drop=True)
    return Reviewed(replace(tables, predictions=PREDICTIONS.check(made)), standing, follows, orphans)


def _match(numbers: list[int], rows: list[Row], review: Review) -> int | None:
    """Return the row a review is about: on its issue, or on the issue it was corrected to, at its place or mostly there."""
    issues = {review.code, review.said["issue"]} if "issue" in review.said else {review.code}
    best, most = None, _SHARED
    for number in numbers:
        row = rows[number]
        if row["issue"] not in issues:
            continue
        shared = min(row["end"], review.end) - max(row["start"], review.start)
        either = max(row["end"], review.end) - min(row["start"], review.start)
        # Of two as good, the one on the issue that was reviewed.
        if shared > 0 and (shared / either, row["issue"] == review.code) >= (most, best is None):
            best, most = number, shared / either
    return best


def _new(review: Review, published: pd.Timestamp, spoken: Stretches, length: int) -> Row:
    owner = spoken.owners(review.doc_id, [review.start], length)[0]
    return {"prediction_id": f"{review.doc_id}-r{review.review_id:04d}", "doc_id": review.doc_id,
            "commentary_id": spoken.commentary_id[owner], "made_on": published, "condition": "", "cue": review.quote,
            "horizon_start": pd.NaT, "horizon_end": pd.NaT, "quote": review.quote, "start": review.start, "end": review.end}

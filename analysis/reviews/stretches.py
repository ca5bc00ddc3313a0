"""Voices as people told them: a stretch given to another, split or merged, and its document coded anew under them."""

from collections import OrderedDict, defaultdict
from dataclasses import replace
from threading import Lock
from typing import cast

import pandas as pd

from analysis import pipeline
from analysis.codebook import Codebook
from analysis.reviews.records import Review
from analysis.schemas import COMMENTARIES, SCHEMAS, Row, Tables

_MOST = 256
_made: OrderedDict[tuple[object, ...], Tables] = OrderedDict()
_lock = Lock()


def told_apart(tables: Tables, reviews: list[Review], codebook: Codebook) -> Tables:
    """Return tables under the voices that reviews tell; the very same ones where there is no review.

    Parameters
    ----------
    tables : Tables
        As the program coded them.
    reviews : list of Review
        Of kind `stretch`, oldest first; all in documents of `tables`. One whose stretch is no longer there changes nothing.
    codebook : Codebook
    """
    told: dict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        told[review.doc_id].append(review)
    fresh: dict[str, Tables] = {}
    for doc_id, theirs in told.items():
        document = tables.documents[tables.documents["doc_id"] == doc_id]
        before = cast(list[Row], tables.commentaries[tables.commentaries["doc_id"] == doc_id].to_dict("records"))
        rows = [dict(row) for row in before]
        for review in theirs:
            rows = _CHANGES[review.verdict](rows, review)
        if rows != before:
            fresh[doc_id] = _coded(document, rows, codebook)
    if not fresh:
        return tables
    order = {doc_id: place for place, doc_id in enumerate(tables.documents["doc_id"])}
    made = {}
    for schema in SCHEMAS[1:]:
        old = getattr(tables, schema.name)
        rows = pd.concat([old[~old["doc_id"].isin(fresh)], *(getattr(one, schema.name) for one in fresh.values())], ignore_index=True)
        rows = rows.iloc[rows["doc_id"].map(order).argsort(kind="stable")].reset_index(drop=True)
        made[schema.name] = schema.check(rows.astype(schema.columns))
    return replace(tables, **made)


def _coded(document: pd.DataFrame, rows: list[Row], codebook: Codebook) -> Tables:
    """Return the tables of one document under some voices; kept, as reviews are laid over the tables at every decision."""
    key = (codebook.fingerprint, *document[["doc_id", "title", "published"]].astype("str").iloc[0], tuple(tuple(row.values()) for row in rows))
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
    coded = pipeline.code_spoken(document.reset_index(drop=True), COMMENTARIES.frame(rows), codebook)
    with _lock:
        _made[key] = coded
        while len(_made) > _MOST:
            _made.popitem(last=False)
    return coded


def _number_of(rows: list[Row], review: Review) -> int | None:
    """Return which row a review is about: one that shares half of what either covers, rather the voice's it was."""
    best, most = None, (0.5, False)
    for number, row in enumerate(rows):
        shared = min(row["end"], review.end) - max(row["start"], review.start)
        either = max(row["end"], review.end) - min(row["start"], review.start)
        if shared > 0 and (shared / either, row["commentator"] == review.code) >= most:
            best, most = number, (shared / either, row["commentator"] == review.code)
    return best


def _reassigned(rows: list[Row], review: Review) -> list[Row]:
    number = _number_of(rows, review)
    if number is not None:
        rows[number]["commentator"] = _name(review)
    return rows


def _split(rows: list[Row], review: Review) -> list[Row]:
    """Give a place of a stretch to another voice: to its end, where it is the writer's; else as somebody quoted in it."""
    around = [row for row in rows if row["start"] <= review.start < row["end"]]
    whole = min(around, key=lambda row: row["end"] - row["start"]) if around else None
    new = {"commentary_id": f"{review.doc_id}-s{review.review_id:04d}", "doc_id": review.doc_id, "commentator": _name(review),
           "role": "quoted", "start": review.start, "end": review.end}
    if whole is not None and whole["role"] == "author" and review.end >= whole["end"]:
        if whole["start"] == review.start:
            whole["commentator"] = new["commentator"]
            return rows
        new |= {"role": "author", "end": whole["end"]}
        whole["end"] = review.start
    return sorted([*rows, new], key=lambda row: (row["start"], -row["end"]))


def _merged(rows: list[Row], review: Review) -> list[Row]:
    """Add a stretch to the one before it of the same kind."""
    number = _number_of(rows, review)
    if number is None:
        return rows
    own = rows[number]
    before = [row for row in rows if row["role"] == own["role"] and row["end"] <= own["start"]]
    if before:
        max(before, key=lambda row: row["end"])["end"] = own["end"]
        del rows[number]
    return rows


def _name(review: Review) -> str:
    return str(review.said["commentator"]).strip()


_CHANGES = {"reassign": _reassigned, "split": _split, "merge": _merged}

"""A table's rows, one at a time: what `itertuples` hands out, under the types the table's schema gives its columns.

Each says of one row what `schemas` says of the table; a test holds them together. A day that may be absent is NaT, not None.

    for row in cast(Iterable[PredictionRow], tables.predictions.itertuples()):
"""

from typing import Protocol

import pandas as pd


class DocumentRow(Protocol):
    """A row of documents: a text as read."""

    doc_id: str
    source: str
    title: str
    outlet: str
    author: str
    published: pd.Timestamp
    published_precision: str
    script: str
    text: str


class CommentaryRow(Protocol):
    """A row of commentaries: a stretch by one voice."""

    commentary_id: str
    doc_id: str
    commentator: str
    role: str
    start: int
    end: int


class MentionRow(Protocol):
    """A row of mentions: a codebook entry named in the text."""

    doc_id: str
    commentary_id: str
    kind: str
    code: str
    surface: str
    start: int
    end: int


class PredictionRow(Protocol):
    """A row of predictions: a claim about what will come."""

    prediction_id: str
    commentary_id: str
    doc_id: str
    commentator: str
    made_on: pd.Timestamp
    issue: str
    outcome: str
    likelihood: str
    probability: float
    valence: int
    outlook: float
    condition: str
    horizon_start: pd.Timestamp
    horizon_end: pd.Timestamp
    cue: str
    quote: str
    start: int
    end: int


class EventRow(Protocol):
    """A row of events: a dated point."""

    doc_id: str
    commentary_id: str
    commentator: str
    surface: str
    iso: str
    date_start: pd.Timestamp
    date_end: pd.Timestamp
    precision: str
    tense: str
    sentence: str
    start: int
    end: int


class QuestionRow(Protocol):
    """A row of questions: a proposition that a day will settle."""

    question_id: str
    en: str
    zh: str
    criteria: str
    criteria_zh: str
    issue: str
    valence: int
    actors: str
    terms: str
    opened: pd.Timestamp
    closes: pd.Timestamp
    resolution: str
    resolved_on: pd.Timestamp
    settled_by: str
    note: str
    note_zh: str
    own: bool


class QuestionSourceRow(Protocol):
    """A row of question_sources: a page that tells a question's answer."""

    question_id: str
    title: str
    url: str
    seen: pd.Timestamp


class LinkRow(Protocol):
    """A row of links: a prediction that bears on a question."""

    question_id: str
    prediction_id: str
    doc_id: str
    source: str
    commentator: str
    issue: str
    quote: str
    start: int
    end: int
    direction: int
    condition: str
    condition_is: str
    decision: str
    confidence: float
    reason: str
    own: bool


class JudgementRow(Protocol):
    """A row of judgements: a prediction held against a question."""

    question_id: str
    prediction_id: str
    doc_id: str
    commentator: str
    made_on: pd.Timestamp
    issue: str
    likelihood: str
    hedged: bool
    direction: int
    forecast: float
    condition: str
    condition_is: str
    standing: str
    why: str
    resolution: str
    happened: float
    closes: pd.Timestamp
    resolved_on: pd.Timestamp
    quote: str
    start: int
    end: int


class Place(Protocol):
    """A row of any frame that says where in a document something stands."""

    doc_id: str
    start: int
    end: int

"""Links between predictions and questions: as shipped, as decided by the user, and found again after texts were re-coded."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pandas as pd

from analysis.rows import LinkRow, PredictionRow
from analysis.schemas import LINKS, Tables
from analysis.verification.questions import SHIPPED

FILE = SHIPPED / "links.csv"
COLUMNS = ("source", "commentator", "issue", "quote", "start", "end", "question_id", "direction", "condition", "condition_is",
           "decision", "reason")
# Said of a prediction whose condition is none: a misreading, or one that was met when it was written.
UNCONDITIONAL = "none"
_PLACE = ["doc_id", "start", "end", "issue", "question_id"]


def shipped(tables: Tables, path: Path = FILE) -> pd.DataFrame:
    """Return the shipped decisions for documents of a corpus, schema LINKS, without `prediction_id`.

    Raises
    ------
    ValueError
        Naming the file, where a column is missing or a row unfit.
    """
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    absent = [name for name in COLUMNS if name not in table]
    if absent:
        raise ValueError(f"{path}: no column {', '.join(absent)}")
    named = dict(zip(tables.documents["source"], tables.documents["doc_id"]))
    table = table[table["source"].isin(named)]
    try:
        whole = table.astype({"start": "int64", "end": "int64", "direction": "int64"})
    except ValueError as error:
        raise ValueError(f"{path}: start, end, direction: expected whole numbers ({error})") from error
    return LINKS.frame(whole.assign(doc_id=whole["source"].map(named), prediction_id="", confidence=1.0, own=False))


def anchored(decided: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return decisions with the predictions they are on now.

    Parameters
    ----------
    decided : frame, schema LINKS
        By place and quote.
    tables : Tables

    Returns
    -------
    frame, schema LINKS
        `prediction_id` is empty where no prediction is there any longer. Two decisions never share a prediction and question:
        the later one stands.

    Notes
    -----
    Ids, cues and the cut of a clause change when rules do. A decision belongs to the prediction of its document whose quote
    shares at least half of the shorter of both (the rule of `agreement.pairs`): of its voice and issue first, then of
    its issue, then the one it shares most with. In a document whose text has changed, and with it its id, the quote itself is
    looked for in the file of the same name.
    """
    # Of a large corpus only what a decision could be on: few documents have one.
    concerned = set(decided["doc_id"]) | set(tables.documents.loc[tables.documents["source"].isin(decided["source"]), "doc_id"])
    by_document: dict[str, list[PredictionRow]] = {}
    for row in cast(Iterable[PredictionRow], tables.predictions[tables.predictions["doc_id"].isin(concerned)].itertuples()):
        by_document.setdefault(row.doc_id, []).append(row)
    by_source: dict[str, list[PredictionRow]] = {}
    for doc_id, source in zip(tables.documents["doc_id"], tables.documents["source"]):
        by_source.setdefault(source, []).extend(by_document.get(doc_id, []))
    found = []
    for link in cast(Iterable[LinkRow], decided.itertuples()):
        if link.doc_id in by_document:
            found.append(_nearest(by_document[link.doc_id], link))
        else:
            found.append(_best([near for near in by_source.get(link.source, []) if near.quote == link.quote], link))
    made = decided.assign(prediction_id=[match.prediction_id if match is not None else "" for match in found])
    for name in ("doc_id", "commentator"):
        made[name] = [getattr(match, name) if match is not None else old for match, old in zip(found, decided[name])]
    lost = made["prediction_id"] == ""
    kept = ~made.duplicated(["prediction_id", "question_id"], keep="last") | lost
    return LINKS.frame(made[kept].reset_index(drop=True))


def _shared(near: PredictionRow, row: LinkRow) -> int:
    return min(near.end, row.end) - max(near.start, row.start)


def _nearest(rows: list[PredictionRow], row: LinkRow) -> PredictionRow | None:
    return _best([near for near in rows if 2 * _shared(near, row) >= min(near.end - near.start, row.end - row.start)], row)


def _best(rows: list[PredictionRow], row: LinkRow) -> PredictionRow | None:
    return min(rows, key=lambda near: (near.issue != row.issue, near.commentator != row.commentator, -_shared(near, row), near.start),
               default=None)


def together(proposed: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Return proposals and decisions as one, schema LINKS: where both speak of a prediction and a question, the decision."""
    known = set(zip(decided["prediction_id"], decided["question_id"]))
    new = [pair not in known for pair in zip(proposed["prediction_id"], proposed["question_id"])]
    rows = [part for part in (decided, proposed[new]) if len(part)]
    return LINKS.frame(pd.concat(rows, ignore_index=True)) if rows else LINKS.empty()


def over(first: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """Return decisions of two sources as one, schema LINKS; on the same place and question the later one stands."""
    rows = [part for part in (first, later) if len(part)]
    if not rows:
        return LINKS.empty()
    both = pd.concat(rows, ignore_index=True)
    return LINKS.frame(both[~both.duplicated(_PLACE, keep="last")].reset_index(drop=True))

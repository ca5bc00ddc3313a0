"""The record line by line: from the score to the question, from there to the quote, from there to its source."""

from collections.abc import Iterable
from typing import cast

import pandas as pd

from analysis.rows import QuestionSourceRow
from analysis.schemas import Tables

COLUMNS = ["question_id", "question", "issue", "closes", "resolution", "resolved_on", "resolved_by", "commentator", "made_on", "likelihood",
           "direction", "hedged", "probability_yes", "counts", "why_not", "forecast_yes", "came", "brier", "log_score", "peer_score",
           "consensus_of_others", "base_rate", "quote", "doc_id", "start", "end", "title", "outlet", "published", "url", "prediction_id"]


def lines(judgements: pd.DataFrame, scored: pd.DataFrame, tables: Tables, questions: pd.DataFrame, sources: pd.DataFrame,
          urls: dict[str, str], *, chinese: bool = False) -> pd.DataFrame:
    """Return a line for every judged statement, counted or not, with all it takes to check it.

    Parameters
    ----------
    judgements : frame, schema JUDGEMENTS
    scored : frame
        As `record.scored` gives it.
    tables : Tables
        Of which the documents are used.
    questions : frame, schema QUESTIONS
    sources : frame
        question_id, title, url: where each answer was seen.
    urls : dict of str to str
        Where a document was published, by doc_id.
    chinese : bool
        Whether questions are told in Chinese.

    Returns
    -------
    frame
        COLUMNS. `probability_yes` is what this statement gives, `forecast_yes` what the commentator gave in all, which the scores
        are of; scores are nan where `counts` is false, and `why_not` then says why: the standing and its reason, or that a
        later word replaced it (superseded), or that the deadline is still to come (waiting).

    Notes
    -----
    `text[start:end] == quote` in the document named by doc_id.
    """
    if judgements.empty:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    counted = scored.assign(prediction_id=scored["prediction_ids"].str.split(" ")).explode("prediction_id")
    counted = counted[["question_id", "prediction_id", "probability", "brier", "log", "peer", "consensus", "base"]].rename(
        columns={"probability": "forecast_yes", "log": "log_score", "peer": "peer_score", "consensus": "consensus_of_others",
                 "base": "base_rate"})
    asked = questions[["question_id", "zh" if chinese else "en"]].set_axis(["question_id", "question"], axis=1)
    seen = pd.Series({key: _cited(own) for key, own in sources.groupby("question_id")}, dtype="str", name="resolved_by")
    texts = tables.documents[["doc_id", "title", "outlet", "published"]]
    rows = (judgements.merge(counted, on=["question_id", "prediction_id"], how="left").merge(asked, on="question_id", how="left")
            .merge(seen, left_on="question_id", right_index=True, how="left").merge(texts, on="doc_id", how="left"))
    rows["counts"] = rows["forecast_yes"].notna()
    reason = rows["standing"].where(rows["why"] == "", rows["standing"] + ": " + rows["why"].astype("str"))
    held = (rows["standing"] == "scored") & ~rows["counts"]
    last = rows.groupby(["question_id", "commentator"])["counts"].transform("any")
    reason = reason.mask(held & last, "superseded").mask(held & ~last, "waiting").mask(rows["counts"], "")
    rows = rows.assign(why_not=reason, probability_yes=rows["forecast"], came=rows["happened"], url=[urls.get(key, "") for key in rows["doc_id"]],
                       resolved_by=rows["resolved_by"].fillna(""))
    order = ["question_id", "commentator", "made_on", "start"]
    return rows.sort_values(order, kind="stable")[COLUMNS].reset_index(drop=True)


def _cited(own: pd.DataFrame) -> str:
    return "; ".join(f"{row.title}, {row.url}" if row.url else row.title for row in cast(Iterable[QuestionSourceRow], own.itertuples()))

"""Predictions held against questions: what a confirmed link makes of a prediction, and whether it may be scored."""

from collections.abc import Iterable
from typing import Protocol, cast

import pandas as pd

from analysis.codebook import Mapping
from analysis.rows import JudgementRow
from analysis.schemas import JUDGEMENTS
from analysis.verification.links import UNCONDITIONAL

HEDGED = "possible"


def judge(predictions: pd.DataFrame, questions: pd.DataFrame, links: pd.DataFrame, mapping: Mapping | None = None) -> pd.DataFrame:
    """Return a row a confirmed link of a prediction.

    Parameters
    ----------
    predictions : frame, schema PREDICTIONS
        Links of others are left out.
    questions : frame, schema QUESTIONS
    links : frame, schema LINKS
        Anchored; only those confirmed count.
    mapping : Mapping, optional
        Which number stands for each word; by default the predictions' own.

    Returns
    -------
    frame, schema JUDGEMENTS
        `forecast` is the probability of YES: the word's number p, or 1 - p where the outcome as stated is NO. `happened` is 1 for
        yes and 0 for no where `standing` is `scored`, else NaN, so that nothing else can be scored by mistake. In order of
        question, day and prediction.

    Notes
    -----
    `standing`, the first that holds, with `why` in brackets:

    - `void`: the question was found void (question_void), or the condition did not come as the commentator asked
      (condition_failed): he said nothing about the world that came.
    - `unsettled`: there is a condition, and nobody has said which question it is (condition_unsaid).
    - `outside`: made on or after the day the answer was known (made_late), before the question opened (made_early), or on no known day
      (undated).
    - `open`: the condition (condition_open) or the question (question_open) has no answer yet.
    - `scored`: all others.

    Rows worded `possible` are `hedged`: they count as the number that word stands for under the mapping, and are marked.
    """
    links = links[(links["decision"] == "confirmed") & links["question_id"].isin(set(questions["question_id"]))]
    columns = ["prediction_id", "made_on", "likelihood", "probability"]
    rows = links.merge(predictions[[*columns, "condition"]].rename(columns={"condition": "_stated"}), on="prediction_id")
    if rows.empty:
        return JUDGEMENTS.empty()
    rows = rows.drop(columns="issue").merge(questions[["question_id", "issue", "opened", "closes", "resolution", "resolved_on"]],
                                            on="question_id")
    chance = rows["probability"] if mapping is None else rows["likelihood"].map(mapping.points)
    rows["forecast"] = chance.where(rows["direction"] == 1, 1 - chance)
    answers = dict(zip(questions["question_id"], questions["resolution"]))
    told = [_standing(row, answers) for row in cast(Iterable[_Held], rows.rename(columns={"_stated": "stated"}).itertuples())]
    rows["standing"], rows["why"] = [standing for standing, _ in told], [why for _, why in told]
    scored = rows["standing"] == "scored"
    rows["happened"] = (rows["resolution"] == "yes").astype("float64").where(scored)
    rows["hedged"] = rows["likelihood"] == HEDGED
    rows = rows.sort_values(["question_id", "made_on", "doc_id", "start", "prediction_id"], kind="stable")
    return JUDGEMENTS.frame(rows[list(JUDGEMENTS.columns)].reset_index(drop=True))


class _Held(JudgementRow, Protocol):
    """A judgement being made: with when its question opened, and whether the text states a condition the row has lost."""

    opened: pd.Timestamp
    stated: bool


def _standing(row: _Held, answers: dict[str, str]) -> tuple[str, str]:
    conditional = row.condition not in ("", UNCONDITIONAL)
    answer = answers.get(row.condition) if conditional else None
    if row.resolution == "void":
        return "void", "question_void"
    if (conditional and answer is None) or (row.condition == "" and row.stated):
        return "unsettled", "condition_unsaid"
    if conditional and answer not in ("open", row.condition_is):
        return "void", "condition_failed"
    if pd.isna(row.made_on):
        return "outside", "undated"
    if row.made_on < row.opened:
        return "outside", "made_early"
    if row.made_on > row.closes or (pd.notna(row.resolved_on) and row.made_on >= row.resolved_on):
        return "outside", "made_late"
    if conditional and answer == "open":
        return "open", "condition_open"
    return ("open", "question_open") if row.resolution == "open" else ("scored", "")

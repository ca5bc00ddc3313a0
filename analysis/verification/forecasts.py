"""Which of the things a commentator said on a question counts as the forecast."""

from datetime import date

import pandas as pd

from analysis.schemas import DAY, LIKELIHOODS, Schema
from analysis.verification.scoring import ScoringError

MIXED = "mixed"
FORECASTS = Schema(
    "forecasts",
    "what a commentator last gave a question before it was answered",
    {"question_id": "str", "commentator": "str", "issue": "str", "made_on": DAY, "probability": "float64", "outcome": "float64",
     "likelihood": "str", "hedged": "bool", "statements": "int64", "prediction_ids": "str", "closes": DAY},
    levels={"likelihood": (*LIKELIHOODS, MIXED), "outcome": (0.0, 1.0)},
)


def statements(judgements: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Return the statements that count: each commentator's last day of speaking on each question that is past its deadline.

    Parameters
    ----------
    judgements : frame, schema JUDGEMENTS
        Only rows that stand as `scored` are used: no open question, no void condition, nothing said too late.
    as_of : date
        The day of counting. A question answered before its deadline waits for it: by their nature only noes can wait for
        the last day, so counting early answers at once would count too many yeses.

    Returns
    -------
    frame
        The rows of `judgements` that count, with `stated` (probability of the outcome as worded) and `came` (whether that came).

    Raises
    ------
    ScoringError
        Where a row stands as scored and has no outcome.

    Notes
    -----
    The last word before the answer counts, as whoever changes their mind in time is right in time; statements of the same day
    count alike. Forecasting tournaments average over the days a question is open instead (Mellers et al. 2014, "Psychological
    Strategies for Winning a Geopolitical Forecasting Tournament", Psychological Science 25(5)); commentators speak on few
    days, and when a question opened is known only to whoever wrote it afterwards (docs/decisions/0003-which-forecast-counts.md).
    """
    scored = judgements[(judgements["standing"] == "scored") & (judgements["closes"] < pd.Timestamp(as_of))]
    unknown = scored[~scored["happened"].isin([0.0, 1.0]) | scored["made_on"].isna()]
    if len(unknown):
        row = unknown.iloc[0]
        raise ScoringError(f"judgements: {row['prediction_id']} on {row['question_id']} stands as scored, yet its day is "
                           f"{row['made_on']} and its outcome {row['happened']}. Judge it again.")
    last = scored.groupby(["question_id", "commentator"])["made_on"].transform("max")
    counting = scored[scored["made_on"] == last].drop_duplicates(["question_id", "prediction_id"])
    as_worded = counting["direction"] > 0
    return counting.assign(stated=counting["forecast"].where(as_worded, 1 - counting["forecast"]),
                           came=counting["happened"].where(as_worded, 1 - counting["happened"])).reset_index(drop=True)


def counting(judgements: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Return one forecast a commentator and question: the mean of the statements that count.

    Parameters
    ----------
    judgements : frame, schema JUDGEMENTS
    as_of : date

    Returns
    -------
    frame, schema FORECASTS
        `probability` is of the answer yes; `likelihood` the word of certainty, `mixed` where the statements differ; `hedged`
        where all of them leave it open; `prediction_ids` joined by a blank.
    """
    said = statements(judgements, as_of=as_of)
    if said.empty:
        return FORECASTS.empty()
    # The same word for and against the question is two words.
    said = said.assign(worded=said["likelihood"].str.cat(said["direction"].astype("str"), sep="|"))
    rows = said.groupby(["question_id", "commentator"]).agg(
        issue=("issue", "first"), made_on=("made_on", "first"), probability=("forecast", "mean"), outcome=("happened", "first"),
        likelihood=("likelihood", "first"), words=("worded", "nunique"), hedged=("hedged", "all"), statements=("worded", "size"),
        prediction_ids=("prediction_id", " ".join), closes=("closes", "first")).reset_index()
    return FORECASTS.frame(rows.assign(likelihood=rows["likelihood"].where(rows["words"] == 1, MIXED)))


def standings(judgements: pd.DataFrame, *, as_of: date) -> dict[str, int]:
    """Return how many judged statements count, and why the others do not.

    Returns
    -------
    dict of str to int
        counted; superseded (said earlier than the last word), waiting (answered, but before the deadline), open, void, outside,
        unsettled.
    """
    counted = len(statements(judgements, as_of=as_of))
    scored = judgements["standing"] == "scored"
    waiting = int((scored & (judgements["closes"] >= pd.Timestamp(as_of))).sum())
    others = judgements.loc[~scored, "standing"].value_counts()
    return {"counted": counted, "superseded": int(scored.sum()) - waiting - counted, "waiting": waiting,
            **{name: int(others.get(name, 0)) for name in ("open", "void", "outside", "unsettled")}}

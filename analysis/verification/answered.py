"""An answered question among the outcomes: what each gave it, and who expected what came."""

import numpy as np
import pandas as pd

from analysis.codebook import Mapping
from analysis.schemas import Tables
from analysis.summaries import step

SIDES = ("expected", "open", "doubted")


def outcomes(statements: pd.DataFrame, tables: Tables, mapping: Mapping) -> pd.DataFrame:
    """Return the statements on one question as `summaries.outcomes` returns those on an issue, the surest of yes first.

    Parameters
    ----------
    statements : frame
        Of one question, as `forecasts.statements` gives it: every commentator's last day. A condition that came is none any more.
    tables : Tables
        Of which the predictions are used.
    mapping : Mapping
        Whose bounds the range bar shows.

    Returns
    -------
    frame
        `chance` is the probability of yes, 0 to 1; a row whose outcome is worded against the question is turned.
    """
    said = tables.predictions[["prediction_id", "cue", "probability", "condition"]]
    rows = statements.drop(columns="condition").merge(said, on="prediction_id")
    low, high = (rows["likelihood"].map(bound).astype(float).to_numpy() for bound in (mapping.low, mapping.high))
    turned, open_word = (rows["direction"] < 0).to_numpy(), (rows["likelihood"] == "possible").to_numpy()
    rows = rows.assign(chance=rows["forecast"].round(6), low=np.where(open_word, np.nan, np.where(turned, 1 - high, low)),
                       high=np.where(open_word, np.nan, np.where(turned, 1 - low, high)), conditional=False,
                       step=[step(2 * chance - 1) for chance in rows["forecast"]])
    grouped = rows.groupby("commentator")["chance"]
    rows = rows.assign(mean=grouped.transform("mean"), n=grouped.transform("size"))
    rows = rows.sort_values(["mean", "commentator", "chance", "prediction_id"], ascending=[False, True, True, True], kind="stable")
    rows = rows.assign(row=pd.factorize(rows["commentator"])[0].astype("int64"))
    return rows[["commentator", "prediction_id", "issue", "chance", "low", "high", "step", "conditional", "cue", "likelihood", "probability",
                 "condition", "made_on", "quote", "row", "n", "mean"]].reset_index(drop=True)


def sides(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Return who expected it, left it open and doubted it, the surest first.

    Parameters
    ----------
    rows : frame, schema FORECASTS
        Of one question. Exactly 50 % leaves it open.
    """
    p = rows["probability"].to_numpy(float)
    held = np.where(np.isclose(p, 0.5), "open", np.where(p > 0.5, "expected", "doubted"))
    surest = rows.assign(held=held, sure=np.abs(p - 0.5)).sort_values(["sure", "commentator"], ascending=[False, True], kind="stable")
    return {side: list(surest.loc[surest["held"] == side, "commentator"]) for side in SIDES}

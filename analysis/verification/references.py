"""What a forecast is held against: the base rate, and what the others gave the same question."""

import numpy as np
import pandas as pd

from analysis.verification.scoring import log_score


def base_rate(forecasts: pd.DataFrame) -> np.ndarray:
    """Return for each forecast the share of the other answered questions whose answer was yes; nan for a single question.

    Parameters
    ----------
    forecasts : frame, schema FORECASTS

    Notes
    -----
    Climatology as reference (Murphy 1973, "Hedging and Skill Scores for Probability Forecasts"), with the question itself left
    out, since nobody could know its answer. Which answer is called yes is the questions' wording; the rate belongs to them.
    """
    answers = forecasts.drop_duplicates("question_id").set_index("question_id")["outcome"]
    if len(answers) < 2:
        return np.full(len(forecasts), np.nan)
    own = forecasts["question_id"].map(answers).to_numpy(float)
    return (answers.sum() - own) / (len(answers) - 1)


def consensus_of_others(forecasts: pd.DataFrame) -> np.ndarray:
    """Return for each forecast the mean of what the other commentators gave the same question; nan where nobody else spoke.

    Notes
    -----
    The unweighted mean of everybody else: a commentator is no part of what they are held against.
    """
    grouped = forecasts.groupby("question_id")["probability"]
    total, n = grouped.transform("sum").to_numpy(float), grouped.transform("size").to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 1, (total - forecasts["probability"].to_numpy(float)) / (n - 1), np.nan)


def peer_score(forecasts: pd.DataFrame, *, clip: float) -> np.ndarray:
    """Return for each forecast 100 times how much more of the log score it saved than the others did on average.

    Parameters
    ----------
    forecasts : frame, schema FORECASTS
    clip : float
        As for `scoring.log_score`.

    Returns
    -------
    array of float
        0 as good as the others, more is better; the scores of a question sum to 0. nan where nobody else answered it: only
        shared questions count, so that easy questions help nobody.

    Notes
    -----
    The peer score of Metaculus, without its weighting by time (Scores FAQ, https://www.metaculus.com/help/scores-faq/, seen
    22 November 2026).
    """
    loss = log_score(forecasts["probability"], forecasts["outcome"], clip=clip)
    grouped = pd.Series(loss, index=forecasts.index).groupby(forecasts["question_id"])
    total, n = grouped.transform("sum").to_numpy(float), grouped.transform("size").to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 1, 100 * ((total - loss) / (n - 1) - loss), np.nan)

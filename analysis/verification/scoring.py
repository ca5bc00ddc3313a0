"""What a forecast scores once the answer is known: Brier, log score, skill, sharpness."""

import numpy as np
import numpy.typing as npt
import pandas as pd


class ScoringError(ValueError):
    """A forecast cannot be scored; the message names the value and what it should be."""


def checked(probability: npt.ArrayLike, outcome: npt.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return probabilities and outcomes as arrays of floats of one length.

    Raises
    ------
    ScoringError
        Where a probability lies outside 0 to 1, or an outcome is neither 0 nor 1: a question that is open, or void, has none
        and is never scored.
    """
    p, o = np.asarray(probability, float), np.asarray(outcome, float)
    if p.shape != o.shape or p.ndim != 1:
        raise ScoringError(f"Expected as many outcomes as probabilities, found shapes {p.shape} and {o.shape}.")
    outside = ~((p >= 0) & (p <= 1))
    if outside.any():
        raise ScoringError(f"probability: expected 0 to 1, found {p[outside][0]} in place {int(outside.argmax())}.")
    unknown = (o != 0) & (o != 1)
    if unknown.any():
        raise ScoringError(f"outcome: expected 0 or 1, found {o[unknown][0]} in place {int(unknown.argmax())}. "
                           "An open or void question has no outcome: leave it out.")
    return p, o


def brier(probability: npt.ArrayLike, outcome: npt.ArrayLike) -> np.ndarray:
    """Return the Brier score of each forecast, 0 (right and sure) to 1 (wrong and sure); .25 is saying 50 %.

    Parameters
    ----------
    probability : array of float
        Of the question's answer being yes.
    outcome : array of 0 and 1
        1 where the answer was yes.

    Notes
    -----
    (p - o)², the half that Brier 1950, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review
    78(1), sums over both answers. Strictly proper: nobody scores better by saying something other than what they think.
    """
    p, o = checked(probability, outcome)
    made: np.ndarray = (p - o) ** 2
    return made


def log_score(probability: npt.ArrayLike, outcome: npt.ArrayLike, *, clip: float) -> np.ndarray:
    """Return the log score of each forecast in nats, 0 (sure and right) upwards; ln 2 = .693 is saying 50 %.

    Parameters
    ----------
    probability, outcome
        As for `brier`.
    clip : float
        Probabilities are taken as no nearer to 0 and 1 than this: without it one sure error scores infinity.

    Notes
    -----
    Minus the logarithm of the probability given to what came: Good 1952, "Rational Decisions", Journal of the Royal Statistical
    Society B 14(1). Signed so that, as with Brier, less is better.
    """
    p, o = checked(probability, outcome)
    given = np.where(o == 1, p, 1 - p)
    made: np.ndarray = -np.log(np.clip(given, clip, 1 - clip))
    return made


def skill(score: npt.ArrayLike, reference: npt.ArrayLike) -> float:
    """Return the share of a reference's penalty that was avoided: 1 all of it, 0 none, less where the reference did better.

    Parameters
    ----------
    score, reference : array of float
        Penalties (Brier or log score) of the same forecasts, in the same order. Places where the reference is nan, as where
        nobody else spoke, count for neither.

    Returns
    -------
    float
        nan where nothing is left, or the reference is perfect.

    Notes
    -----
    1 - mean score / mean reference: Murphy 1973, "Hedging and Skill Scores for Probability Forecasts", Journal of Applied
    Meteorology 12(1).
    """
    ours, theirs = np.asarray(score, float), np.asarray(reference, float)
    both = ~np.isnan(theirs)
    if not both.any() or theirs[both].mean() == 0:
        return np.nan
    return float(1 - ours[both].mean() / theirs[both].mean())


def sharpness(probability: pd.Series | list[float]) -> float:
    """Return how far from open the forecasts are, whatever came: 0 always 50 %, 1 always 0 or 100 %; nan for none.

    Notes
    -----
    Concentration is the forecasts' own property and good only beside calibration: Gneiting, Balabdaoui & Raftery 2007,
    "Probabilistic Forecasts, Calibration and Sharpness", Journal of the Royal Statistical Society B 69(2). Here it is
    1 - 4 p (1 - p), the variance of a yes/no forecast against its largest, averaged.
    """
    p = np.asarray(probability, float)
    return float(np.mean((2 * p - 1) ** 2)) if len(p) else np.nan

"""Whether what came had been given more than what did not: ROC and the area under it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize, stats

from analysis.verification.scoring import checked

_STEP = 1e-9


@dataclass(frozen=True)
class Area:
    """The area under a ROC curve.

    Attributes
    ----------
    value, low, high : float
        1 sorts every yes above every no, .5 is no better than a coin; nan where all answers were the same.
    yes, no : int
        Questions with either answer.
    """

    value: float
    low: float
    high: float
    yes: int
    no: int


def area(probability: pd.Series | npt.NDArray[np.float64] | list[float] | tuple[float, ...], outcome: pd.Series | list[int] | tuple[int, ...], questions: pd.Series | list[str] | None = None, *, level: float = 0.95) -> Area:
    """Return the area under the ROC curve with its interval.

    Parameters
    ----------
    probability, outcome
        As for `scoring.brier`.
    questions : array, optional
        Which question each forecast is about, where several commentators answer the same: the interval then rests on the
        number of questions, not of forecasts.
    level : float

    Notes
    -----
    The chance that a yes was given more than a no, ties half: Hanley & McNeil 1982, "The Meaning and Use of the Area under a
    Receiver Operating Characteristic (ROC) Curve", Radiology 143; it is Mann and Whitney's U over
    all pairs, from scipy's mid-ranks. Interval:
    method 5 of Newcombe 2006, "Confidence Intervals for an Effect Size Measure Based on the Mann-Whitney Statistic. Part 2",
    Statistics in Medicine 25(4): a score interval, which neither leaves 0 to 1 nor collapses where the order is perfect.
    """
    p, o = checked(probability, outcome)
    asked = np.arange(len(p)) if questions is None else np.asarray(questions)
    yes, no = len(np.unique(asked[o == 1])), len(np.unique(asked[o == 0]))
    if not yes or not no:
        return Area(np.nan, np.nan, np.nan, yes, no)
    many, few = int(np.sum(o == 1)), int(np.sum(o == 0))
    above = stats.rankdata(p)[o == 1].sum() - many * (many + 1) / 2
    value = above / (many * few)
    return Area(float(value), *newcombe(float(value), yes, no, level), yes, no)


def newcombe(value: float, yes: int, no: int, level: float) -> tuple[float, float]:
    """Return the interval of an area from the number of cases on either side (Newcombe 2006, method 5)."""
    z, middle = stats.norm.ppf((1 + level) / 2), (yes + no) / 2 - 1

    def gap(area_: float) -> float:
        spread = area_ * (1 - area_) * (1 + middle * ((1 - area_) / (2 - area_) + area_ / (1 + area_))) / (yes * no)
        return (value - area_) ** 2 - z**2 * spread

    # The gap is 0 or less at the value and above 0 at the far ends; of an area of exactly 0 or 1 it is 0 there as well.
    low = optimize.brentq(gap, 0.0, value - _STEP) if value > 0 else 0.0
    high = optimize.brentq(gap, value + _STEP, 1.0) if value < 1 else 1.0
    return float(low), float(high)


def curve(probability: npt.ArrayLike, outcome: npt.ArrayLike) -> pd.DataFrame:
    """Return the ROC curve: a row a threshold, from (0, 0) to (1, 1); no row where all answers were the same.

    Returns
    -------
    frame
        threshold (yes is called at this probability or more), false_alarms (share of the noes called), hits (share of the yeses).
    """
    p, o = checked(probability, outcome)
    if not (o == 1).any() or not (o == 0).any():
        return pd.DataFrame({"threshold": [], "false_alarms": [], "hits": []}, dtype="float64")
    thresholds = np.unique(p)[::-1]
    called = p[None, :] >= thresholds[:, None]
    hits, alarms = called[:, o == 1].mean(axis=1), called[:, o == 0].mean(axis=1)
    return pd.DataFrame({"threshold": np.r_[np.inf, thresholds], "false_alarms": np.r_[0.0, alarms], "hits": np.r_[0.0, hits]})

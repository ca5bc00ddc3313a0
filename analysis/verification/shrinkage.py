"""Means of few cases drawn towards the mean of all: empirical Bayes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats


@dataclass(frozen=True)
class Shrunk:
    """Means after shrinkage.

    Attributes
    ----------
    value, low, high : array of float
        A mean a commentator, with its interval.
    centre : float
        What they are drawn towards.
    between : float
        Variance of true means between commentators, as estimated; 0 where the spread seen is no more than luck would make.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    centre: float
    between: float


def shrink(means: npt.ArrayLike, variances: npt.ArrayLike, *, level: float = 0.95) -> Shrunk:
    """Return means drawn towards their common centre, each the more the less it rests on.

    Parameters
    ----------
    means, variances : array of float
        Of each commentator: the mean score, and the variance of that mean (above 0).
    level : float

    Notes
    -----
    Normal-normal empirical Bayes as in Efron & Morris 1975, "Data Analysis Using Stein's Estimator and its Generalizations",
    Journal of the American Statistical Association 70; the variance between commentators by Paule & Mandel 1982, "Consensus
    Values and Weighting Factors", Journal of Research of the National Bureau of Standards 87(5): the value at which the
    weighted squares of deviations are as many as degrees of freedom. Intervals are those of the posterior with the centre's
    own uncertainty added (Morris 1983, "Parametric Empirical Bayes Inference", JASA 78).
    """
    x, v = np.asarray(means, float), np.asarray(variances, float)
    if (v <= 0).any() or x.shape != v.shape:
        raise ValueError(f"variances: expected one above 0 for each of {len(x)} means, found {v.tolist()}.")

    def surplus(between: float) -> float:
        weight = 1 / (v + between)
        return float(np.sum(weight * (x - np.sum(weight * x) / weight.sum()) ** 2) - (len(x) - 1))

    between = 0.0
    if len(x) > 1 and surplus(0.0) > 0:
        # At this value the weighted squares are under the degrees of freedom: the root lies before it.
        between = float(optimize.brentq(surplus, 0.0, np.sum((x - x.mean()) ** 2) + 1e-12))
    weight = 1 / (v + between)
    centre = float(np.sum(weight * x) / weight.sum()) if len(x) else np.nan
    kept = between / (between + v)
    value = centre + kept * (x - centre)
    spread = np.sqrt(kept * v + (1 - kept) ** 2 / (weight.sum() if len(x) else 1.0))
    z = stats.norm.ppf((1 + level) / 2)
    return Shrunk(value, value - z * spread, value + z * spread, centre, between)


def variance_of_means(values: npt.ArrayLike, groups: npt.ArrayLike) -> np.ndarray:
    """Return the variance of each group's mean from the spread inside all groups together; nan where no group holds two.

    Parameters
    ----------
    values : array of float
    groups : array of int
        From 0; each holds a value at least.

    Notes
    -----
    Pooled as in a one-way analysis of variance: the spread of a commentator's few scores is itself too uncertain to use.
    """
    values, groups = np.asarray(values, float), np.asarray(groups)
    n = np.bincount(groups)
    free = len(values) - len(n)
    if free <= 0:
        return np.full(len(n), np.nan)
    means = np.bincount(groups, values) / n
    made: np.ndarray = np.sum((values - means[groups]) ** 2) / free / n
    return made

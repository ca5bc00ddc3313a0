"""How far a figure would swing if other questions had been asked: the bootstrap over questions."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from analysis.verification.scoring_rules import Rules


@lru_cache(maxsize=64)
def weights(questions: int, rules: Rules) -> np.ndarray:
    """Return how often each question is drawn in each resample.

    Parameters
    ----------
    questions : int
    rules : Rules
        Of which the number of resamples and the seed are used, so that the same record has the same interval every time.

    Returns
    -------
    array of float, resamples by questions; each row sums to `questions`. It is shared: read, never write.

    Notes
    -----
    Efron 1979, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7(1), drawn by clusters (Davison &
    Hinkley 1997, Bootstrap Methods and their Application, section 3.8): forecasts of one question share its outcome.
    """
    drawn = np.random.default_rng(rules.seed)
    # As floats, which multiply ten times as fast.
    made = drawn.multinomial(questions, np.full(questions, 1 / questions), size=rules.resamples).astype("float64")
    made.flags.writeable = False
    return made


def interval(draws: npt.NDArray[np.float64], level: float) -> tuple[float, float]:
    """Return the ends between which the middle `level` of the draws lies; nan draws are passed over."""
    known = np.asarray(draws, float)
    known = known[~np.isnan(known)]
    if not len(known):
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def mean(values: npt.ArrayLike, questions: npt.ArrayLike, rules: Rules) -> tuple[float, float]:
    """Return the interval of a mean over forecasts; nan under the least number of questions.

    Parameters
    ----------
    values : array of float
        A score a forecast; nan counts for nothing.
    questions : array
        Which question each is about.
    """
    return ratio(values, np.ones(len(np.asarray(values))), questions, rules)


def ratio(above: npt.ArrayLike, below: npt.ArrayLike, questions: npt.ArrayLike, rules: Rules, *, less_from: float | None = None) -> tuple[float, float]:
    """Return the interval of a sum divided by another, as a skill is; nan under the least number of questions.

    Parameters
    ----------
    above, below : array of float
        A value a forecast. Where either is nan the forecast counts for neither.
    questions : array
        Which question each is about.
    less_from : float, optional
        What the ratio is taken from: 1 for a skill.
    """
    top, under = np.asarray(above, float), np.asarray(below, float)
    known = ~(np.isnan(top) | np.isnan(under))
    codes = np.unique(np.asarray(questions)[known], return_inverse=True)[1]
    n = int(codes.max()) + 1 if len(codes) else 0
    if n < rules.least_interval:
        return np.nan, np.nan
    drawn = weights(n, rules)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (drawn @ np.bincount(codes, top[known])) / (drawn @ np.bincount(codes, under[known]))
    share[~np.isfinite(share)] = np.nan
    return interval(share if less_from is None else less_from - share, rules.level)

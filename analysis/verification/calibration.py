"""Whether what was called likely came as often as said."""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.verification import resampling
from analysis.verification.decomposition import places
from analysis.verification.scoring import checked
from analysis.verification.scoring_rules import Rules


def wilson(came: npt.ArrayLike, n: npt.ArrayLike, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the interval of a share; nan where n is 0.

    Parameters
    ----------
    came, n : float or array
        How often, of how many. They need not be whole, as an effective number is not; scipy's `binomtest`, which gives the
        same for whole ones, takes no others.

    Notes
    -----
    Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical
    Association 22: stays between 0 and 1 and does not collapse where all or none came.
    """
    came, n = np.asarray(came, float), np.asarray(n, float)
    z = NormalDist().inv_cdf((1 + level) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = came / n
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def effective(questions: npt.ArrayLike) -> float:
    """Return how many independent answers a set of forecasts rests on.

    Parameters
    ----------
    questions : array
        Which question each forecast is about.

    Notes
    -----
    Forecasts of one question share its outcome, so outcomes correlate perfectly within it; then Kish's effective size is
    (sum of sizes)² / sum of squared sizes (Kish 1965, Survey Sampling, section 8.2): five voices on one question are one case.
    """
    sizes = np.unique(np.asarray(questions), return_counts=True)[1]
    return float(sizes.sum() ** 2 / (sizes**2).sum()) if len(sizes) else 0.0


def curve(probability: npt.ArrayLike, outcome: npt.ArrayLike, questions: npt.ArrayLike, rules: Rules) -> pd.DataFrame:
    """Return the calibration curve, a row a bin that holds forecasts.

    Parameters
    ----------
    probability, outcome
        As for `scoring.brier`.
    questions : array
        Which question each forecast is about.
    rules : Rules
        Of which the bins, the level and the bootstrap are used.

    Returns
    -------
    frame
        bin, left, right (its edges), n (forecasts), questions, came (how many), said (mean forecast), share (that came), low,
        high (Wilson, on the effective number of answers), boot_low, boot_high (bootstrap over questions; nan under the least).

    Notes
    -----
    The reliability diagram of Sanders 1963, "On Subjective Probability Forecasting", Journal of Applied Meteorology 2(2), with
    means instead of middles of bins. A bootstrap collapses where all or none of a bin came, so charts show Wilson's.
    """
    p, o = checked(probability, outcome)
    asked = np.asarray(questions)
    bins, rows = places(p, rules.edges), []
    for place in np.unique(bins):
        inside = bins == place
        n, came, independent = int(inside.sum()), int(o[inside].sum()), effective(asked[inside])
        low, high = wilson(o[inside].mean() * independent, independent, rules.level)
        boot = resampling.mean(o[inside], asked[inside], rules)
        rows.append({"bin": int(place), "left": rules.edges[place], "right": rules.edges[place + 1], "n": n,
                     "questions": len(np.unique(asked[inside])), "came": came, "said": float(p[inside].mean()),
                     "share": came / n, "low": float(low), "high": float(high), "boot_low": boot[0], "boot_high": boot[1]})
    columns = ["bin", "left", "right", "n", "questions", "came", "said", "share", "low", "high", "boot_low", "boot_high"]
    return pd.DataFrame(rows, columns=columns)

"""Whether the commentators together know more than one by one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize

from analysis.verification import resampling
from analysis.verification.calibration import effective, wilson
from analysis.verification.references import consensus_of_others
from analysis.verification.scoring import brier
from analysis.verification.scoring_rules import Rules

POOLS = ("mean", "median", "odds")
FITTED = "fitted"


@dataclass(frozen=True)
class Gain:
    """How much the consensus saves against its members, in Brier points.

    Attributes
    ----------
    questions, forecasts : int
        That the comparison rests on: questions with enough voices.
    consensus, members : float
        Mean Brier score of the consensus, and of its members' mean.
    gain, low, high : float
        Members less consensus, with its interval; above 0 the consensus is better.
    diversity : float
        Mean variance of the members' forecasts; the gain of a plain mean is exactly this.
    beaten, tied : float
        Share of members' forecasts that scored worse than the consensus, and equally.
    """

    questions: int
    forecasts: int
    consensus: float
    members: float
    gain: float
    low: float
    high: float
    diversity: float
    beaten: float
    tied: float


def pooled(probabilities: pd.Series | list[float], how: str = "mean") -> float:
    """Return one probability from several.

    Parameters
    ----------
    probabilities : array of float
        Strictly between 0 and 1 for `odds`.
    how : {"mean", "median", "odds"}
        `odds` is the geometric mean of odds, the mean of log-odds carried back (Satopää et al. 2014, "Combining Multiple
        Probability Predictions Using a Simple Logit Model", International Journal of Forecasting 30(2)).
    """
    p = np.asarray(probabilities, float)
    if how == "mean":
        return float(p.mean())
    if how == "median":
        return float(np.median(p))
    return float(1 / (1 + np.exp(-np.mean(np.log(p / (1 - p))))))


def extremised(probability: npt.ArrayLike, exponent: float) -> np.ndarray:
    """Return probabilities pushed away from one half: p^a / (p^a + (1 - p)^a); 1 leaves them as they are.

    Notes
    -----
    Members share less than all there is to know, so their mean is too cautious: Baron, Mellers, Tetlock, Stone & Ungar 2014,
    "Two Reasons to Make Aggregated Probability Forecasts More Extreme", Decision Analysis 11(2). The form is Karmarkar's 1978.
    """
    p = np.asarray(probability, float)
    return p**exponent / (p**exponent + (1 - p) ** exponent)


def consensus(forecasts: pd.DataFrame, rules: Rules, how: str = "mean") -> pd.DataFrame:
    """Return the consensus of every question that enough commentators answered.

    Parameters
    ----------
    forecasts : frame, schema FORECASTS
    how : str
        As for `pooled`.

    Returns
    -------
    frame
        question_id, issue, n (voices), probability, outcome, members (their mean Brier score), brier (of the consensus),
        diversity (variance of the members' forecasts).
    """
    rows = []
    for question, said in forecasts.groupby("question_id"):
        if len(said) < rules.least_crowd:
            continue
        outcome, together = float(said["outcome"].iloc[0]), pooled(said["probability"], how)
        rows.append({"question_id": question, "issue": said["issue"].iloc[0], "n": len(said), "probability": together,
                     "outcome": outcome, "members": float(brier(said["probability"], said["outcome"]).mean()),
                     "brier": (together - outcome) ** 2, "diversity": float(said["probability"].var(ddof=0))})
    columns = ["question_id", "issue", "n", "probability", "outcome", "members", "brier", "diversity"]
    return pd.DataFrame(rows, columns=columns)


def against_members(forecasts: pd.DataFrame, rules: Rules, how: str = "mean") -> Gain:
    """Return whether the consensus beats its members.

    Notes
    -----
    For a plain mean, members' error - consensus' error = diversity, question by question (Krogh & Vedelsby 1995; the "diversity
    prediction theorem" of Page 2007, The Difference): the mean cannot do worse than its average member. What is open is how
    many members it beats, and whether by much.
    """
    together = consensus(forecasts, rules, how)
    if together.empty:
        return Gain(0, 0, *[np.nan] * 8)
    rival = forecasts["question_id"].map(together.set_index("question_id")["brier"])
    own = forecasts[rival.notna()]
    less = brier(own["probability"], own["outcome"]) - rival.dropna().to_numpy()
    gain = together["members"] - together["brier"]
    low, high = resampling.mean(gain, together["question_id"], rules)
    return Gain(len(together), len(own), float(together["brier"].mean()), float(together["members"].mean()), float(gain.mean()),
                low, high, float(together["diversity"].mean()), float((less > 1e-12).mean()), float((np.abs(less) <= 1e-12).mean()))


def members(forecasts: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return each commentator against the consensus of the others on the questions they share, best first.

    Returns
    -------
    frame
        commentator, n (shared questions), own, others (mean Brier scores), better (others - own, above 0 the commentator is
        better), low, high; the interval is nan under the least number of questions.
    """
    rival = consensus_of_others(forecasts)
    shared = forecasts[~np.isnan(rival)].assign(rival=rival[~np.isnan(rival)])
    rows = []
    for name, said in shared.groupby("commentator"):
        own, others = brier(said["probability"], said["outcome"]), brier(said["rival"], said["outcome"])
        low, high = resampling.mean(others - own, said["question_id"], rules)
        rows.append({"commentator": name, "n": len(said), "own": own.mean(), "others": others.mean(),
                     "better": (others - own).mean(), "low": low, "high": high})
    table = pd.DataFrame(rows, columns=["commentator", "n", "own", "others", "better", "low", "high"])
    return table.sort_values(["better", "commentator"], ascending=[False, True], kind="stable").reset_index(drop=True)


def extremising(forecasts: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the consensus made more extreme by several exponents, and by one fitted.

    Returns
    -------
    frame
        exponent (float; of the fitted one the mean of those fitted), fitted (bool), n (questions), brier, saved (Brier score of
        the plain mean less this one's, above 0 extremising helps), low, high.

    Notes
    -----
    The fitted exponent is found for each question on all others (leave one out), so that it is never tried on what it was
    fitted to. It needs three questions.
    """
    together = consensus(forecasts, rules)
    p, o = together["probability"].to_numpy(float), together["outcome"].to_numpy(float)
    plain, rows = (p - o) ** 2, []

    def row(exponent: float, scores: npt.NDArray[np.float64], fitted: bool) -> None:
        low, high = resampling.mean(plain - scores, together["question_id"], rules)
        rows.append({"exponent": float(exponent), "fitted": fitted, "n": len(p), "brier": float(scores.mean()),
                     "saved": float((plain - scores).mean()), "low": low, "high": high})

    if len(p):
        for exponent in rules.exponents:
            row(exponent, (extremised(p, exponent) - o) ** 2, False)
    if len(p) >= 3:
        best = np.array([_fit(np.delete(p, place), np.delete(o, place), rules.largest) for place in range(len(p))])
        row(best.mean(), np.array([(extremised(p[place], best[place]) - o[place]) ** 2 for place in range(len(p))]), True)
    return pd.DataFrame(rows, columns=["exponent", "fitted", "n", "brier", "saved", "low", "high"])


def _fit(p: np.ndarray, o: np.ndarray, largest: float) -> float:
    return float(optimize.minimize_scalar(lambda exponent: np.mean((extremised(p, exponent) - o) ** 2),
                                          bounds=(1 / largest, largest), method="bounded").x)


def surest(forecasts: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how often those who were sure, who leaned, and who left it open were right.

    Returns
    -------
    frame
        group (sure, leaning, open), n (forecasts), questions, right, share (nan for open: 50 % is neither), low, high (Wilson
        on the effective number of questions), said (mean probability given to the side leaned to), brier.
    """
    p, o = forecasts["probability"].to_numpy(float), forecasts["outcome"].to_numpy(float)
    towards = np.maximum(p, 1 - p)
    even = np.isclose(towards, 0.5)
    group = np.where(even, "open", np.where(towards >= rules.sure - 1e-9, "sure", "leaning"))
    right, rows = (p > 0.5) == (o == 1), []
    for name in ("sure", "leaning", "open"):
        of = group == name
        n, independent = int(of.sum()), effective(forecasts["question_id"].to_numpy()[of])
        share = float(right[of].mean()) if n and name != "open" else np.nan
        low, high = (float(end) for end in wilson(share * independent, independent, rules.level))
        rows.append({"group": name, "n": n, "questions": forecasts["question_id"][of].nunique(),
                     "right": int(right[of].sum()) if name != "open" else 0, "share": share, "low": low, "high": high,
                     "said": float(towards[of].mean()) if n else np.nan, "brier": float(((p - o) ** 2)[of].mean()) if n else np.nan})
    return pd.DataFrame(rows)


def sure_or_leaning(forecasts: pd.DataFrame, rules: Rules) -> tuple[float, float, float]:
    """Return how much more often the sure were right than those who leaned, with the interval over questions drawn anew."""
    p, o = forecasts["probability"].to_numpy(float), forecasts["outcome"].to_numpy(float)
    towards = np.maximum(p, 1 - p)
    said = ~np.isclose(towards, 0.5)
    sure, right = said & (towards >= rules.sure - 1e-9), (p > 0.5) == (o == 1)
    leaning = said & ~sure
    if not sure.any() or not leaning.any():
        return np.nan, np.nan, np.nan
    gap = float(right[sure].mean() - right[leaning].mean())
    questions = np.unique(forecasts["question_id"], return_inverse=True)[1]
    n = int(questions.max()) + 1
    if n < rules.least_interval:
        return gap, np.nan, np.nan
    drawn = resampling.weights(n, rules)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = [(drawn @ np.bincount(questions, of & right, n)) / (drawn @ np.bincount(questions, of, n)) for of in (sure, leaning)]
    return gap, *resampling.interval(shares[0] - shares[1], rules.level)

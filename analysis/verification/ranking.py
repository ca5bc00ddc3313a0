"""Who did better than whom, and how sure that is."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.verification import resampling, shrinkage
from analysis.verification.scoring_rules import Rules

COLUMNS = ["commentator", "n", "mean", "shrunk", "shrunk_low", "shrunk_high", "rank", "rank_low", "rank_high"]


def ranks(scores: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the ranks of all who answered enough shared questions, best first; the others are not ranked at all.

    Parameters
    ----------
    scores : frame
        commentator, question_id, score (more is better, such as the peer score); a row a commentator and question. nan scores,
        as on questions that nobody else answered, count for nothing.
    rules : Rules

    Returns
    -------
    frame
        commentator, n (questions), mean, shrunk (drawn towards the mean of all), shrunk_low, shrunk_high, rank (1 is best, by
        `shrunk`), rank_low, rank_high. Empty where fewer than two have `least_graded` questions.

    Notes
    -----
    Ranks without intervals mislead: Goldstein & Spiegelhalter 1996, "League Tables and their Limitations", Journal of the
    Royal Statistical Society A 159(3). Their interval here is that of the ranks of plain means over questions drawn anew
    (as Marshall & Spiegelhalter 1998, "Reliability of League Tables of in vitro Fertilisation Clinics", BMJ 316, do by
    simulation), the same questions for everybody; the rank itself is by the shrunk mean, as a few lucky answers go far.
    """
    known = scores[scores["score"].notna()]
    n = known["commentator"].value_counts()
    graded = sorted(n.index[n >= rules.least_graded])
    if len(graded) < 2:
        return pd.DataFrame({name: pd.Series(dtype="str" if name == "commentator" else "float64") for name in COLUMNS})
    known = known[known["commentator"].isin(graded)]
    who = known["commentator"].map({name: place for place, name in enumerate(graded)}).to_numpy()
    question = np.unique(known["question_id"], return_inverse=True)[1]
    value = known["score"].to_numpy(float)
    counts = np.bincount(who)
    means = np.bincount(who, value) / counts
    variance = np.maximum(shrinkage.variance_of_means(value, who), 1e-12)
    drawn_in = shrinkage.shrink(means, variance, level=rules.level)
    rank = _ranked(drawn_in.value[None, :])[0]
    low, high = _intervals(who, question, value, rules)
    table = pd.DataFrame({"commentator": graded, "n": counts, "mean": means, "shrunk": drawn_in.value, "shrunk_low": drawn_in.low,
                          "shrunk_high": drawn_in.high, "rank": rank, "rank_low": np.minimum(low, rank),
                          "rank_high": np.maximum(high, rank)})
    return table.sort_values(["rank", "commentator"], kind="stable").reset_index(drop=True)


def _ranked(values: np.ndarray) -> np.ndarray:
    """Return ranks along the last axis, the highest value first; equals share the best of their ranks."""
    made: np.ndarray = 1 + (values[:, None, :] > values[:, :, None]).sum(axis=2)
    return made


def _intervals(who: npt.NDArray[np.int64], question: npt.NDArray[np.int64], value: npt.NDArray[np.float64], rules: Rules) -> tuple[np.ndarray, np.ndarray]:
    shape = who.max() + 1, question.max() + 1
    total, n = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (who, question), value)
    np.add.at(n, (who, question), 1)
    drawn = resampling.weights(shape[1], rules)
    above, below = drawn @ total.T, drawn @ n.T
    # Whoever answered none of the questions drawn is taken at 0, the score of being like the others.
    means = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    tails = (1 - rules.level) / 2
    # Ranks are whole: the ends are ranks that came up, not points between them. In batches, as all pairs are compared.
    batch = max(1, 2_000_000 // (shape[0] ** 2))
    every = np.concatenate([_ranked(means[start:start + batch]) for start in range(0, len(means), batch)])
    return (np.quantile(every, tails, axis=0, method="lower").astype(int),
            np.quantile(every, 1 - tails, axis=0, method="higher").astype(int))

"""What a Brier score is made of: reliability, resolution, uncertainty."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.verification.scoring import checked


@dataclass(frozen=True)
class Decomposition:
    """The parts of a mean Brier score.

    Attributes
    ----------
    reliability : float
        How far what came lies from what was said; less is better, 0 is calibrated.
    resolution : float
        How far apart the bins come; more is better.
    uncertainty : float
        How undecided the answers themselves were, .25 at most; nobody can help it.
    within_variance, within_covariance : float
        What is left inside bins that hold unequal forecasts; 0 where every bin holds one value.
    n, bins : int
        Forecasts, and bins that hold any.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float
    n: int
    bins: int

    @property
    def brier(self) -> float:
        """The mean Brier score, exactly."""
        return (self.reliability - self.resolution + self.uncertainty + self.within_variance - self.within_covariance)


def murphy(probability: npt.ArrayLike, outcome: npt.ArrayLike, *, edges: list[float] | None = None) -> Decomposition:
    """Return the parts of the mean Brier score; all nan for no forecast.

    Parameters
    ----------
    probability, outcome
        As for `scoring.brier`.
    edges : sequence of float, optional
        Ends of bins from 0 to 1, each closed below and the last one on both sides. Without them every value said is a bin,
        as suits words of certainty.

    Notes
    -----
    Brier = reliability - resolution + uncertainty: Murphy 1973, "A New Vector Partition of the Probability Score", Journal of
    Applied Meteorology 12(4). It is exact only where all forecasts of a bin are equal; otherwise the variance of the forecasts
    within bins is added and twice their covariance with the outcome taken off (Stephenson, Coelho & Jolliffe 2008, "Two Extra
    Components in the Brier Score Decomposition", Weather and Forecasting 23(4)). With few forecasts a bin, reliability
    and resolution both come out too large (Bröcker 2012, "Estimating Reliability and Resolution of Probability Forecasts
    through Decomposition of the Empirical Score", Climate Dynamics 39): read them beside n.
    """
    p, o = checked(probability, outcome)
    if not len(p):
        return Decomposition(np.nan, np.nan, np.nan, np.nan, np.nan, 0, 0)
    bins = np.unique(p, return_inverse=True)[1] if edges is None else places(p, edges)
    bins = np.unique(bins, return_inverse=True)[1]
    n = np.bincount(bins)
    said, came = np.bincount(bins, p) / n, np.bincount(bins, o) / n
    mean = o.mean()
    apart, hit = p - said[bins], o - came[bins]
    return Decomposition(float(np.sum(n * (said - came) ** 2) / len(p)), float(np.sum(n * (came - mean) ** 2) / len(p)),
                         float(mean * (1 - mean)), float(np.mean(apart**2)), float(2 * np.mean(apart * hit)), len(p), len(n))


def places(probability: npt.ArrayLike, edges: list[float] | tuple[float, ...]) -> np.ndarray:
    """Return the bin of each probability: closed below, the last one on both sides."""
    made: np.ndarray = np.clip(np.searchsorted(edges, probability, side="right") - 1, 0, len(edges) - 2)
    return made

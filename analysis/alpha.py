"""Krippendorff's alpha: how far any number of coders agree, of whom none need have coded every unit."""

import math
from collections.abc import Hashable, Iterable, Sequence

import numpy as np


def alpha(units: Iterable[Iterable[Hashable]], scale: Sequence[Hashable] | None = None) -> float:
    """Return alpha of the codes several coders gave to some units.

    Parameters
    ----------
    units : iterable of iterable of codes
        Of each unit the codes it was given, in any order; a coder who did not code it has none there.
    scale : sequence of codes, optional
        All codes in order, for the ordinal alpha; without it the nominal one.

    Returns
    -------
    float
        1 where all agree, 0 where they agree as by chance, less where they differ more than by chance; nan where no unit has two
        codes, and where all codes are one: then nothing says whether anybody could have told others.

    Raises
    ------
    ValueError
        Where a code is not on the scale.

    Notes
    -----
    1 - observed / expected disagreement over the coincidences of codes within units; the ordinal difference of two codes is the
    square of how many codes were given from the one to the other, half of either's own. Krippendorff 2011, "Computing
    Krippendorff's Alpha-Reliability", and 2018, Content Analysis, 4th edition, chapter 12.
    """
    paired = [codes for codes in (list(unit) for unit in units) if len(codes) > 1]
    known = list(scale) if scale is not None else list(dict.fromkeys(code for codes in paired for code in codes))
    numbers = {code: number for number, code in enumerate(known)}
    unknown = {code for codes in paired for code in codes} - set(numbers)
    if unknown:
        raise ValueError(f"codes {sorted(map(str, unknown))} are not on the scale {known}")
    coincidences = np.zeros((len(known), len(known)))
    for codes in paired:
        given = np.bincount([numbers[code] for code in codes], minlength=len(known)).astype(float)
        coincidences += (np.outer(given, given) - np.diag(given)) / (len(codes) - 1)
    totals = coincidences.sum(axis=1)
    apart = _ordinal(totals) if scale is not None else 1.0 - np.eye(len(known))
    n = totals.sum()
    expected = (np.outer(totals, totals) * apart).sum()
    if not expected:
        return math.nan
    return float(1 - (n - 1) * (coincidences * apart).sum() / expected)


def _ordinal(totals: np.ndarray) -> np.ndarray:
    """Return the squared ordinal difference of each two codes, by how often every code was given."""
    before = np.cumsum(totals) - totals / 2
    return (before[:, None] - before[None, :]) ** 2

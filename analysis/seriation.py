"""Rows of a table in an order in which neighbours are alike.

Average linkage (Sokal and Michener 1958) groups what is alike; of the orders that keep the groups together, the one whose
neighbours are nearest is taken (Bar-Joseph, Gifford and Jaakkola 2001, "Fast optimal leaf ordering for hierarchical
clustering", Bioinformatics 17).
"""

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import leaves_list, linkage

# Above this the best of all orders takes seconds; the groups alone do not.
MOST_BEST = 150


def by_likeness(table: pd.DataFrame) -> list[str]:
    """Return the index of a table, alike rows beside each other.

    Parameters
    ----------
    table : frame of float
        What is missing counts as 0, neither side.

    Returns
    -------
    list
        The end with the lower mean first, so that the same table always gives the same order.
    """
    values = table.fillna(0.0).to_numpy(dtype=float)
    if len(values) < 3:
        return list(table.index)
    tree = linkage(values, method="average", metric="euclidean", optimal_ordering=len(values) <= MOST_BEST)
    order = leaves_list(tree)
    means = values.mean(axis=1)[order]
    half = len(order) // 2
    if np.mean(means[:half]) > np.mean(means[-half:]):
        order = order[::-1]
    return list(table.index[order])

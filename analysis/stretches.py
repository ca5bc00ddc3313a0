"""Which voice a place of a document belongs to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.schemas import NONE


def owners(stretches: pd.DataFrame, places: Sequence[int], length: int) -> np.ndarray:
    """Return, for each place, which row of `stretches` it belongs to: the shortest that covers it.

    Parameters
    ----------
    stretches : frame, schema COMMENTARIES
        The rows of one document.
    places : sequence of int
        Offsets in the document's text.
    length : int
        The text's length in code points.

    Returns
    -------
    ndarray of int, shape (len(places),)
        Positions in `stretches`; -1 where nobody speaks.
    """
    owner = np.full(length + 1, -1, dtype=np.int32)
    spans = sorted(enumerate(zip(stretches["start"], stretches["end"])), key=lambda item: item[1][0] - item[1][1])
    for row, (start, end) in spans:
        owner[start:end] = row
    return owner[np.asarray(places, dtype=np.int64)] if len(places) else np.empty(0, dtype=np.int32)


def name(stretches: pd.DataFrame, column: str, rows: np.ndarray) -> list[str]:
    """Return a text column of `stretches` at the rows `owners` found, `none` where nobody speaks."""
    values = [*stretches[column], NONE]
    return [values[row] for row in rows]


def by_document(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return a table's rows under their document, in the table's order."""
    return dict(iter(table.groupby("doc_id", sort=False)))

"""In which order rows are reviewed: first those on which most depends and of which least is sure."""

import numpy as np
import pandas as pd

from analysis.codebook import PROVISIONAL
from analysis.grammar import vocabulary
from analysis.schemas import NONE, Tables
from analysis.text import fold

REASONS = ("nobody", "provisional", "carried", "condition", "hedged", "direction", "both_ways", "alone")


def queue(tables: Tables, standing: dict[str, str]) -> pd.DataFrame:
    """Return the predictions nobody has reviewed, what matters most first.

    Parameters
    ----------
    tables : Tables
        Narrowed to what the coder works on.
    standing : dict of str to str
        Predictions already reviewed, by id.

    Returns
    -------
    frame
        prediction_id, doubt (0 to 1), weight (0 to 1), rank (their product, greatest first), reasons (codes of `REASONS`,
        joined by blanks).

    Notes
    -----
    Doubt: what the program's own errors on the test sentences and the gold documents were found to go with, a step of a
    fifth each: a provisional issue, an issue that the quote does not name (it was carried from elsewhere), a condition, a
    hedge (`possible`), a direction that no word of the outcome has (it was judged by its characters, or supposed from its issue:
    right in 60 of 100 cases on pages coded by hand, instead of 88), a quote that the same voice uses on both sides of an issue. Weight: how much a mark on a chart
    would move if the row were wrong, which is the share it has in its cell (commentator and issue). This is uncertainty
    sampling with a cost, as in active learning (Settles 2009, Active Learning Literature Survey, sections 3.1 and 4.3).
    """
    rows = tables.predictions[~tables.predictions["prediction_id"].isin(standing)]
    if rows.empty:
        return pd.DataFrame({"prediction_id": pd.Series(dtype="str"), "doubt": pd.Series(dtype="float64"),
                             "weight": pd.Series(dtype="float64"), "rank": pd.Series(dtype="float64"),
                             "reasons": pd.Series(dtype="str")})
    every = tables.predictions
    cells = every.groupby(["commentator", "issue"])
    n = cells["prediction_id"].transform("size").loc[rows.index]
    both = (cells["outlook"].transform("min") < 0) & (cells["outlook"].transform("max") > 0)
    told = pd.DataFrame({
        "nobody": rows["commentary_id"] == NONE,
        "provisional": rows["issue"].str.startswith(PROVISIONAL),
        "carried": ~_named(rows, tables.mentions),
        "condition": rows["condition"] != "",
        "hedged": rows["likelihood"] == "possible",
        "direction": (rows["valence"] != 0) & ~np.fromiter(map(_leads, rows["outcome"]), dtype=bool, count=len(rows)),
        "both_ways": both.loc[rows.index],
        "alone": n == 1,
    })[list(REASONS)]
    doubt = (0.1 + 0.2 * told.drop(columns="alone").sum(axis=1)).clip(upper=1.0)
    weight = 1 / n
    ranked = pd.DataFrame({"prediction_id": rows["prediction_id"], "doubt": doubt, "weight": weight, "rank": doubt * weight,
                           "reasons": [" ".join(told.columns[line]) for line in told.to_numpy()]})
    return ranked.sort_values("rank", ascending=False, kind="stable").reset_index(drop=True)


def _leads(outcome: str) -> bool:
    """Tell whether an outcome has a word of the shipped lists that leads somewhere."""
    return any(worth.kind != "neutral" for _, _, worth in vocabulary.load().worths.find(fold(outcome)))


def _named(rows: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """Tell whether the quote itself names its issue."""
    issues = mentions[mentions["kind"] == "issue"]
    pairs = rows[["prediction_id", "doc_id", "issue", "start", "end"]].merge(
        issues[["doc_id", "code", "start", "end"]], left_on=["doc_id", "issue"], right_on=["doc_id", "code"], suffixes=("", "_at"))
    inside = pairs[(pairs["start_at"] >= pairs["start"]) & (pairs["end_at"] <= pairs["end"])]
    return rows["prediction_id"].isin(inside["prediction_id"])

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
    cell = every.groupby(["commentator", "issue"], sort=False).ngroup()
    outlooks = every["outlook"].groupby(cell.to_numpy())
    n = outlooks.transform("size").loc[rows.index]
    both = (outlooks.transform("min") < 0) & (outlooks.transform("max") > 0)
    told = pd.DataFrame({
        "nobody": rows["commentary_id"] == NONE,
        "provisional": rows["issue"].str.startswith(PROVISIONAL),
        "carried": ~_named(rows, tables.mentions),
        "condition": rows["condition"] != "",
        "hedged": rows["likelihood"] == "possible",
        "direction": (rows["valence"] != 0) & ~_lead(rows),
        "both_ways": both.loc[rows.index],
        "alone": n == 1,
    })[list(REASONS)]
    doubt = (0.1 + 0.2 * told.drop(columns="alone").sum(axis=1)).clip(upper=1.0)
    weight = 1 / n
    ranked = pd.DataFrame({"prediction_id": rows["prediction_id"], "doubt": doubt, "weight": weight, "rank": doubt * weight,
                           "reasons": _joined(told)})
    return ranked.sort_values("rank", ascending=False, kind="stable").reset_index(drop=True)


def _joined(told: pd.DataFrame) -> np.ndarray:
    """Return the reasons of each row, joined by blanks: a corpus has few combinations of them, and many rows."""
    names = np.array(told.columns)
    sorts, which = np.unique(told.to_numpy() @ (1 << np.arange(len(names))), return_inverse=True)
    said = np.array([" ".join(names[[bool(sort >> place & 1) for place in range(len(names))]]) for sort in sorts], dtype=object)
    return said[which]


def _lead(rows: pd.DataFrame) -> np.ndarray:
    """Tell of each row whether its outcome has a word of the shipped lists that leads somewhere.

    All are folded and searched at once: a quarter of a million outcomes one by one took seconds.
    """
    said = list(rows["outcome"])
    found = vocabulary.load().worths.find(fold("\n".join(said)))
    leads = np.zeros(len(said), dtype=bool)
    ends = np.cumsum([len(outcome) + 1 for outcome in said])
    leads[np.searchsorted(ends, [place for place, _, worth in found if worth.kind != "neutral"], side="right")] = True
    return leads


def _named(rows: pd.DataFrame, mentions: pd.DataFrame) -> np.ndarray:
    """Tell whether the quote itself names its issue."""
    issues = mentions[mentions["kind"] == "issue"]
    pairs = rows[["doc_id", "issue", "start", "end"]].assign(place=np.arange(len(rows))).merge(
        issues[["doc_id", "code", "start", "end"]], left_on=["doc_id", "issue"], right_on=["doc_id", "code"], suffixes=("", "_at"))
    named = np.zeros(len(rows), dtype=bool)
    named[pairs.loc[(pairs["start_at"] >= pairs["start"]) & (pairs["end_at"] <= pairs["end"]), "place"]] = True
    return named

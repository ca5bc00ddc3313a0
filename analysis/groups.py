"""Which group each commentary belongs to: whom or what methods that compare put side by side."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis import narrowing
from analysis.narrowing import HEDGED
from analysis.schemas import NONE, Tables

BY = ("commentator", "issue", "document", "outlet", "year", "month", "side", "camp")
COLUMNS = {"commentary_id": "str", "group": "str"}


def assign(tables: Tables, by: str, *, camps: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return which commentary stands in which group.

    Parameters
    ----------
    tables : Tables
    by : {"commentator", "issue", "document", "outlet", "year", "month", "side", "camp"}
        `issue`: a commentary stands in the group of every issue it names. `year`, `month`: of publication, `2024` and
        `2024-05`. `side`: apart, open or closer, by the mean of the commentator's unconditional outlooks.
    camps : frame, optional
        Needed for `camp`: as `networks.communities` gives it.

    Returns
    -------
    frame
        commentary_id, group. What no voice, day or outlet is known for stands in no group.
    """
    if by not in BY:
        raise ValueError(f"by: expected one of {', '.join(BY)}, found {by!r}")
    own = narrowing.columns(tables, "commentaries", "commentary_id", "doc_id", "commentator")
    own = own[own["commentator"] != NONE]
    if by == "issue":
        mentions = narrowing.columns(tables, "mentions", "commentary_id", "kind", "code")
        named = mentions.loc[mentions["kind"] == "issue", ["commentary_id", "code"]]
        judged = narrowing.columns(tables, "predictions", "commentary_id", "issue").rename(columns={"issue": "code"})
        both = pd.concat([named, judged]).drop_duplicates()
        both = both[both["commentary_id"].isin(set(own["commentary_id"]))]
        return both.rename(columns={"code": "group"})[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)
    if by == "commentator":
        group = own["commentator"]
    elif by == "document":
        group = own["doc_id"]
    elif by in ("outlet", "year", "month"):
        group = own["doc_id"].map(_of_documents(narrowing.columns(tables, "documents", "doc_id", "outlet", "published"), by))
    else:
        group = own["commentator"].map(_side(narrowing.columns(tables, "predictions", "commentator", "condition", "valence", "outlook")) if by == "side" else _camp(camps))
    found = pd.DataFrame({"commentary_id": own["commentary_id"], "group": group})
    found = found[found["group"].notna() & (found["group"] != "")]
    return found.astype(COLUMNS).reset_index(drop=True)


def _of_documents(documents: pd.DataFrame, by: str) -> pd.Series:
    if by == "outlet":
        return documents.set_index("doc_id")["outlet"]
    written = documents["published"].dt.strftime("%Y" if by == "year" else "%Y-%m")
    return pd.Series(written.to_numpy(), index=documents["doc_id"])


def _side(predictions: pd.DataFrame) -> pd.Series:
    firm = predictions[(predictions["condition"] == "") & (predictions["valence"] != 0)]
    mean = firm.groupby("commentator")["outlook"].mean()
    side = np.select([mean <= -HEDGED + 1e-9, mean >= HEDGED - 1e-9], ["apart", "closer"], "open")
    return pd.Series(side, index=mean.index, dtype="str")


def _camp(camps: pd.DataFrame | None) -> pd.Series:
    if camps is None:
        raise ValueError("camps: needed to group by camp; give what networks.communities returns")
    tied = camps[camps["camp"] > 0]
    return pd.Series(tied["camp"].astype("str").to_numpy(), index=tied["commentator"])


def split(tables: Tables, by: str, groups: list[str], *, camps: pd.DataFrame | None = None) -> dict[str, Tables]:
    """Return the tables of each of some groups.

    Parameters
    ----------
    tables : Tables
    by, camps
        As in `assign`.
    groups : list of str

    Returns
    -------
    dict of str to Tables
        In the order of `groups`; one without a row is there, and empty. Of an issue, only the predictions and issue
        mentions on it.
    """
    members = assign(tables, by, camps=camps)
    made = {}
    for group in groups:
        kept = set(members.loc[members["group"] == group, "commentary_id"])
        counted = narrowing.of_commentaries(tables, kept, group if by == "issue" else None)
        part = counted or _only(tables, kept)
        if by == "issue" and counted is None:
            mentions = part.mentions
            part = replace(part, predictions=part.predictions[part.predictions["issue"] == group].reset_index(drop=True),
                           mentions=mentions[(mentions["kind"] == "actor") | (mentions["code"] == group)].reset_index(drop=True))
        made[group] = part
    return made


def _only(tables: Tables, kept: set[str]) -> Tables:
    said = {name: getattr(tables, name) for name in ("commentaries", "mentions", "predictions", "events", "words")}
    said = {name: table[table["commentary_id"].isin(kept)].reset_index(drop=True) for name, table in said.items()}
    documents = tables.documents[tables.documents["doc_id"].isin(set(said["commentaries"]["doc_id"]))]
    return Tables(documents=documents.reset_index(drop=True), **said)

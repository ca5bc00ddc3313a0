"""Groups that can be put side by side, as a page names them."""

from datetime import date

import pandas as pd

from analysis import narrowing
from charts.shown import grouping
from charts.shown.grouping import BY, camps, ends, members, offered, pair, split
from pages.parts import language, page

__all__ = ["BY", "camps", "ends", "members", "names", "offered", "pair", "saying", "selected", "split"]


def names(view: page.Page, by: str, choices: list[str], tongue: str = "") -> dict[str, str]:
    """Return how each group is called in a language, else in the visit's; documents called alike have their place behind the title."""
    return grouping.names(view.tables.documents, view.codebook, by, choices, language=tongue or language.current())


def selected(view: page.Page, by: str = "", group: str = "", *days: str) -> dict[str, object]:
    """Return what keeps a group alone, as parts of a selection.

    Parameters
    ----------
    view : Page
    by : str
        A kind of group; `named`, of an issue; `period`, of a month, a quarter or a year that begins on a day; nothing for all.
    group : str
        Of `period`, what kind it is.
    days : str
        Of `period`, its first day.

    Notes
    -----
    Camps and sides are kept by who is in them, outlets by what they published.
    """
    if by in ("commentator", "document"):
        return {f"{by}s": (group,)}
    if by in ("issue", "named"):
        return {"issues": (group,)}
    if by in ("year", "month", "period"):
        kind, first = (group, days[0]) if by == "period" else (by, group)
        return within(pd.Period(first, freq={"month": "M", "quarter": "Q", "year": "Y"}[kind]))
    if by == "outlet":
        documents = view.tables.documents
        return {"documents": tuple(documents.loc[documents["outlet"] == group, "doc_id"])}
    if by in ("side", "camp"):
        inside = members(view.tables, by)
        spoken = view.tables.commentaries
        return {"commentators": tuple(spoken.loc[spoken["commentary_id"].isin(set(inside.loc[inside["group"] == group, "commentary_id"])),
                                                 "commentator"].unique())}
    return {}


def saying(view: page.Page, word: str) -> tuple[str, ...]:
    """Return a word as what keeps the commentaries that say it; nothing where it is none of those counted."""
    return (word,) if narrowing.said(view.corpus.tables, word) else ()


def within(period: pd.Period) -> dict[str, date]:
    """Return what keeps the documents of a period, as parts of a selection."""
    return {"since": period.start_time.date(), "until": period.end_time.date()}

"""Groups that can be put side by side: which there are, and how they are called."""

import pandas as pd

from analysis import groups, networks
from analysis.schemas import Tables
from analysis.selection import SIDES
from pages.parts import language, page, tables
from pages.parts.language import say

BY = ("side", "camp", "commentator", "issue", "document", "outlet", "year", "month")
# Groups in an order of their own; the others go by how many words they say.
_IN_ORDER = ("side", "camp", "year", "month")


def camps(narrowed: Tables) -> pd.DataFrame:
    """Return the camp of each commentator."""
    taken = networks.positions(narrowed.predictions)
    return networks.communities(networks.ties(taken), taken)


def members(narrowed: Tables, by: str) -> pd.DataFrame:
    """Return which commentary stands in which group."""
    return groups.assign(narrowed, by, camps=camps(narrowed) if by == "camp" else None)


def offered(narrowed: Tables, by: str) -> list[str]:
    """Return the groups there are, those who say most first; sides, camps and periods in their order."""
    said = members(narrowed, by).merge(narrowed.words[["commentary_id", "count"]], on="commentary_id")
    amount = said.groupby("group")["count"].sum()
    if by == "side":
        return [side for side in SIDES if side in amount.index]
    if by == "camp":
        return sorted(amount.index, key=int)
    if by in _IN_ORDER:
        return sorted(amount.index)
    return list(amount.sort_values(ascending=False, kind="stable").index)


def ends(by: str, choices: list[str]) -> list[str]:
    """Return the two groups shown unasked: the ends of the scale, the first and last period, else the two largest."""
    if len(choices) < 2:
        return list(choices)
    return [choices[0], choices[-1]] if by in ("side", "year", "month") else list(choices[:2])


def split(narrowed: Tables, by: str, *chosen: str) -> dict[str, Tables]:
    """Return the tables of each of some groups."""
    return groups.split(narrowed, by, list(chosen), camps=camps(narrowed) if by == "camp" else None)


def names(view: page.Page, by: str, choices: list[str]) -> dict[str, str]:
    """Return how each group is called; of documents called alike, each has its place behind its title."""
    if by == "side":
        return {group: say(f"group_{group}") for group in choices}
    if by == "camp":
        return {group: say("group_camp", n=group) for group in choices}
    if by == "issue":
        return {group: say("group_issue", label=view.codebook.label(group, language.current())) for group in choices}
    if by == "document":
        documents = view.tables.documents
        titles = documents["title"].where(~documents["title"].duplicated(), documents["title"] + " (" + documents["doc_id"] + ")")
        titles = dict(zip(documents["doc_id"], titles))
        return {group: titles.get(group, group) for group in choices}
    return {group: group for group in choices}


def who_is_in(view: page.Page, by: str, chosen: list[str], most: int = 4) -> str:
    """Return who belongs to each camp, in words; nothing for groups that say so by their name."""
    if by != "camp":
        return ""
    found = tables.counted(camps, view.selection)
    said = []
    for camp in chosen:
        inside = list(found[found["camp"] == int(camp)].sort_values("n", ascending=False, kind="stable")["commentator"])
        listed = language.spoken().separated(inside[:most])
        listed = say("and_more", names=listed, n=len(inside) - most) if len(inside) > most else listed
        said.append(say("camp_members", n=camp, names=listed))
    return say("camps_note", who=language.spoken().paragraph(*said))

"""Groups that can be put side by side: which there are, which are shown unasked, and how they are called."""

import pandas as pd

from analysis import groups, narrowing, networks
from analysis.codebook import Codebook
from analysis.language import Language
from analysis.once import once
from analysis.schemas import Tables
from analysis.selection import SIDES

BY = ("side", "camp", "commentator", "issue", "document", "outlet", "year", "month")
# Groups in an order of their own; the others go by how many words they say.
_IN_ORDER = ("side", "camp", "year", "month")


def camps(narrowed: Tables) -> pd.DataFrame:
    """Return the camp of each commentator."""
    def found() -> pd.DataFrame:
        taken = networks.positions(narrowing.columns(narrowed, "predictions", *networks.TAKEN))
        return networks.communities(networks.ties(taken), taken)

    return once(narrowed, ("camps",), found)


def members(narrowed: Tables, by: str) -> pd.DataFrame:
    """Return which commentary stands in which group."""
    return once(narrowed, ("members", by), lambda: groups.assign(narrowed, by, camps=camps(narrowed) if by == "camp" else None))


def offered(narrowed: Tables, by: str) -> list[str]:
    """Return the groups there are, those who say most first; sides, camps and periods in their order."""
    said = members(narrowed, by).merge(narrowing.marks(narrowed).spoken().reset_index(), on="commentary_id")
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


def pair(by: str, choices: list[str], first: str = "", second: str = "") -> tuple[str, str]:
    """Return the two groups compared: those asked for where they are offered, else those shown unasked; empty for none."""
    unasked = ends(by, choices)
    one = first if first in choices else unasked[0] if unasked else ""
    other = second if second in choices and second != one else next((group for group in reversed(unasked) if group != one), "")
    return one, other


def split(narrowed: Tables, by: str, *chosen: str) -> dict[str, Tables]:
    """Return the tables of each of some groups."""
    return once(narrowed, ("groups", by, *chosen), lambda: groups.split(narrowed, by, list(chosen), camps=camps(narrowed) if by == "camp" else None))


def names(documents: pd.DataFrame, codebook: Codebook, by: str, choices: list[str], *, language: str) -> dict[str, str]:
    """Return how each group is called; of documents called alike, each has its place behind its title."""
    say = Language.of(language).say
    if by == "side":
        return {group: say(f"group_{group}") for group in choices}
    if by == "camp":
        return {group: say("group_camp", n=group) for group in choices}
    if by == "issue":
        return {group: say("group_issue", label=codebook.running(group, language)) for group in choices}
    if by == "document":
        shown = documents["title"].where(~documents["title"].duplicated(), documents["title"] + " (" + documents["doc_id"] + ")")
        titles = dict(zip(documents["doc_id"], shown))
        return {group: titles.get(group, group) for group in choices}
    return {group: group for group in choices}


def who_is_in(narrowed: Tables, by: str, chosen: list[str], *, language: str, most: int = 4) -> str:
    """Return who belongs to each camp, in words; nothing for groups that say so by their name."""
    if by != "camp":
        return ""
    tongue, found = Language.of(language), camps(narrowed)
    said = []
    for camp in chosen:
        inside = list(found[found["camp"] == int(camp)].sort_values("n", ascending=False, kind="stable")["commentator"])
        listed = tongue.separated(inside[:most])
        listed = tongue.say("and_more", names=listed, n=len(inside) - most) if len(inside) > most else listed
        said.append(tongue.say("camp_members", n=camp, names=listed))
    return tongue.say("camps_note", who=tongue.paragraph(*said))

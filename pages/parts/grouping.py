"""Groups that can be put side by side, as a page names them."""

from charts.shown import grouping
from charts.shown.grouping import BY, camps, ends, members, offered, pair, split
from pages.parts import language, page

__all__ = ["BY", "camps", "ends", "members", "names", "offered", "pair", "split"]


def names(view: page.Page, by: str, choices: list[str]) -> dict[str, str]:
    """Return how each group is called; of documents called alike, each has its place behind its title."""
    return grouping.names(view.tables.documents, view.codebook, by, choices, language=language.current())

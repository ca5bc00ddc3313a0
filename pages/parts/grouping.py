"""Groups that can be put side by side, as a page names them."""

from charts.shown import grouping
from charts.shown.grouping import BY, camps, ends, members, offered, pair, split
from pages.parts import language, page

__all__ = ["BY", "camps", "ends", "members", "names", "offered", "pair", "split"]


def names(view: page.Page, by: str, choices: list[str], tongue: str = "") -> dict[str, str]:
    """Return how each group is called in a language, else in the visit's; documents called alike have their place behind the title."""
    return grouping.names(view.tables.documents, view.codebook, by, choices, language=tongue or language.current())

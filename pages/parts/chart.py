"""A chart whose marks can be chosen: a click lists the mark's sentences, a second takes it back."""

from collections.abc import Mapping
from functools import partial

from analysis.findings import Finding
from charts import in_browser
from charts.in_browser import Drawn
from pages.parts import address, language
from pages.parts import figure as drawing
from pages.parts.markup import option


def draw(drawn: Drawn, name: str, alt: str, *, chosen_as: str = "show") -> None:
    """Draw a figure whose customdata are the marks' ids.

    Parameters
    ----------
    drawn : Drawn
    name : str
        Of the chart, once a page.
    alt : str
        What it shows, for whoever cannot see it.
    chosen_as : str
        The page's own choice that a click sets.
    """
    told, stands_for = in_browser.sent(drawn.figure)
    drawing.draw(told, drawn.rings, f"chart_{name}", option(alt), partial(_picked, chosen_as, stands_for))


def alt(finding: Finding) -> str:
    """Return what a chart shows, for whoever cannot see it."""
    return language.spoken().paragraph(language.say("full_stop", sentence=finding.title), finding.subtitle)


def _picked(chosen_as: str, stands_for: Mapping[str, str], mark: str) -> None:
    chosen = stands_for.get(mark, mark)
    address.keep(**{chosen_as: None if chosen == address.own(chosen_as) else chosen})

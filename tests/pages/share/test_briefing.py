"""The briefing page: entries in order, each with what it shows now."""

import pytest

from analysis.briefings import Briefings
from pages.parts import tables
from tests.pages.conftest import html


@pytest.fixture
def kept(show):
    """The briefings of the page's own library."""
    show("library")
    return Briefings(tables.library().engine)


def test_without_a_briefing_the_page_says_how_to_begin(show):
    page = show("briefing")
    assert not page.exception
    assert "No briefing yet" in html(page)
    page.button(key="begin_report").click().run()
    assert not page.exception
    assert "5 entries" in html(page)

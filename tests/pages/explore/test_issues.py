import pytest

from tests.pages.conftest import html


def test_rail_shows_evidence_unasked(show):
    assert "<blockquote" in html(show("issues", query={"least": "1"}))


def test_cell_in_the_address_lists_its_sentences(show):
    page = show("issues", query={"show": "甲评论员|sanctions", "least": "1"})
    assert html(page).count("<blockquote") == 2


@pytest.mark.parametrize("value", ["count", "mentions"])
def test_cells_can_show_amounts(show, value):
    page = show("issues", query={"value": value, "least": "1"})
    assert not page.exception
    assert page.session_state["value"] == value


def test_value_that_is_none_falls_back_to_outlook(show):
    assert show("issues", query={"value": "nonsense"}).session_state["value"] == "outlook"


def test_cell_that_the_filter_empties_says_so(show):
    page = show("issues", query={"show": "甲评论员|sanctions", "commentator": "乙评论员", "least": "1"})
    assert "No sentence lies behind this mark" in html(page)

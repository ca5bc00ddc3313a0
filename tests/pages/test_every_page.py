"""What holds for every page, whichever chart it draws."""

import re

import pytest

from charts import cloud, typeface
from pages.parts.markup import plain
from tests.pages.conftest import NAMES, SILENT, html

EXPLORE = [name for name, section in NAMES.items() if section == "explore"]


@pytest.mark.parametrize("name", NAMES)
def test_page_opens_on_its_own_with_nothing_chosen(show, name):
    page = show(name)
    assert not page.exception
    assert html(page).count("<h1") == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_element_slants_of_itself(show, name):
    # For an empty bar in an <i> a browser fetches a slanted font, 138 kB, to measure it.
    assert not re.search(r"<(i|em|cite|var|dfn|address)[ >]", html(show(name)))


@pytest.mark.parametrize("name", EXPLORE)
def test_page_without_a_document_says_so_and_leads_to_the_library(show, name):
    page = show(name, documents=[])
    assert not page.exception
    assert "No document yet" in html(page)
    assert 'href="library"' in html(page)


@pytest.mark.parametrize("name", EXPLORE)
def test_filter_that_finds_nothing_offers_the_way_back(show, name):
    page = show(name, query={"since": "2031-01-01"})
    assert not page.exception
    assert "Nothing matches this filter" in html(page)
    page.button(key="empty_everything").click().run()
    assert not page.exception
    assert "Nothing matches this filter" not in html(page)


@pytest.mark.parametrize("name", EXPLORE)
def test_missing_font_costs_the_pictures_and_nothing_else(show, name, monkeypatch, tmp_path):
    monkeypatch.setattr(typeface, "FONT", tmp_path / "NotoSansCJKsc-subset.otf")
    cloud._font.cache_clear()
    page = show(name)
    assert not page.exception
    said = [caption.value for caption in page.caption]
    assert all(plain("data/fonts/NotoSansCJKsc-subset.otf: not found") in text for text in said if "font" in text)
    assert said or name not in ("overview", "outcomes", "issues", "timeline", "words")


@pytest.mark.parametrize("name", NAMES)
def test_page_of_a_document_in_which_nobody_predicts(show, name):
    page = show(name, documents=SILENT)
    assert not page.exception
    assert html(page).count("<h1") == 1


@pytest.mark.parametrize("name", EXPLORE)
def test_names_in_the_address_that_are_not_here_are_passed_over_and_said(show, name):
    page = show(name, query={"commentator": "无此人", "issue": "sanctions", "mapping": "nobodys"})
    assert not page.exception
    assert "passed over: 无此人" in html(page).replace('<span lang="zh">', "").replace("</span>", "")
    assert page.session_state["selection"].issues == ("sanctions",)


def test_filter_in_the_address_narrows_the_page(show):
    page = show("issues", query={"issue": "sanctions"})
    assert page.session_state["selection"].issues == ("sanctions",)
    assert "Sanctions" in html(page)


def test_a_chip_takes_its_filter_back(show):
    page = show("overview", query={"issue": ["sanctions", "relations"]})
    page.button(key="chip_issues_sanctions").click().run()
    assert page.session_state["selection"].issues == ("relations",)


def test_everything_takes_all_filters_back_and_keeps_the_mapping(show, book):
    other = next(code for code in book.mappings if code != "lunheng")
    page = show("overview", query={"issue": "sanctions", "mapping": other})
    page.button(key="everything").click().run()
    assert not page.session_state["selection"].narrowed
    assert page.session_state["selection"].mapping == other


def test_faults_of_the_codebook_are_named(show):
    page = show("overview", faults=("data/codebook/issues/x.toml [y]: no terms",))
    assert any("issues/x.toml [y]" in code.value for code in page.code)

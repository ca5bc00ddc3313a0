"""Yesterday's links: addresses copied long ago open with the same choices."""

import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import NAMES, PAGES, html

LINKS = tomllib.loads((Path(__file__).parent / "links.toml").read_text(encoding="utf-8"))["link"]


def opened(show, url: str) -> AppTest:
    address = urlsplit(url)
    return show(address.path, query=parse_qs(address.query))


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["url"][:60])
def test_a_link_opens_with_the_choices_it_was_copied_with(show, link):
    page = opened(show, link["url"])
    assert not page.exception
    state = page.session_state
    for part, value in link.get("selection", {}).items():
        assert getattr(state["selection"], part) == (tuple(value) if isinstance(value, list) else value)
    assert state["own"][urlsplit(link["url"]).path] == link.get("own", {})
    assert list(state["dropped"]) == link.get("dropped", [])
    if "language" in link:
        assert state["visit_lang"] == link["language"]


def test_every_page_that_can_be_linked_to_has_a_link_kept():
    kept = {urlsplit(link["url"]).path for link in LINKS}
    explored = {name for name, section in NAMES.items() if section == "explore"}
    assert explored <= kept


def test_what_a_link_names_that_is_not_here_is_told(show):
    link = next(link for link in LINKS if link.get("dropped"))
    assert "passed over" in html(opened(show, link["url"]))


def test_a_link_kept_is_a_page_that_is_there():
    assert all((PAGES / NAMES[urlsplit(link["url"]).path] / f"{urlsplit(link['url']).path}.py").is_file() for link in LINKS)

"""Pages over a result whose columns stand on disk and whose counts DuckDB makes."""

import pytest

from analysis import mapped, narrowing, parts
from analysis.schemas import SCHEMAS
from tests.pages import conftest
from tests.pages.conftest import NAMES, html

SEEN = [name for name, section in NAMES.items() if section == "explore"] + ["library"]


@pytest.fixture
def on_disk(monkeypatch, tmp_path):
    """The invented corpus, as `build --format parts` writes it and the dashboard opens it."""
    in_memory = conftest.coded

    def coded(documents):
        tables = in_memory(documents)
        said = {schema.name: [parts.arrow(getattr(tables, schema.name), schema.name)] for schema in SCHEMAS}
        rows = {name: len(held[0]) for name, held in said.items()}
        parts.keep(str(tmp_path), parts.Note("a", rows), said)
        parts.publish(str(tmp_path), ["a"], ["a"], "code", rows, 0)
        opened = mapped.open_mapped(parts.open_result(str(tmp_path)), tmp_path / "opened")
        assert narrowing.counted(opened)
        return opened

    monkeypatch.setattr(conftest, "coded", coded)


@pytest.mark.parametrize("name", SEEN)
def test_page_shows_the_same_of_a_result_on_disk(show, name, monkeypatch, request):
    query = {"value": "mentions"} if name == "issues" else {}
    wanted = html(show(name, query=query))
    request.getfixturevalue("on_disk")
    page = show(name, query=query)
    assert not page.exception
    assert html(page) == wanted


def test_a_filter_finds_the_same_in_a_result_on_disk(show, request):
    query = {"commentator": "甲评论员", "since": "2024-05-01"}
    wanted = html(show("issues", query=query))
    request.getfixturevalue("on_disk")
    assert html(show("issues", query=query)) == wanted

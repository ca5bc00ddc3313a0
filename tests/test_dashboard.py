"""What the server does beside the pages."""

import asyncio
import json
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

import dashboard
from analysis.corpus import Corpus
from pages.parts import tables
from tests.pages.conftest import ORDINARY, coded


def finished(work):
    """Return what a coroutine comes to; in a thread of its own, since browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def asked(**path_params) -> Request:
    return Request({"type": "http", "method": "GET", "path": "/", "headers": [], "path_params": path_params})


def test_own_font_is_served():
    response = finished(dashboard.font(asked(name="NotoSansCJKsc-subset.otf")))
    assert response.status_code == 200
    assert response.media_type == "font/otf"


@pytest.mark.parametrize("name", ["OFL.txt", "../../README.md", "..", "nothing.otf"])
def test_nothing_but_our_fonts_is_served(name):
    assert finished(dashboard.font(asked(name=name))).status_code == 404


def test_theme_asks_for_a_font_that_is_there():
    config = tomllib.loads((dashboard.FONTS.parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for face in config["theme"]["fontFaces"]:
        assert (dashboard.FONTS / face["url"].removeprefix("fonts/")).is_file()


def test_health_counts_what_is_ready(monkeypatch, book):
    corpus = Corpus(coded(ORDINARY), book, {}, frozenset(), (), "health")
    monkeypatch.setattr(tables, "current", lambda: corpus)
    assert json.loads(finished(dashboard.health(asked())).body) == {"status": "ok", "documents": 2, "predictions": 6}


def test_tables_that_cannot_be_loaded_do_not_stop_the_server(monkeypatch, caplog):
    def broken():
        raise OSError("no space left")

    async def started():
        async with dashboard.warm(dashboard.app):
            return True

    monkeypatch.setattr(tables, "current", broken)
    assert finished(started())
    assert "no space left" in caplog.text

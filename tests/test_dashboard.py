"""What the server does beside the pages."""

import asyncio
import json
import re
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


def served() -> list[str]:
    """The files the style sheet of our font asks for."""
    return re.findall(r'url\("(.+?)"\)', (dashboard.FONTS / "slices.css").read_text(encoding="utf-8"))


def test_every_slice_of_the_font_is_served():
    sheet = finished(dashboard.font(asked(name="slices.css")))
    assert sheet.status_code == 200
    assert len(served()) > 20
    for name in served():
        response = finished(dashboard.font(asked(name=name)))
        assert response.status_code == 200
        assert response.media_type == "font/woff2"


@pytest.mark.parametrize("name", ["OFL.txt", "../../README.md", "..", "nothing.woff2"])
def test_nothing_but_our_fonts_is_served(name):
    assert finished(dashboard.font(asked(name=name))).status_code == 404


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

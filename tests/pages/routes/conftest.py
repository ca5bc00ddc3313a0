"""The routes over invented documents, asked in this process."""

from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analysis.corpus import Corpus
from analysis.library import Library
from pages.parts import tables
from pages.routes import ROUTES
from tests.pages.conftest import HOSTILE_DOCUMENT, ORDINARY, coded

ADDRESS = "https://news.example/a"


@pytest.fixture
def library(tmp_path):
    kept = Library(f"sqlite:///{tmp_path / 'library.db'}")
    yield kept
    kept.engine.dispose()


@pytest.fixture
def application(monkeypatch, library, book):
    """The routes as an application over two ordinary documents and a hostile one."""
    corpus = Corpus(coded(ORDINARY + HOSTILE_DOCUMENT), replace(book, faults=()), {"d0": ADDRESS}, frozenset(), (), "routes")
    monkeypatch.setattr(tables, "current", lambda: corpus)
    monkeypatch.setattr(tables, "library", lambda: library)
    return Starlette(routes=ROUTES)


@pytest.fixture
def client(application):
    with TestClient(application, base_url="http://lunheng.test") as asking:
        yield asking

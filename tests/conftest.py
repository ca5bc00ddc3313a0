import functools
import os
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.components.v2 import manifest_scanner

from analysis import codebook as codebooks
from analysis.schemas import COMMENTARIES, DOCUMENTS

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What a test with half a surrogate pair logs or prints goes to another process: written out, for it cannot be sent."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Every test keeps its files in a folder of its own."""
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LUNHENG_CORPUS", raising=False)


@pytest.fixture(scope="session", autouse=True)
def packages_are_asked_once():
    """Streamlit reads the metadata of every installed package whenever a page is opened for a test: once a process is enough."""
    asked = manifest_scanner.scan_component_manifests
    manifest_scanner.scan_component_manifests = functools.cache(asked)
    yield
    manifest_scanner.scan_component_manifests = asked


@pytest.fixture(scope="session")
def book():
    return codebooks.load()


@pytest.fixture(scope="session")
def shared():
    """The folder with the two real documents and their gold; tests that need it skip without it."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs the folder shared/ beside the project")
    return SHARED


@pytest.fixture(scope="session")
def one_voice():
    """A function: one document whose author speaks all of it, and its one commentary."""

    def made(text: str, published: date | None = date(2024, 6, 1), author: str = "作者"):
        documents = DOCUMENTS.frame([{
            "doc_id": "d", "source": "d.txt", "title": "题", "outlet": "", "author": author,
            "published": pd.Timestamp(published) if published else pd.NaT,
            "published_precision": "day" if published else "unknown", "script": "Hans", "text": text}])
        commentaries = COMMENTARIES.frame([{
            "commentary_id": "d-c000", "doc_id": "d", "commentator": author, "role": "author", "start": 0,
            "end": len(text)}])
        return documents, commentaries

    return made


@pytest.fixture(scope="session")
def python_environment():
    """The environment for a child process that imports the project."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8", "PYTHON": sys.executable}

"""A real server over invented documents, and a real Chromium in front of it."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.server import CHROMIUM, LAUNCH, running

DOCUMENTS = Path(__file__).parent / "documents"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: install chromium to run it"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return LAUNCH


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1440, "height": 1000}, "permissions": ["clipboard-read", "clipboard-write"]}


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """A function: a dashboard over some files, as an address; stopped at the end."""
    with ExitStack() as servers:
        yield lambda corpus: servers.enter_context(running(tmp_path_factory.mktemp("home"), corpus))


@pytest.fixture(scope="session")
def dashboard(serve) -> str:
    return serve(DOCUMENTS)

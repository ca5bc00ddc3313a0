"""A real server over invented documents, and a real Chromium in front of it."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.server import CHROMIUM, LAUNCH, running
from tests.browser.visiting import downloaded

DOCUMENTS = Path(__file__).parent / "documents"


def pytest_itemcollected(item):
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


@pytest.fixture(autouse=True)
def nothing_of_ours_is_forbidden(request):
    """Whatever a test does, the browser obeys our Content-Security-Policy and forbids nothing that a page of ours needs."""
    told: list[str] = []
    if "page" in request.fixturenames:
        request.getfixturevalue("page").on("console", lambda line: told.append(line.text))
    yield
    assert not [text for text in told if "Content Security Policy" in text]


@pytest.fixture(autouse=True)
def no_page_breaks(request):
    """Whatever a test does, what it leaves is no page with a fault in its place."""
    page = request.getfixturevalue("page") if "page" in request.fixturenames else None
    yield
    if page and not page.is_closed():
        assert page.locator('[data-testid="stException"]').count() == 0


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """A function: a dashboard over some files, as an address; stopped at the end."""
    with ExitStack() as servers:
        yield lambda corpus: servers.enter_context(running(tmp_path_factory.mktemp("home"), corpus))


@pytest.fixture(scope="session")
def dashboard(serve) -> str:
    return serve(DOCUMENTS)


@pytest.fixture
def taken_out(tmp_path):
    """A function: take a page's first chart as picture and data, see that each is what it says, and return its data as text."""
    begins = {"PNG 1×": b"\x89PNG", "SVG": b"<svg", "CSV": b"\xef\xbb\xbf"}

    def made(page) -> str:
        page.locator('[class*="st-key-download_"] button').first.click()
        for name, start in begins.items():
            file = downloaded(page, page.get_by_role("button", name=name, exact=True).first, tmp_path)
            assert start in file.read_bytes()[:200]
        return file.read_text(encoding="utf-8-sig")

    return made

"""Which of Streamlit's scripts are asked for early."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.parts import preloading
from pages.parts.compression import STATIC


@pytest.fixture
def client():
    async def answered(request):
        return Response("", media_type="text/css" if request.url.path.endswith(".css") else "text/html")

    with TestClient(Starlette(routes=[Route("/{path:path}", answered)], middleware=[Middleware(preloading.Preloaded)])) as asking:
        yield asking


@pytest.mark.parametrize("page", ["/", "/library", "/lunheng/library"])
def test_a_page_names_the_scripts_of_its_heading_beside_itself(client, page):
    named = re.findall(r"<(\./static/js/[^>]+)>; rel=modulepreload", client.get(page).headers["link"])
    assert any("/Html." in name for name in named)
    # Each is a file, none is one that the page names already, and few enough are named for any proxy's room for headers.
    assert all((STATIC / name).is_file() and name.rpartition("/")[2] not in preloading.frame() for name in named)
    assert len(client.get(page).headers["link"]) < 500


@pytest.mark.parametrize("path", ["/fonts/slices.css", "/api/briefings/weekly.html"])
def test_what_is_no_page_of_streamlits_names_none(client, path):
    assert "link" not in client.get(path).headers


def test_every_element_prepared_is_a_file_of_this_streamlit_with_its_imports():
    for element in (*preloading._HEADING, *preloading._WIDGETS, *preloading._LARGE):
        assert any(name.startswith(f"{element}.") for name in preloading.everywhere()), element
    assert {"react-dom", "purify", "index"} <= {name.partition(".")[0] for name in preloading.everywhere()}

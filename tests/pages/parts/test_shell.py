"""Streamlit's page as we send it."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.parts import headers, shell


@pytest.fixture
def client():
    async def answered(request):
        path = request.url.path
        if path == "/same-length":
            return Response("x" * len(shell.own()), media_type="text/html")
        if path == "/short":
            return Response("<head>", media_type="text/html")
        return FileResponse(shell.FILE, headers={"Cache-Control": "no-cache"})

    with TestClient(Starlette(routes=[Route("/{path:path}", answered, methods=["GET", "HEAD"])], middleware=[Middleware(shell.Shell), Middleware(GZipMiddleware)])) as asking:
        asking.headers["accept"] = "text/html,*/*;q=0.8"
        yield asking


@pytest.mark.parametrize("path", ["/", "/library"])
def test_the_page_bears_our_name_and_is_told_where_its_server_is_before_any_other_script_runs(client, path):
    answer = client.get(path)
    assert f"<title>{shell.TITLE}</title>" in answer.text and "<title>Streamlit</title>" not in answer.text
    assert answer.text.index(shell.CONNECT) < answer.text.index('type="module"')
    assert answer.headers["content-length"] == str(len(answer.content)) and answer.headers["cache-control"] == "no-cache"


def test_no_browser_keeps_the_page_by_the_tag_or_day_of_streamlits_own(client):
    assert not {"etag", "last-modified"} & set(client.get("/").headers)
    # As one asks that kept Streamlit's before.
    tag = client.get("/", headers={"accept": "*/*"}).headers["etag"]
    again = client.get("/", headers={"if-none-match": tag})
    assert again.status_code == 200 and shell.CONNECT in again.text


def test_who_asks_only_for_its_headers_is_told_the_length_of_ours(client):
    answer = client.head("/")
    assert answer.content == b"" and answer.headers["content-length"] == str(len(shell.page()))


def test_what_no_browser_opens_as_a_page_is_left_as_it_is(client):
    for path, accepted in (("/", "*/*"), ("/api/briefings/weekly.html", "text/html")):
        assert shell.CONNECT not in client.get(path, headers={"accept": accepted}).text


@pytest.mark.parametrize("path, text", [("/same-length", "x"), ("/short", "<head>")])
def test_any_other_page_is_left_as_it_is(client, path, text):
    answer = client.get(path)
    assert answer.text.startswith(text) and shell.CONNECT not in answer.text


def test_a_browser_may_run_the_script_of_the_page():
    assert shell.CONNECT in headers.scripts()

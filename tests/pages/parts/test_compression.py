"""How Streamlit's scripts are sent."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
import streamlit as st

from charts import in_browser
from pages.parts import compression, figure

SCRIPT = min((path for path in compression._FILES if path.endswith(".js")), key=lambda path: compression._FILES[path].stat().st_size)


def asked(path: str, accepts: str = "gzip, br", method: str = "GET") -> tuple[dict, bytes]:
    """Return headers and body of the answer; what is left to the application is answered `app`."""
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"app"})

    async def receive():
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"accept-encoding", accepts.encode())]}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, compression.Compressed(app)(scope, receive, send)).result()
    return dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent)


def test_script_is_sent_packed_and_unpacks_to_itself():
    headers, body = asked(SCRIPT)
    assert headers[b"content-encoding"] == b"br"
    assert int(headers[b"content-length"]) == len(body)
    assert brotli.decompress(body) == compression._FILES[SCRIPT].read_bytes()


@pytest.mark.parametrize(("path", "accepts", "method"), [(SCRIPT, "gzip", "GET"), (SCRIPT, "gzip, br", "POST"),
                                                         ("/static/../dashboard.py", "br", "GET"), ("/", "br", "GET")])
def test_anything_else_is_left_to_streamlit(path, accepts, method):
    assert asked(path, accepts, method) == ({}, b"app")


@pytest.mark.parametrize("base", ["", "/dash"])
def test_plotly_is_sent_packed_or_as_it_is_wherever_the_dashboard_stands(base, monkeypatch):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base}.get)
    plotly = in_browser.SCRIPT.read_bytes()
    packed, body = asked(f"{base}/{figure.ADDRESS}")
    assert packed[b"content-encoding"] == b"br" and brotli.decompress(body) == plotly and len(body) < len(plotly) / 3
    plain, body = asked(f"{base}/{figure.ADDRESS}", "gzip")
    assert b"content-encoding" not in plain and body == plotly
    # A proxy keeps both apart, and a browser keeps what it has: another version has another name.
    assert b"immutable" in plain[b"cache-control"] and in_browser.VERSION in figure.ADDRESS
    assert packed[b"vary"] == plain[b"vary"] == b"Accept-Encoding"
    assert asked(f"/elsewhere/{figure.ADDRESS}")[1] == b"app"


def test_icons_are_sent_cut_and_as_a_font():
    (path,) = compression._ICONS
    headers, body = asked(path)
    assert headers[b"content-type"] == b"font/woff2"
    assert body == compression._ICONS[path].read_bytes()
    assert len(body) < (compression.STATIC / path.removeprefix("/")).stat().st_size / 3

"""What a browser is told of a page of ours."""

import base64
import hashlib

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.parts import headers, sessions

OWN = {"/file": {"Content-Security-Policy": "sandbox", "Cache-Control": "no-cache"}, "/login": {"Set-Cookie": "_streamlit_user=a; HttpOnly"},
       "/a.js": {"Content-Type": "text/javascript; charset=utf-8"}, "/a.woff2": {"Content-Type": "font/woff2"},
       "/a.svg": {"Content-Type": "image/svg+xml"}, "/a.html": {"Content-Type": "text/html"}}


@pytest.fixture
def client():
    async def answered(request):
        return Response("", headers=OWN.get(request.url.path))

    headers._ready.cache_clear()
    headers._encrypted.cache_clear()
    with TestClient(Starlette(routes=[Route("/{path:path}", answered)], middleware=[Middleware(headers.Headers)])) as asking:
        yield asking
    headers._encrypted.cache_clear()


def test_a_page_runs_nobody_elses_script_and_stands_in_no_frame(client):
    told = client.get("/").headers
    policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
    assert "unsafe" not in policy["script-src"] and "http" not in told["content-security-policy"]
    assert policy["default-src"] == "'self'" and policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert (told["x-content-type-options"], told["x-frame-options"], told["referrer-policy"]) == ("nosniff", "DENY", "same-origin")
    assert "camera=()" in told["permissions-policy"] and told["cross-origin-opener-policy"] == "same-origin"


def test_a_script_or_font_is_told_only_what_holds_for_it(client):
    for path in ("/a.js", "/a.woff2"):
        told = client.get(path).headers
        assert told["content-security-policy"] == "default-src 'self'; frame-ancestors 'none'" and told["x-content-type-options"] == "nosniff"
        assert "permissions-policy" not in told
    # A drawing may hold a script, as a page may.
    assert all("sha256-" in client.get(path).headers["content-security-policy"] for path in ("/a.svg", "/a.html"))


def test_every_script_of_ours_is_known_by_what_it_holds():
    for text in headers.scripts():
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in headers.policy()
    assert len(set(headers.scripts())) == 9


def test_a_file_keeps_its_own_stricter_policy(client):
    told = client.get("/file").headers
    assert told.get_list("content-security-policy") == ["sandbox"]
    assert told["x-content-type-options"] == "nosniff" and told["cache-control"] == "no-cache"


def test_what_needs_a_login_is_kept_in_no_cache(client, monkeypatch):
    assert "cache-control" not in client.get("/api/x").headers
    monkeypatch.setattr(sessions, "configured", lambda: True)
    assert client.get("/api/x").headers["cache-control"] == client.get("/media/x").headers["cache-control"] == "private, no-store"
    assert "cache-control" not in client.get("/library").headers
    assert "cache-control" not in client.get("/dash/api/x").headers
    option = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: "dash" if name == "server.baseUrlPath" else option(name))
    assert client.get("/dash/api/x").headers["cache-control"] == client.get("/dash/media/x").headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(("origin", "cookie"), [("https://dash.example.org", "_streamlit_user=a; HttpOnly; Secure"),
                                                ("http://localhost:8501", "_streamlit_user=a; HttpOnly"), (None, "_streamlit_user=a; HttpOnly")])
def test_a_login_travels_encrypted_where_the_dashboard_does(client, monkeypatch, origin, cookie):
    monkeypatch.setattr(sessions, "configured", lambda: True)
    monkeypatch.setattr(headers, "get_origin_from_redirect_uri", lambda: origin)
    assert client.get("/login").headers["set-cookie"] == cookie

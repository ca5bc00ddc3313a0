"""A dashboard that stands below a path of its server."""

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.parts import base_path


@pytest.fixture
def at(monkeypatch):
    return lambda base: monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base}.get)


@pytest.mark.parametrize(("base", "path", "seen"), [
    ("", "/api/x", "/api/x"), ("lun", "/lun/api/x", "/api/x"), ("/lun/", "/lun/api/x", "/api/x"), ("a/b", "/a/b/api", "/api"),
    ("lun", "/api/x", "/api/x"), ("lun", "/lunheng/api/x", "/lunheng/api/x"), ("lun", "/lun/", "/"), (None, "/lun/", "/lun/")])
def test_a_path_is_seen_from_the_dashboards_own(at, base, path, seen):
    at(base)
    assert base_path.below(path) == seen


@pytest.mark.parametrize(("base", "answered"), [("", {"/health": 200, "/lun/health": 404}), ("lun", {"/health": 200, "/lun/health": 200, "/lunhealth": 404})])
def test_routes_answer_at_the_root_and_below(at, base, answered):
    at(base)
    client = TestClient(Starlette(routes=base_path.both([Route("/health", lambda request: PlainTextResponse("well"))])))
    assert {path: client.get(path).status_code for path in answered} == answered

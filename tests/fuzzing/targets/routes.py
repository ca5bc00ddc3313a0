"""Any request to any route: an answer of its form, or a problem that names the parameter and the next move."""

import contextlib
import json
from dataclasses import replace
from functools import cache
from unittest import mock
from urllib.parse import quote

from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

import dashboard
from analysis import codebook as codebooks
from analysis.briefing import start
from analysis.corpus import Corpus
from analysis.spreadsheets import FORMS
from charts import exhibits
from pages.parts import briefing_shelf, tables
from pages.routes import ROUTES
from pages.routes.tables import NAMES
from tests.fuzzing.strategies import queries, texts
from tests.fuzzing.target import Target
from tests.fuzzing.targets import own_work
from tests.pages.conftest import HOSTILE_DOCUMENT, ORDINARY, coded

_EXPECTED = (200, 400, 404, 405, 422, 503)


@cache
def _corpus() -> Corpus:
    return Corpus(coded(ORDINARY + HOSTILE_DOCUMENT), replace(codebooks.load(), faults=()), {"d0": "https://news.example/a"}, frozenset(), (), "fuzzing")


@cache
def _client() -> TestClient:
    with contextlib.suppress(Exception):
        briefing_shelf.Briefings(own_work.library().engine).create("weekly", start("slides"))
    application = Starlette(routes=[Route("/health", dashboard.health), Route("/fonts/{name}", dashboard.font), *ROUTES])
    return TestClient(application, base_url="http://lunheng.test", raise_server_exceptions=True)


def asked(case: tuple) -> None:
    """A route answers in its own form, or says what is wrong with which parameter; never that the fault is ours."""
    method, path, query = case
    with mock.patch.object(tables, "current", _corpus), mock.patch.object(tables, "library", own_work.library):
        answer = _client().request(method, f"{path}?{query}", follow_redirects=False)
    assert answer.status_code in _EXPECTED, (answer.status_code, answer.text[:300])
    if path.startswith("/api") and answer.status_code != 200 and method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json"
        told = json.loads(answer.content)
        assert told["errors"] and all(fault["parameter"] and fault["detail"] and fault["next"] for fault in told["errors"])
    if answer.status_code == 200 and path.endswith(".json") and method == "GET":
        json.loads(answer.content)


def _part() -> st.SearchStrategy[str]:
    return st.one_of(texts.short(1), st.sampled_from(("..", "%2e%2e", "a%00b", "predictions", "weekly", "x" * 3000, "%ED%A0%80"))).map(lambda part: quote(part, errors="replace", safe="%."))


_TABLES = st.builds(lambda name, form: f"/api/tables/{name}.{form}", st.sampled_from(NAMES), st.sampled_from(FORMS))
_CHARTS = st.builds(lambda code, form: f"/api/charts/{code}.{form}", st.sampled_from(exhibits.codes()), st.sampled_from(("json", "csv", "csv", "svg", "x")))
_OTHERS = st.one_of(st.sampled_from(("/health", "/api", "/api/", "/api/openapi.json", "/api/briefings", "/api/briefings/weekly.html", "/api/tables/x.csv", "/fonts/slices.css")),
                    st.builds(lambda first, second: f"/api/{first}/{second}", st.sampled_from(("tables", "charts", "briefings", "x")), _part()), _part().map(lambda part: f"/fonts/{part}"))
_METHODS = st.sampled_from(("GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "DELETE", "OPTIONS", "BREW"))

TARGETS = (
    Target("routes of tables", st.tuples(_METHODS, _TABLES, queries.strings()), asked, 800, 10),
    Target("routes of charts", st.tuples(_METHODS, _CHARTS, queries.strings()), asked, 400, 5),
    Target("other routes", st.tuples(_METHODS, _OTHERS, queries.strings()), asked, 800, 8),
)

"""Who is answered on the routes: by the cookie of a login, by a token, under which name."""

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit import config

from analysis.access import digest_of
from analysis.audit import Log
from pages.parts import door, sessions
from tests.pages.logins import ORIGIN, ROLES, claims, cookie, kept, roles

__all__ = ["kept", "roles"]
PATHS = ("/api/tables/predictions.csv", "/media/1.csv", "/_stcore/upload_file/s/f", "/_stcore/metrics", "/api")
OPEN = ("/", "/library", "/static/js/index.js", "/_stcore/health", "/health", "/fonts/a.css", "/auth/login", "/oauth2callback")


@pytest.fixture
def client(kept, monkeypatch):
    options = {"server.address": "0.0.0.0", "server.allowedHosts": [], "server.baseUrlPath": ""}
    monkeypatch.setattr(st, "get_option", options.get)
    door._names.cache_clear()
    made = Starlette(routes=[WebSocketRoute("/_stcore/stream", _accepted), Route("/{path:path}", _answered, methods=["GET", "PUT", "POST", "OPTIONS"])],
                     middleware=[Middleware(door.Door)])
    with TestClient(made, base_url=ORIGIN) as asking:
        asking.options = options
        yield asking
    door._names.cache_clear()


async def _answered(request):
    return PlainTextResponse("here it is")


async def _accepted(websocket):
    await websocket.accept()
    await websocket.close()


def statuses(client, headers=None, paths=PATHS) -> list[int]:
    return [client.request("PUT" if "upload" in path else "GET", path, headers=headers).status_code for path in paths]


def test_where_no_login_is_configured_everybody_is_answered(client):
    assert statuses(client) == [200] * len(PATHS)


def test_who_is_not_logged_in_is_answered_nothing_that_holds_documents(client, roles):
    assert statuses(client) == [401] * len(PATHS)
    assert statuses(client, paths=OPEN) == [200] * len(OPEN)
    answer = client.get(PATHS[0])
    assert answer.headers["content-type"] == "application/problem+json" and answer.headers["www-authenticate"] == "Bearer"
    assert "docs/access.md" in answer.json()["errors"][0]["next"]


@pytest.mark.parametrize(("name", "answered"), [("rui", [200, 200, 403, 403, 200]), ("chen", [200, 200, 200, 403, 200]),
                                                ("ana", [200] * 5), ("eve", [403] * 5)])
def test_each_role_is_answered_what_it_may(client, roles, name, answered):
    assert statuses(client, cookie(claims(name))) == answered


@pytest.mark.parametrize("header", [
    cookie(claims("ana"), secret="another secret, of another server"), cookie(claims("ana", origin="http://other.test")),
    cookie(claims("ana", is_logged_in=False)), cookie(claims("ana", ago=13 * 3600)), cookie(claims("ana", iat=None)), cookie(["ana"]),
    {"cookie": "_streamlit_user=ana"}, {"cookie": "_streamlit_user=" + "é" * 50}, {"cookie": "_streamlit_user=chunks-99999"}, {"cookie": ""},
    {"authorization": "Bearer "}, {"authorization": "Basic YW5hOmFuYQ=="}, {"authorization": "Bearer hunter2"}])
def test_a_cookie_that_is_none_of_ours_is_nobody(client, roles, header):
    assert statuses(client, {name: value.encode("utf-8") for name, value in header.items()}) == [401] * len(PATHS)


def test_a_role_taken_away_holds_at_once(client, roles):
    mine = cookie(claims("chen"))
    assert statuses(client, mine)[2] == 200
    roles.write_text(ROLES.replace('"coder"', '"none"'))
    assert statuses(client, mine) == [403] * len(PATHS)


def test_a_program_comes_in_with_its_token(client, roles):
    roles.write_text(ROLES + f'[tokens]\nweekly = {{role = "reader", sha256 = "{digest_of("a long random token")}"}}\n')
    assert statuses(client, {"authorization": "bearer a long random token"}) == [200, 200, 403, 403, 200]
    # Who shows a token is what the token is, whoever else is logged in there.
    assert statuses(client, {"authorization": "Bearer wrong", **cookie(claims("ana"))}) == [401] * len(PATHS)


def test_roles_that_cannot_be_read_let_nobody_in(client, roles):
    roles.write_text("default = 3")
    answer = client.get(PATHS[0], headers=cookie(claims("ana")))
    assert answer.status_code == 503
    assert str(roles) not in answer.text


def test_logging_out_ends_the_login_wherever_its_cookie_is(client, roles, kept):
    mine, again = cookie(claims("chen")), cookie(claims("chen", ago=1))
    assert client.get("/auth/logout", headers=mine).status_code == 200
    assert statuses(client, mine) == [401] * len(PATHS)
    assert statuses(client, again)[0] == 200
    entries = Log(kept.engine).entries(did="log_out")
    assert list(entries["who"]) == ["chen@example.org"]
    # A server that starts anew still knows.
    sessions._known.clear()
    assert statuses(client, mine) == [401] * len(PATHS)


def test_another_site_cannot_log_anybody_out(client, roles):
    mine = cookie(claims("chen"))
    assert client.get("/auth/logout", headers={**mine, "sec-fetch-site": "cross-site"}).status_code == 403
    assert statuses(client, mine)[0] == 200


def test_a_path_below_another_base_is_closed_too(client, roles):
    client.options["server.baseUrlPath"] = "dash"
    assert client.get("/dash/api/tables/predictions.csv").status_code == 401
    assert client.get("/dash/library").status_code == 200


@pytest.mark.parametrize(("host", "status"), [("localhost:8501", 200), ("127.0.0.1:8501", 200), ("[::1]:8501", 200), ("LOCALHOST", 200),
                                              ("evil.example", 403), ("evil.example:8501", 403), ("localhost.evil.example", 403),
                                              ("127.0.0.1.evil.example", 403), ("", 403), ("localhost:evil.example", 403)])
def test_on_a_machine_of_its_own_only_its_own_names_are_answered(client, host, status):
    """A site whose name leads to this machine would otherwise read it through its visitor's browser (DNS rebinding)."""
    client.options["server.address"] = "localhost"
    assert client.get("/api", headers={"host": host}).status_code == status


def test_names_can_be_added_and_hold_for_pages_too(client):
    client.options |= {"server.address": "localhost", "server.allowedHosts": ["*.example.org"]}
    before = config.get_option("server.allowedHosts")
    config.set_option("server.allowedHosts", ["*.example.org"])
    try:
        assert client.get("/", headers={"host": "dash.example.org"}).status_code == 200
        with client.websocket_connect("/_stcore/stream", headers={"host": "dash.example.org"}):
            pass
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers={"host": "evil.example"}):
            pass
    finally:
        config.set_option("server.allowedHosts", before)

"""What is closed to whom, on the way in: routes that need a role, names this machine is not called by, and the way out."""

from collections.abc import Sequence
from functools import cache

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from analysis import access
from analysis.access import ADMIN, CODER, NONE, READER, AccessError, Person
from pages.parts import base_path, sessions
from pages.routes.problems import Problem, problem

# Which role it takes to be answered below a path, the first that fits. What is not here holds no document: Streamlit's own scripts, our
# font, whether the server is well, and the empty shell in which a page is drawn once its session has let the visitor in.
CLOSED: Sequence[tuple[str, str]] = (("/api", READER), ("/media/", READER), ("/_stcore/upload_file/", CODER), ("/_stcore/metrics", ADMIN))
_LOCAL = ("localhost", "127.0.0.1", "::1", "[::1]")
_LOG_OUT = "/auth/logout"


class Door:
    """Middleware that answers in the application's stead whoever may not be answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or refuse."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            _known_host(headers.get("host", ""))
            if scope["type"] == "http":
                await _let(scope, headers)
        except Problem as refused:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await refused.answer()(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def _let(scope: Scope, headers: Headers) -> None:
    """Raise where somebody may not be answered."""
    if not sessions.configured():
        return
    path = base_path.below(scope["path"])
    if path == _LOG_OUT:
        await _leave(headers)
        return
    least = next((role for closed, role in CLOSED if path.startswith(closed)), None)
    if least is None or scope["method"] == "OPTIONS":
        return
    who = await run_in_threadpool(asking, headers)
    if who is None:
        raise problem(401, "access", "Nobody is logged in, or the login is over.", "Log in with a browser, or send a token: docs/access.md.")
    if not who.may(least):
        raise problem(403, "access", f"This takes the role {least}; {who.name} has the role {who.role}.", "Ask whoever runs this server for it.")


def asking(headers: Headers) -> Person | None:
    """Return who asks: by the token shown, else by the cookie of a login; None where it is nobody.

    Raises
    ------
    Problem
        503, where nobody can be let in as the roles cannot be read.
    """
    try:
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            return access.rules().bearer(shown.strip())
        return sessions.person(sessions.of_cookies(cookie_parser(headers.get("cookie", ""))))
    except AccessError:
        raise problem(503, "access", "Nobody is let in: the roles cannot be read.", "Whoever runs this server finds the reason in its log.") from None


async def _leave(headers: Headers) -> None:
    """End the login of whoever leaves, wherever else it is open."""
    if headers.get("sec-fetch-site") == "cross-site":
        raise problem(403, "access", "Another site asked for this.", "Log out with the button in the sidebar.")
    claims = sessions.of_cookies(cookie_parser(headers.get("cookie", "")))
    if claims is not None:
        await run_in_threadpool(_end, claims)


def _end(claims: dict[str, object]) -> None:
    try:
        who = access.rules().person(claims)
    except AccessError:
        who = Person(str(claims.get("sub", "")), NONE)
    sessions.end(claims, who)


def _known_host(host: str) -> None:
    """Raise where a machine of its own is asked for under a name that is not its own: a site whose name leads here could read it."""
    own = _names()
    if own is None:
        if is_host_allowed(host):
            return
    else:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() and not host.endswith("]") else host
        if name.casefold() in _LOCAL or host.casefold() in own:
            return
    raise problem(403, "host", f"{host[:60]!a} is no name of this server.", "Name it with --server.allowedHosts, if it is.")


@cache
def _names() -> frozenset[str] | None:
    """Return by which names besides the machine's own this server may be asked; None where its own options say."""
    if st.get_option("server.address") not in ("localhost", "127.0.0.1", "::1") or st.get_option("server.allowedHosts"):
        return None
    own = (get_origin_from_redirect_uri() or "").partition("://")[2] if sessions.configured() else ""
    return frozenset({own.casefold()} - {""})

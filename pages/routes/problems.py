"""What a route answers when it cannot give what was asked for: `application/problem+json` (RFC 9457)."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from analysis import faults
from pages.parts import base_path, metrics

Handler = Callable[[Request], Awaitable[Response]]
_READ = ("GET", "HEAD")
_RETRY_AFTER = 30


@dataclass(frozen=True)
class Fault:
    """What is wrong with one parameter, and what to do."""

    parameter: str
    detail: str
    next: str


class Problem(Exception):
    """What was asked for cannot be given.

    Parameters
    ----------
    status : int
    faults : sequence of Fault
        All there are, at least one.
    """

    def __init__(self, status: int, faults: Sequence[Fault]):
        super().__init__(" ".join(f"{fault.parameter}: {fault.detail}" for fault in faults))
        self.status, self.faults = status, tuple(faults)

    def answer(self) -> JSONResponse:
        """Return it as a response."""
        told = {"type": "about:blank", "title": HTTPStatus(self.status).phrase, "status": self.status,
                "detail": " ".join(f"{fault.parameter}: {fault.detail} {fault.next}" for fault in self.faults),
                "errors": [asdict(fault) for fault in self.faults]}
        headers = {"Allow": ", ".join(_READ)} if self.status == 405 else {"Retry-After": str(_RETRY_AFTER)} if self.status == 503 else {
            "WWW-Authenticate": "Bearer"} if self.status == 401 else None
        return JSONResponse(told, self.status, headers, "application/problem+json")


def problem(status: int, parameter: str, detail: str, next_move: str) -> Problem:
    """Return a problem with one parameter."""
    return Problem(status, [Fault(parameter, detail, next_move)])


class Answered:
    """A route as an ASGI application: only read, and every problem told as one.

    Parameters
    ----------
    handler : callable
        Takes the request and returns the response, or raises `Problem`.
    """

    def __init__(self, handler: Handler):
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        request, began = Request(scope, receive), time.perf_counter()
        answer = await self._answer(request)
        metrics.answered(base_path.below(request.url.path), answer.status_code, time.perf_counter() - began)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            if request.method not in _READ:
                raise problem(405, "method", f"{request.method} is not answered here.", "Ask with GET.")
            return await self._handler(request)
        except Problem as known:
            return known.answer()
        except Exception as error:
            if told := faults.said(error):
                logging.getLogger("lunheng").exception("A route could not be answered: %s", request.url.path)
                return problem(503, "path", f"This could not be made. {told}", "Tell whoever runs this server, and ask again later.").answer()
            logging.getLogger("lunheng").exception("A route failed: %s", request.url.path)
            return problem(500, "path", "This could not be made; the fault is ours.", "Ask whoever runs this server to look at its log.").answer()


async def unknown(request: Request) -> Response:
    """Say that there is no such route."""
    raise problem(404, "path", f"{request.url.path} is no route.", "/api/openapi.json describes those there are.")

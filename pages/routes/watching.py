"""`/ready` and `/metrics`: for whoever watches the server. `/health` beside them says only that it lives."""

import ipaddress
import os

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pages.parts import metrics, readiness

SWITCH = "LUNHENG_METRICS"
LOCAL, ON, OFF = "local", "on", "off"
# Whoever sends one of these was not there when the question was asked: a proxy passes it on.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


async def ready(request: Request) -> Response:
    """Return 200 where the server can do its work, 503 where it cannot, and what each check says."""
    said = await run_in_threadpool(readiness.checks)
    well = all(answer == readiness.OK for answer in said.values())
    return JSONResponse({"status": "ready" if well else "not ready", "checks": said}, 200 if well else 503, {"Cache-Control": "no-store"})


async def counted(request: Request) -> Response:
    """Return what is counted, to this machine only unless `LUNHENG_METRICS` is `on`; to others it is not there."""
    how = os.environ.get(SWITCH, "").strip().lower() or LOCAL
    if how != ON and (how != LOCAL or not here(request)):
        return PlainTextResponse("Not found", 404)
    return Response(await run_in_threadpool(metrics.text), media_type=_TYPE, headers={"Cache-Control": "no-store"})


def here(request: Request) -> bool:
    """Whether a request comes from this machine itself: by its address and by the name it asks for, and by no proxy."""
    if request.client is None or any(name in request.headers for name in _PASSED_ON):
        return False
    return _loopback(request.client.host) and _loopback(request.url.hostname or "")


def _loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback

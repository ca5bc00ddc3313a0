"""Streamlit's own scripts, sent small: packed once and kept, where Streamlit sends them as they are.

They are some 8 MB for a page with a chart. Streamlit leaves packing them to a proxy, because doing it at each request would
cost more than it saves; here it is done once.
"""

from functools import cache
from pathlib import Path

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = Path(streamlit.__file__).parent / "static"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_FILES = {f"/{file.relative_to(STATIC).as_posix()}": file for file in STATIC.glob("static/**/*") if file.suffix in _TYPES}
# 9 packs the largest, Plotly, in half a second; 11 would take ten for a twentieth less.
_QUALITY = 9
_FIRST = ("index.", "protobuf.", "PlotlyChart.")


class Compressed:
    """Middleware that answers for Streamlit's scripts and style sheets, to browsers that take Brotli."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        file = _FILES.get(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if file is None or b"br" not in dict(scope["headers"]).get(b"accept-encoding", b""):
            await self._app(scope, receive, send)
            return
        packed = await run_in_threadpool(pack, file)
        # The file's name holds a digest of what is in it.
        answer = Response(packed, media_type=_TYPES[file.suffix], headers={
            "Content-Encoding": "br", "Vary": "Accept-Encoding", "Cache-Control": "public, immutable, max-age=31536000"})
        await answer(scope, receive, send)


@cache
def pack(file: Path) -> bytes:
    """Return a file packed with Brotli."""
    return brotli.compress(file.read_bytes(), mode=brotli.MODE_TEXT, quality=_QUALITY)


def prepare() -> None:
    """Pack what nearly every page asks for, before anybody does."""
    for file in _FILES.values():
        if file.name.startswith(_FIRST):
            pack(file)

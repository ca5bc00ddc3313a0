"""Scripts and style sheets, sent small: packed once and kept, Streamlit's and Plotly's; Streamlit's icon font cut to the icons that are drawn.

The scripts are some 8 MB for a page with a chart. Streamlit leaves packing them to a proxy, because doing it at each request would
cost more than it saves; here it is done once.
"""

from collections.abc import Container
from functools import cache
from pathlib import Path

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from charts import in_browser
from pages.parts import base_path, figure

STATIC = Path(streamlit.__file__).parent / "static"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_FILES = {f"/{file.relative_to(STATIC).as_posix()}": file for file in STATIC.glob("static/**/*") if file.suffix in _TYPES} | {f"/{figure.ADDRESS}": in_browser.SCRIPT}
_ICONS = {f"/static/media/{file.name}": file for file in
          (Path(__file__).parent.parent.parent / "data" / "fonts" / "icons").glob("*.woff2")}
# 9 packs the largest, Plotly, in half a second; 11 would take ten for a twentieth less.
_QUALITY = 9
# The files' names hold a digest of what is in them.
_KEPT = {"Cache-Control": "public, immutable, max-age=31536000"}


class Compressed:
    """Middleware that answers for Streamlit's scripts and style sheets, to browsers that take Brotli, and for its icons."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        asked = base_path.below(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else ""
        answer: ASGIApp = self._app
        if asked in _ICONS:
            answer = Response(_ICONS[asked].read_bytes(), media_type="font/woff2", headers=_KEPT)
        elif asked in _FILES and b"br" in dict(scope["headers"]).get(b"accept-encoding", b""):
            answer = Response(await run_in_threadpool(pack, _FILES[asked]), media_type=_TYPES[_FILES[asked].suffix],
                              headers={"Content-Encoding": "br", "Vary": "Accept-Encoding", **_KEPT})
        elif asked == f"/{figure.ADDRESS}":
            # Streamlit, which answers browsers that take no Brotli with its own files, knows nothing of this one.
            answer = FileResponse(in_browser.SCRIPT, media_type=_TYPES[".js"], headers={"Vary": "Accept-Encoding", **_KEPT})
        await answer(scope, receive, send)


@cache
def pack(file: Path) -> bytes:
    """Return a file packed with Brotli."""
    return brotli.compress(file.read_bytes(), mode=brotli.MODE_TEXT, quality=_QUALITY)


def prepare(names: Container[str]) -> None:
    """Pack what nearly every page asks for, before anybody does."""
    for file in _FILES.values():
        if file.name in names:
            pack(file)

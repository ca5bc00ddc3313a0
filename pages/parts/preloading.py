"""Streamlit's scripts that a page of ours needs: what draws its heading is named with the page, the rest is packed before anybody asks.

Streamlit names the scripts of its frame in its page. Those of an element follow once the server has told of the first of its kind, and
the heading is such an element: it waited for them, and for whatever large was fetched beside them. To name more than that one was
tried and left: the widgets' forty files, or Plotly, then stand in the frame's own way.
"""

import re
from collections.abc import Iterable
from functools import cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from charts import in_browser
from pages.parts.compression import STATIC

_SCRIPTS = STATIC / "static" / "js"
_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')
# As Streamlit names the files of its elements: what holds our heading; what stands on every page beside it; what stands on many.
_HEADING = ("Html",)
_WIDGETS = ("BidiComponent", "TextInput", "ButtonGroup", "Multiselect", "DateInput", "NumberInput", "Selectbox", "Button")
_LARGE = ("DataFrame",)


class Preloaded:
    """Middleware that names the heading's scripts in the head of a page, so that they are fetched while the frame's still run."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and add to what it says of a page."""
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = list(message.get("headers", []))
                if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers):
                    message["headers"] = [*headers, (b"link", links())]
            await send(message)

        # What is at an address of /api is a page of its own, made of nothing of Streamlit's.
        await self._app(scope, receive, told if scope["type"] == "http" and "/api/" not in scope["path"] else send)


@cache
def links() -> bytes:
    """Return the heading's scripts as the header `Link`, seen from the page, which may stand under a path of its own."""
    return b", ".join(b"<./static/js/%s>; rel=modulepreload" % name.encode() for name in needed(_HEADING) if name not in frame())


@cache
def frame() -> frozenset[str]:
    """Return the names of the scripts and style sheets that Streamlit's page names itself."""
    return frozenset(re.findall(r"static/(?:js|css)/([\w.-]+\.(?:js|css))", (STATIC / "index.html").read_text(encoding="utf-8")))


def everywhere() -> frozenset[str]:
    """Return the names of the files that nearly every page asks for."""
    return frame().union(needed((*_HEADING, *_WIDGETS, *_LARGE)), {in_browser.SCRIPT.name})


def needed(elements: Iterable[str]) -> list[str]:
    """Return the scripts that some elements are made of, with all they import."""
    found: list[str] = []
    waiting = [file.name for element in elements for file in _SCRIPTS.glob(f"{element}.*.js")]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting += _IMPORTED.findall((_SCRIPTS / name).read_text(encoding="utf-8"))
    return found

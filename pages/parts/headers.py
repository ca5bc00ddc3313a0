"""Headers that tell a browser what a page of ours may do: run our scripts and nobody else's, ask nobody but us, stand in no frame.

Streamlit leaves them to a proxy. The package `secure` was tried and left: it writes over the stricter policy that a file of ours has.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_origin_from_redirect_uri

from analysis.language import CODES
from pages.parts import base_path, page, sessions, shell
from pages.parts.door import CLOSED

HERE = Path(__file__).parent
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Emotion, which Streamlit is styled with, writes its rules into the page. Components are imported from `blob:` addresses, which only a
# script that runs already can make; Plotly draws pictures from `data:` and `blob:`.
POLICY = {"default-src": "'self'", "script-src": "'self' blob:", "style-src": "'self' 'unsafe-inline'", "img-src": "'self' data: blob:",
          "font-src": "'self' data:", "worker-src": "'self' blob:", "object-src": "'none'", "base-uri": "'self'", "form-action": "'self'",
          "frame-ancestors": "'none'"}
_OURS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
         "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
         "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}
# Scripts, styles, fonts and pictures open no window and ask for no camera: of the rules for pages they are told the one that holds for
# them. They come a hundred to a first visit, and all the rules are a kilobyte.
_FILES = (b"text/javascript", b"text/css", b"font/", b"image/png")
_OF_FILES = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
             "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"}
_COOKIES = (b"_streamlit_",)
# What only some may see is in nobody's cache.
_CLOSED = tuple(path for path, _ in CLOSED)


class Headers:
    """Middleware that adds the headers to every answer; one that an answer has already stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and add to what it says."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_ours(list(message.get("headers", [])), base_path.below(scope["path"]))
            await send(message)

        await self._app(scope, receive, told)


def _with_ours(headers: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
    there = {name.lower() for name, _ in headers}
    headers = [(name, value + b"; Secure" if name.lower() == b"set-cookie" and value.startswith(_COOKIES) and _encrypted()
                and b"; secure" not in value.lower() else value) for name, value in headers]
    sort = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    headers += [pair for pair in _ready(sort.startswith(_FILES)) if pair[0] not in there]
    if path.startswith(_CLOSED) and b"cache-control" not in there and sessions.configured():
        headers.append((b"cache-control", b"private, no-store"))
    return headers


@cache
def _ready(file: bool) -> tuple[tuple[bytes, bytes], ...]:
    told = _OF_FILES if file else {**_OURS, "Content-Security-Policy": policy()}
    return tuple((name.lower().encode(), value.encode()) for name, value in told.items())


@cache
def _encrypted() -> bool:
    """Whether the dashboard is reached by https, so that its cookies need never travel otherwise."""
    return sessions.configured() and urlsplit(get_origin_from_redirect_uri() or "").scheme == "https"


def policy() -> str:
    """Return the Content-Security-Policy: of scripts written into a page only ours run, known by what they hold."""
    own = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in dict.fromkeys(scripts()))
    return "; ".join(f"{name} {value} {own}" if name == "script-src" else f"{name} {value}" for name, value in POLICY.items())


def scripts() -> list[str]:
    """Return every script that is written into a page: Streamlit's empty one has one of its own and one of ours, the rest come later."""
    ours = [text for code in CODES for text in page.scripts(code)]
    ours += [(HERE / name).read_text(encoding="utf-8") for name in ("door.js", "back.js", "here.js")]
    return _SCRIPT.findall(shell.page().decode()) + ours

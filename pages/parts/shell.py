"""Streamlit's empty page, in which all of ours are drawn: it bears our name while it loads, and knows where its server is."""

from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.compression import STATIC

FILE = STATIC / "index.html"
TITLE = "Lunheng 論衡"
_ASKED_OF_ITS_OWN = (b"accept-encoding", b"if-none-match", b"if-modified-since")
CONNECT = (Path(__file__).parent / "connect.js").read_text(encoding="utf-8")


class Shell:
    """Middleware that answers with our form of Streamlit's page wherever Streamlit answers with its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and put our page in the place of its own."""
        if scope["type"] != "http" or b"text/html" not in dict(scope["headers"]).get(b"accept", b"") or "/api/" in scope["path"]:
            await self._app(scope, receive, send)
            return
        # Packed, it would not be known, and it is 8 kB; asked whether it is still what a browser holds, Streamlit speaks of its own.
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _ASKED_OF_ITS_OWN]}
        held: list[Message] = []

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                if _may_be_shell(message):
                    held.append(message)
                    return
            elif held:
                begun = held.pop()
                # A HEAD is answered by the same headers and nothing else.
                if message.get("body") == own() or scope["method"] == "HEAD":
                    begun, message = _changed(begun), {**message, "body": message["body"] and page()}
                await send(begun)
            await send(message)

        await self._app(scope, receive, told)


def _may_be_shell(message: Message) -> bool:
    """Say whether an answer begins that may hold Streamlit's page: text of its kind and length."""
    headers = MutableHeaders(raw=message["headers"])
    return (message["status"] == 200 and headers.get("content-type", "").startswith("text/html")
            and headers.get("content-length") == str(len(own())))


def _changed(message: Message) -> Message:
    """Return the beginning of an answer with our page's length; a day and a tag that Streamlit gave are of a file that does not change when ours does."""
    headers = MutableHeaders(raw=[pair for pair in message["headers"] if pair[0].lower() not in (b"etag", b"last-modified")])
    headers["content-length"] = str(len(page()))
    return {**message, "headers": headers.raw}


@cache
def own() -> bytes:
    """Return Streamlit's page as it is."""
    return FILE.read_bytes()


@cache
def page() -> bytes:
    """Return Streamlit's page with our title, and with the script that tells it where its server is before any other runs."""
    text = own().decode()
    text = text.replace("<title>Streamlit</title>", f"<title>{TITLE}</title>", 1)
    return text.replace("<head>", f"<head>\n    <script>{CONNECT}</script>", 1).encode()

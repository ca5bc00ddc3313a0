"""A file as a route's answer."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from pages.routes.problems import problem

# Text of strangers stands in these: a browser that opens one gives it no part in our pages.
_SANDBOXED = ("text/html", "image/svg+xml")


def asked(request: Request, forms: tuple[str, ...]) -> tuple[str, str]:
    """Return name and form of the file in the path.

    Raises
    ------
    Problem
        404, where the form is none of those there are.
    """
    name, _, form = request.path_params["file"].rpartition(".")
    if not name or form not in forms:
        raise problem(404, "form", f"{form[:20]!a} is no form this comes in.", f"There are {', '.join(forms)}.")
    return name, form


def answer(data: bytes, name: str, mime: str, *, kept: bool = False) -> Response:
    """Return a file.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, with its ending.
    mime : str
    kept : bool
        Whether a browser keeps it on disk rather than showing it.
    """
    how = "attachment" if kept else "inline"
    headers = {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}", "X-Content-Type-Options": "nosniff"}
    if mime.startswith(_SANDBOXED):
        headers["Content-Security-Policy"] = "sandbox allow-scripts"
    return Response(data, media_type=mime, headers=headers)


def base(request: Request) -> str:
    """Return the dashboard's own address as it was reached, for links in files."""
    return str(request.base_url).rstrip("/")

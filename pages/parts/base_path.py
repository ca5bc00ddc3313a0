"""The path below which the dashboard stands on its server, where it is told of one (`server.baseUrlPath`)."""

from collections.abc import Sequence

import streamlit as st
from starlette.routing import Route


def below(path: str) -> str:
    """Return a path as seen from the dashboard's own."""
    base = _base()
    return path.removeprefix(base) if path.startswith(f"{base}/") else path


def both(routes: Sequence[Route]) -> list[Route]:
    """Return routes as they are, and again below the dashboard's path: whoever stands before the server may pass on nothing else."""
    base = _base()
    return [*routes, *(Route(base + route.path, route.endpoint) for route in routes if base)]


def _base() -> str:
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return base and f"/{base}"

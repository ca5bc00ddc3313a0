"""The web application: `streamlit run dashboard.py`.

Pages are registered in `pages/navigation.py`. Here stands what the server does before and beside them: it reads the
codebook and the tables before the first visitor comes, says whether it is well, and serves our own font.
"""

import logging
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from pages.parts import tables

FONTS = Path(__file__).parent / "data" / "fonts"


@asynccontextmanager
async def warm(app: st.App):
    """Load codebook and tables before the first visitor; a fault is told on the pages, not here."""
    try:
        await run_in_threadpool(tables.current)
    except Exception:
        logging.getLogger("lunheng").exception("The tables could not be loaded before the first visit")
    yield


async def health(request: Request) -> JSONResponse:
    """Return how many documents are ready, for whoever watches the server."""
    corpus = await run_in_threadpool(tables.current)
    return JSONResponse({"status": "ok", "documents": len(corpus.tables.documents),
                         "predictions": len(corpus.tables.predictions)})


async def font(request: Request) -> Response:
    """Return one of our own font files; the theme asks for it by name."""
    path = FONTS / Path(request.path_params["name"]).name
    if path.suffix not in (".otf", ".woff2") or not path.is_file():
        return Response("No such font.", status_code=404)
    # A year: the file's name changes when the font does.
    return FileResponse(path, headers={"Cache-Control": "public, max-age=31536000"})


app = st.App("pages/navigation.py", lifespan=warm,
             routes=[Route("/health", health), Route("/fonts/{name}", font)])

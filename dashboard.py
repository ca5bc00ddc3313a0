"""The web application: `streamlit run dashboard.py`.

Pages are registered in `pages/navigation.py`. Here stands what the server does before and beside them: it reads the
codebook and the tables before the first visitor comes, says whether it is well, and serves our own font.
"""

import importlib
import logging
import pkgutil
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

import charts
import pages.parts
from pages.parts import (
    access,
    ahead,
    base_path,
    compression,
    door,
    ending,
    failed_download,
    headers,
    import_jobs,
    memory,
    metrics,
    page,
    preloading,
    rehearsal,
    server_log,
    shell,
    tables,
)
from pages.routes import ROUTES

FONTS = Path(__file__).parent / "data" / "fonts" / "slices"


@asynccontextmanager
async def warm(app: st.App):
    """Load codebook and tables before the first visitor; a fault is told on the pages, not here. At the end, give back what is under way."""
    with server_log.written(), ending.heard(), memory.kept_tidy(), ahead.kept():
        access.prepare()
        failed_download.prepare()
        await run_in_threadpool(compression.prepare, preloading.everywhere())
        await run_in_threadpool(load)
        try:
            await run_in_threadpool(tables.prepare)
            await run_in_threadpool(rehearsal.rehearse)
        except Exception:
            logging.getLogger("lunheng").exception("The tables could not be loaded before the first visit")
        try:
            # What a server that was ended left half imported.
            await run_in_threadpool(import_jobs.go_on)
        except Exception:
            logging.getLogger("lunheng").exception("Unfinished imports could not be gone on with")
        logging.getLogger("lunheng").info("The server is ready")
        try:
            yield
        finally:
            await run_in_threadpool(ending.finish)


def load() -> None:
    """Import what the pages are made of: Plotly and all that draws would keep the first visitor waiting for seconds."""
    for package in (charts, pages.parts):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


async def health(request: Request) -> JSONResponse:
    """Return how many documents are ready, for whoever watches the server."""
    corpus = await run_in_threadpool(tables.current)
    return JSONResponse({"status": "ok", "documents": len(corpus.tables.documents),
                         "predictions": len(corpus.tables.predictions)})


async def font(request: Request) -> Response:
    """Return a slice of our font, or the style sheet that says which characters stand in which."""
    path = FONTS / Path(request.path_params["name"]).name
    if path.suffix not in (".css", ".woff2") or not path.is_file():
        return Response("No such font.", status_code=404)
    # A slice's name changes with what is in it, the sheet's does not.
    kept = "no-cache" if path.suffix == ".css" else "public, immutable, max-age=31536000"
    return FileResponse(path, headers={"Cache-Control": kept})


def failed(error: Exception) -> bool:
    """Tell what was refused, or what a full disk or a lost database did not let be kept, as what it is; all else is told as Streamlit tells it."""
    if access.refused(error):
        return True
    metrics.page_failed(error)
    if not page.unkept(error):
        return False
    logging.getLogger("lunheng").error("What was done on a page could not be kept", exc_info=error)
    return True


app = st.App("pages/navigation.py", lifespan=warm, on_script_error=failed,
             middleware=[Middleware(layer) for layer in (headers.Headers, door.Door, preloading.Preloaded, shell.Shell, compression.Compressed)],
             routes=base_path.both([Route("/health", health), Route("/fonts/{name}", font), *ROUTES]))

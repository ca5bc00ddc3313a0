"""The register of pages, and what stands around each of them: logo, menu, filter."""

import logging
import time
from pathlib import Path

import streamlit as st

from pages.parts import (
    access,
    address,
    ahead,
    alone,
    around,
    briefing_adding,
    briefing_entries,
    filters,
    finder,
    language,
    metrics,
    page,
    project,
    saved_views,
    script,
    selected,
    shell,
    signals,
    tables,
)
from pages.parts.language import say

STATIC = Path(__file__).parent.parent / "static"

EXPLORE = ("overview", "outcomes", "issues", "timeline", "actors", "networks", "words", "compare", "commentator", "reader")
# A click in these changes nothing but their own view: it is answered without what stands around them. The first has no path.
BY_THEMSELVES = ("", *(name for name in EXPLORE if name not in ("overview", "reader")))
JUDGE = ("questions", "track_record", "crowd")
PREPARE = ("library", "review", "coders", "adjudication", "codebook", "method")
SHARE = ("briefing",)

began = time.perf_counter()
ahead.hush()
st.set_page_config(page_title=shell.TITLE, page_icon=str(STATIC / "favicon.png"), layout="wide",
                   initial_sidebar_state=256)
st.logo(STATIC / "logo.svg", size="large")
around.begin()
language.read()


def _page(section: str, name: str):
    return st.Page(f"{section}/{name}.py", title=say(name), url_path=name, default=name == "overview")


opened = st.navigation({"": [_page("explore", name) for name in EXPLORE],
                        say("judge"): [_page("judge", name) for name in JUDGE],
                        say("prepare"): [_page("prepare", name) for name in PREPARE],
                        say("share"): [_page("share", name) for name in SHARE]}, position="top" if access.inside() else "hidden")
page.dress()
access.enter()
access.warn()
project.CHOICE.read()
try:
    with st.spinner(say("working")):
        tables.look()
        corpus = tables.current()
except Exception as error:
    # A codebook that cannot be read, a full disk, a broken library: the visitor is told what, whoever runs it sees where.
    logging.getLogger("lunheng").exception("The tables could not be loaded")
    metrics.page_failed(error)
    page.broken(error)
    st.stop()
address.read(opened.url_path or "overview", corpus.tables, corpus.codebook)
address.write()
finder.show(corpus)
with st.sidebar:
    project.switch("switch_project")
saved_views.show()
filters.show(corpus)
with st.sidebar:
    language.switch()
    script.switch()
    access.show()
signals.listen(on_pressed=briefing_adding.take, on_moved=briefing_entries.dragged, on_chosen=selected.take)
with metrics.run(opened.url_path or "overview", "whole", began):
    if opened.url_path in BY_THEMSELVES:
        alone.run(opened)
    else:
        with ahead.before():
            briefing_adding.tell()
            opened.run()

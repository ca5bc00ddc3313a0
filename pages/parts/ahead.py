"""What the next click would ask of the server, worked out while nobody asks anything.

A page that stands is read for seconds. Meanwhile the page is run for each issue that one click would add or take back, and for the first marks of
charts whose marks have much worked out (`offer`), as a visit that nobody makes, and what it says goes nowhere: what is left is what was counted, and that click finds it. Whoever does click goes before: what is under way
here ends with its next word.
"""

import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner import StopException, add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, SharedRunState, ThreadState
from streamlit.runtime.state import SafeSessionState, SessionState

from analysis.selection import Selection
from pages.parts import address, filters, language, metrics, recent, screen, tables

# Seconds of quiet before it begins, and those spent on one page that stands.
QUIET, SPENT = 0.15, 4.0
# Pages that stand; of more, the oldest are not looked at.
MOST = 8
# Marks of a chart: so many bars are ranked words.
MARKS = 24
_KEPT = ("page", "own", "looked_at", *(f"visit_{choice.parameter}" for choice in address.VISIT))
_NOBODY = "ahead"


@dataclass(frozen=True)
class _Click:
    """What one click would choose: another selection, or of the same a mark, as one of the page's own choices."""

    selection: Selection
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Standing:
    """A page that stands, and what is still to be asked of it."""

    opened: Any
    context: ScriptRunContext
    state: Mapping[str, Any]
    # What is shown, but for the filter and for marks.
    view: str
    next: tuple[_Click, ...]
    seconds: float


_turn = threading.Condition()
# Who asks something at this moment, when anybody last did, and whether there is somebody who works ahead.
_asking = [0]
_asked = [0.0]
_working = [False]
_standing: dict[str, _Standing] = {}


@contextmanager
def kept() -> Iterator[None]:
    """Work ahead until the block ends; not where `LUNHENG_AHEAD` is `off`."""
    if os.environ.get("LUNHENG_AHEAD", "").strip().lower() == "off":
        yield
        return
    with _turn:
        _working[0] = True
    threading.Thread(target=_work, name=_NOBODY, daemon=True).start()
    try:
        yield
    finally:
        with _turn:
            _working[0] = False
            _standing.clear()
            _turn.notify_all()


def hush() -> None:
    """End what is worked out ahead: somebody asks."""
    with _turn:
        _asked[0] = time.monotonic()


@contextmanager
def before() -> Iterator[None]:
    """Go before whatever is worked out ahead, for as long as the block takes."""
    with _turn:
        _asking[0] += 1
        _asked[0] = time.monotonic()
    try:
        yield
    finally:
        with _turn:
            _asking[0] -= 1
            _asked[0] = time.monotonic()


def offer(name: str, marks: Iterable[str]) -> None:
    """Name marks of the page being run whose click is worth working out, the first first.

    Parameters
    ----------
    name : str
        The page's own choice that their click sets.
    marks : iterable of str
        The first `MARKS` are taken.
    """
    st.session_state["offered"] = [(name, mark) for mark in dict.fromkeys(marks)][:MARKS]


def look(opened: Any) -> None:
    """Have what one click would ask of a page that stands worked out.

    Parameters
    ----------
    opened : st.Page
        The page of the present run, as `st.navigation` gave it.
    """
    context = get_script_run_ctx()
    offered = st.session_state.pop("offered", [])
    # A phone tells that it is one with its headers, which a visit that nobody makes has not.
    if not _working[0] or context is None or screen.phone():
        return
    state = {name: st.session_state[name] for name in _KEPT if name in st.session_state}
    corpus = tables.current()
    view = repr((opened.url_path, sorted(address.beside_marks().items()), language.current(), [choice.chosen() for choice in address.VISIT]))
    shown = address.selection()
    tables.of(shown).remember((_NOBODY, view, ()))
    clicks = [*map(_Click, filters.near(corpus, shown)), *(_Click(shown, (mark,)) for mark in offered)]
    near = tuple(click for click in clicks if not _done(corpus.fingerprint, click, view))
    with _turn:
        _standing.pop(context.session_id, None)
        _standing[context.session_id] = _Standing(copy(opened), context, state, view, near, SPENT)
        for oldest in list(_standing)[:-MOST]:
            del _standing[oldest]
        _turn.notify_all()


def _work() -> None:
    while _working[0]:
        with _turn:
            if not _standing:
                _turn.wait()
                continue
            rest = QUIET - (time.monotonic() - _asked[0])
            if _asking[0] or rest > 0:
                _turn.wait(max(rest, QUIET / 3))
                continue
            visit, page = _standing.popitem()
        left = _go_through(page)
        if left:
            with _turn:
                # Where the visit has clicked meanwhile, another page stands.
                if _working[0]:
                    _standing.setdefault(visit, left)


def _go_through(page: _Standing) -> _Standing | None:
    """Ask what is to be asked of a page, and return what is left where somebody else asked something."""
    began, left = time.monotonic(), list(page.next)
    while left and time.monotonic() - began < page.seconds:
        if not _run(page, left[0], began):
            return replace(page, next=tuple(left), seconds=page.seconds - (time.monotonic() - began))
        left.pop(0)
    return None


def _run(page: _Standing, click: _Click, began: float) -> bool:
    """Run a page as a click would have it, and return whether nobody asked anything meanwhile."""
    def told(_message: object) -> None:
        if _disturbed(began):
            raise StopException

    state = SafeSessionState(SessionState(), lambda: None)
    add_script_run_ctx(threading.current_thread(), replace(
        page.context, session_id=_NOBODY, _enqueue=told, session_state=state, query_string="", fragment_storage=MemoryFragmentStorage(), cursors={},
        shared=SharedRunState(), cached_message_hashes=frozenset(), fragment_ids_this_run=None, script_requests=None, yield_check=lambda: None))
    ThreadState.initialize(active_script_hash=page.context.pages_manager.main_script_hash)
    for name, value in {**page.state, "selection": click.selection}.items():
        state[name] = value
    if click.own:
        every, shown = page.state.get("own", {}), page.state["page"]
        state["own"] = every | {shown: every.get(shown, {}) | {name: [value] for name, value in click.own}}
    end = "done"
    kept = None
    try:
        kept = tables.of(click.selection)
        page.opened._can_be_called = True
        page.opened.run()
    except StopException:
        # Somebody asked, or the page ends there by itself.
        end = "given way" if _disturbed(began) else "done"
    except Exception:
        # What fails here fails again when it is asked, and is told then.
        end = "failed"
        logging.getLogger("lunheng").debug("What was worked out ahead failed", exc_info=True)
    metrics.ahead(page.opened.url_path or "overview", end)
    if kept and end != "given way":
        kept.remember((_NOBODY, page.view, click.own))
    return not _disturbed(began)


def _done(fingerprint: str, click: _Click, view: str) -> bool:
    """Return whether a view of a selection was worked out, and what was worked out is kept."""
    kept = recent.known(fingerprint, click.selection)
    return bool(kept) and kept.remembers((_NOBODY, view, click.own))


def _disturbed(began: float) -> bool:
    return bool(_asking[0]) or _asked[0] > began

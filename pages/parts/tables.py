"""The tables behind every page, loaded once for all visitors, and what was counted from them."""

import logging
import threading
import time
from collections.abc import Callable
from typing import NamedTuple
from weakref import WeakValueDictionary

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis import changes, narrowing
from analysis import corpus as corpora
from analysis.corpus import Corpus
from analysis.library import Library
from analysis.numbered import numbers
from analysis.predictions import among, reasons
from analysis.schemas import Tables
from analysis.selection import Selection
from pages.parts import language, memory, project, recent
from pages.parts.recent import Recent


class Revision(NamedTuple):
    """Which state of a project is meant: the library's, and that of the result a build wrote, where one is shown instead."""

    library: int
    result: str


# How often, in seconds, it is asked whether another process changed the library or wrote another result.
_ASKED_EVERY = 1.0
_shown: dict[int, Revision] = {}
_asked: dict[int, float] = {}
_loading: set[tuple[int, Revision]] = set()
# What could not be loaded is not tried again before there is something else.
_failed: dict[int, Revision] = {}
# How often somebody decided on a row, and when that was asked.
_decided: list[float] = []
_lock = threading.Lock()
# A page asks some 25 times a run, and Streamlit's cache takes 0.16 ms to answer; what that lets go goes from here.
_at_hand: WeakValueDictionary[tuple[int, Revision, int], Corpus] = WeakValueDictionary()


def library() -> Library:
    """Return the library of the user's own documents, looking at the visit's project."""
    return project.opened().of(project.number())


def current() -> Corpus:
    """Return the corpus that is shown: the sample and the project's documents, coded once, with people's reviews."""
    held = library()
    asked = held.project, *_looked_at(held)
    found = _at_hand.get(asked)
    if found is None:
        found = _at_hand[asked] = _reviewed(*asked, held)
    return found


def as_coded() -> Corpus:
    """Return the corpus as the program coded it, without any review."""
    held = library()
    return _coded(held.project, _looked_at(held)[0], held)


def look() -> None:
    """Look at what is shown now until the visit's next run, whatever is loaded beside it: a page is of one state, never of two."""
    held = library()
    st.session_state["looked_at"] = held.project, (_revision(held), _decisions(held))


def _looked_at(held: Library) -> tuple[Revision, int]:
    """Return which state of a project is meant, and how often anybody decided on its rows."""
    if get_script_run_ctx(suppress_warning=True):
        project_looked_at, state = st.session_state.get("looked_at", (None, None))
        if project_looked_at == held.project:
            return state
    return _revision(held), _decisions(held)


def _look_again() -> None:
    if get_script_run_ctx(suppress_warning=True):
        st.session_state.pop("looked_at", None)


def _decisions(held: Library) -> int:
    """Return how often anybody decided on a row; others' decisions are seen after a second."""
    moment = time.monotonic()
    with _lock:
        if not _decided or moment - _decided[1] > _ASKED_EVERY:
            _decided[:] = changes.counts(held.engine).get("reviews", 0), moment
        return _decided[0]


def _newest(held: Library) -> Revision:
    return Revision(held.revision(), corpora.result_state())


def _revision(held: Library) -> Revision:
    """Return the revision of the project that is shown; where there is a newer one, it is loaded beside and shown when it is there."""
    number, moment = held.project, time.monotonic()
    with _lock:
        if number not in _shown:
            _shown[number], _asked[number] = _newest(held), moment
        elif moment - _asked[number] > _ASKED_EVERY:
            _asked[number] = moment
            newer = _newest(held)
            if newer not in (_shown[number], _failed.get(number)) and (number, newer) not in _loading:
                _loading.add((number, newer))
                threading.Thread(target=_load, args=(held, newer), name=f"project-{number}", daemon=True).start()
        return _shown[number]


def _load(held: Library, revision: Revision) -> None:
    try:
        _coded(held.project, revision, held)
    except Exception:
        # A result that is not whole, or whose store does not answer: what is shown stays.
        logging.getLogger("lunheng").exception("A newer state could not be loaded; the one before it stays")
        with _lock:
            _failed[held.project] = revision
            _loading.discard((held.project, revision))
        return
    with _lock:
        # What somebody changed meanwhile is newer than what was loaded here.
        if (held.project, revision) in _loading:
            _shown[held.project] = revision
        _loading.discard((held.project, revision))


def settled() -> bool:
    """Whether what is shown is what the project holds, and nothing newer is being loaded."""
    held = library()
    return _newest(held) in (_revision(held), _failed.get(held.project))


@st.cache_resource(show_spinner=False, max_entries=6)
def _reviewed(number: int, revision: Revision, decisions: int, _library: Library) -> Corpus:
    return corpora.reviewed(_coded(number, revision, _library), _library)


@st.cache_resource(show_spinner=False, max_entries=6)
def _coded(number: int, revision: Revision, _library: Library) -> Corpus:
    coded = corpora.coded(_library)
    memory.settle()
    return coded


def prepare() -> None:
    """Load the tables and number them, before anybody asks for a selection of them."""
    known = numbers(current().tables)
    for table in ("mentions", "predictions"):
        known.sentences(table)
    for table in ("words", "events"):
        known.commentary(table)
    narrowed(Selection())
    memory.settle()


def changed() -> None:
    """Show at once what the library holds now, as somebody here changed it."""
    _look_again()
    with _lock:
        _shown.clear()
        _failed.clear()
        _loading.clear()
    _coded.clear()
    _reviewed.clear()
    _at_hand.clear()


def decided() -> None:
    """Lay the reviews over the corpus anew: somebody here decided on a row."""
    _look_again()
    with _lock:
        _decided.clear()


def of(selection: Selection) -> Recent:
    """Return what is kept of a selection: its tables, and what was worked out of them."""
    corpus = current()
    return recent.of(corpus.fingerprint, selection, lambda: narrowing.narrow(corpus.shown(selection), selection, corpus.codebook))


def narrowed(selection: Selection) -> Tables:
    """Return the tables of a selection. They are shared by all visitors: read, never write."""
    return of(selection).tables


def counted(function: Callable, selection: Selection, *arguments: object, **choices: object) -> object:
    """Return `function(tables of the selection, ...)`, worked out once for a selection.

    Parameters
    ----------
    function : callable
        Takes the narrowed tables first.
    selection : Selection
    arguments, choices
        What else it takes. The codebook may be among them, as it changes only with the fingerprint.
    """
    kept = of(selection)
    # A page's own functions are made anew at each run: what tells them apart is where they are written.
    told = (function.__code__.co_filename, function.__qualname__,
            tuple(argument for argument in arguments if isinstance(argument, (str, int, float, tuple))), tuple(sorted(choices.items())))
    return kept.made(told, lambda: function(kept.tables, *arguments, **choices))


def why(prediction_id: str, doc_id: str) -> list[str]:
    """Return which cue and rules made a prediction of a document, a line each, in the visit's language."""
    corpus, tongue = current(), language.spoken()
    return [tongue.again(line, "reason_", "whence_") for line in _why(corpus.fingerprint, prediction_id, doc_id, corpus)]


@st.cache_resource(show_spinner=False, max_entries=4096)
def _why(fingerprint: str, prediction_id: str, doc_id: str, _corpus: Corpus) -> list[str]:
    rows = narrowing.of_document(_corpus.tables, doc_id).predictions
    rows = rows[rows["prediction_id"] == prediction_id]
    return among(rows.iloc[0], _reasons(fingerprint, doc_id, _corpus)) if len(rows) else []


@st.cache_resource(show_spinner=False, max_entries=256)
def _reasons(fingerprint: str, doc_id: str, _corpus: Corpus) -> list:
    around = narrowing.of_document(_corpus.tables, doc_id)
    return reasons(doc_id, around.documents, around.mentions, around.events, _corpus.codebook)

"""The tables behind every page, loaded once for all visitors, and what was counted from them."""

from collections.abc import Callable

import streamlit as st

from analysis import corpus as corpora
from analysis import narrowing
from analysis.corpus import Corpus
from analysis.library import Library
from analysis.predictions import explain
from analysis.schemas import Tables
from analysis.selection import Selection
from pages.parts import language, memory


@st.cache_resource(show_spinner=False)
def library() -> Library:
    """Return the library of the user's own documents."""
    return Library()


@st.cache_resource(show_spinner=False)
def current() -> Corpus:
    """Return the corpus that is shown: the sample and the library's documents, coded once, with people's reviews."""
    return corpora.reviewed(_coded(), library())


@st.cache_resource(show_spinner=False)
def _coded() -> Corpus:
    coded = corpora.coded(library())
    memory.settle()
    return coded


def prepare() -> None:
    """Load the tables and number them, before anybody asks for a selection of them."""
    known = narrowing.numbers(current().tables)
    for table in ("mentions", "predictions"):
        known.sentences(table)
    for table in ("words", "events"):
        known.commentary(table)
    narrowed(Selection())
    memory.settle()


def changed() -> None:
    """Forget the corpus: the library holds other documents now."""
    _coded.clear()
    current.clear()


def decided() -> None:
    """Lay the reviews over the corpus anew: somebody decided on a row."""
    current.clear()


def narrowed(selection: Selection) -> Tables:
    """Return the tables of a selection. They are shared by all visitors: read, never write."""
    corpus = current()
    return _narrowed(corpus.fingerprint, selection, corpus)


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
    told = (function.__module__, function.__qualname__,
            tuple(argument for argument in arguments if isinstance(argument, (str, int, float, tuple))),
            tuple(sorted(choices.items())))
    return _counted(current().fingerprint, selection, told, function, arguments, choices)


def why(prediction_id: str) -> list[str]:
    """Return which cue and rules made a prediction, a line each, in the visit's language."""
    corpus, tongue = current(), language.spoken()
    return [tongue.again(line, "reason_", "whence_") for line in _why(corpus.fingerprint, prediction_id, corpus)]


@st.cache_data(show_spinner=False, max_entries=4096)
def _why(fingerprint: str, prediction_id: str, _corpus: Corpus) -> list[str]:
    rows = _corpus.tables.predictions[_corpus.tables.predictions["prediction_id"] == prediction_id]
    if rows.empty:
        return []
    around = narrowing.of_document(_corpus.tables, rows["doc_id"].iloc[0])
    return explain(rows.iloc[0], around.documents, around.mentions, around.events, _corpus.codebook)


@st.cache_resource(show_spinner=False, max_entries=24, hash_funcs={Selection: repr})
def _narrowed(fingerprint: str, selection: Selection, _corpus: Corpus) -> Tables:
    return narrowing.narrow(_corpus.shown(selection), selection, _corpus.codebook)


@st.cache_resource(show_spinner=False, max_entries=512, hash_funcs={Selection: repr})
def _counted(fingerprint: str, selection: Selection, told: tuple, _function: Callable, _arguments: tuple,
             _choices: dict) -> object:
    return _function(narrowed(selection), *_arguments, **_choices)

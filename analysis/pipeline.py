"""The order of the steps, and nothing else."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pandas as pd

from analysis import commentaries, events, mentions, predictions, words
from analysis.codebook import Codebook
from analysis.grammar import vocabulary
from analysis.schemas import Tables

STEPS = 5


def code(documents: pd.DataFrame, codebook: Codebook, progress: Callable[[str], None] = lambda step: None,
         predict: Callable[..., pd.DataFrame] = predictions.extract) -> Tables:
    """Return all tables of some documents.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    codebook : Codebook
    progress : callable, optional
        Called with each step's name before it begins; `STEPS` times in all.
    predict : callable, optional
        Who reads the predictions: the rules, or another coder called like `predictions.extract`.

    Returns
    -------
    Tables
        A document without any commentary keeps its mentions and dates, which are then nobody's.
    """
    with _without_pauses():
        return _coded(documents, codebook, progress, predict)


def _coded(documents: pd.DataFrame, codebook: Codebook, progress: Callable[[str], None], predict: Callable[..., pd.DataFrame]) -> Tables:
    progress("commentaries")
    return _spoken(documents, commentaries.segment(documents, codebook), codebook, progress, predict)


def _spoken(documents: pd.DataFrame, voices: pd.DataFrame, codebook: Codebook, progress: Callable[[str], None], predict: Callable[..., pd.DataFrame]) -> Tables:
    progress("mentions")
    named = mentions.code(documents, voices, codebook)
    progress("events")
    dated = events.place(documents, voices)
    progress("predictions")
    expected = predict(documents, voices, named, dated, codebook)
    progress("words")
    counted = words.count(documents, voices, codebook)
    return Tables(documents, voices, named, expected, dated, counted)


def code_spoken(documents: pd.DataFrame, voices: pd.DataFrame, codebook: Codebook) -> Tables:
    """Return all tables of some documents whose voices somebody has told.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    voices : frame, schema COMMENTARIES
    codebook : Codebook
    """
    with _without_pauses():
        return _spoken(documents, voices, codebook, lambda step: None, predictions.extract)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Put garbage collection off: the steps make millions of small objects and no cycles, and looking for those takes a tenth."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def codebook_faults(codebook: Codebook) -> tuple[str, ...]:
    """Return what could not be read in any part of the codebook; the entries named are left out."""
    return (*codebook.faults, *vocabulary.of(codebook).faults)

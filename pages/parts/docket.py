"""The docket behind the pages that judge: questions, answers and links, opened once for all visitors."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

import pandas as pd
import streamlit as st

from analysis.corpus import Corpus
from analysis.verification import docket as dockets
from analysis.verification import linking
from analysis.verification.docket import Docket
from analysis.verification.own_questions import OwnQuestions
from pages.parts import language, tables


def own() -> OwnQuestions:
    """Return the user's own questions and decisions."""
    return _kept(tables.library().engine)


def today() -> pd.Timestamp:
    """Return the day it is."""
    return pd.Timestamp(datetime.now(UTC).date())


def current(spoken: str = "") -> Docket:
    """Return the docket of the corpus shown. It is shared by all visitors: read, never write.

    Parameters
    ----------
    spoken : str
        The language of faults; by default the visit's, which a route has not.
    """
    corpus = tables.current()
    return _opened(corpus.fingerprint, own().state(), spoken or language.current(), corpus)


def proposals(least: float | None = None, question_id: str = "") -> pd.DataFrame:
    """Return proposed links that nobody has decided on, the surest first, schema LINKS.

    Parameters
    ----------
    least : float, optional
        The bound on their confidence; that of the data by default.
    question_id : str
        Only those to one question.
    """
    corpus, asked = tables.current(), current()
    bound = linking.weights().least if least is None else least
    made = _proposed(corpus.fingerprint, own().state()[0], language.current(), bound, corpus, asked)
    made = made[made["question_id"] == question_id] if question_id else made
    known = set(zip(asked.links["prediction_id"], asked.links["question_id"]))
    return made[[pair not in known for pair in zip(made["prediction_id"], made["question_id"])]]


@lru_cache(maxsize=2)
def _kept(engine) -> OwnQuestions:
    # Its tables are made once, not at every look.
    return OwnQuestions(engine)


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened(fingerprint: str, state: tuple[str, str], spoken: str, _corpus: Corpus) -> Docket:
    return dockets.open_docket(_corpus.tables, _corpus.codebook, own(), spoken)


@st.cache_resource(show_spinner=False, max_entries=16)
def _proposed(fingerprint: str, version: str, spoken: str, least: float, _corpus: Corpus, _docket: Docket) -> pd.DataFrame:
    return linking.propose(_corpus.tables, _docket.questions, _corpus.codebook, language=spoken,
                           by=replace(linking.weights(), least=least))

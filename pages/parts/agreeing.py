"""What coders wrote down on the same documents, worked out once for all visitors."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis import reliability
from analysis.agreement import Coding
from analysis.corpus import Corpus
from analysis.reviews import MACHINE, Assignment, Review, Reviews, codings, settling
from pages.parts import decisions, tables
from pages.parts.language import say


def name(coder: str) -> str:
    """Return what a coder is called: the program by its own name."""
    return say("coders_program") if coder == MACHINE else coder


def finished(given: Sequence[Assignment]) -> dict[str, list[Assignment]]:
    """Return the documents all of whose coders, two or more, are done, with their assignments."""
    together: dict[str, list[Assignment]] = {}
    for assignment in given:
        together.setdefault(assignment.doc_id, []).append(assignment)
    return {doc_id: theirs for doc_id, theirs in together.items() if len(theirs) > 1 and all(one.done_at for one in theirs)}


def comparable(given: Sequence[Assignment]) -> list[Assignment]:
    """Return the assignments that can be compared without telling anybody what another wrote: of documents nobody codes any more."""
    together: dict[str, list[Assignment]] = {}
    for assignment in given:
        together.setdefault(assignment.doc_id, []).append(assignment)
    return [one for theirs in together.values() if all(each.done_at for each in theirs) for one in theirs]


def written(given: Sequence[Assignment]) -> dict[str, Coding]:
    """Return what each coder, and the program, wrote down on documents whose coders are all done."""
    corpus = tables.as_coded()
    return _written(corpus.fingerprint, decisions.state(), corpus, decisions.records(), tuple(comparable(given)))


@st.cache_resource(show_spinner=False, max_entries=4)
def _written(fingerprint: str, state: int, _corpus: Corpus, _kept: Reviews, _given: tuple[Assignment, ...]) -> dict[str, Coding]:
    return codings.written(_corpus.tables, _kept.every(), _given, _corpus.codebook)


def figures(coded: dict[str, Coding], coders: Sequence[str]) -> pd.DataFrame:
    """Return how far some coders agree, as `reliability.figures` does."""
    corpus = tables.as_coded()
    return _figures(corpus.fingerprint, decisions.state(), tuple(coders), {coder: coded[coder] for coder in coders}, corpus.tables.documents)


@st.cache_data(show_spinner=False, max_entries=16)
def _figures(fingerprint: str, state: int, coders: tuple[str, ...], _coded: dict[str, Coding], _documents: pd.DataFrame) -> pd.DataFrame:
    return reliability.figures(_coded, _documents)


def after_all(given: Sequence[Assignment]) -> Coding:
    """Return what holds of the documents whose coders are all done: what they agree on, and what was adjudicated."""
    corpus = tables.as_coded()
    return codings.settled(corpus.tables, decisions.records().standing(), set(finished(given)) & set(corpus.tables.documents["doc_id"]), corpus.codebook)


def differing(given: dict[str, list[Assignment]], unit: dict[str, dict]) -> list[str]:
    """Return in what the coders of a unit differ; where they began without the program's rows, what it alone found counts too."""
    theirs = given[next(iter(unit.values()))["doc_id"]]
    coders = [assignment.coder for assignment in theirs]
    told = reliability.differ(unit, coders)
    if any(coder in unit for coder in coders):
        return told
    return ["predicts"] if any(assignment.blank for assignment in theirs) else []


def open_places(given: Sequence[Assignment], made: Sequence[Review]) -> list[dict[str, Review]]:
    """Return the stretches, voices and names on which coders decided otherwise and nobody has settled it, in the order of the text."""
    return settling.differing(made, finished(given))


def open_units(given: Sequence[Assignment], made: Sequence[Review]) -> list[dict[str, dict]]:
    """Return what is to be adjudicated, in the order of documents and text."""
    several = finished(given)
    here = {coder: coding.predictions[coding.predictions["doc_id"].isin(several)] for coder, coding in written(given).items()}
    if not here:
        return []
    return codings.open_units(reliability.units(here), made, lambda unit: differing(several, unit))



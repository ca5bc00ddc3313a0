"""Documents coded by several processes of this machine at once, for a program that has nothing else to do meanwhile."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd

from analysis import engines, pipeline
from analysis.codebook import Codebook
from analysis.schemas import SCHEMAS, Tables

# Characters; below this a second process takes longer to come and go than it helps.
WORTH_ANOTHER = 300_000
_book: Codebook | None = None


def code(documents: pd.DataFrame, codebook: Codebook, progress: Callable[[str], None] = lambda step: None) -> Tables:
    """Return the very tables `pipeline.code` returns.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    codebook : Codebook
    progress : callable, optional
        As in `pipeline.code`; told of one share, the others are about as far.

    Notes
    -----
    No step looks beyond one document, so shares can be coded apart and laid end to end. The others are copies of this
    process, which must have no threads of its own that hold anything.
    """
    global _book
    length = documents["text"].str.len()
    n = engines.cores() if "fork" in multiprocessing.get_all_start_methods() else 1
    if n == 1 or len(documents) < n or length.sum() < WORTH_ANOTHER:
        return pipeline.code(documents, codebook, progress)
    share = np.minimum(length.cumsum().to_numpy() * n // max(int(length.sum()), 1), n - 1)
    shares = [documents[share == number].reset_index(drop=True) for number in range(n)]
    _book = codebook
    try:
        with ProcessPoolExecutor(n - 1, mp_context=multiprocessing.get_context("fork")) as pool:
            others = [pool.submit(_coded, rows) for rows in shares[1:]]
            made = [pipeline.code(shares[0], codebook, progress), *(other.result() for other in others)]
    finally:
        _book = None
    laid = {schema.name: pd.concat([getattr(tables, schema.name) for tables in made], ignore_index=True) for schema in SCHEMAS[1:]}
    return Tables(documents, **{schema.name: schema.check(laid[schema.name].astype(schema.columns)) for schema in SCHEMAS[1:]})


def _coded(documents: pd.DataFrame) -> Tables:
    assert _book is not None, "a copy of a process that is coding"
    return pipeline.code(documents, _book)

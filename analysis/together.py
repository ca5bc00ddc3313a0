"""Documents laid out and coded by several processes of this machine at once, for a program that has nothing else to do meanwhile.

The others are copies of this process, which must have no threads of its own that hold anything.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis import documents as laid_out
from analysis import engines, pipeline
from analysis.codebook import Codebook
from analysis.readers import Reading
from analysis.schemas import DOCUMENTS, SCHEMAS, Tables

# Characters; below this a second process takes longer to come and go than it helps.
WORTH_ANOTHER = 300_000
_book: Codebook | None = None
_Rows = TypeVar("_Rows", pd.DataFrame, Sequence[Reading])


def table(readings: Sequence[Reading]) -> pd.DataFrame:
    """Return the very table `documents.table` returns; most of its time goes to finding when a text was published.

    Parameters
    ----------
    readings : sequence of Reading
    """
    shares = _shares(readings, [len(reading.text) for reading in readings])
    if len(shares) == 1:
        return laid_out.table(readings)
    with ProcessPoolExecutor(len(shares) - 1, mp_context=multiprocessing.get_context("fork")) as pool:
        others = [pool.submit(laid_out.table, share) for share in shares[1:]]
        made = [laid_out.table(shares[0]), *(other.result() for other in others)]
    return DOCUMENTS.check(pd.concat(made, ignore_index=True).drop_duplicates("doc_id", ignore_index=True).astype(DOCUMENTS.columns))


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
    No step looks beyond one document, so shares can be coded apart and laid end to end.
    """
    global _book
    shares = [rows.reset_index(drop=True) for rows in _shares(documents, documents["text"].str.len())]
    if len(shares) == 1:
        return pipeline.code(documents, codebook, progress)
    _book = codebook
    try:
        with ProcessPoolExecutor(len(shares) - 1, mp_context=multiprocessing.get_context("fork")) as pool:
            others = [pool.submit(_coded, rows) for rows in shares[1:]]
            made = [pipeline.code(shares[0], codebook, progress), *(other.result() for other in others)]
    finally:
        _book = None
    laid = {schema.name: pd.concat([getattr(tables, schema.name) for tables in made], ignore_index=True) for schema in SCHEMAS[1:]}
    return Tables(documents, **{schema.name: schema.check(laid[schema.name].astype(schema.columns)) for schema in SCHEMAS[1:]})


def _shares(rows: _Rows, lengths: Sequence[int] | pd.Series) -> list[_Rows]:
    """Return rows cut into as many runs as there are cores, of about as many characters each; few rows as one."""
    n: int = engines.cores() if "fork" in multiprocessing.get_all_start_methods() else 1
    reached: np.ndarray = np.cumsum(np.asarray(lengths))
    if n == 1 or len(rows) < n or reached[-1:].sum() < WORTH_ANOTHER:
        return [rows]
    ends = [0, *(int(np.searchsorted(reached, reached[-1] * number / n)) for number in range(1, n)), len(rows)]
    return [rows[start:end] for start, end in pairwise(ends) if end > start]


def _coded(documents: pd.DataFrame) -> Tables:
    assert _book is not None, "a copy of a process that is coding"
    return pipeline.code(documents, _book)

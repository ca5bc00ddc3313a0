"""What one document brings about costs no other: where some fail together, half by half, until the one that fails stands alone."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pandas as pd

from analysis import pipeline
from analysis.codebook import Codebook
from analysis.readers import Reading
from analysis.schemas import DOCUMENTS, SCHEMAS, Tables

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


def halved(items: Sequence[_Item], work: Callable[[Sequence[_Item]], _Made], fails: Callable[[_Item, Exception], _Made | None]) -> Iterator[_Made]:
    """Yield what work makes of items, of all at once, or of halves where that fails.

    Parameters
    ----------
    items : sequence
    work : callable
    fails : callable
        Takes an item with which work fails alone, and why; what it returns is yielded, unless it is None.
    """
    if not items:
        return
    try:
        made: _Made | None = work(items)
    except Exception as error:  # whatever an item brings about, it must not cost the others
        if len(items) > 1:
            half = len(items) // 2
            yield from halved(items[:half], work, fails)
            yield from halved(items[half:], work, fails)
            return
        made = fails(items[0], error)
    if made is not None:
        yield made


def table(readings: Sequence[Reading], lay_out: Callable[[Sequence[Reading]], pd.DataFrame]) -> tuple[pd.DataFrame, list[str]]:
    """Return the documents of readings, and why some of them have no row, a sentence each.

    Parameters
    ----------
    readings : sequence of Reading
    lay_out : callable
        `documents.table`, or what makes the same table otherwise.
    """
    if not readings:
        return lay_out(readings), []
    faults: list[str] = []

    def left_out(reading: Reading, error: Exception) -> None:
        faults.append(f"{reading.source}: could not be laid out ({_told(error)}). It is kept, and left out of every page; look at it by itself.")

    made = list(halved(readings, lay_out, left_out))
    if len(made) == 1 and not faults:
        return made[0], faults
    rows = pd.concat([DOCUMENTS.empty(), *made], ignore_index=True).drop_duplicates("doc_id", ignore_index=True)
    return DOCUMENTS.check(rows.astype(DOCUMENTS.columns)), faults


def code(documents: pd.DataFrame, codebook: Codebook, progress: Callable[[str], None] = lambda step: None,
         whole: Callable[..., Tables] | None = None) -> tuple[Tables, dict[str, str]]:
    """Return all tables of some documents, and why some of them have no rows but their own.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    codebook : Codebook
    progress : callable, optional
        As in `pipeline.code`. What it raises goes through: nothing is coded on.
    whole : callable, optional
        What codes documents in the place of `pipeline.code`, called like it.

    Returns
    -------
    tables : Tables
    uncoded : dict of str to str
        By doc_id, in words.
    """
    coder = whole or pipeline.code
    ended: list[Exception] = []
    uncoded: dict[str, str] = {}

    def tell(step: str) -> None:
        try:
            progress(step)
        except Exception as error:
            ended.append(error)
            raise

    def some(places: Sequence[int]) -> Tables:
        rows = documents if len(places) == len(documents) else documents.iloc[list(places)].reset_index(drop=True)
        if ended:
            raise ended[0]
        return coder(rows, codebook, tell)

    def left_out(place: int, error: Exception) -> None:
        uncoded[documents["doc_id"].iloc[place]] = _told(error)

    made = list(halved(range(len(documents)), some, left_out))
    if ended:
        raise ended[0]
    if len(made) == 1 and not uncoded:
        return made[0], uncoded
    laid = {schema.name: pd.concat([schema.empty(), *(getattr(tables, schema.name) for tables in made)], ignore_index=True) for schema in SCHEMAS[1:]}
    return Tables(documents, **{schema.name: schema.check(laid[schema.name].astype(schema.columns)) for schema in SCHEMAS[1:]}), uncoded


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__

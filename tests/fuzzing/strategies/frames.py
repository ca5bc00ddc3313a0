"""Tables that keep to a schema or break it: rows with the wrong kind of value, columns missing, doubled, turned round."""

import pandas as pd
from hypothesis import strategies as st

from analysis.schemas import DAY, Schema
from tests.fuzzing.strategies.texts import short

DAYS = (pd.Timestamp("2024-06-01"), pd.Timestamp("1677-09-22"), pd.Timestamp("1899-12-31"), pd.Timestamp("9999-12-31"), pd.NaT, "2024-06-01", "2025-02-30", 20240601, "")
_ANY = (None, float("nan"), float("inf"), -1, 0, 2**63, 2**70, True, "", "x", b"x", [], {}, pd.NaT, pd.NA, 1.5, "12", complex(1))


def fitting(schema: Schema, name: str) -> st.SearchStrategy[object]:
    """Return a strategy for values that a column mostly takes."""
    dtype = schema.columns[name]
    if schema.levels and name in schema.levels:
        return st.sampled_from(schema.levels[name])
    if dtype == DAY:
        return st.sampled_from(DAYS[:4])
    if dtype == "int64":
        return st.integers(-3, 40)
    if dtype == "float64":
        return st.floats(0, 1)
    return st.booleans() if dtype == "bool" else short(2)


def rows(schema: Schema, most: int = 4) -> st.SearchStrategy[list[dict]]:
    """Return a strategy for rows of a schema, some with values of any kind, some without a column."""
    whole = {name: st.one_of(fitting(schema, name), fitting(schema, name), fitting(schema, name), st.sampled_from(_ANY), st.sampled_from(DAYS)) for name in schema.columns}
    fits = {name: fitting(schema, name) for name in schema.columns}
    row = st.one_of(st.fixed_dictionaries(fits), st.fixed_dictionaries(whole), st.fixed_dictionaries({}, optional=whole))
    return st.lists(row, max_size=most)


def any_frame() -> st.SearchStrategy[pd.DataFrame]:
    """Return a strategy for frames of texts, numbers, days and truths, with any headings."""
    columns = {"text": short(2), "whole": st.integers(-2**53, 2**53), "number": st.floats(), "day": st.sampled_from(DAYS[:5]), "truth": st.booleans()}
    dtypes = {"text": "str", "whole": "int64", "number": "float64", "day": DAY, "truth": "bool"}

    def made(heads: list[tuple[str, str]], drawn: list[dict]) -> pd.DataFrame:
        named = {head.encode("utf-8", "replace").decode(): kind for head, kind in heads}
        return pd.DataFrame({head: pd.Series([_storable(row[kind]) for row in drawn], dtype=dtypes[kind]) for head, kind in named.items()})

    return st.builds(made, st.lists(st.tuples(short(1), st.sampled_from(list(columns))), min_size=1, max_size=5), st.lists(st.fixed_dictionaries(columns), max_size=5))


def _storable(value: object) -> object:
    """Return a text as a frame can hold it at all: without halves of characters."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

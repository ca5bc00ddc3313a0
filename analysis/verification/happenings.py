"""What happened, as kept by hand: each fact once, for the timeline and for the questions it settles."""

import re
from functools import lru_cache
from pathlib import Path

import pandas as pd

HAPPENED = Path(__file__).parent.parent.parent / "data" / "outcomes" / "happened.csv"
COLUMNS = ("happening", "date", "label_en", "label_zh", "issue", "actors", "source", "source_2")
# `Xinhua, 17 July 2018, http://…`, and a mirror's `by http://…`.
_SOURCE = re.compile(r"^(?P<title>.*?)[\s,]*(?:\bby\s+)?(?P<url>https?://\S+)?$")


@lru_cache(maxsize=4)
def happened(path: Path = HAPPENED) -> pd.DataFrame:
    """Return what came: happening (its key), date, label_en, label_zh, issue, actors, source, source_2.

    Raises
    ------
    ValueError
        Naming the file, where a column is missing, a day is none or a key stands twice.
    """
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    absent = [name for name in COLUMNS if name not in table]
    if absent:
        raise ValueError(f"{path}: no column {', '.join(absent)}")
    twice = table.loc[table["happening"].duplicated() | (table["happening"] == ""), "happening"]
    if len(twice):
        raise ValueError(f"{path}: happening: {twice.iloc[0] or 'a blank'} stands where each row needs a key of its own")
    try:
        return table.assign(date=pd.to_datetime(table["date"], format="%Y-%m-%d").astype("datetime64[us]"))
    except ValueError as error:
        raise ValueError(f"{path}: date: expected days such as 2025-08-15 ({error})") from error


@lru_cache(maxsize=4)
def sources(path: Path = HAPPENED) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the sources of each fact as (title, address), by its key."""
    table = happened(path)
    return {key: tuple(source_parts(told) for told in own if told) for key, *own in zip(table["happening"], table["source"], table["source_2"])}


def source_parts(source: str) -> tuple[str, str]:
    """Return a source's title and its address, which may be empty."""
    found = _SOURCE.match(source.strip())
    if found is None:
        return source.strip(), ""
    return found["title"].rstrip(" ,"), found["url"] or ""

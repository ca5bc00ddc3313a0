"""Where a word stands in what commentators say, in either script."""

import pandas as pd

from analysis import stretches
from analysis.schemas import Tables
from analysis.text import fold, prepare

COLUMNS = {"doc_id": "str", "commentary_id": "str", "commentator": "str", "start": "int64", "end": "int64"}


def places(tables: Tables, word: str, *, most: int = 500) -> pd.DataFrame:
    """Return a row for each place of a word inside a commentary.

    Parameters
    ----------
    tables : Tables
        Narrowed to the selection; a place that belongs to a commentary left out is left out.
    word : str
        In either script; `制裁` finds 製裁 and 制裁.
    most : int
        Places returned at most, the first of each document in their order.

    Returns
    -------
    frame
        doc_id, commentary_id, commentator, start, end (places in the text as published), sorted by document and place.
    """
    wanted = fold(word)
    spoken = stretches.by_document(tables.commentaries)
    rows: list[dict] = []
    for document in tables.documents.itertuples():
        if not wanted or document.doc_id not in spoken or len(rows) >= most:
            continue
        folded = prepare(document.text)
        spans = []
        place = folded.text.find(wanted)
        while place >= 0:
            spans.append(folded.span(place, place + len(wanted)))
            place = folded.text.find(wanted, place + len(wanted))
        mine = spoken[document.doc_id]
        owners = stretches.owners(mine, [start for start, _ in spans], len(document.text))
        rows += [{"doc_id": document.doc_id, "commentary_id": mine["commentary_id"].iloc[owner],
                  "commentator": mine["commentator"].iloc[owner], "start": start, "end": end}
                 for (start, end), owner in zip(spans, owners) if owner >= 0]
    return pd.DataFrame(rows[:most], columns=list(COLUMNS)).astype(COLUMNS)

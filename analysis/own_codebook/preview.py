"""What a change of the own codebook would do: which places it would code, and which no longer."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import incremental, pipeline
from analysis.codebook import Codebook
from analysis.own_codebook.entries import Entry
from analysis.own_codebook.overlay import changed_forms, laid_over
from analysis.reviews.codings import of_documents
from analysis.schemas import COMMENTARIES, DOCUMENTS, Row, Tables
from analysis.text import fold

# Documents tried at once: coded within about a second.
MOST = 200


@dataclass(frozen=True)
class Preview:
    """What would come and go.

    Attributes
    ----------
    differences : frame
        doc_id, what (mention, prediction), came (bool), code, detail (the surface of a mention, the likelihood of a prediction),
        start, end. What came first, in text order.
    documents, tried : int
        Documents that hold one of the words changed, and how many of those were tried.
    """

    differences: pd.DataFrame
    documents: int
    tried: int


def put(entries: Sequence[Entry], draft: Entry) -> tuple[Entry, ...]:
    """Return entries with a draft in the place of the one of its kind and code."""
    return (*without(entries, draft.kind, draft.code), draft)


def without(entries: Sequence[Entry], kind: str, code: str) -> tuple[Entry, ...]:
    """Return entries without one of them."""
    return tuple(entry for entry in entries if (entry.kind, entry.code) != (kind, code))


def preview(tables: Tables, shipped: Codebook, before: Sequence[Entry], after: Sequence[Entry], most: int = MOST) -> Preview:
    """Return what other own entries would change.

    Parameters
    ----------
    tables : Tables
        As the program coded them with `before`, without reviews.
    shipped : Codebook
    before, after : sequence of Entry
    most : int
        Documents tried, the newest first.
    """
    holding = tables.documents[incremental.holding(tables.documents, changed_forms(before, after))]
    tried = holding.sort_values("published", ascending=False, kind="stable").head(most).sort_index().reset_index(drop=True)
    if tried.empty:
        return Preview(_frame([]), len(holding), 0)
    old, new = of_documents(tables, tried["doc_id"]), pipeline.code(tried, laid_over(shipped, after))
    order = {doc_id: place for place, doc_id in enumerate(tried["doc_id"])}
    rows = _compared("mention", old.mentions, new.mentions, ["doc_id", "code", "surface", "start", "end", "kind"])
    rows += _compared("prediction", old.predictions, new.predictions, ["doc_id", "issue", "likelihood", "start", "end"])
    rows.sort(key=lambda row: (not row["came"], order[row["doc_id"]], row["start"]))
    return Preview(_frame(rows), len(holding), len(tried))


def _compared(what: str, old: pd.DataFrame, new: pd.DataFrame, columns: list[str]) -> list[Row]:
    places = [set(table[columns].itertuples(index=False, name=None)) for table in (old, new)]
    return [{"doc_id": place[0], "what": what, "came": came, "code": place[1], "detail": place[2], "start": place[3], "end": place[4]}
            for came, found in ((True, places[1] - places[0]), (False, places[0] - places[1])) for place in sorted(found)]


def _frame(rows: list[Row]) -> pd.DataFrame:
    columns = {"doc_id": "str", "what": "str", "came": "bool", "code": "str", "detail": "str", "start": "int64", "end": "int64"}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def examples(entry: Entry, codebook: Codebook) -> list[tuple[str, bool, bool]]:
    """Return of each example sentence of an entry whether it is to be coded, and whether it is.

    Parameters
    ----------
    entry : Entry
    codebook : Codebook
        With the entry laid over.
    """
    told = [(sentence, wanted) for wanted, sentences in ((True, entry.coded), (False, entry.not_coded)) for sentence in sentences]
    if not told:
        return []
    documents = DOCUMENTS.frame([{"doc_id": f"e{number}", "source": "example", "title": "例", "outlet": "", "author": "某", "published": pd.NaT,
                                  "published_precision": "unknown", "script": "Hans", "text": sentence}
                                 for number, (sentence, _) in enumerate(told)])
    voices = COMMENTARIES.frame([{"commentary_id": f"e{number}-c", "doc_id": f"e{number}", "commentator": "某", "role": "author", "start": 0,
                                  "end": len(sentence)} for number, (sentence, _) in enumerate(told)])
    tables = pipeline.code_spoken(documents, voices, codebook)
    if entry.kind == "cue":
        forms = [fold(term) for term in entry.terms]
        found = {doc_id for doc_id, cue in zip(tables.predictions["doc_id"], tables.predictions["cue"]) if any(form in fold(cue) for form in forms)}
    else:
        rows = tables.mentions
        found = set(rows.loc[(rows["kind"] == entry.kind) & (rows["code"] == entry.code), "doc_id"])
    return [(sentence, wanted, f"e{number}" in found) for number, (sentence, wanted) in enumerate(told)]

"""Documents coded once: only those that are new, or of which something changed, are coded again."""

import re
from collections.abc import Callable, Collection

import ahocorasick_rs
import numpy as np
import pandas as pd

from analysis import pipeline
from analysis.codebook import Codebook
from analysis.lexicon import lower
from analysis.schemas import SCHEMAS, Tables
from analysis.text import fold

# A word may be broken by a line's end.
_BROKEN = re.compile(r"\n\s*")
# What a document's coding hangs on. Its text and its voice are in the doc_id.
READ_BY_CODING = ["doc_id", "title", "published", "published_precision"]


def code(documents: pd.DataFrame, codebook: Codebook, known: Tables | None,
         progress: Callable[[str], None] = lambda step: None, changed: Collection[str] = (),
         whole: Callable[..., Tables] | None = None) -> Tables:
    """Return all tables of some documents, taking from known ones what would come out the same.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    codebook : Codebook
    known : Tables or None
        Made by the same code from other documents, some of which may be the same; with the same codebook, but for the words
        that changed.
    progress : callable, optional
        As in `pipeline.code`; not called where nothing is coded.
    changed : collection of str
        Words, folded, under which the known tables were coded otherwise: a document that holds one is coded again.
    whole : callable, optional
        What codes documents in the place of `pipeline.code`, called like it.

    Returns
    -------
    Tables
        The very tables `pipeline.code` would return: no step looks beyond one document.
    """
    whole = whole or pipeline.code
    if known is None:
        return whole(documents, codebook, progress)
    there = pd.MultiIndex.from_frame(known.documents[READ_BY_CODING])
    done = pd.MultiIndex.from_frame(documents[READ_BY_CODING]).isin(there)
    if changed:
        done &= ~holding(documents, changed)
    if not done.any():
        return whole(documents, codebook, progress)
    kept = set(documents.loc[done, "doc_id"])
    fresh = documents[~done].reset_index(drop=True)
    added = whole(fresh, codebook, progress) if len(fresh) else Tables.empty()
    order = dict(zip(documents["doc_id"], range(len(documents))))
    made = {"documents": documents}
    for schema in SCHEMAS[1:]:
        before = getattr(known, schema.name)
        rows = pd.concat([before[before["doc_id"].isin(kept)], getattr(added, schema.name)], ignore_index=True)
        place = np.argsort(rows["doc_id"].map(order).to_numpy(), kind="stable")
        made[schema.name] = schema.check(rows.iloc[place].reset_index(drop=True).astype(schema.columns))
    return Tables(**made)


def holding(documents: pd.DataFrame, forms: Collection[str]) -> np.ndarray:
    """Return which documents hold one of some words, in their text, title or author, whatever their script.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    forms : collection of str
        Folded.
    """
    if not forms:
        return np.zeros(len(documents), dtype=bool)
    any_form = ahocorasick_rs.AhoCorasick(sorted({lower(form) for form in forms}))
    told = zip(*(documents[name].to_list() for name in ("text", "title", "author")))
    return np.array([any(any_form.find_matches_as_indexes(seen) for seen in (whole, _BROKEN.sub("", whole)))
                     for whole in (lower(fold("\n\n".join(parts))) for parts in told)], dtype=bool)

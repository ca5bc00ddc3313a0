"""Documents coded once: only those that are new, or of which something changed, are coded again."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis import pipeline
from analysis.codebook import Codebook
from analysis.schemas import SCHEMAS, Tables

# What a document's coding hangs on. Its text and its voice are in the doc_id.
READ_BY_CODING = ["doc_id", "title", "published", "published_precision"]


def code(documents: pd.DataFrame, codebook: Codebook, known: Tables | None,
         progress: Callable[[str], None] = lambda step: None) -> Tables:
    """Return all tables of some documents, taking from known ones what would come out the same.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    codebook : Codebook
    known : Tables or None
        Made by the same code with the same codebook from other documents; some of them may be the same.
    progress : callable, optional
        As in `pipeline.code`; not called where nothing is coded.

    Returns
    -------
    Tables
        The very tables `pipeline.code` would return: no step looks beyond one document.
    """
    if known is None:
        return pipeline.code(documents, codebook, progress)
    there = pd.MultiIndex.from_frame(known.documents[READ_BY_CODING])
    done = pd.MultiIndex.from_frame(documents[READ_BY_CODING]).isin(there)
    if not done.any():
        return pipeline.code(documents, codebook, progress)
    kept = set(documents.loc[done, "doc_id"])
    fresh = documents[~done].reset_index(drop=True)
    added = pipeline.code(fresh, codebook, progress) if len(fresh) else Tables.empty()
    order = dict(zip(documents["doc_id"], range(len(documents))))
    made = {"documents": documents}
    for schema in SCHEMAS[1:]:
        before = getattr(known, schema.name)
        rows = pd.concat([before[before["doc_id"].isin(kept)], getattr(added, schema.name)], ignore_index=True)
        place = np.argsort(rows["doc_id"].map(order).to_numpy(), kind="stable")
        made[schema.name] = schema.check(rows.iloc[place].reset_index(drop=True).astype(schema.columns))
    return Tables(**made)

"""Which voice a place of a document belongs to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.batch import Batch
from analysis.schemas import NONE


class Stretches:
    """The commentaries of a corpus, asked by place.

    Parameters
    ----------
    commentaries : frame, schema COMMENTARIES
    """

    def __init__(self, commentaries: pd.DataFrame):
        starts, ends = commentaries["start"].to_numpy(), commentaries["end"].to_numpy()
        documents, names = pd.factorize(commentaries["doc_id"].to_numpy(dtype=object))
        # The shorter one is laid over the longer.
        order = np.lexsort((starts - ends, documents))
        firsts = np.searchsorted(documents[order], np.arange(len(names) + 1))
        self._spans = list(zip(starts[order].tolist(), ends[order].tolist(), order.tolist()))
        self._own = {name: slice(first, last) for name, first, last in zip(names, firsts, firsts[1:])}
        # The last one answers for -1, where nobody speaks.
        self.commentary_id = [*commentaries["commentary_id"].to_list(), NONE]
        self.commentator = [*commentaries["commentator"].to_list(), NONE]

    def owners(self, doc_id: str, places: Sequence[int], length: int) -> list[int]:
        """Return, for each place, which commentary it belongs to: the shortest that covers it.

        Parameters
        ----------
        doc_id : str
        places : sequence of int
            Offsets in the document's text.
        length : int
            The text's length in code points.

        Returns
        -------
        list of int
            Positions in `commentary_id` and `commentator`; -1 where nobody speaks.
        """
        owner = np.full(length + 1, -1, dtype=np.int32)
        self._lay(owner, doc_id, 0)
        return owner[np.asarray(places, dtype=np.int64)].tolist() if len(places) else []

    def over(self, batch: Batch) -> np.ndarray:
        """Return, for every place among a batch's originals, which commentary it belongs to, as `owners` does."""
        owner = np.full(int(batch.bases[-1]) + 1, -1, dtype=np.int32)
        for doc_id, base in zip(batch.doc_id, batch.bases.tolist()):
            self._lay(owner, doc_id, base)
        return owner

    def _lay(self, owner: np.ndarray, doc_id: str, base: int) -> None:
        for start, end, row in self._spans[self._own.get(doc_id, slice(0))]:
            owner[base + start:base + end] = row

"""Which voice a place of a document belongs to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.batch import Laid
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
        self._ends = ends
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

    def over(self, batch: Laid) -> np.ndarray:
        """Return, for every place among a batch's originals, which commentary it belongs to, as `owners` does."""
        owner: np.ndarray = np.full(int(batch.bases[-1]) + 1, -1, dtype=np.int32)
        for doc_id, base in zip(batch.doc_id, batch.bases.tolist()):
            self._lay(owner, doc_id, base)
        return owner

    def around(self, batch: Laid, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Return which commentary all of each span belongs to: the shortest around it; -1 where there is none.

        Parameters
        ----------
        starts, ends : ndarray of int64
            Spans among the batch's originals.
        """
        owner: np.ndarray = self.over(batch)[starts]
        own = np.flatnonzero(owner >= 0)
        document = np.searchsorted(batch.bases, starts, side="right") - 1
        over_the_edge = own[self._ends[owner[own]] + batch.bases[document[own]] < ends[own]]
        for span in over_the_edge.tolist():
            base = int(batch.bases[document[span]])
            rows = self._spans[self._own[batch.doc_id[document[span]]]]
            owner[span] = next((row for start, end, row in reversed(rows)
                                if base + start <= starts[span] and ends[span] <= base + end), -1)
        return owner

    def _lay(self, owner: np.ndarray, doc_id: str, base: int) -> None:
        for start, end, row in self._spans[self._own.get(doc_id, slice(0))]:
            owner[base + start:base + end] = row

"""Which voice a place of a document belongs to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.schemas import NONE


class Stretches:
    """The commentaries of a corpus, asked by place.

    Parameters
    ----------
    commentaries : frame, schema COMMENTARIES
    """

    def __init__(self, commentaries: pd.DataFrame):
        self._spans: dict[str, list[tuple[int, int, int]]] = {}
        columns = (commentaries[name].to_list() for name in ("doc_id", "start", "end"))
        for row, (doc_id, start, end) in enumerate(zip(*columns)):
            self._spans.setdefault(doc_id, []).append((start, end, row))
        for spans in self._spans.values():
            spans.sort(key=lambda span: span[0] - span[1])
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
        for start, end, row in self._spans.get(doc_id, ()):
            owner[start:end] = row
        return owner[np.asarray(places, dtype=np.int64)].tolist() if len(places) else []

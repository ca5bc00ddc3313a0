"""The folded texts of a corpus as one running text, so that a word is looked up in all of them by a few searches."""

import threading
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from cachetools import LRUCache

from analysis.batch import Laid, bounds, lay
from analysis.once import once
from analysis.schemas import Tables
from analysis.text import prepare

# Bytes of running text kept of one corpus, about: some eighty million characters. Of a larger one, parts are laid anew.
ROOM = 256 * 2**20


class RunningText:
    """A corpus's folded texts, end to end in parts; a part is laid when it is first asked for.

    Parameters
    ----------
    documents : frame
        doc_id and text, of the schema DOCUMENTS.
    """

    def __init__(self, documents: pd.DataFrame) -> None:
        self._documents = documents
        self.bounds = bounds(documents["text"].str.len().to_list())
        self._lock = threading.Lock()
        self._kept: LRUCache[int, Laid] = LRUCache(ROOM, _weight)

    def parts(self, wanted: npt.NDArray[np.bool_]) -> Iterator[tuple[int, Laid]]:
        """Yield the parts that hold any of the documents wanted, with their numbers, in order."""
        for number, (first, last) in enumerate(pairwise(self.bounds)):
            if wanted[first:last].any():
                yield number, self.part(number)

    def part(self, number: int) -> Laid:
        """Return a part by its number."""
        with self._lock:
            kept = self._kept.get(number)
        if kept is None:
            first, last = self.bounds[number:number + 2]
            rows = self._documents.iloc[first:last]
            texts = rows["text"].to_list()
            kept = lay(first, rows["doc_id"].to_list(), texts, [prepare(text) for text in texts])
            with self._lock:
                kept = self._kept.setdefault(number, kept)
        return kept


def _weight(part: Laid) -> int:
    return min(3 * len(part.text) + (0 if part.offsets is None else part.offsets.nbytes), ROOM)


def running_text(tables: Tables) -> RunningText:
    """Return the running text of a corpus's tables, kept with them."""
    return once(tables, ("running text",), partial(RunningText, tables.documents[["doc_id", "text"]]))

"""Documents laid end to end, so that one search reads them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.text import Folded, prepare

# Between two documents: no term holds it, and what stands next to a document's last character is no other's first.
GAP = "\n\n"
_LARGEST = 400_000


@dataclass(frozen=True)
class Batch:
    """Some documents, folded and laid end to end.

    A place in the batch is counted over all its documents: over the folded ones in `text`, or over the originals.

    Attributes
    ----------
    first : int
        The position of its first document among all.
    doc_id, originals : list of str
        One entry a document.
    folded : list of Folded
    text : str
        The folded documents with a gap between.
    starts, bases : ndarray of int64, shape (documents + 1,)
        Where each document begins in `text`, and where it would among the originals laid out alike.
    published : list of Timestamp
    """

    first: int
    doc_id: list[str]
    originals: list[str]
    folded: list[Folded]
    text: str
    starts: np.ndarray
    bases: np.ndarray
    published: list[pd.Timestamp]

    def documents(self, places: np.ndarray) -> np.ndarray:
        """Return which document each place of `text` belongs to, as positions."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def original(self, places: np.ndarray) -> np.ndarray:
        """Return where places of `text` stand among the originals, counted over the batch."""
        if all(seen.straight for seen in self.folded):
            return places
        filler = np.zeros(len(GAP) - 1, dtype=np.int64)
        pieces = []
        for seen, base in zip(self.folded, self.bases.tolist()):
            pieces += [seen.offsets + base, filler]
        made: np.ndarray = np.concatenate(pieces)[places]
        return made


def batches(documents: pd.DataFrame) -> Iterator[Batch]:
    """Yield all documents in batches of some hundred thousand characters, in order; a longer one by itself.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    """
    rows: list[tuple[str, str, pd.Timestamp]] = []
    size = first = 0
    for row in zip(*(documents[name].to_list() for name in ("doc_id", "text", "published"))):
        if rows and size + len(row[1]) > _LARGEST:
            yield _laid(rows, first)
            rows, size, first = [], 0, first + len(rows)
        rows.append(row)
        size += len(row[1])
    if rows:
        yield _laid(rows, first)


def spelled(words: Sequence[str], numbers: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Return words by number as a column of text; a negative number counts from the last."""
    return pd.array(words, dtype="str").take(numbers % max(1, len(words)))


def _laid(rows: list[tuple[str, str, pd.Timestamp]], first: int) -> Batch:
    doc_id, originals, published = ([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])
    folded = [prepare(text) for text in originals]
    return Batch(first, doc_id, originals, folded, GAP.join([seen.text for seen in folded]),
                 _begins([len(seen.text) for seen in folded]), _begins([len(text) for text in originals]), published)


def _begins(lengths: list[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64) + len(GAP))])

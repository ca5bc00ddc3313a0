"""Documents laid end to end, so that one search reads them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.text import SENTENCE, Folded, prepare

# Between two documents: no term holds it, and what stands next to a document's last character is no other's first.
GAP = "\n\n"
_LARGEST = 400_000


@dataclass(frozen=True)
class Laid:
    """Some documents' folded texts laid end to end.

    A place is counted over all of them: over the folded ones in `text`, or over the originals, were they laid out alike.

    Attributes
    ----------
    first : int
        The position of its first document among all.
    doc_id : list of str
        One entry a document.
    text : str
        The folded documents with a gap between.
    starts, bases : ndarray of int64, shape (documents + 1,)
        Where each document begins in `text`, and where it would among the originals.
    offsets : ndarray of int64, shape (len(text) + len(GAP),), or None
        Where each place of `text` stands among the originals; None where all stand at the same place.
    """

    first: int
    doc_id: list[str]
    text: str
    starts: np.ndarray
    bases: np.ndarray
    offsets: np.ndarray | None

    def documents(self, places: np.ndarray) -> np.ndarray:
        """Return which document each place of `text` belongs to, as positions."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def original(self, places: np.ndarray) -> np.ndarray:
        """Return where places of `text` stand among the originals."""
        return places if self.offsets is None else self.offsets[places]

    @cached_property
    def sentence_ends(self) -> np.ndarray:
        """Where sentences of `text` end, in order, the gaps as sentences of their own."""
        return np.fromiter((match.end() for match in SENTENCE.finditer(self.text)), dtype=np.int32)


@dataclass(frozen=True)
class Batch(Laid):
    """Some documents laid end to end, with each by itself.

    Attributes
    ----------
    originals : list of str
    folded : list of Folded
    published : list of Timestamp
    """

    originals: list[str]
    folded: list[Folded]
    published: list[pd.Timestamp]


def batches(documents: pd.DataFrame) -> Iterator[Batch]:
    """Yield all documents in batches of some hundred thousand characters, in order; a longer one by itself.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    """
    rows = list(zip(*(documents[name].to_list() for name in ("doc_id", "text", "published"))))
    for first, last in pairwise(bounds([len(text) for _, text, _ in rows])):
        doc_id, originals, published = map(list, zip(*rows[first:last]))
        folded = [prepare(text) for text in originals]
        laid = lay(first, doc_id, originals, folded)
        yield Batch(**vars(laid), originals=originals, folded=folded, published=published)


def bounds(lengths: Sequence[int]) -> list[int]:
    """Return where batches of documents of some lengths begin, and where the last one ends."""
    made, size = [0], 0
    for place, length in enumerate(lengths):
        if place > made[-1] and size + length > _LARGEST:
            made.append(place)
            size = 0
        size += length
    return [*made, len(lengths)] if len(lengths) else []


def lay(first: int, doc_id: list[str], originals: Sequence[str], folded: Sequence[Folded]) -> Laid:
    """Return some documents laid end to end, the first of them at a position among all."""
    starts, bases = (_begins([len(text) for text in texts]) for texts in ([seen.text for seen in folded], originals))
    offsets = None
    if not all(seen.straight for seen in folded):
        gap = np.arange(1, len(GAP), dtype=np.int64)
        offsets = np.concatenate([piece + base for seen, base in zip(folded, bases.tolist()) for piece in (seen.offsets, seen.offsets[-1] + gap)])
    return Laid(first, doc_id, GAP.join([seen.text for seen in folded]), starts, bases, offsets)


def spelled(words: Sequence[str], numbers: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Return words by number as a column of text; a negative number counts from the last."""
    return pd.array(words, dtype="str").take(numbers % max(1, len(words)))


def _begins(lengths: list[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64) + len(GAP))])

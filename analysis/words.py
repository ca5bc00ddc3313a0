"""Words: what each voice says, cut into words and counted."""

from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.batch import GAP, Batch, batches, spelled
from analysis.codebook import Codebook
from analysis.schemas import WORDS
from analysis.segmentation import cut, is_counted, own_words, tag
from analysis.stretches import Stretches
from analysis.vocabulary import Vocabulary


def count(documents: pd.DataFrame, commentaries: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return one row per word and commentary.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    commentaries : frame, schema COMMENTARIES
    codebook : Codebook
        Its names and terms are cut as one word each.

    Returns
    -------
    frame, schema WORDS
        Words folded to Simplified, so that both scripts are counted as one; without stop words, numbers and signs.
        `tag` is the part of speech in jieba's dictionary (ICTCLAS), `x` for a word it does not hold.
    """
    spoken, vocabulary = Stretches(commentaries), _Vocabulary(codebook)
    parts = [_counted(batch, spoken, vocabulary, codebook) for batch in batches(documents)]
    if not parts:
        return WORDS.empty()
    doc_id, owner, word, times = (np.concatenate(columns) for columns in zip(*parts))
    return WORDS.frame(pd.DataFrame({
        "doc_id": spelled(documents["doc_id"].to_list(), doc_id),
        "commentary_id": spelled(spoken.commentary_id, owner),
        "word": spelled(vocabulary.words, word), "tag": spelled(vocabulary.tags, word), "count": times,
    }))


class _Vocabulary:
    """Words by number, in order of appearance: which are counted, how long they are, their parts of speech."""

    def __init__(self, codebook: Codebook):
        self._own = own_words(codebook)
        self._numbers = Vocabulary()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.lengths = np.zeros(0, dtype=np.int64)
        self.counted = np.zeros(0, dtype=bool)

    def numbers(self, words: list[str]) -> np.ndarray:
        """Return the numbers of words, new ones taken in."""
        found = self._numbers.numbers(words)
        new = list(self._numbers)[len(self.words):]
        counted = [is_counted(word) for word in new]
        self.words += new
        self.tags += [self._own.get(word) or tag(word) if counts else "x" for word, counts in zip(new, counted)]
        self.lengths = np.append(self.lengths, [len(word) for word in new]).astype(np.int64)
        self.counted = np.append(self.counted, counted).astype(bool)
        return found


def _counted(batch: Batch, spoken: Stretches, vocabulary: _Vocabulary, codebook: Codebook) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return document, commentary, word and count of each row of a batch, as numbers, by first appearance."""
    cuts = [[*cut(seen.text, codebook), GAP] for seen in batch.folded]
    word = vocabulary.numbers(list(chain.from_iterable(cuts)))
    ends = np.cumsum(vocabulary.lengths[word])
    counts = np.flatnonzero(vocabulary.counted[word])
    word, place = word[counts], (ends - vocabulary.lengths[word])[counts]
    owner = spoken.over(batch)[batch.original(place)].astype(np.int64)
    document = batch.documents(place)
    voices, size = len(spoken.commentary_id), len(vocabulary.words)
    row, keys = pd.factorize((document * voices + owner % voices) * size + word)
    voice, word = np.divmod(keys, size)
    document, owner = np.divmod(voice, voices)
    return document + batch.first, owner, word, np.bincount(row, minlength=len(keys))

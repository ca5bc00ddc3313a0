"""Collocations: which words stand near a word more than chance would have it."""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import concordance, narrowing
from analysis.findings import Finding
from analysis.language import ENGLISH, Language
from analysis.once import once
from analysis.running_text import running_text
from analysis.schemas import Tables
from analysis.text import fold
from analysis.vocabulary import Vocabulary

MEASURES = ("log_dice", "g2", "mi")
COLUMNS = {"word": "str", "count": "int64", "left": "int64", "right": "int64", "frequency": "int64", "expected": "float64",
           "log_dice": "float64", "g2": "float64", "mi": "float64", "read": "float64"}
# Of a word that stands more often, so many places are read, evenly spread.
_MOST = 5_000
_WORD = re.compile(r"[\w]")


def near(tables: Tables, word: str, *, cut: Callable[[str], list[str]], window: int = 5, least: int = 2, length: int = 2,
         by: str = "log_dice") -> pd.DataFrame:
    """Return the words that stand near a word, the most typical first.

    Parameters
    ----------
    tables : Tables
        Narrowed to the selection.
    word : str
        A word or any string, in either script.
    cut : callable
        Cuts folded sentences into words, nothing left out: `lambda folded: segmentation.cut(folded, codebook)`.
    window : int
        How many words to either side, within the sentence; signs are not counted, stop words are, though never listed.
    least : int
        Words that stand near it fewer times are left out.
    length : int
        Words of fewer characters are left out.
    by : {"log_dice", "g2", "mi"}

    Returns
    -------
    frame
        word (folded), count (times near it; a place near two of them counts once), left, right (on which side of the nearest),
        frequency (in all), expected (times near it by chance), log_dice, g2, mi, read (share of the word's places that count,
        left, right, expected and g2 are of: 1 but of a word that stands very often). Words less frequent near it than by
        chance are left out.

    Notes
    -----
    Surface co-occurrence as in Evert 2008, "Corpora and collocations", Corpus Linguistics: An International Handbook, with
    the words counted in the tables as the corpus. log_dice = 14 + log2(2 f(xy) / (f(x) + f(y))), Rychlý 2008, "A
    Lexicographer-Friendly Association Score", RASLAN: at most 14, a point less is half as typical, comparable between corpora.
    g2: log-likelihood of the fourfold table, Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence";
    how sure, 10.83 is p < .001. mi = log2(observed / expected), Church & Hanks 1990, "Word Association Norms, Mutual
    Information, and Lexicography": how exclusive; it favours rare words.
    """
    if by not in MEASURES:
        raise ValueError(f"by: expected one of {', '.join(MEASURES)}, found {by!r}")
    wanted = fold(word)
    frequency = once(tables, ("frequency",), narrowing.marks(tables).frequency)
    found = concordance.all_places(tables, wanted)
    if not len(found) or frequency.empty:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    near_by = _Windows(tables, found, len(wanted), cut, window, frequency)
    all_near = near_by.left + near_by.right
    which = np.flatnonzero((all_near >= max(least, 1)) & (near_by.lengths >= length))
    count, amount = all_near[which].astype(float), near_by.frequency[which].astype(float)
    corpus = max(float(frequency.sum()) - float(frequency.get(wanted, 0)), near_by.size, 1.0)
    # Of more places some were read: how often words meet is told of those, a word's own frequency of all.
    expected = near_by.size * amount / corpus
    both = np.minimum(count, near_by.met[which]) / near_by.read
    table = pd.DataFrame({
        "word": [near_by.words[number] for number in which], "count": count, "left": near_by.left[which], "right": near_by.right[which],
        "frequency": amount, "expected": expected, "log_dice": log_dice(both, len(found), amount),
        "g2": log_likelihood(count, near_by.size, amount, corpus), "mi": np.log2(count / np.maximum(expected, 1e-12)), "read": near_by.read})
    table = table[table["count"] > table["expected"]].astype(COLUMNS)
    return table.sort_values([by, "count", "word"], ascending=[False, False, True], kind="stable").reset_index(drop=True)


def log_dice(both: npt.NDArray[np.float64], first: int, second: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return 14 + log2 of the Dice coefficient of two frequencies and how often both meet."""
    made: npt.NDArray[np.float64] = 14 + np.log2(2 * np.asarray(both, dtype=float) / (np.asarray(first) + np.asarray(second)))
    return made


def log_likelihood(count: npt.NDArray[np.float64], size: int, amount: npt.NDArray[np.float64], corpus: float) -> npt.NDArray[np.float64]:
    """Return G² of a fourfold table from its first cell, first row, first column and total."""
    count, amount = np.asarray(count, dtype=float), np.asarray(amount, dtype=float)
    cells = ((count, size, amount), (size - count, size, corpus - amount), (amount - count, corpus - size, amount),
             (corpus - size - amount + count, corpus - size, corpus - amount))
    total = np.zeros(np.shape(count))
    for observed, row, column in cells:
        expected = row * column / corpus
        ratio = np.divide(observed, expected, out=np.ones(np.shape(count)), where=(observed > 0) & (expected > 0))
        total = total + np.maximum(observed, 0) * np.log(ratio)
    return np.maximum(2 * total, 0)


class _Windows:
    """What stands near the places of a word, word by word.

    Attributes
    ----------
    words : list of str
    lengths, left, right, met, frequency : ndarray, shape (words,)
        Characters; how often it stands left and right of the nearest place in what is said; near how many places it stands; how often
        it is used in all, 0 where it is not counted.
    size : int
        How many counted words stand near.
    read : float
        The share of the places that were read: all, or evenly spread ones of very many.
    """

    def __init__(self, tables: Tables, found: concordance.Places, length: int, cut: Callable[[str], list[str]], window: int, frequency: pd.Series) -> None:
        self._length, self._cut, self._window = length, cut, window
        self._running, self._spoken = running_text(narrowing.documents_among_all(tables)[0]), concordance.stretches(tables)
        self._vocabulary, chosen = Vocabulary(), np.arange(len(found))
        if len(chosen) > _MOST:
            chosen = np.arange(_MOST) * len(chosen) // _MOST
        self.read = len(chosen) / len(found)
        near, pairs = [], []
        for number, places in found.parts:
            here = chosen[slice(*np.searchsorted(chosen, [places.start, places.stop]))]
            if len(here):
                sides, met = self._near(number, found.starts[here].astype(np.int64), found.starts[places])
                near.append(sides)
                pairs.append(met)
        self.words = list(self._vocabulary)
        self.lengths = np.array([len(word) for word in self.words], dtype=np.int64)
        self.frequency = frequency.reindex(self.words).fillna(0).to_numpy(dtype=np.int64)
        word, left = (np.concatenate(column) for column in zip(*near))
        counted = self.frequency[word] > 0
        self.left, self.right = (np.bincount(word[counted & side], minlength=len(self.words)) for side in (left, ~left))
        self.met = np.bincount(np.concatenate(pairs), minlength=len(self.words))
        self.size = int(np.count_nonzero(counted))

    def _near(self, number: int, starts: npt.NDArray[np.int64], every: npt.NDArray[np.int32]) -> tuple[tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]], npt.NDArray[np.int64]]:
        """Return of each word said near some places of a part which it is and whether it stands left of the nearest; and each word met, once a place.

        `every` are all the word's places in the part: a word that begins in one of them is none beside it.
        """
        part = self._running.part(number)
        sentence, own = np.unique(np.searchsorted(part.sentence_ends, starts, side="right"), return_inverse=True)
        firsts, lasts = np.append(0, part.sentence_ends)[sentence], part.sentence_ends[sentence]
        # A sentence ends where no word goes on, so they are cut all in one go.
        flat = self._cut("".join([part.text[first:last] for first, last in zip(firsts.tolist(), lasts.tolist())]))
        lengths = np.fromiter(map(len, flat), dtype=np.int64, count=len(flat))
        before = np.cumsum(lengths) - lengths
        behind = np.cumsum(lasts - firsts)
        which = np.searchsorted(behind, before, side="right")
        begin = before - (behind - (lasts - firsts))[which] + firsts[which]
        spoken = np.flatnonzero(np.fromiter(map(_said, flat), dtype=bool, count=len(flat)))
        begin, end, which = begin[spoken], (begin + lengths)[spoken], which[spoken]
        word = self._vocabulary.numbers([flat[place] for place in spoken.tolist()])

        ahead = np.arange(self._window)
        left = np.searchsorted(end, starts, side="right")[:, None] - 1 - ahead
        right = np.searchsorted(begin, starts + self._length, side="left")[:, None] + ahead
        beside = np.concatenate([left, right], axis=1)
        inside = (beside >= 0) & (beside < len(word))
        beside = np.where(inside, beside, 0)
        inside &= which[beside] == own[:, None]
        place, near = np.nonzero(inside)[0], beside[inside]
        met = np.unique(place * (int(word.max(initial=0)) + 1) + word[near]) % (int(word.max(initial=0)) + 1)

        distance = begin[near] - starts[place]
        order = np.lexsort((place, np.abs(distance), near))
        nearest = order[np.unique(near[order], return_index=True)[1]]
        near, is_left = near[nearest], distance[nearest] < 0
        at = begin[near]
        last = every[np.searchsorted(every, at, side="right") - 1]
        outside = (at < last) | (at >= last + self._length)
        said = outside & (self._spoken.over(part)[part.original(at)] >= 0)
        return (word[near[said]], is_left[said]), met


@lru_cache(maxsize=65536)
def _said(word: str) -> bool:
    """Whether it is a word, no sign."""
    return bool(_WORD.search(word))


def finding(collocates: pd.DataFrame, word: str, *, window: int = 5, language: str = ENGLISH) -> Finding:
    """Return the words most typical near a word, from `near`."""
    tongue = Language.of(language)
    subtitle = tongue.say("company_subtitle", window=window, word=word)
    if collocates.empty:
        return Finding(tongue.say("company_none", word=word), subtitle)
    n = tongue.say("company_n", n=int(collocates["count"].sum()))
    if (read := float(collocates["read"].iloc[0])) < 1:
        n = tongue.say("company_read", n=n, share=f"{min(100 * read, 99):.2g}")
    return Finding(tongue.say("company_title", word=word, others=tongue.listed(list(collocates["word"].head(3)))), subtitle, n)

"""Collocations: which words stand near a word more than chance would have it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import concordance, narrowing
from analysis.findings import Finding
from analysis.language import ENGLISH, Language
from analysis.once import once
from analysis.schemas import Tables
from analysis.stretches import Stretches
from analysis.text import fold, prepare, sentences

MEASURES = ("log_dice", "g2", "mi")
COLUMNS = {"word": "str", "count": "int64", "left": "int64", "right": "int64", "frequency": "int64", "expected": "float64",
           "log_dice": "float64", "g2": "float64", "mi": "float64"}
_MOST = 20_000
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
        Cuts a folded sentence into words, nothing left out: `lambda folded: words.cut(folded, codebook)`.
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
        frequency (in all), expected (times near it by chance), log_dice, g2, mi. Words less frequent near it than by chance
        are left out.

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
    index = narrowing.counted(tables)
    frequency = once(tables, ("frequency",), lambda: index.frequency() if index else tables.words.groupby("word")["count"].sum())
    found = concordance.places(tables, wanted, most=_MOST)
    if found.empty or frequency.empty:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    near_left, near_right, met, size = _windows(tables, found, wanted, cut, window, set(frequency.index))
    places = len(found)
    words = [other for other in {*near_left, *near_right} if near_left[other] + near_right[other] >= least and len(other) >= length]
    count = np.array([near_left[other] + near_right[other] for other in words], dtype=float)
    amount = frequency.reindex(words).to_numpy(float)
    corpus = max(float(frequency.sum()) - float(frequency.get(wanted, 0)), size, 1.0)
    expected = size * amount / corpus
    both = np.minimum(count, [met[other] for other in words]) if words else count
    table = pd.DataFrame({
        "word": words, "count": count, "left": [near_left[other] for other in words],
        "right": [near_right[other] for other in words], "frequency": amount, "expected": expected,
        "log_dice": log_dice(both, places, amount), "g2": log_likelihood(count, size, amount, corpus),
        "mi": np.log2(count / np.maximum(expected, 1e-12))})
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


def _windows(tables: Tables, found: pd.DataFrame, wanted: str, cut: Callable[[str], list[str]], window: int, counted: set[str]) -> tuple[Counter[str], Counter[str], Counter[str], int]:
    """Return how often each word stands left and right, near how many places, and how many counted words stand near."""
    held = narrowing.some_documents(tables, found["doc_id"])
    texts = dict(zip(held["doc_id"], held["text"]))
    spoken = Stretches(narrowing.columns(tables, "commentaries", "commentary_id", "doc_id", "commentator", "start", "end"))
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    met: Counter[str] = Counter()
    size = 0
    for doc, rows in cast(Iterable[tuple[str, pd.DataFrame]], found.groupby("doc_id", sort=False)):
        folded = prepare(texts[doc])
        starts = [folded.place(start) for start in rows["start"]]
        nearest: dict[int, tuple[int, str]] = {}  # place of a word near one of them -> signed distance, word
        for first, words in _cut_around(folded.text, starts, cut):
            signs = [(place, text) for place, text in _placed(first, words) if _WORD.search(text)]
            for start in (start for start in starts if first <= start < first + sum(map(len, words))):
                before = [item for item in signs if item[0] + len(item[1]) <= start][-window:]
                after = [item for item in signs if item[0] >= start + len(wanted)][:window]
                near_it = [*((place - start, place, text) for place, text in before),
                           *((place - start, place, text) for place, text in after)]
                met.update({text for _, _, text in near_it})
                for distance, place, text in near_it:
                    if text in counted and (place not in nearest or abs(distance) < abs(nearest[place][0])):
                        nearest[place] = (distance, text)
        # A place inside one of the word's own is no neighbour; one nobody chosen says counts nowhere in the tables.
        inside = {place for start in starts for place in range(start, start + len(wanted))}
        places = [place for place in nearest if place not in inside]
        owners = spoken.owners(doc, folded.offsets[places].tolist() if places else [], len(texts[doc]))
        for place, owner in zip(places, owners):
            if owner >= 0:
                distance, text = nearest[place]
                (left if distance < 0 else right)[text] += 1
                size += 1
    return left, right, met, size


def _cut_around(folded: str, starts: list[int], cut: Callable[[str], list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield start and words of each sentence that holds one of the places."""
    done = -1
    for start in starts:
        if start < done:
            continue
        first = folded.rfind("\n", 0, start) + 1
        until = folded.find("\n", start)
        for begin, end in sentences(folded, first, len(folded) if until < 0 else until):
            if begin <= start < end:
                yield begin, cut(folded[begin:end])
                done = end
                break


def _placed(first: int, words: list[str]) -> Iterator[tuple[int, str]]:
    place = first
    for text in words:
        yield place, text
        place += len(text)


def finding(collocates: pd.DataFrame, word: str, *, window: int = 5, language: str = ENGLISH) -> Finding:
    """Return the words most typical near a word, from `near`."""
    tongue = Language.of(language)
    subtitle = tongue.say("company_subtitle", window=window, word=word)
    if collocates.empty:
        return Finding(tongue.say("company_none", word=word), subtitle)
    return Finding(tongue.say("company_title", word=word, others=tongue.listed(list(collocates["word"].head(3)))), subtitle,
                   tongue.say("company_n", n=int(collocates["count"].sum())))

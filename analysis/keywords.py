"""What a text is about, in its own words: key phrases, offered as provisional issues where the codebook knows none."""

from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from analysis.codebook import Codebook
from analysis.segmentation import cut, is_counted, tag

_NOMINAL = ("n", "vn", "an", "l", "i", "j", "x", "eng")
_PLACES_AND_PEOPLE = ("nr", "ns", "nt")
# Said at least this often, a phrase is a subject and no aside.
_LEAST = 2


@lru_cache(maxsize=1)
def _inverse_frequencies() -> tuple[dict[str, float], float]:
    """Return jieba's inverse document frequencies, and their median for words it does not hold.

    Notes
    -----
    Read from the file in jieba's package: importing `jieba.analyse` would load its taggers too, half a second.
    """
    found = find_spec("jieba")
    assert found is not None and found.origin is not None, "jieba is one of the requirements"
    table = Path(found.origin).parent / "analyse" / "idf.txt"
    frequencies = {word: float(value) for word, _, value in (
        line.rpartition(" ") for line in table.read_text(encoding="utf-8").splitlines())}
    return frequencies, sorted(frequencies.values())[len(frequencies) // 2]


def key_phrases(folded: str, codebook: Codebook, most: int = 3) -> list[str]:
    """Return the phrases a folded text is about, the weightiest first.

    Parameters
    ----------
    folded : str
    codebook : Codebook
        Its own names and terms are left out: they are no news.
    most : int

    Returns
    -------
    list of str
        Nouns of two characters or more, and pairs of words that stand side by side, each said at least twice; by
        TF-IDF (Salton & Buckley 1988) with the document frequencies that come with jieba. A word that only occurs inside
        a pair found is left out.
    """
    frequencies, median = _inverse_frequencies()
    known = {form for actor in codebook.actors.values() for form in actor.forms}
    words = cut(folded, codebook)
    content = [len(word) > 1 and is_counted(word) and word not in known and _is_subject(word) for word in words]
    singles = Counter(word for word, counted in zip(words, content) if counted)
    pairs = Counter((left, right) for left, right, first, second in zip(words, words[1:], content, content[1:])
                    if first and second)
    weights: dict[str, float] = {}
    inside: Counter[str] = Counter()
    for (left, right), times in pairs.items():
        if times >= _LEAST and len(left + right) <= 8:
            weights[left + right] = times * (frequencies.get(left, median) + frequencies.get(right, median))
            inside.update({left: times, right: times})
    for word, times in singles.items():
        if times - inside[word] >= _LEAST:
            weights[word] = times * frequencies.get(word, median)
    return sorted(weights, key=lambda phrase: (-weights[phrase], phrase))[:most]


@lru_cache(maxsize=65536)
def _is_subject(word: str) -> bool:
    kind = tag(word)
    return kind.startswith(_NOMINAL) and not kind.startswith(_PLACES_AND_PEOPLE)

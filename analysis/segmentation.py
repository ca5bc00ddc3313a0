"""Folded text cut into words: jieba's segmentation, with the codebook's names and terms as user dictionary."""

import re
from functools import lru_cache
from pathlib import Path

import rjieba

from analysis import by_codebook
from analysis.codebook import SHIPPED, Codebook, read_toml
from analysis.text import fold

# Above any single character's share, so that a name is cut as one word and no common word is torn for it.
OWN_FREQUENCY = 3000
_OWN_TAGS = {"person": "nr", "state": "ns", "territory": "ns"}
_CUTTABLE = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[a-zA-Z]{2,}")
# jieba's own pattern cuts a hyphenated date apart where its Rust port keeps `2021-12-31` whole.
_HYPHENS = re.compile(r"-+|[^-]+")


class StopWordError(ValueError):
    """The list of words not counted cannot be read."""


@lru_cache(maxsize=2)
def stop_words(folder: Path = SHIPPED) -> frozenset[str]:
    """Return the words that are not counted, folded.

    Raises
    ------
    StopWordError
        Where the file is missing or broken.
    """
    faults: list[str] = []
    tables = read_toml(folder / "words" / "stopwords.toml", faults)
    if faults:
        raise StopWordError(faults[0])
    return frozenset(fold(word) for table in tables.values() for word in table["words"])


@by_codebook.once
def own_words(codebook: Codebook) -> dict[str, str]:
    """Return the codebook's names and terms as a user dictionary, made once a process: word to part-of-speech tag."""
    words = {term: "n" for issue in codebook.issues.values() for term in issue.terms}
    for actor in codebook.actors.values():
        words |= {form: _OWN_TAGS.get(actor.kind, "nt") for form in actor.forms}
    return {word: tag for word, tag in words.items() if _CUTTABLE.fullmatch(word)}


@by_codebook.once
def cutter(codebook: Codebook) -> rjieba.Jieba:
    """Return jieba's segmentation (its Rust port) with the codebook's words, built once a process."""
    made = rjieba.Jieba()
    for word, tag in own_words(codebook).items():
        made.add_word(word, OWN_FREQUENCY, tag)
    return made


def cut(folded: str, codebook: Codebook) -> list[str]:
    """Return the words of a folded text, in order, nothing left out; jieba's own output."""
    words = cutter(codebook).cut(folded)
    if "-" not in folded:
        return words
    return [part for word in words for part in (_HYPHENS.findall(word) if "-" in word else (word,))]


@lru_cache(maxsize=65536)
def tag(word: str) -> str:
    """Return a word's part of speech in jieba's dictionary (ICTCLAS tags), `x` for a word it does not hold."""
    parts = rjieba.tag(word)
    return parts[0][1] if len(parts) == 1 else "x"


@lru_cache(maxsize=65536)
def entry(word: str) -> str:
    """Return a word's part of speech as `tag` does, but nothing guessed: `x` for what jieba's dictionary does not hold."""
    parts = rjieba.tag(word, False)
    return parts[0][1] if len(parts) == 1 else "x"


@lru_cache(maxsize=65536)
def is_counted(word: str) -> bool:
    """Whether a word says something of the subject: no stop word, no number, no sign."""
    return word not in stop_words() and bool(_HAN.search(word) or _LATIN.search(word))

"""Lexical cohesion: at which places near a claim the rarer of its own words stand again."""

from collections.abc import Iterator

# How far before and behind a claim its words are looked for, in characters; a pair of characters that stands there more often
# than COMMON is no word that ties.
BEFORE, BEHIND, COMMON = 600, 200, 3
# A sentence goes no farther than this from a place in it.
SENTENCE = 160
_STOPS = "。!?\n"


def again(folded: str, start: int, end: int, empty: frozenset[str]) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, weight) of the sentences around a claim in which its words stand again.

    Parameters
    ----------
    folded : str
    start, end : int
        The claim.
    empty : frozenset of str
        Characters that words of grammar are made of; no pair with one counts.

    Notes
    -----
    Words that come back keep a subject going (Morris & Hirst 1991, Computational Linguistics 17(1); Hearst 1997, ibid. 23(1)). Pairs of
    characters stand for words, as elsewhere without segmentation; each pair weighs 1 in all.
    """
    low = max(0, start - BEFORE)
    around, text = folded[low:end + BEHIND], folded[start:end]
    for pair in dict.fromkeys(text[place:place + 2] for place in range(len(text) - 1)):
        if not empty.isdisjoint(pair) or not pair.isalpha() or pair.isascii():
            continue
        times = around.count(pair)
        if not 1 < times <= COMMON:
            continue
        place = around.find(pair)
        while place >= 0:
            at = low + place
            if not start <= at < end:
                yield *_sentence(folded, at), 1 / (times - 1)
            place = around.find(pair, place + 1)


def _sentence(folded: str, place: int) -> tuple[int, int]:
    left = max(folded.rfind(stop, max(0, place - SENTENCE), place) for stop in _STOPS) + 1
    ends = [end for stop in _STOPS if (end := folded.find(stop, place, place + SENTENCE)) >= 0]
    return left, min(ends, default=place + SENTENCE)

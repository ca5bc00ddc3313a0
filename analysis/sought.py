"""What predictions ask the lexicon of titles and texts, asked of many documents at once: each asking by itself costs more than its few words."""

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from analysis.batch import GAP
from analysis.lexicon import Hit, Hits, Lexicon, lower


class Sought:
    """The actors and issues that titles name, and the hints that texts hold, by position.

    Parameters
    ----------
    titles, texts : sequence of str
        Of some documents, folded.
    terms : Lexicon
    """

    def __init__(self, titles: Sequence[str], texts: Sequence[str], terms: Lexicon):
        self.titles, self._texts, self._terms = titles, texts, terms

    @cached_property
    def _in_titles(self) -> tuple[list[list[Hit]], list[list[Hit]]]:
        lowered, starts = _laid(self.titles)
        actors = self._terms.find_actors(lowered, starts, [None] * len(self.titles))
        issues = self._terms.find_issues(lowered, starts, actors)
        return self._parted(actors, starts), self._parted(issues, starts)

    def actors(self, place: int) -> list[Hit]:
        """Return the actors a title names, in order of place."""
        return self._in_titles[0][place]

    def issues(self, place: int) -> list[Hit]:
        """Return the issues a title names, in order of place."""
        return self._in_titles[1][place]

    @cached_property
    def _in_texts(self) -> tuple[Hits, np.ndarray, np.ndarray, list[int]]:
        lowered, starts = _laid(self._texts)
        hits, passing = self._terms.find_hints(lowered)
        return hits, passing, starts, np.searchsorted(hits.start, starts).tolist()

    def hints(self, place: int, issues: Collection[str]) -> list[Hit]:
        """Return what `Lexicon.hints` returns for a text."""
        hits, passing, starts, bounds = self._in_texts
        here = np.arange(bounds[place], bounds[place + 1])
        chosen = here[self._terms.meant(hits.code[here], passing[here], issues)]
        return self._terms.listed(Hits(hits.code[chosen], hits.start[chosen] - starts[place], hits.end[chosen] - starts[place]))

    def _parted(self, hits: Hits, starts: np.ndarray) -> list[list[Hit]]:
        document = np.searchsorted(starts, hits.start, side="right") - 1
        listed = self._terms.listed(Hits(hits.code, hits.start - starts[document], hits.end - starts[document]))
        bounds = np.searchsorted(document, np.arange(len(starts))).tolist()
        return [listed[first:last] for first, last in pairwise(bounds)]


def _laid(texts: Sequence[str]) -> tuple[str, np.ndarray]:
    """Return texts in lower case end to end, and where each begins (and one more would)."""
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    return GAP.join(map(lower, texts)), np.concatenate([[0], np.cumsum(lengths + len(GAP))])

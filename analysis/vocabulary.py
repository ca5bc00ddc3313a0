"""Words by number, in order of appearance."""

import numpy as np
import numpy.typing as npt


class Vocabulary(dict[str, int]):
    """Each word's number; one that is asked for and unknown takes the next."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number

    def numbers(self, words: list[str]) -> npt.NDArray[np.int64]:
        """Return the numbers of words, new ones taken in."""
        return np.fromiter(map(self.__getitem__, words), dtype=np.int64, count=len(words))

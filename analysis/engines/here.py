"""Errands carried out one after the other in this process."""

from collections.abc import Callable, Iterable, Iterator

from analysis import predictions
from analysis.errands import Errand, Predict, carry_out
from analysis.parts import Note


class Here:
    """This process.

    Parameters
    ----------
    predict : callable, optional
        Who reads the predictions.
    progress : callable, optional
        Called with how many bytes of the present errand are coded.
    """

    def __init__(self, predict: Predict = predictions.extract, progress: Callable[[int], None] = lambda size: None):
        self._predict, self._progress = predict, progress

    def each(self, asked: Iterable[Errand]) -> Iterator[tuple[Errand, Note]]:
        """Yield every errand with its note."""
        for one in asked:
            yield one, carry_out(one, self._predict, self._progress)

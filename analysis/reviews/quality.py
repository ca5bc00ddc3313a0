"""How often the program was right, by what people decided on its rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.reviews.records import Review
from analysis.verification.calibration import wilson

LEVEL = 0.95


@dataclass(frozen=True)
class Quality:
    """What reviews say of the program's predictions.

    Attributes
    ----------
    right, corrected, rejected : int
        Rows of the program's that were accepted, put right, rejected.
    added : int
        Rows it missed, as far as anybody looked.
    share, low, high : float
        Right among those reviewed, with Wilson's interval at 95 %; nan where none is.
    """

    right: int
    corrected: int
    rejected: int
    added: int
    share: float
    low: float
    high: float

    @property
    def n(self) -> int:
        """How many rows of the program's were reviewed."""
        return self.right + self.corrected + self.rejected


def quality(reviews: Iterable[Review]) -> Quality:
    """Return how often the program was right among the rows that hold a decision.

    Notes
    -----
    A precision, and of what was reviewed only: the queue begins with the doubtful, so the whole is likely better. Recall
    cannot be had from it, as nobody says that a document holds no more.
    """
    told = Counter(review.verdict for review in reviews if review.kind == "prediction")
    n = told["accept"] + told["correct"] + told["reject"]
    share = told["accept"] / n if n else float("nan")
    low, high = (float(end) for end in wilson(told["accept"], n, LEVEL)) if n else (float("nan"), float("nan"))
    return Quality(told["accept"], told["correct"], told["reject"], told["add"], share, low, high)

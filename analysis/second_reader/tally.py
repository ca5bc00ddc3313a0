"""What the second reader did so far: documents, rows, tokens, money."""

from collections import Counter
from dataclasses import dataclass, field

from analysis.second_reader.settings import Settings


@dataclass
class Tally:
    """Counts of one run.

    Attributes
    ----------
    documents : int
        Read to their end.
    taken : int
        Rows.
    dropped : Counter
        Reason to rows.
    failed : list of (source, reason)
        Documents without rows, and why.
    tokens_in, tokens_out : int
        As the endpoint says; some say nothing.
    """

    documents: int = 0
    taken: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    tokens_in: int = 0
    tokens_out: int = 0

    def price(self, settings: Settings) -> float | None:
        """Return what the tokens cost, or None where no price is known."""
        if settings.price_in is None and settings.price_out is None:
            return None
        return (self.tokens_in * (settings.price_in or 0) + self.tokens_out * (settings.price_out or 0)) / 1e6

    def line(self, settings: Settings) -> str:
        """Return the counts in one line."""
        price = self.price(settings)
        told = [f"{self.documents:,} documents read", f"{self.taken:,} rows taken", f"{self.dropped.total():,} dropped",
                f"{self.tokens_in:,} tokens in", f"{self.tokens_out:,} out"]
        if self.failed:
            told.insert(1, f"{len(self.failed):,} failed")
        if price is not None:
            told.append(f"price {price:.4f}")
        return f"second reader ({settings.model}): " + ", ".join(told)

    def summary(self, settings: Settings) -> list[str]:
        """Return the counts, why rows were dropped, and every document that failed; a line each."""
        return [self.line(settings),
                *(f"  dropped {count:,}: {reason}" for reason, count in self.dropped.most_common()),
                *(f"{source}: not read by the model: {reason}." for source, reason in self.failed)]

"""What may stand between a speaker and the verb: adverbs, dates, and where or to whom it was said."""

from analysis.grammar.attribution.lexis import fitted
from analysis.grammar.attribution.reading import Reading


def fits(reading: Reading, start: int, verb: int) -> bool:
    """Say whether what stands from a speaker's end to the verb may stand there."""
    gap, lexis = reading.plain[start:verb], reading.lexis
    if not gap:
        return True
    if "," in gap:
        head, _, tail = gap.rpartition(",")
        if lexis.adverbs.fullmatch(tail, fitted(lexis.leading, tail)):
            return True
        # "赵某在会后,对记者说": a phrase, then another.
        return bool(lexis.gap.fullmatch(tail)) and bool(lexis.gap.fullmatch(head))
    return bool(lexis.gap.fullmatch(gap))

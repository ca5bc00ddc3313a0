"""Persons who speak without a verb, before a colon and a quotation: `施某不无悲观:“…”`."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import SOMEBODY

_LONGEST_MANNER = 12


def find(reading: Reading, lower: int, upper: int, sayings: list[Saying]) -> list[Saying]:
    """Return what quotations after a colon attribute in a stretch, where none of its sayings has them yet."""
    spans = sorted(tuple(span) for saying in sayings for span in saying.spans)
    begins = [first for first, _ in spans]
    reaches = list(accumulate((last for _, last in spans), max))
    found = []
    for quote in reading.quotes[bisect_right(reading.opens, lower):bisect_left(reading.opens, upper)]:
        colon = quote.start - 1
        if not quote.spoken or quote.end > upper or reading.text[colon] != ":":
            continue
        before = bisect_right(begins, quote.start) - 1
        if before >= 0 and reaches[before] > quote.start:
            continue
        head = reading.head(colon, reading.window(colon, lower))
        number = bisect_left(reading.starts, head)
        if number == len(reading.tokens) or reading.tokens[number].start != head:
            continue
        token = reading.tokens[number]
        if token.roles & SOMEBODY and colon - token.end <= _LONGEST_MANNER:
            voice = Voice(token.voice, True, head)
            found.append(Saying(voice, head, quote.start, [[quote.start, quote.end]], direct=True))
    return found

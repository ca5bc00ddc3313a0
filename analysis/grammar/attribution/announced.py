"""Persons who speak without a verb: before a colon (`施某不无悲观:“…”`), a sentence ahead (`施某有点急。“…”`), below a question."""

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate

from analysis.grammar.attribution import antecedents
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import CARRIED, SOMEBODY, VERB, Token

_LONGEST_MANNER = 12
_LONGEST_TITLE = 20
_PRONOUNS = ("他", "她", "佢")


def find(reading: Reading, lower: int, upper: int, sayings: list[Saying], told: bool) -> list[Saying]:
    """Return what quotations attribute that no verb does, in a stretch, where none of its sayings has them yet.

    Parameters
    ----------
    told : bool
        A reporter writes: a quotation that stands by itself is whose the sentence before is about.
    """
    spans = sorted(tuple(span) for saying in sayings for span in saying.spans)
    begins = [first for first, _ in spans]
    reaches = list(accumulate((last for _, last in spans), max))
    found = []
    for quote in reading.quotes[bisect_right(reading.opens, lower):bisect_left(reading.opens, upper)]:
        colon = quote.start - 1
        if not quote.spoken or quote.end > upper or reading.text[colon] not in (":。?" if told else ":"):
            continue
        before = bisect_right(begins, quote.start) - 1
        if before >= 0 and reaches[before] > quote.start:
            continue
        window = reading.window(colon, lower)
        head = reading.head(colon, window) if reading.text[colon] == ":" else reading.led_in(window, colon)
        token = _somebody(reading, head, colon)
        if token is not None and (colon - token.end <= _LONGEST_MANNER or reading.text[colon] != ":"):
            voice = Voice(token.voice, True, head)
            if token.roles & CARRIED:
                meant = antecedents.find(reading, token, True, [saying for saying in sayings if saying.start < head])
                if meant is None:
                    continue
                voice = meant
            found.append(Saying(voice, head, quote.start, [[quote.start, quote.end]], direct=True))
    return found


def answers(reading: Reading, lower: int, upper: int, sayings: list[Saying]) -> list[Saying]:
    """Return the quotations that are paragraphs of their own below a question: whoever is interviewed gives them.

    That is who speaks most often in the rest of the text.
    """
    spoken = Counter(saying.voice.name for saying in sayings if saying.voice.human and saying.voice.name and not saying.voice.unnamed)
    if not spoken:
        return []
    who = spoken.most_common(1)[0][0]
    found = []
    for quote in reading.quotes[bisect_left(reading.opens, lower):bisect_left(reading.opens, upper)]:
        above = reading.text.rfind("\n", lower, quote.start)
        if not quote.spoken or quote.end > upper or above < 0 or reading.text[above:quote.start].strip():
            continue
        alone = not reading.text[quote.end:reading.paragraph_end(quote.end, upper)].strip("。 ")
        if alone and reading.text[lower:above].rstrip().endswith("?") and not any(
                start <= quote.start < end for saying in sayings for start, end in saying.spans):
            found.append(Saying(Voice(who, True, quote.start), quote.start, quote.start, [[quote.start, quote.end]], direct=True))
    return found


def _somebody(reading: Reading, head: int, colon: int) -> Token | None:
    """Return the person who heads a clause, a title before the name or none: `前大使某某对此不以为然:`."""
    for token in reading.tokens[bisect_left(reading.starts, head):bisect_left(reading.starts, colon)]:
        if token.roles & CARRIED and token.start == head and reading.plain[token.start:token.end] in _PRONOUNS:
            return token
        if token.roles & SOMEBODY:
            titled = token.start - head <= _LONGEST_TITLE and reading.plain.endswith(
                reading.lexis.title_words, head, token.start)
            return token if token.start == head or titled else None
        if token.roles & VERB:
            return None
    return None

"""Nouns of opinion before a colon: `林某的看法正好相反:…`."""

import re

from analysis.grammar.attribution import subjects
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying
from analysis.grammar.attribution.tokens import Token

_COLON = re.compile(r"(?!的)[^,。!?;:“”\n]{0,8}:")


def find(reading: Reading, number: int, token: Token, lower: int, upper: int, sayings: list[Saying]) -> Saying | None:
    """Return what stands behind the colon of a noun of opinion, if the noun is somebody's."""
    text = reading.text
    colon = _COLON.match(text, token.end, upper)
    if not colon or reading.quote_at(token.start):
        return None
    place = token.start - (text[token.start - 1:token.start] == "的")
    voice = subjects.find(reading, number, place, reading.window(place, lower), sayings)
    if voice is None or not voice.name:
        return None
    content = colon.end()
    while content < upper and text[content] == " ":
        content += 1
    quote = reading.opening(content)
    spoken = quote is not None and quote.spoken
    end = reading.run_of_quotes(quote, upper) if spoken else reading.sentence_end(content, upper)
    if end <= content:
        return None
    return Saying(voice, voice.start, colon.end(), [[content, end]], direct=spoken)

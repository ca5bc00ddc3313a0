"""Nouns of opinion before a colon: `林某的看法正好相反:…`."""

import re

from analysis.grammar.attribution import subjects
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying
from analysis.grammar.attribution.tokens import VERB, Token

# "提出五点观察:"
_POINTS = re.compile(r"(?:了)?(?:以下|如下|下列)?(?:[一二两三四五六七八九十几数\d]+[点项个条大种])?(?:主要|核心|关键)?"
                     r"(?:观察|看法|建议|判断|理由|预测|结论|意见|观点|特点|变数|可能性?|情境|情形|原因|看点|挑战|因素|分析|解读|主张|疑问|趋势|前景):")
_COLON = re.compile(r"(?!的)[^,。!?;:“”\n]{0,8}:")


def points_follow(reading: Reading, token: Token, upper: int) -> bool:
    """Say whether a verb brings in points that follow a colon: `提出|五点观察:`, `归纳|三种可能:`."""
    return reading.plain[token.start:token.end] in reading.lexis.brings_in and bool(_POINTS.match(reading.text, token.end, upper))


def find(reading: Reading, number: int, token: Token, lower: int, upper: int, sayings: list[Saying]) -> Saying | None:
    """Return what stands behind the colon of a noun of opinion, if the noun is somebody's."""
    text = reading.text
    colon = _COLON.match(text, token.end, upper)
    if not colon and token.roles & VERB:
        colon = _POINTS.match(text, token.end, upper)
    if not colon or reading.quote_at(token.start):
        return None
    place = token.start - (text[token.start - 1:token.start] == "的")
    voice = subjects.find(reading, number, place, reading.window(place, lower), sayings)
    if voice is None or not voice.name:
        return None
    content = colon.end()
    while content < upper and text[content] == " ":
        content += 1
    below = reading.past(content, upper, " \n")
    if below > content and reading.lexis.points.match(text, below):
        # "提出三点观察:" and the points below it, a paragraph each.
        content = below
    quote = reading.opening(content)
    spoken = quote is not None and quote.spoken
    end = reading.run_of_quotes(quote, upper) if quote is not None and spoken else reading.sentence_end(content, upper)
    if end <= content:
        return None
    return Saying(voice, voice.start, colon.end(), [[content, end]], direct=spoken)

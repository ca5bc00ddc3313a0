"""Whom a pronoun or a pointing phrase means: `他`, `这位教授`, `该机构`."""

import re
from bisect import bisect_left

from analysis.grammar.attribution.reading import REACH, Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import Token

_POINTING = re.compile(r"^(?:这位|这名|这个|那位|那名|该名|该位|该|上述|此位)(?:资深)?")
_TOGETHER = re.compile(r"[和与同跟及、]")


def find(reading: Reading, token: Token, human: bool, sayings: list[Saying]) -> Voice | None:
    """Return the nearest voice of its kind before a pointing word, over its paragraph and the one before.

    Parameters
    ----------
    human : bool
        A person is pointed to, not a body.
    sayings : list of Saying
        Those found before it, in order.
    """
    floor = reading.paragraph_before(token.start)
    noun = _POINTING.sub("", reading.plain[token.start:token.end]).strip()
    if len(noun) > 1:
        named = _of_its_kind(reading, token, noun, floor, sayings)
        if named is not None:
            return named
    spoke = None
    for saying in reversed(sayings):
        if saying.start < floor:
            break
        if saying.voice.human == human and saying.voice.name and saying.start < token.start:
            spoke = saying
            break
    fallback, around = None, reading.quote_at(token.start)
    # "该智库" is whoever spoke last; a state named in between is what was spoken about.
    nearest = bisect_left(reading.somebodies, bisect_left(reading.starts, token.start)) - 1 if human else -1
    for number in range(nearest, -1, -1):
        other = reading.tokens[reading.somebodies[number]]
        if other.start < floor or (spoke is not None and other.start <= spoke.verb_end):
            break
        # "“普京不会收手。”她还说,…": who is named inside a quotation does not speak outside of it.
        if reading.quote_at(other.start) is around:
            found = Voice(other.voice, human, token.start)
            if _leads_sentence(reading, other):
                return found
            fallback = fallback or found
    return Voice(spoke.voice.name, human, token.start) if spoke is not None else fallback


def _of_its_kind(reading, token, noun, floor, sayings) -> Voice | None:
    """Return the last voice that a noun fits: a body whose name ends with it, a scholar for 学者."""
    expert = noun.endswith(reading.lexis.experts)
    for saying in reversed(sayings):
        if saying.start < floor or saying.start >= token.start:
            continue
        voice = saying.voice
        if not voice.human and voice.name.endswith(noun):
            return Voice(voice.name, False, token.start)
        if expert and voice.human and voice.name not in reading.listed:
            # "对于总统佐科,这位学者…": a politician in between is no scholar.
            return Voice(voice.name, True, token.start)
    return None


def _leads_sentence(reading: Reading, token: Token) -> bool:
    """Say whether somebody named heads a sentence and is not spoken to."""
    window = reading.window(token.start, max(0, token.start - REACH))
    before = reading.plain[window:token.start]
    return not before.endswith(reading.lexis.addressed) and not _TOGETHER.search(before[-1:]) and "," not in before

"""Paragraphs that open with a name and a colon: `林若川(海滨大学教授):…`."""

import re

from analysis.grammar import furniture, names
from analysis.grammar.attribution import persons
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice

# "【某某:辞还是不辞】" and "某某:谈判会破裂" without a stop are headings.
_LABELLED = re.compile(r"^[ ]*(?P<who>(?![【\[(])[^:。!?,;“”\n]{2,40}):[ ]*", re.MULTILINE)


def find(reading: Reading, lower: int, upper: int) -> list[Saying]:
    """Return what the labelled paragraphs of a stretch attribute, in order."""
    found = []
    for match in _LABELLED.finditer(reading.text, lower, upper):
        if match["who"].endswith(reading.lexis.verbs):
            # "市民陈某说:…" is a sentence, not a label.
            continue
        name, certainty = names.label(match["who"], reading.lexis.book, reading.lexis.shape)
        if match["who"] in reading.persons:
            # "发言人安某…答记者问" makes of a rare surname a name.
            name, certainty = match["who"], "strong"
        if certainty == "strong" and match["who"] not in reading.lexis.labels:
            voice = Voice(reading.persons.get(name) or persons.called(name, reading.plain), True, match.start("who"))
            end = reading.paragraph_end(match.end(), upper)
            if end > match.end() and furniture.is_speech(reading.text[match.end():end].rstrip()):
                found.append(Saying(voice, voice.start, match.end(), [[match.end(), end]], labelled=True))
    return found

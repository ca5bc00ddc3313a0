"""Bodies nobody listed, behind a word for what they are: `评级公司“雨林信用”`, `反对党民主论坛`."""

from analysis.grammar.attribution import gaps
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Voice

_LONGEST_NAME = 12
_SHORTEST_NAME = 2


def find(reading: Reading, verb: int, window: int) -> Voice | None:
    """Return the body whose kind heads the clause of a verb and whose name stands between the two."""
    plain, lexis = reading.plain, reading.lexis
    clause = reading.clause_start(verb, window)
    # "总部设在某地的智库“某某论坛”"
    owner = plain.rfind("的", clause, verb) + 1
    for begin in dict.fromkeys((clause, window, owner or clause)):
        start = reading.led_in(begin, verb)
        if plain[start] not in lexis.kind_first:
            continue
        kind = lexis.kind.match(plain, start, verb)
        if kind is None:
            continue
        start = kind.end()
        if plain[start:start + 1] in "‘《":
            close = plain.find("’" if plain[start] == "‘" else "》", start, min(verb, start + _LONGEST_NAME + 2))
            if close > start and gaps.fits(reading, close + 1, verb):
                return Voice(plain[start + 1:close], False, begin)
            continue
        for end in range(start + _SHORTEST_NAME, min(verb, start + _LONGEST_NAME) + 1):
            if not plain[start:end].isalpha():
                break
            if gaps.fits(reading, end, verb) and lexis.plausible_body(plain[start:end]):
                return Voice(plain[start:end], False, begin)
    return None


def stripped(reading: Reading, phrase: str) -> str:
    """Return a voice's phrase without the word for its kind: `智库松涛研究院`."""
    lexis = reading.lexis
    kind = lexis.kind.match(phrase)
    rest = phrase[kind.end():] if kind else ""
    return rest if len(rest) > _SHORTEST_NAME + 1 and rest.endswith(lexis.bodies) else phrase

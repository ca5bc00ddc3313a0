"""Persons by their title: `林教授`, `海滨大学教授林若川`, `市长`."""

from analysis.grammar import names
from analysis.grammar.attribution import antecedents, bodies, gaps, persons
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import HEAD, SOMEBODY, VERB, Token

# Whoever writes the report is no voice in it.
_WRITERS = ("记者", "编辑")
_WRITERS_ALONE = ("记者", "作者", "编辑")
# "主持人某某追问": a question is nobody's.
_HOST, _ASKING = "主持人", ("追问", "问", "提问", "好奇")
_AUTHOR = "作者"
_LONGEST_PEN_NAME = 10
# How many places a surname stands at are looked at.
_MOST_LOOKED_AT = 50
_POINTING = ("这位", "这名", "该", "上述")


def asks(plain: str, name: int, verb: int) -> bool:
    """Say whether whoever is named at a place is a host who only asks: `主持人某某追问`."""
    return plain.endswith(_HOST, 0, name) and plain.startswith(_ASKING, verb)


def find(reading: Reading, token: Token, verb: int, window: int, sayings: list[Saying]) -> Voice | None:
    """Return the person before or behind a title, or the office itself as an unnamed voice."""
    plain, lexis = reading.plain, reading.lexis
    if plain.startswith("‘", token.end):
        # "名嘴‘阿Q哥’在节目中爆料"
        close = plain.find("’", token.end, token.end + _LONGEST_PEN_NAME)
        if close > 0 and plain[close + 1:close + 2] != "的" and gaps.fits(reading, close + 1, verb):
            return Voice(plain[token.end + 1:close], True, reading.clause_start(token.start, window))
    name = persons.name_at(token.end, plain, lexis)
    if name and token.end + len(name) <= verb and gaps.fits(reading, token.end + len(name), verb):
        if plain[token.start:token.end] in _WRITERS or asks(plain, token.end, verb):
            return None
        if "," in plain[token.end + len(name):verb] and reading.somebody_before(token.start, window):
            # "某某要求和总统某某辩论,还说,…": who is named first speaks.
            return None
        return Voice(reading.persons.get(name) or persons.called(name, plain), True, reading.clause_start(token.start, window))
    if not gaps.fits(reading, token.end, verb):
        return None
    if plain[token.start:token.end] in _WRITERS_ALONE:
        # "《某报》关注此事。作者指出": of a press review.
        if plain[token.start:token.end] != _AUTHOR or reading.head(token.start, window) != token.start:
            return None
        paper = antecedents.find(reading, token, False, sayings)
        return paper if paper is not None and paper.name.endswith(lexis.press) else None
    before = reading.token_ending(token.start)
    if before is not None and before.roles & SOMEBODY:
        return Voice(before.voice, True, reading.clause_start(before.start, window))
    start = reading.head(token.start, window)
    phrase = plain[start:token.start]
    address = phrase.removesuffix("前") if len(phrase) > 1 else phrase
    if address in lexis.book.surnames or address in lexis.book.compound_surnames:
        return Voice(_in_full(reading, address, start, plain[token.start:token.end]) or plain[start:token.end], True, start)
    if len(address) == 1 and lexis.rare.match(address + "某") and (full := _in_full(reading, address, start, plain[token.start:token.end])):
        return Voice(full, True, start)
    given = sorted({voice for voice in reading.persons.values() if len(voice) > 2 and voice.endswith(address)}) if len(address) == 1 else []
    if len(given) == 1:
        # "勇上校" is 黎文勇, as Vietnamese are addressed.
        return Voice(given[0], True, start)
    if len(phrase) > 2 and names.is_person(phrase, lexis.shape) and phrase[0] not in lexis.book.surnames and not lexis.is_word(phrase) and (
            lexis.plausible_name(phrase) and not reading.body_within(start, token.start)):
        # "林德贝里总理"
        return Voice(persons.called(phrase, plain), True, start)
    for length in (3, 2, 4):
        found, rest = phrase[-length:], phrase[:-length]
        if reading.body_within(token.start - len(found), token.start):
            # "欧佩克代表"
            continue
        if names.is_person(found, lexis.shape, foreign=length == 4) and (
                not rest or rest.endswith(("的", *lexis.bodies))):
            return Voice(found, True, start)
    if plain[start:token.end].startswith(_POINTING) or plain[max(window, start - 2):start] in _POINTING:
        return antecedents.find(reading, token, True, sayings) or Voice(
            plain[start:token.end], True, start, True)
    if not phrase and not token.roles & (HEAD | VERB) and plain[token.start:token.end] not in lexis.crowds:
        # "准将坚称": who was named with this title before.
        return antecedents.holder(reading, token)
    if len(phrase) < 2 or token.roles & VERB:
        return None
    return bodies.find(reading, token, window, False, sayings)


def _in_full(reading: Reading, surname: str, place: int, title: str) -> str:
    """Return the one person with a surname whom the text names in full; behind no title, whoever is named before a place."""
    full = sorted({voice for voice in reading.persons.values() if voice.startswith(surname) and len(voice) <= len(surname) + 2})
    if len(full) > 1:
        # "朴教授" of two named 朴: the one called a professor.
        full = [name for name in full if f"{title}{name}" in reading.plain or f"{name}{title}" in reading.plain]
        return full[0] if len(full) == 1 else ""
    if full:
        return full[0]
    plain, lexis = reading.plain, reading.lexis
    found = plain.find(surname, 0, place)
    for _ in range(_MOST_LOOKED_AT):
        if found < 0:
            break
        for length in (len(surname) + 2, len(surname) + 1):
            name = plain[found:found + length]
            whole = lexis.plausible_name(name) or name.endswith(lexis.given_ends)
            if names.is_person(name, lexis.shape, foreign=False) and whole and lexis.unknown_word(name) and lexis.plausible_body(name) and (
                    lexis.shape.title.match(plain, found + length) or (
                        plain[found - 1:found] in ("", *"\n。,、:;!?“” (") and lexis.boundary.match(plain, found + length))):
                return name
        found = plain.find(surname, found + 1, place)
    return ""

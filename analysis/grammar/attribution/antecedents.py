"""Whom a pronoun or a pointing phrase means: `他`, `这位教授`, `该机构`."""

import re
from bisect import bisect_left

from analysis.grammar.attribution.reading import FARTHEST, REACH, Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import NAMED, Token

_POINTING = re.compile(r"^(?:这位|这名|这个|那位|那名|该名|该位|该|上述|此位)(?:资深)?")
_TOGETHER = re.compile(r"[和与同跟及、]")
_MANY = re.compile(r"[多几各]|一些|不少|部分|许多|有些|两|三|.*们$")
_IN_MARKS = re.compile(r"《(?P<name>[^《》\n]{2,12})》")
# What stands before the last word of a body's name.
_WHOLE = re.compile(r"[^\W\d_的在向对与将把被就给让从为使是于比说称由和及、了]{2,12}$")
_SENTENCE_END = re.compile(r"[。!?;\n]")
_FULL_STOP = re.compile(r"[。!?\n]")
# "如果总统真的成行,他认为…": who is talked about in a clause that only leads up to it.
_SUBORDINATE = re.compile(r"[,。!?;\n](?:不过|但是?|而且?|同时|此外|另外)?,?(?:如果|假如|假使|倘若|倘|若是?|要是|一旦|只要|只有|除非|即使|即便|哪怕|就算|尽管|虽然|虽|由于|因为|随着|对于|至于|鉴于|考虑到|面对|不管|不论|无论|当)[^,。!?;\n]*$")


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
    noun = reading.lexis.anonymous.sub("", _POINTING.sub("", reading.plain[token.start:token.end])).strip()
    if len(noun) > 1:
        named = _of_its_kind(reading, token, noun, floor, sayings)
        if named is not None:
            return named
    spoke = _last(human, floor, token, sayings)
    expert = None
    if human:
        # "主席上台后路线有变。他认为,…": a politician talked about comes between, and the expert goes on.
        expert = spoke or _last(human, token.start - FARTHEST, token, sayings)
        if expert is not None and expert.voice.name in reading.listed:
            expert = None
    fallback, around = None, reading.quote_at(token.start)
    # "该智库" is whoever spoke last; a state named in between is what was spoken about.
    nearest = bisect_left(reading.somebodies, bisect_left(reading.starts, token.start)) - 1 if human else -1
    for number in range(nearest, -1, -1):
        other = reading.tokens[reading.somebodies[number]]
        if other.start < floor or (spoke is not None and other.start <= spoke.verb_end):
            break
        if expert is not None and other.voice in reading.listed and _talked_about(reading, other, token, expert):
            continue
        # "“普京不会收手。”她还说,…": who is named inside a quotation does not speak outside of it.
        if reading.quote_at(other.start) is around:
            found = Voice(other.voice, human, token.start)
            if _leads_sentence(reading, other):
                return found
            fallback = fallback or found
    paper = _paper(reading, token, max(floor, spoke.verb_end if spoke else 0)) if not human else None
    if paper is not None:
        return paper
    spoke = spoke or expert
    return Voice(spoke.voice.name, human, token.start, spoke.voice.unnamed) if spoke is not None else fallback


def _talked_about(reading: Reading, other: Token, token: Token, expert: Saying) -> bool:
    """Say whether a politician between an expert and a pronoun is only talked about: in another sentence, in the expert's own, or in a clause that leads up."""
    plain = reading.plain
    return bool(_SENTENCE_END.search(plain, other.end, token.start) or not _FULL_STOP.search(plain, expert.verb_end, token.start)
                or _SUBORDINATE.search(plain, max(0, other.start - REACH), other.start))


def one_of_two(reading: Reading, token: Token) -> Voice | None:
    """Return whom 前者 or 后者 means: the first or the second of the last two persons a sentence or two before names."""
    floor = reading.paragraph_before(token.start)
    named: list[str] = []
    number = bisect_left(reading.somebodies, bisect_left(reading.starts, token.start)) - 1
    while number >= 0 and len(named) < 2:
        other = reading.tokens[reading.somebodies[number]]
        if other.start < floor:
            break
        if other.voice not in named:
            named.append(other.voice)
        number -= 1
    if len(named) < 2:
        return None
    first = reading.plain.startswith("前", token.start)
    return Voice(named[1] if first else named[0], True, token.start)


def _paper(reading: Reading, token: Token, floor: int) -> Voice | None:
    """Return the last paper named in `《》` between two places: `《某报》关注此事。文章写道`."""
    for named in reversed(list(_IN_MARKS.finditer(reading.plain, floor, token.start))):
        if named["name"].endswith(reading.lexis.press):
            return Voice(named["name"], False, token.start)
    return None


def holder(reading: Reading, token: Token) -> Voice | None:
    """Return the last person named with a title that now stands alone: `退役准将某某…。准将说`, none where several are."""
    title = reading.plain[token.start:token.end]
    before = bisect_left(reading.somebodies, bisect_left(reading.starts, token.start)) - 1
    for number in range(before, -1, -1):
        other = reading.tokens[reading.somebodies[number]]
        if other.start < token.start - FARTHEST:
            break
        if reading.plain.endswith(title, 0, other.start) or reading.plain.startswith(title, other.end):
            return Voice(other.voice, True, token.start)
    return None


def body(reading: Reading, token: Token) -> Voice | None:
    """Return the last body in full that a pointing phrase repeats the last word of: 港湾研究中心, 该中心."""
    noun = _POINTING.sub("", reading.plain[token.start:token.end])
    place = token.start
    floor = max(0, token.start - FARTHEST)
    while len(noun) > 1 and place > floor:
        place = reading.plain.rfind(noun, floor, place)
        if place < 0:
            break
        whole = _WHOLE.search(reading.plain, floor, place)
        if whole and len(whole.group()) > 1 and not _POINTING.match(whole.group()):
            return Voice(whole.group() + noun, False, token.start, True)
    return None


def told_in_full(reading: Reading, token: Token, noun: str, sayings: list[Saying]) -> Voice | None:
    """Return the last unnamed voice a bare noun repeats, over its paragraph and the one before: `国防部发言人`, 发言人."""
    floor = reading.paragraph_before(token.start)
    for saying in reversed(sayings):
        if saying.start < floor:
            break
        voice = saying.voice
        if voice.unnamed and voice.name.endswith(noun) and voice.name != noun and saying.start < token.start:
            return Voice(voice.name, voice.human, token.start, True)
    return None


def several(reading: Reading, token: Token, sayings: list[Saying]) -> Voice | None:
    """Return whom 他们 means: the last unnamed people who spoke, over its paragraph and the one before."""
    floor = reading.paragraph_before(token.start)
    for saying in reversed(sayings):
        if saying.start < floor:
            break
        if saying.voice.human and saying.voice.unnamed:
            return Voice(saying.voice.name, True, token.start, True)
    return None


def _last(human: bool, floor: int, token: Token, sayings: list[Saying]) -> Saying | None:
    """Return the last saying of a person, or of a body, behind a place and before a pointing word."""
    for saying in reversed(sayings):
        if saying.start < floor:
            break
        voice = saying.voice
        if voice.human == human and voice.name and saying.start < token.start and not (
                voice.unnamed and _MANY.match(voice.name)):
            return saying
    return None


def _of_its_kind(reading: Reading, token: Token, noun: str, floor: int, sayings: list[Saying]) -> Voice | None:
    """Return the last voice that a noun fits: a body whose name ends with it, a scholar for 学者."""
    expert = noun.endswith(reading.lexis.experts)
    for saying in reversed(sayings):
        if saying.start < floor or saying.start >= token.start:
            continue
        voice = saying.voice
        if (voice.unnamed or not voice.human) and voice.name.endswith(noun):
            return Voice(voice.name, voice.human, token.start, True)
        if expert and voice.human and voice.name not in reading.listed:
            # "对于总统佐科,这位学者…": a politician in between is no scholar.
            return Voice(voice.name, True, token.start)
    return None


def _leads_sentence(reading: Reading, token: Token) -> bool:
    """Say whether somebody named heads a sentence and is not spoken to."""
    window = reading.window(token.start, max(0, token.start - REACH))
    head = reading.head(token.start, window)
    if token.roles & NAMED and (head == token.start or reading.plain.endswith(reading.lexis.title_words, head, token.start)):
        # "至于债务,评论家某某并不认同。他分析称,…"
        return True
    before = reading.plain[window:token.start]
    return not before.endswith(reading.lexis.addressed) and not _TOGETHER.search(before[-1:]) and "," not in before

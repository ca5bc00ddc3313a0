"""Who is the subject of a verb of saying: the nearest voice before it that may be."""

import re
from bisect import bisect_left

from analysis.grammar import names
from analysis.grammar.attribution import antecedents, bodies, gaps, kinds, persons, titles, tokens
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import BLOCK, CARRIED, HEAD, OUTSIDER, SELF, SOMEBODY, TITLE, Token

_SHORTEST_NAME = 2
_LONGEST_QUOTED = 12
_LONGEST_TITLE = 20
# "中央山大学能源与环境政策研究所教授": before a name.
_LONGEST_POST = 36
_NO_POST = re.compile(r"[,;:‘’“”]|[在向对被把让使令据与同跟]|表示|认为|指出")
_LONGEST_DEED = 40
# "嘴上说不信任": of one character, a verb needs its comma.
_LONGEST_SHORT = 2
_NO_DEED = re.compile(r"^[的和与同跟及、]|[;:“”]|被|让|使|令|由于|因为|如果|拒绝|没有|并未|未能|据|警方|官方|记者")
_DAY = re.compile(r"\d[年月日号]")
_TOGETHER = re.compile(r"[和与同跟及、]")
# "《旭光新闻》的社论写道": the paper speaks.
_PIECE = "社论|社评|评论员文章|评论|文章|报道|报导|专栏|分析|专文|短评|时评|调查|独家|撰文|刊文|发文"
_WRITTEN = re.compile(rf"的?(?:驻[^,。《》]{{1,8}}(?:记者|特派员)(?:{_PIECE})*|(?:一篇|头版|署名)?(?:{_PIECE})+)")
_PASSED_ON = re.compile(r"援引|引述|转引|引用|引(?=专家|消息|分析|知情|官员|匿名|多[名位]|[一两]名)")
_PLURALS = ("他们", "她们")
_ONE_OF_TWO = ("前者", "后者")
_PRONOUNS = ("他", "她", "他本人", "她本人", "前者", "后者", "佢", *_PLURALS)
# "不论特朗普说什么", "普京也许会说": nobody said it.
SUPPOSED = re.compile(r"(?:应该|应当|必须|需要|理应|最好|不得不)[^,]{0,2}$|(?:如果|假如|倘若|要是|一旦|除非|也许会?|可能会?|或许会?|(?:大概|想必|想来|多半|八成|一定|肯定|必定|准|也许|恐怕)[就还只]?会|会不会|是否|难道|不论|无论|不管|任凭|谁|与其)[^,]*$")
_GOES_ON = re.compile(r"[并还也又亦]|同时|此外|另外|进一步|补充")
# "某行则更悲观,料…"
_INCLINED = re.compile(r"[则却也仍]?(?:更为?|较为?|最|相对|同样|略|偏|持)?(?:悲观|乐观|谨慎|保守|审慎|激进|鹰派|鸽派|看淡|看好|看空|看多|不同看法|相反看法)(?:得多|一些|些)?")
# "做饰品的林若川", "老板娘林若川"
_TOLD = ("的", *"人员者师家官士娘主工民户手生友贩农商客匠兵妈姐爷婆嫂")
_SOMEBODY_ELSE = re.compile(r"(?<=[\u4e00-\u9fff])(?:人[士员]|[人员者师家官士娘主工民户手生友])(?=[\u4e00-\u9fff]{3})")
_UNNAMED = HEAD | tokens.BODY | tokens.WRITTEN
_NO_NAME = tokens.BODY | BLOCK | tokens.VERB | HEAD | CARRIED | OUTSIDER | SELF


def find(reading: Reading, number: int, verb: int, window: int, sayings: list[Saying]) -> Voice | None:
    """Return the voice that is the subject of the verb at a place, without a name where the writer is.

    Parameters
    ----------
    number : int
        Of the verb among the reading's tokens.
    verb, window : int
        Where the verb stands, and where the search before it stops.
    sayings : list of Saying
        Those found before it, in order.
    """
    plain = reading.plain
    for passed in _PASSED_ON.finditer(plain, window, verb):
        window = passed.end()
    voice = (_among_tokens(reading, number, verb, window, sayings) or _titled_paper(reading, verb, window)
             or kinds.find(reading, verb, window) or _unlisted(reading, verb, window))
    return voice if voice is not None and not SUPPOSED.search(plain[window:verb]) else None


def _among_tokens(reading: Reading, number: int, verb: int, window: int, sayings: list[Saying]) -> Voice | None:
    for index in range(number - 1, -1, -1):
        token = reading.tokens[index]
        if token.start < window:
            return None
        if token.end > verb or (token.roles & BLOCK and not token.roles & HEAD):
            continue
        voice = _candidate(reading, token, verb, window, sayings) or (
            _after_deed(reading, token, reading.tokens[number], window) if token.roles & SOMEBODY and reading.tokens[index - 1].end <= token.start else None)
        # "某社记者2025年2月3日报道": who reports on a day has no name here.
        if voice is not None and not _DAY.search(voice.name):
            return voice
    return None


def _candidate(reading: Reading, token: Token, verb: int, window: int, sayings: list[Saying]) -> Voice | None:
    """Return the voice a token before the verb is, without a name where it is who speaks already; else None."""
    plain, roles = reading.plain, token.roles
    if roles & SELF and not roles & TITLE:
        if gaps.fits(reading, token.end, verb) and "," not in plain[token.end:verb] and _heads(reading, token, window):
            # "有人说会,我倒认为不会": the writer, or who is quoted, takes the word back.
            return Voice("", False, reading.clause_start(token.start, window))
        return None
    if roles & SOMEBODY:
        return _somebody(reading, token, verb, window, sayings)
    if roles & OUTSIDER:
        if gaps.fits(reading, token.end, verb) and _heads(reading, token, window):
            return bodies.outsider(reading, token)
        if not roles & _UNNAMED:
            return None
    if roles & CARRIED and plain[token.start:token.end] in _PRONOUNS:
        if gaps.fits(reading, token.end, verb) and _heads(reading, token, window):
            if plain[token.start:token.end] in _PLURALS:
                return antecedents.several(reading, token, sayings)
            if plain[token.start:token.end] in _ONE_OF_TWO and (meant := antecedents.one_of_two(reading, token)):
                return meant
            return antecedents.find(reading, token, True, sayings)
        return None
    if roles & TITLE and not (plain.startswith("的", token.end) and _owned(reading, token.end, verb)):
        voice = titles.find(reading, token, verb, window, sayings)
        if voice is not None or not roles & (HEAD | tokens.BODY):
            return voice
    if roles & (HEAD | tokens.BODY) and _body_after_deed(reading, token, verb, window):
        return bodies.find(reading, token, window, True, sayings)
    if roles & (_UNNAMED | CARRIED) and gaps.fits(reading, token.end, verb):
        return bodies.find(reading, token, window, "," in plain[token.end:verb], sayings)
    return None


def _somebody(reading: Reading, token: Token, verb: int, window: int, sayings: list[Saying]) -> Voice | None:
    """Return the person a token names, unless they are only spoken to, or one of two who speak together."""
    plain = reading.plain
    title = reading.lexis.shape.title.match(plain, token.end)
    if not gaps.fits(reading, title.end() if title and title.end() <= verb else token.end, verb):
        return None
    before = plain[max(window, token.start - 4):token.start]
    if before.endswith(reading.lexis.addressed) or titles.asks(plain, token.start, verb):
        return None
    if _TOGETHER.search(before[-1:]):
        partner = reading.token_ending(token.start - 1)
        if partner is None or not partner.roles & SOMEBODY or "," in before:
            return None
        return _candidate(reading, partner, verb, window, sayings)
    clause = reading.clause_start(token.start, window)
    commas = plain.count(",", token.end, verb)
    if commas and not _first_named(reading, token, clause if commas == 1 else window):
        return None
    end = title.end() if title and title.end() <= verb else token.end
    if plain.startswith("的", end) and _owned(reading, end, verb):
        return None
    first = _first_of_two(reading, token, clause)
    return Voice(first.voice if first else token.voice, True, clause)


def _after_deed(reading: Reading, token: Token, verb: Token, window: int) -> Voice | None:
    """Return the person who does something and then speaks: `林若川读过草案认为,…`, `林若川喝了口茶,说:“…”`."""
    plain, lexis = reading.plain, reading.lexis
    if verb.form.verb is None or not opens(reading, token, window) or titles.asks(plain, token.start, verb.start):
        return None
    title = lexis.shape.title.match(plain, token.end)
    end = title.end() if title and title.end() <= verb.start else token.end
    clause = reading.clause_start(verb.start, window)
    if verb.form.verb.keeps_verb and not any(other.roles & tokens.VERB for other in reading.tokens[bisect_left(reading.starts, end):bisect_left(reading.starts, verb.start)]):
        # "部长宣布停战,料将…"
        return None
    if verb.end - verb.start < _LONGEST_SHORT and plain[verb.end:verb.end + 1] not in ",:“":
        return None
    if clause <= end:
        return Voice(token.voice, True, window) if gaps.loose(reading, end, verb.start) else None
    deed = plain[end:clause - 1]
    alone = lexis.adverbs.fullmatch(plain, reading.led_in(clause, verb.start), verb.start)
    return Voice(token.voice, True, window) if alone and len(deed) <= _LONGEST_DEED and not _NO_DEED.search(deed) and not (
        reading.somebody_before(verb.start, end)) else None


def _body_after_deed(reading: Reading, token: Token, verb: int, window: int) -> bool:
    """Say whether a body opens a sentence, does something and then speaks: `世界银行维持预测,并警告…`."""
    plain = reading.plain
    clause = reading.clause_start(verb, window)
    goes_on = _GOES_ON.search(plain, clause, verb) or _INCLINED.fullmatch(plain, token.end, max(token.end, clause - 1))
    if clause <= token.end or not goes_on or plain.find(",", window, token.end) >= 0:
        return False
    start = bodies.phrase_start(reading, token, window)
    alone = reading.lexis.adverbs.fullmatch(plain, reading.led_in(clause, verb), verb)
    return start is not None and start == reading.led_in(window, token.end) and bool(alone) and clause - token.end <= _LONGEST_DEED and not _NO_DEED.search(
        plain, token.end, clause) and not reading.somebody_before(verb, token.end)


def opens(reading: Reading, token: Token, window: int) -> bool:
    """Say whether a person opens a sentence, an affiliation and a title before the name or none."""
    start = reading.led_in(window, token.start)
    if start == token.start:
        return True
    before = reading.plain[start:token.start]
    return len(before) <= _LONGEST_POST and before.endswith((*reading.lexis.title_words, *reading.lexis.bodies, *_TOLD)) and not _NO_POST.search(
        before) and not reading.somebody_before(token.start, start)


def _owned(reading: Reading, owner: int, verb: int) -> bool:
    """Say whether people are the subject and somebody is only whose they are: `某某的支持者,…`."""
    stop = reading.plain.find(",", owner, verb)
    index = bisect_left(reading.starts, owner)
    while index < len(reading.tokens) and reading.tokens[index].end <= stop:
        if reading.tokens[index].roles & (HEAD | TITLE):
            return True
        index += 1
    return False


def _first_of_two(reading: Reading, token: Token, clause: int) -> Token | None:
    """Return who is named first where two speak together: `前大使某某与国际法学者某某`."""
    index = bisect_left(reading.starts, token.start) - 1
    while index >= 0 and reading.tokens[index].start >= clause:
        first = reading.tokens[index]
        index -= 1
        if first.roles & SOMEBODY and first.end < token.start:
            between = reading.plain[first.end:token.start]
            if len(between) <= _LONGEST_TITLE and _TOGETHER.match(between) and between.endswith(reading.lexis.title_words):
                return first
    return None


def _first_named(reading: Reading, token: Token, clause: int) -> bool:
    """Say whether a person is the first one named in the clause, so its subject."""
    index = bisect_left(reading.starts, clause)
    while index < len(reading.tokens) and reading.tokens[index].start < token.start:
        if reading.tokens[index].roles & SOMEBODY:
            return False
        index += 1
    return True


def _heads(reading: Reading, token: Token, window: int) -> bool:
    """Say whether a token heads its clause."""
    return reading.head(token.start, window) == token.start


def _titled_paper(reading: Reading, verb: int, window: int) -> Voice | None:
    """Return the paper whose name in `《》` heads the clause: `《旭光新闻》报道称`."""
    plain = reading.plain
    close = plain.rfind("》", window, verb)
    start = plain.rfind("《", window, close) if close >= 0 else -1
    if start < 0:
        return _quoted_name(reading, verb, window)
    written = _WRITTEN.match(plain, close + 1, verb)
    if not gaps.fits(reading, close + 1, verb) and not (written and gaps.fits(reading, written.end(), verb)):
        return None
    name = plain[start + 1:close]
    if not 2 <= len(name) <= 12 or not name.endswith(reading.lexis.press):
        return None
    return Voice(name, False, reading.clause_start(start, window))


def _quoted_name(reading: Reading, verb: int, window: int) -> Voice | None:
    """Return the body whose name stands in quotation marks before what it is: `‘今日港湾’电视台说`."""
    plain = reading.plain
    close = plain.rfind("’", window, verb)
    start = plain.rfind("‘", window, close) if close >= 0 else -1
    kind = reading.lexis.named_kind.match(plain, close + 1, verb) if start >= 0 else None
    if kind is None or not 2 <= close - start - 1 <= _LONGEST_QUOTED or not gaps.fits(reading, kind.end(), verb):
        return None
    return Voice(plain[start + 1:close], False, reading.clause_start(start, window))


def _unlisted(reading: Reading, verb: int, window: int) -> Voice | None:
    """Return a person whom no list and no title names, by the shape of the name at the head of the clause."""
    plain, lexis = reading.plain, reading.lexis
    clause = reading.clause_start(verb, window)
    begins = [clause, window]
    owner = plain.rfind("的", clause, verb) + 1
    if owner:
        # "海滨研究所的陈立新认为"
        begins.append(owner)
    # "执笔人陈立新写道": a word for somebody, whatever it is, and then a name.
    begins += [match.end() for match in _SOMEBODY_ELSE.finditer(plain, clause, verb)]
    for begin in dict.fromkeys(begins):
        start = reading.led_in(begin, verb) if begin in (clause, window, owner) else begin
        if verb - start < _SHORTEST_NAME or plain[start] not in lexis.shape.first:
            continue
        ahead = plain[start:min(verb, start + 16)]
        for length in names.prefixes(ahead, lexis.shape):
            name = ahead[:length]
            told = begin not in (clause, window, owner)
            if (length == 2 or (told and not lexis.shape.foreign.fullmatch(name))) and name[0] not in lexis.book.surnames:
                continue
            if told and not lexis.plausible_body(name):
                continue
            if titles.asks(plain, start, verb) or not plausible(reading, name, start) or not lexis.unknown_word(name) or "他" in plain[start + length:verb]:
                continue
            if gaps.fits(reading, start + length, verb):
                return Voice(persons.called(name, plain), True, start)
    return None


def plausible(reading: Reading, name: str, start: int) -> bool:
    """Say whether a run of the shape of a name at a place holds no word of another kind."""
    if not reading.lexis.plausible_name(name):
        return False
    index = bisect_left(reading.starts, start)
    while index < len(reading.tokens) and reading.tokens[index].start < start + len(name):
        if reading.tokens[index].roles & _NO_NAME:
            return False
        index += 1
    return True


def inherited(reading: Reading, verb: int, window: int, sayings: list[Saying]) -> Voice | None:
    """Return the last speaker of a verb's sentence where the verb's own clause has no subject: `甲说,…,认为…`."""
    if not sayings or not sayings[-1].voice.name or sayings[-1].verb_end <= window:
        return None
    clause = reading.clause_start(verb, window)
    if clause == window or not reading.lexis.adverbs.fullmatch(reading.plain, reading.led_in(clause, verb), verb):
        return None
    earlier = sayings[-1].voice
    return Voice(earlier.name, earlier.human, clause, earlier.unnamed)


def carried_over(reading: Reading, verb: int, window: int, earlier: Saying) -> Voice | None:
    """Return the last speaker for a verb without a subject of its own: `此外还指出,…`, `并强调,…`."""
    plain, lexis = reading.plain, reading.lexis
    clause = reading.clause_start(verb, window)
    head = plain[clause:verb]
    if not earlier.voice.name or not head:
        return None
    rest = plain[reading.led_in(clause, verb):verb]
    if not lexis.adverbs.fullmatch(rest) or "\n" in reading.text[earlier.verb_end:verb]:
        return None
    if not _GOES_ON.search(head):
        return None
    return Voice(earlier.voice.name, earlier.voice.human, clause, earlier.voice.unnamed)

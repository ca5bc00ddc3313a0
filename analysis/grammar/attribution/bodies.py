"""Voices without a name of their own: bodies, papers, unnamed sources, and nobody in particular."""

import re
from bisect import bisect_left

from analysis.grammar import names
from analysis.grammar.attribution import antecedents, kinds
from analysis.grammar.attribution.lexis import fitted
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import BODY, CARRIED, HEAD, PERSON, SELF, SOMEBODY, TITLE, VERB, WRITTEN, Token

_LONGEST_VOICE = 18
# "随团的印度官员" is told apart without what stands before 的, "马尼拉的同行" is not.
_TOLD_APART = 4
_POINTING = ("这位", "这名", "这个", "该", "上述", "这家", "这份")
_OFFICES = "部院局署司党军府会社国"
# What somebody does to say something: no voice's phrase holds it.
_INTERVIEWED = re.compile(r"接受[^,。]{0,20}(?:采访|访问|专访|访谈|调查|问卷|民调)的")
# 在野党, 对外部门, 比利时, 自由党, 华为, 使馆: a preposition's character inside a word is none.
_CLAUSE = re.compile(r"在(?!野|任|京|华|台|港|美)|对(?![外口华冲])|与(?![会谈])|将(?![军领])|被(?!害)|就(?!业)|从(?![业政])|使(?!馆)|比(?!利时|亚迪)|(?<!自)由|(?<!华)为"
                     r"|[向把给让是于说称]|认为|表示|接受|分享|转发|扫描|[‘’()》\[\]#]|.《")
# "菲律宾接任轮值主席": who takes an office is no part of its name.
_INSTALLED = re.compile(r"接任|出任|担任|就任|当选|任命|兼任|上任|接替|提名")
_PARTNERS = re.compile(r"以及|与(?!会)|和(?![平解])|[及、]")
_ISSUED = re.compile(r"(?:发布|发表|最新|出具|发出|刊发|发)$")
_ONE_PIECE = re.compile(r"的?一[篇份则项]$")
# "两国大使在报上的署名文章称": whose it is stands farther off.
_NO_OWNER = ("署名", "联合署名", "匿名", "上述", "有关", "相关", "新")
_LATEST = re.compile(r"最新的?$")
_ON_DAY = re.compile(r"(?:[上本]周|[上本]月|[去今]年|当天|当日|日前|近日|随后|[昨今前][天日晚早晨]|周[一二三四五六日]|\d{1,2}日)(?:晚间?|上午|下午|凌晨|深夜)?$")
# "有德国官员炒作称"
_THERE_IS = re.compile(r"有(?![关限的])..")
_IN_MARKS = re.compile(r"《(?P<name>[^《》]{2,12})》")
_OPENED = re.compile(r"^[也还另](?=有)")
# "41位经济学家"
_COUNTED = re.compile(r"^(?:受访的)?\d+(?:多|余)?[位名个家](?=..)")
# "94%的受访者": of a survey.
_SHARE = re.compile(r"(?:逾|近|约|超过)?(?:\d+(?:\.\d+)?%|百分之[一二三四五六七八九十百]+|[一二三四五六七八九两]成[一二三四五六七八九半]?)[^,]{0,4}")
# "化名‘阿城’的体制内人士"
_ALIAS = re.compile(r"化名(?:为|叫)?[‘“](?P<name>[^‘’“”,。]{2,6})[’”]的[^,。!?;:]{0,12}$")
# "这也导致部分人士相信"
_CAUSED = re.compile(r"(?:(?:这|这些|此举|此事|那|从而|进而)?(?:也|还|更|就)?(?:导致|使得|令|让|使|引得)(?=..))?")
# "许多朋友问": nobody in particular.
_COUNTLESS = re.compile(r"(?:许多|很多|不少|一些|有些|有的|好多)(?:朋友|网友|人|读者|粉丝|网民|同学|友人)们?")


def outsider(reading: Reading, token: Token) -> Voice:
    """Return the voice of 有人 or 外界普遍: the words used, or the book's where 普遍 stands for nobody at all."""
    phrase = reading.plain[token.start:token.end].removesuffix("普遍").removesuffix("都")
    phrase = _OPENED.sub("", phrase)
    name = phrase if phrase not in ("", "一般") else reading.lexis.book.outsider
    return Voice(name, False, token.start, unnamed=True, anybody=True)


def first_of(phrase: str) -> str:
    """Return the first of several voices joined, or the phrase itself."""
    first = _PARTNERS.split(phrase, maxsplit=1)[0]
    return first if len(first) > 1 else phrase


def phrase_start(reading: Reading, token: Token, window: int) -> int | None:
    """Return where an unnamed voice's phrase begins: `多位|学者`, `韩国国防部|发言人`; None if it heads no clause."""
    plain = reading.plain
    clause = reading.clause_start(token.start, window)
    start = reading.led_in(clause, token.start)
    openers = list(reading.lexis.singled.finditer(plain, clause, token.start))
    singled = openers[-1] if openers else None
    if singled is not None:
        # "前些天有位马尼拉的同行告诉我", "国内一位研究安保的学者认为"
        opened = plain[start:singled.start()]
        if not opened or (opened[-1] not in _OFFICES and (
                opened in reading.lexis.realms or not reading.is_body(start, singled.start()))):
            start = singled.end()
    reason = reading.lexis.reason.match(plain, start, token.start)
    if reason:
        start = reason.end()
        singled = reading.lexis.singled.match(plain, start, token.start)
        start = singled.end() if singled else start
    start += fitted(_CAUSED, plain[start:token.start])
    before = plain[start:token.start]
    if token.end - start > _LONGEST_VOICE and len(revealed(reading, plain[start:token.end])) > _LONGEST_VOICE:
        return None
    if singled is not None and singled.end() == start:
        # What somebody does (`在迪拜做贸易的朋友`) may hold any word.
        before = before.rpartition("的")[2]
    interviewed = _INTERVIEWED.match(before)
    if interviewed:
        start += interviewed.end()
        before = before[interviewed.end():]
    if _CLAUSE.search(before) or _INSTALLED.search(before):
        return None
    index, covered = bisect_left(reading.starts, start), 0
    while index < len(reading.tokens) and reading.tokens[index].start < token.start:
        other = reading.tokens[index]
        if other.roles & (SOMEBODY | SELF) or other.roles == VERB:
            return None
        covered += other.end - other.start
        index += 1
    if token.roles & BODY and (kind := reading.lexis.kind.fullmatch(plain, start, token.start)):
        # "另一家大行摩根大通"
        return kind.end()
    # "做出美国一直强调的让步": a state speaks only where nothing unknown stands before it.
    if not token.roles & (HEAD | TITLE | WRITTEN | CARRIED) and covered < token.start - start:
        return None
    return start


def find(reading: Reading, token: Token, window: int, distant: bool, sayings: list[Saying]) -> Voice | None:
    """Return the voice whose phrase ends with a token, if one heads the clause.

    Parameters
    ----------
    distant : bool
        A comma stands between the token and the verb.
    """
    plain = reading.plain
    alias = _ALIAS.search(plain[window:token.start])
    if alias:
        return Voice(alias["name"], True, reading.clause_start(window + alias.start(), window))
    start = phrase_start(reading, token, window)
    if start is None:
        return None
    phrase = plain[start:token.end]
    if token.roles & BODY and plain.startswith("方面", token.end):
        phrase += "方面"
    if phrase.startswith(_POINTING) or plain[max(window, start - 2):start] in _POINTING:
        human = phrase.endswith(reading.lexis.people)
        # Whom nobody can tell is nobody.
        return antecedents.find(reading, token, human, sayings) or (antecedents.body(reading, token) if not human else None)
    if _COUNTLESS.fullmatch(phrase) or _SHARE.match(phrase):
        return Voice("", False, start)
    if start == token.start and token.roles & HEAD and phrase.endswith(reading.lexis.people):
        # "国防部发言人说,…。发言人还说": the same one, told in full before.
        before = antecedents.told_in_full(reading, token, phrase, sayings)
        if before is not None:
            return before
    phrase = first_of(phrase)
    if token.roles & WRITTEN and not token.roles & BODY:
        phrase = _ONE_PIECE.sub("", phrase.removesuffix(plain[token.start:token.end]).removesuffix("的"))
        phrase = _ON_DAY.sub("", _ISSUED.sub("", _LATEST.sub("", phrase)))
        if len(phrase) < 2 or phrase in _NO_OWNER:
            return antecedents.find(reading, token, False, sayings) if not distant else None
    if len(phrase) < 2:
        return None
    # "香港《港湾早报》": the paper's name is what stands in its marks.
    marked = _IN_MARKS.search(phrase)
    phrase = marked["name"] if marked else phrase.strip(" 《》").rpartition("《")[2]
    phrase = _OPENED.sub("", phrase)
    if _THERE_IS.match(phrase) and phrase.endswith((*reading.lexis.people, "媒", "媒体", "智库", "机构")):
        phrase = phrase[1:]
    phrase = kinds.stripped(reading, revealed(reading, phrase))
    holder = _holder(reading, phrase)
    return Voice(holder, True, start) if holder else Voice(phrase, phrase.endswith(reading.lexis.people), start, True)


def revealed(reading: Reading, phrase: str) -> str:
    """Return an unnamed voice without the words that only say it is unnamed: `不愿具名的以色列官员`, `某部一名官员`."""
    bare = _COUNTED.sub("", reading.lexis.anonymous.sub("", phrase))
    owner = bare.rpartition("的")
    if owner[2] and (owner[0].startswith("驻") or reading.lexis.engaged.search(owner[0]) or (
            len(owner[2]) >= _TOLD_APART and not owner[0].endswith((*reading.lexis.bodies, *_OFFICES)))):
        # "在迪拜做贸易的朋友": what somebody does is no part of the name.
        bare = owner[2]
    return bare if len(bare) > 1 else phrase


def _holder(reading: Reading, office: str) -> str:
    """Return the name of whoever holds an office on the day of publication, if the codebook knows."""
    held = reading.lexis.offices.get(office)
    if not held or reading.published is None:
        return ""
    codes = [code for since, until, code in held if since <= reading.published <= until]
    if not codes:
        return ""
    for token in reading.tokens:
        if token.roles & PERSON and token.form.person == codes[0]:
            return token.voice
    return names.short(reading.lexis.actors[codes[0]].zh)

"""What a verb of saying attributes: words before it, behind it, or around it."""

import re
from bisect import bisect_left
from typing import TypeGuard

from analysis.grammar.attribution import subjects
from analysis.grammar.attribution.reading import REACH, Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import BODY, CARRIED, HEAD, OUTSIDER, SELF, SOMEBODY, TITLE, Token
from analysis.grammar.quotation import Quote

# A subject stands within a search's reach of its verb, and hardly more than a title behind the quotation.
_FARTHEST_QUOTE = REACH + 30
_NEAR = 6
_SHORT_HEARER = 3
_HEARERS = SOMEBODY | BODY | HEAD | CARRIED | OUTSIDER | TITLE | SELF
_HEARER = re.compile(r"[^,。!?;:“”\n]{0,24}?(?=[,:“。!?])")
# "美国的提议,…", "作出了警告,…", "两个期待:…": after these it is a noun.
_FARTHEST_UNSAID = 3
_NOUN_AFTER = ("的", "了")
_COUNTED_AFTER = ("个", "种", "项", "份", "此", "该", "些")
_ASKS = ("问", "追问", "发问", "提问", "问道", "追问道")
_FORECAST = ("料", "估", "吁", "盼")
_OPENING_VERB = (",", ")")
# "料理", "道路", "问题": such characters begin other words.
_NOTHING_SAID = re.compile(r"[理题路道德世候答卷话呼叫计价算值头作字法客单着了过的]")
_THEREUPON = ("对此", "就此", "据此", "为此", "因此", "由此", "于此")
# "总统没有说何时出面", "拒绝透露是否参选": what is not said is nobody's.
_UNSAID = ("没", "没有", "未", "并未", "尚未", "从未", "未曾", "不曾", "没能", "没有再", "拒绝", "拒不", "不肯", "不愿", "不愿意", "避免", "忘了", "懒得")
# "说不管就不管", "说涨就涨", "说不选也没人信": what somebody says is only held up.
_HELD_UP = re.compile(r"(?P<deed>[^,。!?;:“”\n]{1,3})就(?P=deed)|[^,。!?;:“”\n]{1,10}(?:也|都)(?:没人|无人|没有人|不)(?:信|听|理|算)")
# "某社报道,某某表示": who reports may only pass on.
_PASSING_ON = ("报道", "报导", "引述", "援引", "转述")
_NEGATIONS = ("并不", "也不", "从不", "不")


def find(reading: Reading, number: int, token: Token, lower: int, upper: int, sayings: list[Saying]) -> Saying | None:
    """Return what a verb of saying attributes, if somebody says it.

    Parameters
    ----------
    number, token
        The verb, and which of the reading's tokens it is.
    lower, upper : int
        The stretch being read.
    sayings : list of Saying
        Those found before it, in order.
    """
    text, verb = reading.text, token.form.verb
    assert verb is not None, "asked of verbs only"
    after = _after(reading, token, upper)
    if after < 0:
        return None
    following = text[after:after + 1]
    open_ended = verb.punctuated and following not in (",", ":") and not _spoken(reading.opening(after))
    if open_ended and verb.form in _FORECAST and text[token.start - 1:token.start] in _OPENING_VERB and not _NOTHING_SAID.match(text, token.end):
        # "某行更悲观,料跌至…", "某某(某行分析师)料…": a verb of one character that opens a clause or stands behind a name's bracket.
        open_ended = False
    if open_ended and not verb.urging and not _behind_quote(reading, token.start) and not any(
            # "有人说会,我希望不会": the writer takes the word back all the same.
            before.roles & SELF for before in reading.tokens[max(0, number - _NEAR):number]):
        return None
    around = reading.quote_at(token.start)
    floor = max(lower, around.start + 1) if around else lower
    window = reading.window(token.start, floor)
    voice = subjects.inherited(reading, token.start, window, sayings)
    if voice is None:
        voice = subjects.find(reading, number, token.start, window, sayings)
        if voice is not None and verb.keeps_verb and _far(reading, voice, token.start, window):
            voice = None
    if voice is None and sayings:
        voice = subjects.carried_over(reading, token.start, window, sayings[-1])
    if voice is None or (verb.named and (voice.unnamed or not voice.human or "被" in reading.plain[window:token.start])):
        return None
    if verb.form in _ASKS and voice.unnamed:
        # "有听众问,会不会缺电": a question is nobody's.
        return None
    saying = Saying(voice, voice.start, token.end, inside=around.start if around else -1,
                    passes_on=verb.form.startswith(_PASSING_ON))
    if not voice.name:
        return saying
    trailing = _free(reading.quote_before(voice.start, floor), voice, sayings)
    if open_ended and not trailing and not (verb.urging and voice.human and not voice.unnamed and voice.name not in reading.listed):
        return None
    if trailing:
        saying.spans.append([trailing.start, trailing.end])
        saying.start = trailing.start
        saying.direct = True
    stop = min(upper, around.end - around.closed) if around else upper
    content = after
    while content < stop and text[content] in ",: ":
        content += 1
    if content < stop and text[content] == "\n" and text[content - 1] == ":" and _spoken(reading.opening(reading.past(content, stop, "\n "))):
        # "文章写道:" ends its line, and what is quoted stands below.
        content = reading.past(content, stop, "\n ")
    if trailing and text[content:content + 1] == "。":
        # "“甲。”林某说。“乙。”": the second quotation is theirs too.
        second = reading.opening(reading.past(content + 1, stop, " "))
        if _spoken(second):
            saying.spans.append([second.start, reading.run_of_quotes(second, stop)])
    if content < stop and text[content] not in "。!?;…\n":
        quote = reading.opening(content)
        if _spoken(quote) and not around:
            saying.spans.append([content, reading.run_of_quotes(quote, stop)])
            saying.direct = True
        else:
            begin = token.start if verb.keeps_verb else content
            if verb.keeps_verb and around is None:
                begin = _kept(text, token.start)
            if following == ":" and not trailing:
                # "赵某表示:甲。乙。": after a colon without marks the paragraph is what is said.
                finish = reading.paragraph_end(content, stop)
            else:
                finish = reading.sentence_end(content, stop)
                if not voice.human and sayings and any(start < content < end for start, end in sayings[-1].spans):
                    # "林某说,国防部已表态不谈,“这等于关门。”": the quotation is not the body's.
                    finish = reading.quoted_from(content, finish)
            saying.spans.append([begin, finish])
    return saying if saying.spans else None


def _far(reading: Reading, voice: Voice, verb: int, window: int) -> bool:
    """Say whether more than a phrase stands between a person and a verb of expecting: `部长宣布停战,料将…`."""
    clause = reading.clause_start(verb, window)
    if voice.start >= clause or not reading.lexis.adverbs.fullmatch(reading.plain, reading.led_in(clause, verb), verb):
        return False
    name = reading.plain.find(voice.name, voice.start, clause)
    rest = reading.plain[name + len(voice.name):clause - 1] if name >= 0 else ","
    return not reading.lexis.gap.fullmatch(rest)


def _behind_quote(reading: Reading, place: int) -> bool:
    """Say whether a quotation ends before a place and near enough to be its verb's."""
    number = bisect_left(reading.opens, place) - 1
    if number < 0:
        return False
    quote = reading.quotes[number]
    return quote.spoken and quote.end <= place <= quote.end + _FARTHEST_QUOTE


def _free(quote: Quote | None, voice: Voice, sayings: list[Saying]) -> Quote | None:
    """Return a quotation before a speaker unless it is somebody else's already: `甲断言,“…”乙却说,…`."""
    if quote is not None and sayings and sayings[-1].voice.name != voice.name and any(
            start <= quote.start and quote.end <= end for start, end in sayings[-1].spans):
        return None
    return quote


def _spoken(quote: Quote | None) -> TypeGuard[Quote]:
    return quote is not None and quote.spoken


def _hears(reading: Reading, start: int, end: int) -> bool:
    """Say whether what stands between a verb of telling and a comma is a hearer: nothing, or somebody at its end."""
    if end - start <= _SHORT_HEARER:
        return True
    last = reading.token_ending(end)
    return (last is not None and bool(last.roles & _HEARERS)) or reading.plain.endswith(
        (*reading.lexis.people, *reading.lexis.press), start, end)


def _after(reading: Reading, token: Token, upper: int) -> int:
    """Return where what follows a verb begins: its particle and hearer passed over; -1 where it is no verb here."""
    text, verb, after = reading.text, token.form.verb, token.end
    assert verb is not None, "asked of verbs only"
    before = text[token.start - 1:token.start]
    if before in _NOUN_AFTER or ((verb.punctuated or verb.keeps_verb) and before in _COUNTED_AFTER and not text.endswith(_THEREUPON, 0, token.start)):
        return -1
    if not verb.keeps_verb and text.endswith(_UNSAID, max(0, token.start - _FARTHEST_UNSAID), token.start):
        return -1
    following = text[after:after + 1]
    if _HELD_UP.match(text, after):
        return -1
    if following == "的":
        if text[after + 1:after + 2] != "是":
            return -1
        after += 2
        following = text[after:after + 1]
    if following in ("过", "了", "到") and text[after + 1:after + 2] in (",", ":", "“"):
        after += 1
    elif following in ("过", "着") or (following == "了" and not verb.addressee):
        return -1
    if verb.addressee:
        # "告诉拜登,西方…": the hearer, up to the comma, is no part of what is said.
        hearer = _HEARER.match(text, after, upper)
        if hearer and text[hearer.end()] in ",。!?" and not _hears(reading, after, hearer.end()):
            # "提醒国民避免赴日,…": what is said begins with who is told.
            return after
        return hearer.end() if hearer else -1
    return after


def _kept(text: str, place: int) -> int:
    """Include the negation before a verb that is part of what is said: 并不|认为."""
    for word in _NEGATIONS:
        if text.startswith(word, place - len(word)):
            return place - len(word)
    return place

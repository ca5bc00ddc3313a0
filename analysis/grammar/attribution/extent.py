"""How far a speech goes: where the next voice begins, and where nobody else does."""

import re
from bisect import bisect_left

from analysis.grammar import furniture
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Speech, Voice
from analysis.grammar.attribution.tokens import NAMED, SOMEBODY, TITLE
from analysis.grammar.quotation import Quote

# "分析家某某把话挑明": who opens a sentence stands this near its head.
_OPENING = 25
# Between two stretches of one voice that are one: hardly a sentence.
_APART = 40
# How many later attributions may begin inside what somebody says.
_FARTHEST_CUT = 4
_ANSWER = re.compile(r"[,;](?=因此|所以|于是|结果|说的时候|但|可是|可|不过|然而|其实|我|笔者|在我|在笔者|这|那|殊不知|未必|恐怕|倒|却)")
# "总统说要加税,汽车大概率中招": who decides does not weigh what he will do; the writer goes on.
_WEIGHED = re.compile(r"[,;](?=[^,;。“”]{0,14}(?:大概率|八成|多半|恐怕|说不定|估计|看来|免不了|难免|我看|我猜|我估|我赌|笔者))|[,;](?=因此|所以|可见|由此|于是)")
# "林某指出,市场普遍预期降息,今年超过三码的机率不高": what people expect, told in passing, is one clause and what it goes on with.
_NEXT_CLAUSE = re.compile(r"(?<=.{6})[,;](?!(?:并|甚至|而?且|还|也|以及|从而|进而|导致|更|又|使|令|让))")
# A day, an hour: something happened.
_HAPPENED = re.compile(r"\d[日号时点:]|当地时间|北京时间|(?:[今昨前]天|日前|近日|上周|本周|周[一二三四五六日])")
_ONE_OF_THEM = re.compile(r"(?:另?有?)?(?:一[名位]|有[名位])")
# "不少学者", "电视上的专家"
_MANY = re.compile(r"(?:绝?大?多数|许多|很多|不少|一些|有些|部分|众多|各路|所有|若干|好些|几乎所有)(?:的)?")
_COUNTED = re.compile(_MANY.pattern + "(?=..)")
_SENTENCES = re.compile(r"[。!?;].*[。!?;]")


def settle(reading: Reading, sayings: list[Saying], upper: int, told: bool) -> None:
    """Cut each saying where the next voice begins, and let it go on where nobody else does.

    Parameters
    ----------
    sayings : list of Saying
        Of one stretch, in order; their spans are changed.
    told : bool
        A reporter writes, so that a speaker's sentences go on without a new subject.
    """
    for number, saying in enumerate(sayings):
        follow = sayings[number + 1:number + 1 + _FARTHEST_CUT]
        # "林某认为,…,外界担心破裂。如今…": what people say within his sentence ends nothing.
        held = [after for after in follow if told and after.voice.anybody and saying.voice.human and any(
            start < after.start < end for start, end in saying.spans)]
        for after in follow:
            if after.inside == saying.inside and after not in held:
                _cut(reading, saying, after)
        number += 1 + sum(after in held for after in follow)
        _go_on(reading, saying, sayings[number] if number < len(sayings) else None, upper, told)
    for number, saying in enumerate(sayings):
        within = any(start <= saying.start < end for other in sayings[max(0, number - 3):number] for start, end in other.spans)
        if (saying.voice.anybody and (not told or within)) or (not told and _in_passing(reading, saying.voice)):
            _take_back(reading, saying, _ANSWER)
            if within and told:
                _take_back(reading, saying, _NEXT_CLAUSE)
        elif not told and not saying.direct and saying.inside < 0 and saying.voice.name in reading.listed:
            _take_back(reading, saying, _WEIGHED)
    for saying in sayings:
        saying.spans = [span for span in saying.spans if span[1] - span[0] >= 2]


def without_states(reading: Reading, sayings: list[Saying]) -> list[Saying]:
    """Return sayings without those of states within somebody's words: `林某说:甲国说去,乙国说不去。`.

    Below a name and a colon somebody speaks for himself, so that bodies and crowds are passed on there too: `林某:对方认为…`.
    """
    kept: list[Saying] = []
    for saying in sayings:
        around = [other for other in kept[-_FARTHEST_CUT:] if other.voice.human and any(
            start < saying.start < end for start, end in other.spans)]
        state = saying.voice.name in reading.lexis.states
        if around and (state or (any(other.labelled for other in around) and _in_passing(reading, saying.voice))):
            continue
        kept.append(saying)
    return kept


def _take_back(reading: Reading, saying: Saying, answering: re.Pattern[str]) -> None:
    """End what people say where the writer answers: `有人说会破裂,|我不信`."""
    for span in saying.spans:
        answer = answering.search(reading.plain, *span)
        if answer:
            span[1] = answer.end()


def _cut(reading: Reading, saying: Saying, after: Saying) -> None:
    """End what is said where the next voice begins."""
    for span in saying.spans:
        # "据某社报道,(某日,)某某说": the agency only passes it on. "某某透露,普京认为…": both speak, one inside
        # the other, and the shorter stretch has the place.
        if saying.passes_on and span[0] <= after.start < span[1] and reading.led_in(span[0], after.start) == after.start:
            span[1] = span[0]
        elif span[0] < after.start < span[1]:
            span[1] = after.start


def _go_on(reading: Reading, saying: Saying, after: Saying | None, upper: int, told: bool) -> None:
    if not saying.spans or saying.inside >= 0:
        return
    text, span = reading.text, saying.spans[-1]
    limit = _opened_again(reading, span, after, upper)
    if after is not None and after.inside < 0:
        limit = min(limit, after.start)
    while True:
        place = reading.past(span[1], limit, " ”。")
        if place >= limit or text[place] == "\n":
            place = _next_point(reading, saying, span, after, upper) if told else -1
            if place < 0:
                return
            limit = reading.paragraph_end(place, upper)
            if after is not None and after.inside < 0:
                limit = min(limit, after.start)
            span[1] = reading.sentence_end(place, limit)
            continue
        quote = reading.opening(place)
        if quote is not None and quote.spoken and quote.end <= limit + 1:
            span[1] = reading.sentence_end(place, limit)
            continue
        if not (told and saying.voice.human) or text[span[1] - 1:span[1]] not in "。!?”":
            return
        if saying.direct and text[span[1] - 1] == "”":
            return
        end = reading.sentence_end(place, limit)
        if reading.led_in(place, end) == end or not _still_theirs(reading, saying, place, end):
            quote = reading.standing_alone(end, limit) if _is_expert(reading, saying) else None
            if quote is None or _somebody_opens(reading, place, quote.start):
                return
            # "林某认为要看新政府。10月的选举…。“拖到大家忘记。”": what leads up to a quotation is its speaker's.
            end = reading.sentence_end(quote.start, limit)
        span[1] = end


def _somebody_opens(reading: Reading, place: int, end: int, but: str = "", titled: bool = False) -> bool:
    """Say whether a sentence between two places opens with a person, by name or `titled`, one voice's own name aside."""
    number = bisect_left(reading.somebodies, bisect_left(reading.starts, place))
    for other in reading.somebodies[number:]:
        start = reading.tokens[other].start
        if start >= end:
            break
        window = reading.window(start, place)
        head = reading.led_in(window, start)
        if reading.tokens[other].voice != but and (head == start or (
                titled and reading.plain.endswith(reading.lexis.title_words, head, start))):
            return True
    return False


def _opened_again(reading: Reading, span: list[int], after: Saying | None, upper: int) -> int:
    """Lengthen a span over paragraphs whose quotation opens again; return where its last paragraph ends."""
    limit = reading.paragraph_end(span[1], upper)
    opened = _last_quote(reading, span)
    if opened is None or opened.closed or span[1] < limit:
        return limit
    place = reading.past(limit, upper, "\n ")
    quote = reading.opening(place)
    while quote is not None and (after is None or after.start > place):
        span[1] = min(quote.end, upper)
        if quote.closed:
            break
        place = reading.past(quote.end, upper, "\n ")
        quote = reading.opening(place)
    return reading.paragraph_end(span[1], upper)


def _next_point(reading: Reading, saying: Saying, span: list[int], after: Saying | None, upper: int) -> int:
    """Return where a paragraph begins that goes on with an expert's points: `首先,…`, `其次,…`; -1 where none does."""
    if not (_is_expert(reading, saying) and saying.voice.human):
        return -1
    place = reading.past(span[1], upper, " ”。\n")
    if place >= upper or (after is not None and after.start <= place):
        return -1
    counted = reading.lexis.points.match(reading.text, place)
    further = reading.lexis.further.match(reading.text, place)
    if counted or (further and reading.lexis.points.match(reading.text, reading.text.rfind("\n", 0, span[1]) + 1)):
        return place
    return place if _argued_on(reading, saying, place, after, upper) else -1


def _argued_on(reading: Reading, saying: Saying, place: int, after: Saying | None, upper: int) -> bool:
    """Say whether a paragraph in which nobody is said to speak goes on with the argument of the expert before it.

    Notes
    -----
    A reporter's own paragraph tells what happened: it names a day, or opens with a person or a word of reporting. An argument
    weighs (`如果`, `难以`, `意味着`). Below a name and a colon everything is the expert's.
    """
    end = reading.paragraph_end(place, upper)
    if (after is not None and after.start < end) or not furniture.is_speech(reading.text[place:end].rstrip()):
        return False
    quote = reading.opening(place)
    if quote is not None and quote.spoken and quote.end >= end - 1:
        # A paragraph of nothing but speech: an expert's who spoke up to its edge, in whatever form.
        return saying.direct or _is_expert(reading, saying)
    if reading.lexis.reporting.match(reading.text, place) or reading.lexis.background.match(reading.text, place) or _ONE_OF_THEM.match(reading.plain, place, end):
        return False
    if saying.labelled:
        return True
    return not _HAPPENED.search(reading.text, place, end) and not _somebody_opens(
        reading, place, end, saying.voice.name, titled=True) and reading.lexis.weighing.search(reading.text, place, end) is not None


def _is_expert(reading: Reading, saying: Saying) -> bool:
    """Say whether a voice judges things for a living, so that its sentences go on: no politician, no office."""
    if saying.voice.unnamed:
        return saying.voice.name.endswith(reading.lexis.experts)
    return saying.voice.name not in reading.listed


def _still_theirs(reading: Reading, saying: Saying, place: int, end: int) -> bool:
    """Say whether a sentence without an attribution goes on with a speaker's words, in a report."""
    text, lexis = reading.text, reading.lexis
    if lexis.reporting.match(text, place):
        return False
    expert = _is_expert(reading, saying)
    if lexis.background.match(text, place) and not (expert and lexis.weighing.search(text, place, end) and not _HAPPENED.search(text, place, end)):
        return False
    if not expert and not lexis.continuing.match(text, place):
        return False
    # "分析家某某把话挑明": a title before a name brings in somebody new, and so does "一位欧洲记者说".
    lead = reading.led_in(place, end)
    if _ONE_OF_THEM.match(reading.plain, place, end):
        return False
    titled = 0
    for number in range(bisect_left(reading.starts, lead), len(reading.tokens)):
        token = reading.tokens[number]
        if token.start > lead + _OPENING or token.end > end or "," in text[lead:token.start]:
            break
        if token.roles & NAMED and token.start == lead and token.voice != saying.voice.name:
            return False
        if token.roles & SOMEBODY:
            return token.voice == saying.voice.name or (token.start != titled and (expert or token.start != lead))
        if token.roles & TITLE:
            titled = token.end
    return True


def _last_quote(reading: Reading, span: list[int]) -> Quote | None:
    number = bisect_left(reading.opens, span[1]) - 1
    if number >= 0 and reading.quotes[number].start >= span[0]:
        return reading.quotes[number]
    return None


def _in_passing(reading: Reading, voice: Voice) -> bool:
    """Say whether a writer only passes on what a body or people of a kind say: `监管机构说…`, `与会者说…`; no one of them."""
    if not voice.unnamed:
        return False
    if not voice.human:
        return not voice.name.endswith((*reading.lexis.judges, *reading.lexis.press))
    crowd = _COUNTED.sub("", voice.name).rpartition("的")[2] if _MANY.match(voice.name) or "的" in voice.name else voice.name
    return crowd in reading.lexis.crowds and not any(
        reading.lexis.singled.fullmatch(reading.plain, max(0, voice.start - length), voice.start) for length in (2, 3, 4))


def joined(reading: Reading, sayings: list[Saying], told: bool) -> list[Speech]:
    """Return the sayings' spans in text order, one voice's neighbours within a paragraph made one.

    Notes
    -----
    What people say (`有人说…`) is theirs where a reporter tells it, and nobody's in a commentator's own text.
    """
    pieces = sorted(((span[0], span[1], saying) for saying in sayings for span in saying.spans),
                    key=lambda piece: piece[:2])
    made: list[tuple[int, int, Saying]] = []
    for start, end, saying in pieces:
        if made and made[-1][2].voice.name == saying.voice.name and made[-1][2].inside == saying.inside:
            between = reading.text[made[-1][1]:start]
            if start <= made[-1][1] or (
                    len(between) <= _APART and "\n" not in between and not _SENTENCES.search(between)
                    and not _somebody_opens(reading, made[-1][1], start, saying.voice.name, titled=True)):
                made[-1] = (made[-1][0], max(made[-1][1], end), made[-1][2])
                continue
        made.append((start, end, saying))
    speeches = []
    reach = 0
    for start, end, saying in made:
        # "林某说,外界担心会打,其实未必": within somebody's words it is nobody's either.
        nobodys = saying.voice.name in reading.lexis.states or (saying.voice.anybody and (not told or start < reach)) or (
            not told and _in_passing(reading, saying.voice))
        speeches.append(Speech("" if nobodys else saying.voice.name, start, end))
        reach = max(reach, end)
    return speeches

"""Persons who speak without a verb: before a colon (`施某不无悲观:…`), a sentence ahead (`施某有点急。“…”`), behind the quotation, below a question."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from itertools import accumulate

from analysis.grammar import names
from analysis.grammar.attribution import antecedents, persons, subjects, titles
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import CARRIED, SOMEBODY, TITLE, VERB

_LONGEST_MANNER = 14
_LONGEST_BETWEEN = 30
_SHORTEST_WORDS = 6
_PRONOUNS = ("他", "她", "佢")
# "林某的行程:…", "林某签署名单如下:…": no words of theirs.
_NO_MANNER = re.compile(r"的[^的:]{1,8}$|(?:如下|包括|名单|简历|日程|行程|来源|摄影?|著|译|编|图|版|主持|署名|为|有|至|任|当选|获|得票)$|[,;‘’“”《》\d]")
# "李某身边的幕僚", "李某的律师"
_OTHERS = re.compile(r"[^,。!?;:“”\n]{0,8}的")
_COLON = re.compile(r":(?![/\d\n])")
_DASHED = re.compile(r"[ \n]*[—–-]{1,3}[ ]*(?P<who>[^\n。!?:“”]{2,60})")
_CLAUSE = re.compile(r"[,、(/|]")


def find(reading: Reading, lower: int, upper: int, sayings: list[Saying], told: bool) -> list[Saying]:
    """Return what quotations and colons attribute that no verb does, in a stretch, where none of its sayings has them yet.

    Parameters
    ----------
    told : bool
        A reporter writes: a quotation that stands by itself is whose the sentence before or behind it is about, and a
        colon behind somebody's name opens their words without quotation marks too.
    """
    spans = sorted(tuple(span) for saying in sayings for span in saying.spans)
    begins = [first for first, _ in spans]
    reaches = list(accumulate((last for _, last in spans), max))

    def theirs(place: int) -> bool:
        before = bisect_right(begins, place) - 1
        return before >= 0 and reaches[before] > place

    found: list[Saying] = []
    quoted = reading.quotes[bisect_right(reading.opens, lower):bisect_left(reading.opens, upper)]
    if reading.opening(lower) is not None:
        quoted = [quote for quote in [reading.opening(lower)] if quote is not None] + quoted
    last = -1
    for quote in quoted:
        if not quote.spoken or quote.end > upper or theirs(quote.start):
            last = quote.end
            continue
        saying = None
        sign = reading.text[quote.start - 1:quote.start] if quote.start > lower else "\n"
        if sign == ":" or (told and sign in "。?,"):
            saying = _ahead(reading, quote.start, lower, last, [*sayings, *found])
        if saying is None:
            saying = _signed(reading, quote.start, quote.end, upper)
        if saying is None and told and sign in "\n。!?":
            saying = _behind(reading, quote.start, quote.end, upper)
        if saying is not None:
            found.append(saying)
        last = quote.end
    return found + (_without_marks(reading, lower, upper, [*sayings, *found], theirs) if told else [])


def _ahead(reading: Reading, opens: int, lower: int, last: int, sayings: list[Saying]) -> Saying | None:
    """Return what a quotation attributes to who opens the words before its colon, its comma or the sentence before."""
    place = opens - 1
    sign = reading.text[place]
    window = reading.window(place, lower)
    if sign == ",":
        # "“…,”林某压低声音,“…”": whoever stands between two halves of speech says both.
        begin = window
        if place - begin > _LONGEST_BETWEEN or "," in reading.plain[begin:place]:
            return None
        opened = _opened(reading, reading.led_in(begin, place), place, begin, sayings)
        if opened is None or _NO_MANNER.search(reading.plain, opened[1], place):
            return None
        spans = [[opens, _end(reading, opens)]]
        if 0 <= last == begin and (earlier := reading.quote_before(begin, lower)) is not None:
            spans.insert(0, [earlier.start, earlier.end])
        return Saying(opened[0], min(begin, spans[0][0]), opens, spans, direct=True)
    for head in dict.fromkeys((reading.head(place, window), reading.led_in(window, place)) if sign == ":" else (reading.led_in(window, place),)):
        opened = _opened(reading, head, place, window, sayings)
        if opened is None:
            continue
        voice, end = opened
        if subjects.SUPPOSED.search(reading.plain[end:place]):
            # "川普大概会答:“成交。”"
            return None
        if sign != ":" or place - max(end, reading.clause_start(place, window)) <= _LONGEST_MANNER:
            return Saying(voice, head, opens, [[opens, _end(reading, opens)]], direct=True)
    return None


def _end(reading: Reading, opens: int) -> int:
    quote = reading.opening(opens)
    assert quote is not None, "asked of quotations only"
    return quote.end


def _opened(reading: Reading, head: int, stop: int, window: int, sayings: list[Saying]) -> tuple[Voice, int] | None:
    """Return the person who opens the words between two places, and where their name or title ends: `前大使某某|对此不以为然`."""
    for token in reading.tokens[bisect_left(reading.starts, head):bisect_left(reading.starts, stop)]:
        if token.roles & CARRIED and token.start == head and reading.plain[token.start:token.end] in _PRONOUNS:
            meant = antecedents.find(reading, token, True, [saying for saying in sayings if saying.start < head])
            return (meant, token.end) if meant is not None else None
        if token.roles & SOMEBODY:
            if token.start != head and not subjects.opens(reading, token, window):
                return None
            title = reading.lexis.shape.title.match(reading.plain, token.end)
            return Voice(token.voice, True, head), title.end() if title and title.end() <= stop else token.end
        if token.roles & TITLE and not persons.name_at(token.end, reading.plain, reading.lexis):
            voice = titles.find(reading, token, token.end, window, [saying for saying in sayings if saying.start < head])
            if voice is not None and voice.name and not voice.unnamed:
                return voice, token.end
        if token.roles & VERB:
            return None
    return None


def _behind(reading: Reading, start: int, end: int, upper: int) -> Saying | None:
    """Return what a quotation that stands by itself attributes to the person who opens the sentence right behind it: `“…。”林某点起烟。`."""
    if reading.text[end - 2:end - 1] not in "。!?…,":
        return None
    stop = reading.sentence_end(end, upper)
    if reading.text[end:end + 1] in "\n" or stop <= end:
        return None
    for token in reading.tokens[bisect_left(reading.starts, end):bisect_left(reading.starts, stop)]:
        if token.roles & SOMEBODY:
            opens = subjects.opens(reading, token, end) and not _OTHERS.match(reading.plain, token.end)
            return Saying(Voice(token.voice, True, end), start, end, [[start, end]], direct=True) if opens else None
        if token.roles & VERB:
            return None
    return None


def _signed(reading: Reading, start: int, end: int, upper: int) -> Saying | None:
    """Return what a quotation attributes to the name behind a dash: `“…。”——林某,海滨大学讲师`."""
    dashed = _DASHED.match(reading.plain, end, upper)
    if dashed is None:
        return None
    lexis = reading.lexis
    for part in _CLAUSE.split(dashed["who"]):
        name, certainty = names.label(part, lexis.book, lexis.shape)
        if certainty == "strong":
            return Saying(Voice(reading.persons.get(name) or persons.called(name, reading.plain), True, dashed.start("who")), start, dashed.end(), [[start, end]], direct=True)
    return None


def _without_marks(reading: Reading, lower: int, upper: int, sayings: list[Saying], theirs: Callable[[int], bool]) -> list[Saying]:
    """Return what stands behind a colon that somebody with a name opens: `林某则泼了盆冷水:油价回不去了。`."""
    found = []
    for colon in _COLON.finditer(reading.plain, lower, upper):
        place = colon.start()
        content = reading.past(colon.end(), upper, " ")
        if theirs(content) or reading.quote_at(place) is not None or reading.opening(content) is not None:
            continue
        window = reading.window(place, lower)
        heads = dict.fromkeys((reading.head(place, window), reading.led_in(window, place)))
        opened = next(filter(None, (_opened(reading, head, place, window, sayings) for head in heads)), None)
        if opened is None:
            continue
        (voice, end), head = opened, opened[0].start
        finish = reading.sentence_end(content, upper)
        if end == place or place - end > _LONGEST_MANNER or _NO_MANNER.search(reading.plain, end, place) or finish - content < _SHORTEST_WORDS:
            continue
        found.append(Saying(voice, head, content, [[content, finish]]))
    return found


def answers(reading: Reading, lower: int, upper: int, sayings: list[Saying]) -> list[Saying]:
    """Return the quotations that are paragraphs of their own below a question: whoever is interviewed gives them.

    That is who speaks most often in the rest of the text.
    """
    spoken = Counter(saying.voice.name for saying in sayings if saying.voice.human and saying.voice.name and not saying.voice.unnamed)
    if not spoken:
        return []
    who = spoken.most_common(1)[0][0]
    found = []
    for quote in reading.quotes[bisect_left(reading.opens, lower):bisect_left(reading.opens, upper)]:
        above = reading.text.rfind("\n", lower, quote.start)
        if not quote.spoken or quote.end > upper or above < 0 or reading.text[above:quote.start].strip():
            continue
        alone = not reading.text[quote.end:reading.paragraph_end(quote.end, upper)].strip("。 ")
        if alone and reading.text[lower:above].rstrip().endswith("?") and not any(
                start <= quote.start < end for saying in sayings for start, end in saying.spans):
            found.append(Saying(Voice(who, True, quote.start), quote.start, quote.start, [[quote.start, quote.end]], direct=True))
    return found

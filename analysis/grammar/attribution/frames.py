"""Frames around a voice: `在…看来`, `据…分析`, `援引…的话说`."""

import re
from bisect import bisect_left

from analysis.grammar import names
from analysis.grammar.attribution import antecedents, bodies, persons, subjects, titles
from analysis.grammar.attribution.reading import Reading
from analysis.grammar.attribution.sayings import Saying, Voice
from analysis.grammar.attribution.tokens import BODY, CARRIED, HEAD, OUTSIDER, SELF, SOMEBODY, TITLE, VERB, Token

# From a frame's head to its tail.
_LONGEST = 30
_LONGEST_INNER = 24
# "援引德国国际与安全事务研究所伊朗问题专家某某·某某的话说": who is cited may have a long post.
_CITED = ("援引", "引述", "引用", "转引")
_LONGEST_CITED = 50
_SAYING = ("说", "称", "指出", "报道", "表示", "认为")
_POINTING = ("这位", "这名", "该", "上述")
_COUNTED = ("一名", "一位", "多家媒体如")
_PAPER = re.compile(r"《([^》]{2,12})》$")


def find(reading: Reading, token: Token, lower: int, upper: int, sayings: list[Saying]) -> Saying | None:
    """Return what a frame attributes that ends at a token, if a voice stands in it."""
    text, plain, lexis = reading.text, reading.plain, reading.lexis
    heads = token.form.heads
    if heads is None or not heads.search(plain, max(0, token.start - _LONGEST_CITED), token.start):
        return None
    punctuated = text[token.end:token.end + 1] in (",", ":", "“") or token.roles & VERB or plain.endswith(
        _SAYING, token.start, token.end)
    around = reading.quote_at(token.start)
    window = None
    for frame in token.form.frames:
        if frame.code != "view" and not punctuated:
            continue
        if window is None:
            floor = max(lower, around.start + 1) if around else lower
            window = reading.clause_start(token.start, reading.window(token.start, floor))
        for head in frame.heads:
            place = plain.rfind(head, window, token.start)
            if place < 0 or token.start - place > (_LONGEST_CITED if head in _CITED else _LONGEST):
                continue
            leads = lexis.leading.fullmatch(plain, window, place)
            if len(head) == 1 and frame.code != "view" and place > window and not leads:
                continue
            inner = plain[place + len(head):token.start].removesuffix("的")
            if head not in _CITED and len(inner.strip()) > _LONGEST_INNER:
                continue
            voice = _inside(reading, inner, place + len(head), token, sayings)
            if voice is None:
                continue
            saying = Saying(voice, place, token.end, passes_on=frame.code == "source",
                            inside=around.start if around else -1)
            stop = min(upper, around.end - 1) if around else upper
            if frame.code == "view" and not leads:
                # "谈判在林某看来难以重启": the view stands inside its own sentence.
                saying.start = content = window
                end = reading.sentence_end(token.end, stop)
            else:
                content, end = _content(reading, saying, token.end, stop, upper, bool(around))
            saying.spans.append([content, end])
            return saying if end > content else None
    return None


def _content(reading: Reading, saying: Saying, place: int, stop: int, upper: int, quoted: bool) -> tuple[int, int]:
    """Return the span of what follows a frame, and note in its saying whether it is direct speech."""
    while place < upper and reading.text[place] in ",: ":
        place += 1
    quote = reading.opening(place)
    if quote and quote.spoken and not quoted:
        saying.direct = True
        return place, reading.run_of_quotes(quote, stop)
    return place, reading.sentence_end(place, stop)


def _inside(reading: Reading, inner: str, start: int, token: Token, sayings: list[Saying]) -> Voice | None:
    """Return the voice inside a frame, if what stands there is one."""
    bare, lexis = inner.strip(), reading.lexis
    if not bare:
        return None
    end = start + len(inner)
    index = bisect_left(reading.starts, start)
    inside = [other for other in reading.tokens[index:index + 12] if other.start >= start and other.end <= end]
    if any(other.roles & SELF and other.start == start and not other.roles & TITLE for other in inside):
        return None
    last = inside[-1] if inside else None
    if last is not None and last.end == end:
        if last.roles & SOMEBODY:
            return Voice(last.voice, True, start)
        if last.roles & CARRIED and last.start == start:
            return antecedents.find(reading, last, True, sayings)
        if last.roles & OUTSIDER and last.start == start and not last.roles & BODY:
            return bodies.outsider(reading, last)
        if last.roles & TITLE:
            voice = titles.find(reading, last, end, start, sayings)
            if voice is not None:
                return voice
        if last.roles & (HEAD | BODY | TITLE) and bodies.phrase_start(reading, last, start) is not None:
            phrase = bare
            for word in _COUNTED:
                phrase = phrase.removeprefix(word)
            if phrase.startswith(_POINTING):
                return antecedents.find(reading, last, phrase.endswith(lexis.people), sayings)
            phrase = bodies.revealed(reading, bodies.first_of(phrase))
            return Voice(phrase, phrase.endswith(lexis.people), start, True)
    # 《港湾日报》 is who reports.
    paper = _PAPER.search(bare)
    if paper:
        return Voice(paper.group(1), False, start)
    for length in range(min(len(bare), 12), 1, -1):
        name, rest = bare[-length:], bare[:-length]
        whole = subjects.plausible(reading, name, end - length) or (bool(rest) and lexis.given_in_full(name, reading.plain, end, tail=True))
        if whole and names.is_person(name, lexis.shape) and (not rest or rest.endswith(lexis.bodies + lexis.title_words)):
            return Voice(persons.called(name, reading.plain), True, start)
    return None

"""Claims: the predictions of a folded text, clause by clause, before they are rows."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, cast

from analysis.grammar import (
    comparison,
    conditions,
    cues,
    directions,
    exclusions,
    horizon,
    outcomes,
    rhetoric,
    scenarios,
)
from analysis.grammar.layout import Clause, Sentence, Sheet
from analysis.grammar.topic import Context, Issues
from analysis.grammar.vocabulary import Cue, CueMark, Mark, Vocabulary

TRIGGERS = frozenset(("noun", "must", "denying", "affirming", "open", "ending", "either", "numbered", "condition", "later"))
# What a clause without a cue may not have, to say what comes of a condition or comes later.
SAID = frozenset(("wish", "past", "habit", "reported", "condition", "concession", "open", "denying"))

REFUSED = frozenset(("wont", "unlikely"))
# 干事长一走,身边便空了: with 了 at its end a clause says what changes.
BECOMES = ("就", "便")
# How a clause ends that only says when.
WHEN = ("时", "之后", "以后", "之前", "以前", "期间", "之际")
# How far into a clause the word may stand that says it is about later.
LATER = 10
# 由于明年的对话…, 并为明年…: later is only the setting of something else.
FOR = ("为", "并为", "由于", "因", "对", "关于", "至于", "据", "按", "根据", "随着", "从", "以")
_YEAR = re.compile("[0-9]{4}年")
_AGAIN = re.compile("(?:对此|(?:对|在)?(?:这|那)(?:一)?点上?)(?:我|大家|谁)?")
# 今年打的机会不大,明年则难说: what is judged anew is told in the clause before.
_ANEW = re.compile("(?:今年|明年|后年|(?:上|下)半年|年底|以后|之后|将来|往后|接下来|长远|长期|短期|(?:再)?过[^,]{1,4}|到时候?|那时候?)(?:[则就可呢]|倒是)?")
# How many clauses back a word that points to what was said may reach.
POINTED = 4
# 这话我不信, 对这一点我不敢苟同: all that is refused was told before.
_THAT = re.compile("(?:对|对于)?(?:(?:这|那)(?:个|种|类|样|句|番|一)?)?(?:话|点|说法|看法|判断|论调|观点|预测|推论|结论|断言|问题|件事)?(?:上)?")
# 这一轮谈判里看不到: only when and where.
_SETTING = re.compile(r"[这那下本今明][^,]{0,9}(?:里|内|中|上|期间|之前|以前|当口|这边|那边)|(?:这|那|下)一?(?:代人?|辈子?|轮|次|回|届|任)|有生之年|我们?|笔者")
# 开战的可能, 打到首都的事: what can be ruled out.
_EVENT = re.compile("(?:的|这种|这类|那种|那类)(?:事情?|可能性?|情形|情况|局面|结局|场面|前景|风险|剧本|一幕|危险|猜测)$")
# 在我看来, 我看, 我敢说: in somebody's own view.
_OWN_VIEW = re.compile("(?:依|照|据|在)?(?:我们?|笔者|本人)(?:个人)?(?:也|还是|倒|就)?(?:看(?!到|见过|过|着)|认为|觉得|相信|想(?!要)|判断|敢说|敢断言|赌|的看法是|的判断是)")
# The shortest clause that a clause of nothing but a share can be about.
SCENARIO = 6


class Claim(NamedTuple):
    """A prediction before it is a row; offsets in the folded text.

    Attributes
    ----------
    start, end : int
        The evidence.
    parts : tuple of (start, end)
        What of the text is the outcome.
    issues : tuple of str
    likelihood : str
    valence : int
    condition : (start, end) or None
    cue : (start, end)
        Its words; the place that decides whose prediction it is.
    reasons : tuple of str
        In words a user understands: which cue and rule made the row.
    date : Dated or None
    """

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    issues: tuple[str, ...]
    likelihood: str
    valence: int
    condition: tuple[int, int] | None
    cue: tuple[int, int]
    reasons: tuple[str, ...]
    date: horizon.Dated | None = None


class Text(NamedTuple):
    """A folded text with all that is known of it.

    Attributes
    ----------
    folded : str
    marks : list of (start, end, meaning)
    issues : Issues
    title : tuple of str
        The issues of its title.
    fields : dict of str to str
        An issue's field.
    dated : list of Dated
    """

    folded: str
    marks: list[Mark]
    issues: Issues
    title: tuple[str, ...]
    fields: dict[str, str]
    dated: list[horizon.Dated]


def triggers(mark: object) -> bool:
    """Tell whether a mark can make a claim, alone or with another."""
    return mark.__class__ is Cue or mark in TRIGGERS


def read(text: Text, words: Vocabulary) -> Iterator[Claim]:
    """Yield the claims of a text in order, whoever makes them."""
    sheet = Sheet(text.folded, text.marks)
    sentences = sheet.sentences
    triggered: list[int] = []
    helpless: list[int] = []
    for start, _, mark in text.marks:
        if triggers(mark):
            (helpless if isinstance(mark, Cue) and mark.needs == "cue" and mark.strength != "doubt" else triggered).append(start)
    triggered.append(len(text.folded))
    trigger = 0
    for number, (heading, first, last) in enumerate(sheet.paragraphs):
        held = None
        for place in range(first, last):
            sentence = sentences[place]
            while triggered[trigger] < sentence.start:
                trigger += 1
            # One cue that needs another says nothing; two of them do.
            if not sentence.asked and triggered[trigger] >= sentence.end and (
                    bisect_left(helpless, sentence.end) - bisect_left(helpless, sentence.start) < 2):
                held = None
                continue
            opening = sentences[first] if place > first else None
            context = Context(sentence, sheet.earlier(number, place), opening, heading, text.title, text.issues)
            made, held = _Reader(text, words, context, sheet.following(number, place)).read(held)
            for claim in made:
                date = horizon.pick(text.dated, claim.start, claim.end, text.folded) if text.dated else None
                yield claim._replace(date=date) if date else claim


class _Reader:
    """One sentence being read."""

    def __init__(self, text: Text, words: Vocabulary, context: Context, following: Sentence | None):
        self.text, self.words, self.context, self.following = text, words, context, following
        self.folded, self.sentence = text.folded, context.sentence
        self.clauses = self.sentence.clauses
        self.previous = context.earlier[-1] if context.earlier else None
        self.asks = self.sentence.asked or rhetoric.wondered(self.sentence, self.folded)
        self.readings = self._readings()
        self.settings: list[conditions.Setting] = []

    def read(self, held: tuple[int, int] | None) -> tuple[list[Claim], tuple[int, int] | None]:
        """Return the claims, and the condition that the next sentence may point back to."""
        sentence, clauses = self.sentence, self.clauses
        if not any(self.readings) and not sentence.asked and not self._marked():
            return [], None
        asked_before = bool(self.previous and self.previous.asked)
        parted = rhetoric.parted(sentence, self.previous, self.words) if asked_before and self.previous else {}
        self.settings = conditions.settings(sentence, self.readings, self.words, held, asked_before)
        reply = rhetoric.answer(sentence, self.following, self.words) if self.asks else None
        listed = scenarios.endings(sentence, self.previous, self.words)
        rather = comparison.rather(clauses)
        made: list[Claim] = []
        uncued: list[Claim] = []
        for place, clause in enumerate(clauses):
            claim = None
            if place in parted:
                made.append(self._parted(place, clause, *parted[place]))
                continue
            if self.readings[place] or clause.names or sentence.asked or place in listed:
                claim = self._clause(place, clause, reply, listed, rather, made)
            if claim is None and self.readings[place] is None and (claim := self._uncued(place, clause)):
                uncued.append(claim)
            elif claim and uncued:
                # 年底前再袭击商船,我们不会惊讶: what stands behind judges it.
                made = [other for other in made if other not in uncued or not claim.start < other.end <= claim.end]
            if claim is None and made:
                claim = self._going_on(place, clause, made)
            if claim and claim.issues:
                if claim.likelihood in REFUSED and claim.cue[0] >= clause.start > claim.start:
                    # 有人说工厂会关门,我看不至于: what the judgement refuses was not claimed.
                    reading = self.readings[place]
                    refuted = reading is not None and reading.needs == "told"
                    made = [other for other in made if (other.end <= claim.start if refuted else other.start < claim.start or other.likelihood in REFUSED)]
                made.append(claim)
        opened = [setting.condition for setting in self.settings if setting.condition]
        if sentence.asked and not opened and self.settings and self.settings[-1].role == "condition":
            opened = [(clauses[-1].start, clauses[-1].end)]
        return made, opened[-1] if opened and conditions.ruled(sentence) else None

    def _marked(self) -> bool:
        return any(not TRIGGERS.isdisjoint(clause.names) for clause in self.clauses if clause.names)

    def _readings(self) -> list[cues.Reading | None]:
        found: list[cues.Reading | None] = []
        outer: tuple[CueMark, ...] = ()
        words, last = self.words, len(self.clauses) - 1
        told = 0
        for place, clause in enumerate(self.clauses):
            if clause.start < told or (not clause.marks and not outer):
                found.append(None)
                continue
            late = cues.deferred(clause, self.clauses[place + 1:], words) if "noun" in clause.names or clause.text.endswith("可能") else None
            if late:
                found.append(late)
                outer, told = (), late.end
                continue
            left = cues.hanging(clause, words, self.clauses[place + 1]) if place < last else None
            if left:
                found.append(None)
                outer = (left,)
            elif outer and (len(clause.text) < 3 or (clause.text.endswith(WHEN) and not any(isinstance(mark, Cue) for _, _, mark in clause.marks))):
                # 他预计,决议到期时,争吵会再演一遍: what is expected comes behind.
                found.append(None)
            else:
                compared = comparison.compared(clause, words) if clause.marks else None
                found.append(cues.made(clause, [compared[:3]], words, True) if compared else cues.read(clause, words, outer))
                outer = ()
        return found

    def _clause(self, place: int, clause: Clause, reply: tuple[str, tuple[int, int]] | None, listed: dict[int, tuple[int, int]], rather: dict[int, str], made: list[Claim]) -> Claim | None:
        reading, setting = self.readings[place], self.settings[place]
        last = place == len(self.clauses) - 1
        if last and self.sentence.asked and clause.text.startswith("万一"):
            return self._open(place, clause)
        if setting.role != "claim":
            return None
        if self.sentence.asked and not last and (long_ago := rhetoric.sooner(clause)):
            return self._turned(place, clause, ("wont", long_ago[1]), long_ago[0])
        turned = rhetoric.denying(clause, self.words) if clause.names or clause.asked else None
        if turned and clause.has("past", turned[1][0]):
            turned = None  # 五年前谁能想象,…?
        if turned and (clause.asked or self.sentence.asked
                       or self.folded.startswith(self.words["rhetoric.always.forms"], turned[1][0])):
            return self._turned(place, clause, turned)
        if last and self.asks:
            if not reply and rhetoric.tagged(clause, self.words):
                reply = "wont", (clause.start, clause.end)
            return self._answered(place, clause, reply) if reply else self._open(place, clause)
        if place in listed and (reading is None or reading.likelihood == "possible") and not clause.asked:
            return self._listed(place, clause, listed[place])
        if reading is None or clause.asked or self._is_answer(clause):
            return None
        why = exclusions.reason(clause, reading, self.words, setting.body,
                                exclusions.opens_in_past(self.sentence, self.words), setting.condition is not None)
        if why is None and place + 1 < len(self.clauses):
            why = exclusions.over(reading, clause, self.clauses[place + 1:], self.readings[place + 1:])
        if why or (place and (exclusions.habitual(self.sentence) or self._passed_on(self.clauses[:place + 1]))):
            return None
        if setting.condition and conditions.unreal(self.folded[slice(*setting.condition)], self.words):
            return None
        claim = self._told(place, clause, reading, setting, made)
        if claim and place in rather:
            claim = claim._replace(likelihood=rather[place])
        return claim

    def _uncued(self, place: int, clause: Clause) -> Claim | None:
        """如果国会否决,伊朗退出协议; 下半年关系重回冰点: a clause without a cue says what comes of a condition, or later."""
        words, setting = self.words, self.settings[place]
        if setting.role != "claim" or clause.asked or self.sentence.asked or len(clause.text) < 4 or not SAID.isdisjoint(clause.names):
            return None
        later = clause.first("later")
        if later and (clause.text.startswith(FOR) or self.folded.startswith("的", later[1])):
            later = None
        hangs = setting.condition is not None and self.settings[place - 1].role == "condition" if place else False
        pointed = setting.body > clause.start and setting.condition is not None
        if not later and not hangs and not pointed:
            return None
        if setting.condition is not None and (hangs or pointed):
            told = self.folded[slice(*setting.condition)]
            if words.pattern("conditions.bare.opening").search(told, 0, 16) is None or conditions.unreal(told, words):
                return None
        elif later and (later[0] - clause.start > LATER or (place and exclusions.opens_in_past(self.sentence, words))):
            return None
        start = max(setting.body, clause.start)
        text = self.folded[start:clause.end]
        if words.pattern("conditions.bare.never").search(text) or _YEAR.search(text):
            return None
        verb = text[later[1] - start:] if later and later[1] > start else text
        value = outcomes.valence(verb, "", words)
        if not value or not outcomes.acted(verb, words):
            return None
        issues, whence = self.context.of(start, clause.end, start, place)
        cue = (later[0], later[1]) if later and later[1] > start else (start, min(start + 1, clause.end))
        why = f"later: {self.folded[slice(*cue)]} → will" if later else "comes of a condition → will"
        return self._made(start, clause.end, ((start, clause.end),), issues, "will", value, verb, setting, cue, [why, f"issue {whence}"])

    def _going_on(self, place: int, clause: Clause, made: list[Claim]) -> Claim | None:
        """不排除加码制裁,甚至惩罚买家: a clause without a cue goes on under the cue before it."""
        opening = self.words.pattern("connectives.going_on.forms").match(clause.text)
        if not opening or not made or self.readings[place] or not (self.readings[place - 1] and made[-1].end == self.clauses[place - 1].end):
            return None
        verb = clause.text[opening.end():]
        value = outcomes.valence(verb, "", self.words)
        if not value or "了" in verb:
            return None
        issues, whence = self.context.of(clause.start, clause.end, clause.start, place)
        start = clause.start + opening.end()
        return self._made(start, clause.end, ((start, clause.end),), issues, made[-1].likelihood, value, verb,
                          self.settings[place], made[-1].cue, [*made[-1].reasons, f"goes on with {opening.group()}", f"issue {whence}"])

    def _is_answer(self, clause: Clause) -> bool:
        if not (self.previous and self.previous.asked):
            return False
        found = rhetoric.answer(self.previous, self.sentence, self.words)
        return found is not None and found[1][0] == clause.start

    def _told(self, place: int, clause: Clause, reading: cues.Reading, setting: conditions.Setting, made: list[Claim]) -> Claim | None:
        folded, words = self.folded, self.words
        start, first, end = max(setting.body, clause.start), place, clause.end
        subject = self._trim(start, reading.start)
        if reading.predicate and reading.start == start and len(reading.surfaces) > 1:
            # 看来停火的机会不大: what is judged stands between the frame and the judgement.
            subject = self._trim(start + len(reading.surfaces[0]), reading.end - len(reading.surfaces[-1]))
        if reading.predicate and made and place and _AGAIN.fullmatch(folded[subject[0]:subject[1]]):
            # 轰炸只会越来越狠,这一点没有悬念: it only underlines what was said.
            return None
        antecedent = None
        # 谈不成, 撑不住, 只能妥协: the cue holds its own verb.
        surface = reading.surfaces[-1]
        held = outcomes.held(surface) if reading.entry in ("unable", "resigned", "able", "lasting") else ()
        own = "".join(surface[left:right] for left, right in held)
        if reading.predicate:
            # 乌克兰入盟?2030年之前想都别想: what is judged stands in the question.
            asked = place == 0 and self.previous and self.previous.asked and not self.text.issues.within(clause.start, clause.end)
            bare = subject[1] - subject[0] < 3 and not outcomes.directed(own, words)
            empty = (reading.needs == "told" and _THAT.fullmatch(folded, *subject) is not None) or (
                reading.entry == "unseen" and place > 0 and _SETTING.fullmatch(folded, *subject) is not None)
            if reading.needs == "told" and not empty:
                return None  # 南海这份准则我不同意: what is, is refused
            if empty or ((bare or asked) and reading.entry != "comparison" and not outcomes.directed(folded[subject[0]:subject[1]], words)):
                if place and made and reading.entry in ("open", "hanging") and not self.clauses[place - 1].has("open"):
                    return None
                antecedent = self._antecedent(place, reading, bool(place and made) and _ANEW.fullmatch(folded[subject[0]:subject[1]]) is not None)
                if antecedent is None:
                    return None
                first, subject = antecedent
                start = subject[0] if first < place else start
            parts: tuple[tuple[int, int], ...] = (subject,)
            end = max(end, reading.end)
            verb, before = folded[subject[0]:subject[1]], ""
            if self.previous and (item := scenarios.referred(verb, folded[self.previous.start:self.previous.end])):
                verb = item
        else:
            end = self._extended(place, clause, reading)
            parts = (subject, (reading.end, end))
            verb, before = folded[reading.end:end], folded[subject[0]:subject[1]]
        if reading.entry == "must" and "才" in verb:
            verb = verb[:verb.rindex("才")]
        if (not own or reading.entry == "able") and not self._needed(reading, verb, place, setting):
            return None
        if own:
            verb = verb + own if reading.predicate else own + verb
        parts = tuple(sorted([*parts, *((reading.end - len(surface) + left, reading.end - len(surface) + right) for left, right in held)]))
        value = outcomes.valence(verb, before, words)
        if reading.entry == "lasting":
            # 僵局至少要拖到峰会之后: until when is not what happens.
            value = outcomes.valence("持续", before, words)
        if value == 0 and not reading.predicate and not outcomes.directed(verb, words) and len(verb) < 6 and place:
            value = outcomes.valence("", folded[self.clauses[place - 1].start:self.clauses[place - 1].end], words)
            refused = self.readings[place - 1]
            if refused and refused.likelihood in REFUSED and reading.likelihood not in REFUSED:
                value = -value  # 关税不会取消,只会换个名目: what comes instead
        if value == 0 and outcomes.points(verb, words):
            value = self._pointed(place)
        turned = False
        if reading.needs == "told":
            foretold = cues.read(self.previous.clauses[-1], words) if first == place and self.previous else self.readings[first]
            turned = foretold is not None and foretold.likelihood in REFUSED
            value = -value if turned else value
        if reading.predicate and reading.surfaces[-1] in words["closer.refused.ends"]:
            value = -value
        elif reading.predicate and value == 0 and (reading.surfaces[-1] in words["closer.refused.cues"] or (
                words.pattern("closer.hoped.forms").search(reading.surfaces[-1]) and not outcomes.directed(verb, words))):
            value = 1
        # 停火?春天之前想都不要想: the question says what is judged.
        asks = subject[0] < start and "者" not in folded[start:end] and not words.topical(folded[start:end])
        issues, whence = self.context.of(subject[0] if asks else start, end, reading.end, first)
        if reading.needs == "told" and value == 0:
            value = outcomes.supposed("wont" if turned else "will", issues, folded[start:end], words, self.text.fields)
        if value == 0 and verb.startswith("是") and (reading.plain or reading.entry == "improbable") and "clause" not in whence:
            # “这将是一个大错误”: a judgement, of nothing it names.
            return None
        if reading.needs == "condition" and value == 0 and not outcomes.directed(verb, words) and not (
                reading.surfaces[-1] in BECOMES and verb.endswith("了") and not verb.endswith(words["conditions.bare.enough"])):
            return None
        if not reading.predicate and reading.likelihood == "possible" and whence.startswith("carried") and not setting.condition and not (
                outcomes.directed(verb, words) or outcomes.directed(before, words)) and len(verb) < 6 and not self._timed(place):
            # 演员们可能真演: neither an issue nor anything that could bring parties closer or apart.
            return None
        return self._made(start, end, parts, issues, reading.likelihood, value, verb, setting, (reading.start, reading.end),
                          [*reading.reasons, f"issue {whence}"])

    def _pointed(self, place: int) -> int:
        """Return the sign of what 这一步, 这样做 or 发生 points to: of the nearest clause before that has one."""
        before = [*(self.previous.clauses if self.previous else ()), *self.clauses[:place]]
        signs = (outcomes.valence(clause.text, "", self.words) for clause in reversed(before[-POINTED:]))
        return next(filter(None, signs), 0)

    def _needed(self, reading: cues.Reading, verb: str, place: int, setting: conditions.Setting) -> bool:
        if reading.needs == "outcome":
            return outcomes.directed(verb, self.words) or (reading.entry == "ruled_out" and _EVENT.search(verb) is not None)
        if reading.needs == "condition":
            return setting.condition is not None or self.clauses[place].has("later", reading.start)
        if reading.needs == "day":
            return (setting.condition is not None or self.clauses[place].has("later") or self._timed(place)
                    or self.words.pattern("conditions.times.forms").search(self.clauses[place].text) is not None
                    or (reading.entry == "able" and self._viewed(place, reading)))
        if reading.needs == "last":
            return reading.predicate and (outcomes.directed(verb, self.words) or _EVENT.search(verb) is not None)
        if reading.needs == "question":
            here, before = self.clauses[place], self.clauses[max(0, place - 1)]
            asked = here.has("open", reading.start) or (before is not here and before.has("open"))
            return asked and not here.text.startswith("因为")
        if reading.entry == "open":
            # 内阁改组之后的政策就难说了: nothing is asked, nothing is named that could happen.
            nearby = self.clauses[max(0, place - 1):place + 1]
            return outcomes.directed(verb, self.words) or any(clause.has("open") for clause in nearby)
        return True

    def _timed(self, place: int) -> bool:
        clause = self.clauses[place]
        return any(clause.start <= date.start < clause.end for date in self.text.dated)

    def _viewed(self, place: int, reading: cues.Reading) -> bool:
        """Tell whether a clause says that it is somebody's own view, or goes on with what can be done as one does: …,也谈得出一份声明."""
        clause = self.clauses[place]
        if _OWN_VIEW.search(self.folded, clause.start, reading.start) or (place and _OWN_VIEW.fullmatch(self.clauses[place - 1].text)):
            return True
        return place > 0 and self.folded[clause.start:reading.start].endswith(("也", "还", "又")) and self.readings[place - 1] is not None

    def _antecedent(self, place: int, reading: cues.Reading, anew: bool = False) -> tuple[int, tuple[int, int]] | None:
        """Return (first clause, span) of what a bare judgement is about: the clause before, or the question before."""
        for earlier in range(place - 1, max(-1, place - 3), -1):
            span = self._trim(self.clauses[earlier].start, self.clauses[earlier].end)
            if self.settings[earlier].role != "claim" and reading.likelihood != "wont":
                continue
            told = self.readings[earlier]
            # 注意,十五年,六成 counts something; what is given odds takes more words.
            if reading.needs == "told":
                if told is not None and span[1] - span[0] >= 3:
                    return earlier, span
                continue
            if span[1] - span[0] >= (SCENARIO if reading.needs == "alone" else 3) and (anew or told is None or told.likelihood == "possible" or told.plain or told.needs):
                return earlier, span
        if self.previous and (self.previous.asked or self._passed_on(self.previous.clauses)):
            asked = self.previous.clauses[-1]
            return place, self._trim(asked.start, asked.end)
        foretold = cues.read(self.previous.clauses[-1], self.words) if reading.needs == "told" and place == 0 and self.previous else None
        if self.previous and foretold and foretold.likelihood not in REFUSED:
            # “关税不会取消。”我不同意: who refuses a refusal foretells nothing.
            return place, self._trim(self.previous.clauses[-1].start, self.previous.clauses[-1].end)
        return None

    def _passed_on(self, clauses: list[Clause]) -> bool:
        """Tell whether the last of some clauses is what others say: 有人断言,关税会取消。"""
        return len(clauses) > 1 and any(mark == "reported" and end == clauses[-2].end for _, end, mark in clauses[-2].marks)

    def _extended(self, place: int, clause: Clause, reading: cues.Reading) -> int:
        """可能不会允许其加入联盟的国家,在法理上加入: the clause goes on behind its comma."""
        after = place + 1
        if after >= len(self.clauses) or self.readings[after] or clause.asked or self.settings[after].role != "claim":
            return clause.end
        told, prepositions = self.folded[reading.end:clause.end], self.words["connectives.prepositions.forms"]
        following = self.clauses[after]
        # 很可能借着会谈的机会,把盟友挤到一边: what stands before the comma is only the occasion.
        occasion = told.startswith(prepositions) and told.endswith(self.words["connectives.occasions.forms"])
        if occasion or (not outcomes.valued(told, self.words) and (
                following.text.startswith(prepositions) or self._verbal(following.text))):
            return following.end
        return clause.end

    def _verbal(self, text: str) -> bool:
        """不可能照办,接受全部条件: the next clause begins with its verb."""
        first = next(iter(self.words.worths.again(text[:8])), None)
        return first is not None and first[0] == 0 and first[2].kind in ("act", "turn", "keep") and "了" not in text

    def _turned(self, place: int, clause: Clause, turned: tuple[str, tuple[int, int]], told: tuple[int, int] | None = None) -> Claim:
        likelihood, cue = turned
        setting = self.settings[place]
        start = max(setting.body, clause.start)
        subject, rest = self._trim(start, told[0] if told else cue[0]), told or (cue[1], clause.end)
        verb = self.folded[rest[0]:rest[1]]
        value = outcomes.valence(verb, self.folded[subject[0]:subject[1]], self.words)
        issues, whence = self.context.of(start, clause.end, cue[1], place)
        return self._made(start, clause.end, (subject, rest), issues, likelihood, value, verb, setting, cue,
                          [f"rhetorical question {self.folded[cue[0]:cue[1]]} → {likelihood}", f"issue {whence}"])

    def _answered(self, place: int, clause: Clause, answered: tuple[str, tuple[int, int]]) -> Claim:
        likelihood, reply = answered
        first, bare = place, self._trim(clause.start, self._question_end(clause))
        if bare[1] - bare[0] < 4 and place:
            first = place - 1
            bare = (self.clauses[first].start, self.clauses[first].end)
        start, outcome = bare[0], bare
        if bare[1] - bare[0] < 4 and self.previous and not outcomes.directed(self.folded[slice(*bare)], self.words):
            # …政权下台。可能吗?不可能: the question asks for the sentence before it.
            asked = self.previous.clauses
            outcome = (asked[max(0, len(asked) - 2)].start, asked[-1].end)
            start = outcome[0]
        verb = self.folded[outcome[0]:outcome[1]]
        value = outcomes.valence(*(self._question(clause) if outcome[0] >= clause.start else (verb, "")), self.words)
        issues, whence = self.context.of(start, clause.end, start, first)
        # 主持人:会停火吗?|某某:不会啦: who answers, not who asks, expects it.
        cue = reply if "\n" in self.folded[clause.end:reply[0]] or rhetoric.ANSWERS.match(self.folded, reply[0], reply[1]) else (clause.start, clause.end)
        return self._made(start, reply[1], (outcome,), issues, likelihood, value, verb, self.settings[first], cue,
                          [f"asks, and answers {self.folded[reply[0]:reply[1]]} → {likelihood}", f"issue {whence}"])

    def _parted(self, place: int, clause: Clause, part: tuple[int, int], likelihood: str) -> Claim:
        """能停火吗?局部的有可能,全面的没有: the question says of what, the clause of which part of it."""
        asked = cast(Sentence, self.previous).clauses[-1]
        issues, whence = self.context.of(asked.start, clause.end, part[1], place)
        if not self.text.issues.within(asked.start, clause.end):
            issues, whence = self.context.of(clause.start, clause.end, part[1], place)
        verb, subject = self._question(asked)
        value = outcomes.valence(verb, subject + self.folded[slice(*part)], self.words)
        return self._made(clause.start, clause.end, (part,), issues, likelihood, value, verb, self.settings[place],
                          (clause.start, clause.end), [f"answers one part {self.folded[clause.start:clause.end]} → {likelihood}", f"issue {whence}"])

    def _question(self, clause: Clause) -> tuple[str, str]:
        """Return what a question asks about, and of whom: (松, 制裁) of 制裁会不会松?"""
        end = self._question_end(clause)
        found = clause.first("open")
        if found and end - found[1] > 0:
            return self.folded[found[1]:end], self.folded[clause.start:found[0]]
        return self.folded[clause.start:end], ""

    def _question_end(self, clause: Clause) -> int:
        end = clause.end
        while end > clause.start and self.folded[end - 1] in "吗呢么吧啊嘛":
            end -= 1
        return end

    def _open(self, place: int, clause: Clause) -> Claim | None:
        """会不会…呢? asked of oneself leaves the outcome open."""
        found = clause.first("open")
        if found is None and clause.text.startswith("万一"):
            # 万一哪天双方擦枪走火了呢? asks what nobody can rule out.
            found = (clause.start, clause.start + 2)
        if found is None or not clause.text.endswith("呢"):
            return None
        setting = self.settings[place]
        start = max(setting.body, clause.start)
        verb = self.folded[found[1]:clause.end]
        value = outcomes.valence(verb, self.folded[start:found[0]], self.words)
        issues, whence = self.context.of(start, clause.end, found[1], place)
        return self._made(start, clause.end, ((found[1], clause.end),), issues, "possible", value, verb, setting, found,
                          ["an open question → possible", f"issue {whence}"])

    def _listed(self, place: int, clause: Clause, word: tuple[int, int]) -> Claim:
        verb = self.folded[word[1]:clause.end]
        issues, whence = self.context.of(clause.start, clause.end, word[1], place)
        return self._made(clause.start, clause.end, ((word[1], clause.end),), issues, "possible",
                          outcomes.valence(verb, "", self.words), verb, self.settings[place], word,
                          [f"one of several endings {self.folded[word[0]:word[1]]} → possible", f"issue {whence}"])

    def _made(self, start: int, end: int, parts: tuple[tuple[int, int], ...], issues: tuple[str, ...], likelihood: str, value: int, verb: str, setting: conditions.Setting, cue: tuple[int, int], reasons: list[str]) -> Claim:
        if setting.condition:
            reasons.append(f"condition {self.folded[slice(*setting.condition)]}")
        told, listed = self.folded[start:end], value
        value = outcomes.settled(listed, issues, verb, self.words, self.text.fields)
        if value == 0 and (value := outcomes.supposed(likelihood, issues, told, self.words, self.text.fields)):
            reasons.append("its words have no direction; supposed from its issue")
        elif value == 0 and issues:
            judged, share = directions.judge(told, issues[0], self.text.fields.get(issues[0], ""))
            # A word listed as neutral, or a direction that counts for nothing on this issue, is overruled only where hardly a doubt is left.
            enough = directions.SURE if listed or outcomes.neutral(told, self.words) else directions.LIKELIER
            if judged and share >= enough:
                value = judged
                reasons.append(f"no listed word tells the direction; judged closer by its characters, {share:.0%} sure" if judged > 0
                               else f"no listed word tells the direction; judged apart by its characters, {share:.0%} sure")
        return Claim(start, end, tuple(part for part in parts if part[1] > part[0]), issues, likelihood, value,
                     setting.condition, cue, tuple(reasons))

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Return a span without connectives before and adverbs after it."""
        folded, leads = self.folded, self.words.pattern("connectives.leads.forms").match
        while start < end:
            if folded[start] in " ,“‘、":
                start += 1
            elif lead := leads(folded, start, end):
                start = lead.end()
            else:
                break
        while end > start and folded[end - 1] in " ,也还都仍就又再更的是才则便并已":
            end -= 1
        return start, end

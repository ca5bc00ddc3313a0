"""What is no prediction although a cue stands in it: the past, wishes, schedules, habits, what others say."""

import re

from analysis.grammar.cues import Reading
from analysis.grammar.layout import Clause, Sentence
from analysis.grammar.vocabulary import Vocabulary

RULING = ("wish", "past", "habit", "reported")
_DAY = re.compile(r"[0-9一二三四五六七八九十]+(?:月|日|号|点|时)|下周|本周|明天|后天|今天|今晚|下月|下个月|本月|周[一二三四五六日]|星期|年底|月底|今年|明年|夏天|夏季|秋天|秋季|冬天|冬季|春天|春季")
_LATER = re.compile(r"(?:到那时|那时|届时|年|月|季|之后|以后)[^,]*$")
_GUESS = re.compile(r"(?:可能|也许|或许|恐怕|应该|只会|将|会)是.+的$")
_DONE = re.compile(r"(?:[^为除不极得罢]了(?!解|结)[^,]|(?:到|成|向|在)了)")
_EXPERIENCED = re.compile(r"(?<![通超渡度经越难不错跨胜盖闯熬挺撑躲逃放])过$")
_MODIFIES = re.compile(r"的(?!事|话|可能|时候|概率|机会|结果|结局|了)[^,的是]{2,8}$")
_AMOUNT = re.compile(r"(?:约|近|逾|超过)?[0-9][0-9.]*[百千万亿兆]")
_BEFORE_DEED = 30
_HELD_DEAR = re.compile(r"的(?:愿望|梦想|美梦|企图|图谋|野心|如意算盘|宏愿|夙愿)$")
_SPOKEN_OF = re.compile(r"^[^“”]*”的?(?:讨论|传闻|传言|说法|猜测|揣测|议论|呼声|论调|声音|疑虑|疑问|消息|言论|话题|论述|叙事|担忧|质疑|标题)")
_POINTED = re.compile(r"(?:而|但|不过)?(?:在|对于?)?(?:这一点|这一条|这件事|这点|此点|这|此)上?(?:我们?|他们?|她|咱们?|笔者|大家|谁|双方)?(?:都|也|倒|还|是|可以|能够?|敢|很|十分|非常|绝对|完全|有)*+$")
_OVER = re.compile(r"[^了]{1,10}[^除为罢极得不定]了[^,了]{2,}$")


def reason(clause: Clause, reading: Reading, words: Vocabulary, body: int, past_sentence: bool,
           conditional: bool = False) -> str | None:
    """Return why a clause with a cue is no prediction, or None where it is one.

    Parameters
    ----------
    clause : Clause
    reading : Reading
    words : Vocabulary
    body : int
        Where the claim begins in the clause.
    past_sentence : bool
        The sentence opened in the past (`之前,…`).
    conditional : bool
        The clause hangs on a condition.
    """
    if clause.text.startswith(("由于", "鉴于")) or (reading.needs == "condition" and clause.text.startswith("因为")):
        return "cause"
    if reading.plain and clause.text.startswith(words["exclusions.meetings.forms"]) and reading.start == clause.start:
        return "noun"
    lead = clause.text[max(0, body - clause.start):reading.start - clause.start]
    rest = clause.text[reading.end - clause.start:]
    for start, end, mark in clause.marks:
        # 希望 is a noun of likelihood where it is graded, a wish elsewhere.
        name = "wish" if mark == "noun" and clause.text.startswith("希望", start - clause.start) else mark
        if name == "wish" and reading.predicate:
            continue  # 现在就期待关系正常化为时过早: the wish is what is judged
        if (name in RULING and body <= start < reading.start
                and not _inside(clause, start, end, reading, words, name)):
            return name
    if ((lead.startswith(words["exclusions.sayings.forms"]) and len(lead) <= 8)
            or (reading.predicate and reading.needs != "told" and lead.rstrip("是乃都纯属“「").endswith(words["exclusions.sayings.ends"]))):
        return "saying"
    if _affirms(clause.text, words):
        return "affirming"
    if _HELD_DEAR.search(rest) and not reading.predicate:
        # 将它变成一个省的愿望: what is wished is a noun here.
        return "wish"
    if rest.endswith(words["exclusions.sayings.ends"]) and clause.text.startswith("不足以", reading.start - clause.start):
        # 有限的信息不足以支持他的说法
        return "saying"
    if _SPOKEN_OF.search(rest) and "“" in clause.text[:reading.start - clause.start]:
        # 关于“美国可能动武”的讨论: what is talked about is nobody's forecast.
        return "saying"
    if reading.predicate and _MODIFIES.match(rest):
        # 一个都成问题的政府: what is judged so is spoken of by the way.
        return "modifier"
    if reading.plain and rest.startswith(words["exclusions.noticing.verbs"]):
        return "noticing"
    if reading.entry == "will_not" and rest.startswith(words["exclusions.feelings.verbs"]):
        return "attitude"
    if reading.entry in ("plain_future", "may") and lead.endswith("才") and not conditional and not _LATER.search(lead):
        # 先把预算定下来,才会去谈别的: what always comes first.
        return "habit"
    if clause.text[reading.start - clause.start:reading.end - clause.start] == "就" and _about(rest, words):
        return "coverb"
    if reading.needs == "condition" and rest.startswith(words["exclusions.wishes.forms"]):
        return "wish"
    if past_sentence and not words.pattern("exclusions.past.unless").search(clause.text):
        return "past"
    if reading.plain and rest.startswith(words["rhetoric.asking.forms"]):
        return "question"
    # 可能因为…: a guess why; 不会因为…而停下 is none.
    if rest.startswith(words["exclusions.past.after"]) and not (reading.likelihood == "wont" and rest.startswith("因为")):
        return "past"
    if len(rest) > 1 and _EXPERIENCED.search(rest):
        return "past"
    if reading.likelihood in ("possible", "likely") and not reading.predicate and _OVER.search(rest):
        return "past"
    if reading.plain and _scheduled(lead, rest, words):
        return "schedule"
    if reading.plain and _held(clause, reading, words):
        return "coverb"
    if not reading.predicate and _GUESS.search(clause.text):
        # 这些可能是俄方很难接受的: a guess about what is.
        return "present"
    if reading.entry in ("hard", "unable", "uneasy") and rest.startswith(words["exclusions.attitudes.verbs"]):
        return "attitude"
    return None


def _affirms(text: str, words: Vocabulary) -> bool:
    """协议会破裂,这一点我敢打赌: how sure one is of what was said just before is no outcome of its own."""
    bare = text.rstrip("。!?,;:…”’ 的")
    form = next((form for form in words["exclusions.affirming.forms"] if bare.endswith(form)), "")
    return bool(form) and _POINTED.match(bare[:len(bare) - len(form)]) is not None


_BEFORE_NOUN = tuple("的各该些份张项类种")


def _inside(clause: Clause, start: int, end: int, reading: Reading, words: Vocabulary, name: str) -> bool:
    """Tell whether a marker does not rule the cue: 去年启动的谈判不会有结果 has it in a modifier, 本报认为 names the writer."""
    between = clause.text[end - clause.start:reading.start - clause.start]
    if name in ("past", "wish") and "的" in between:
        return True
    if name == "habit" and _AMOUNT.match(clause.text, end - clause.start):
        return True  # 每年1.3万亿的气候资金写不进文件: so much a year is no habit
    word = clause.text[start - clause.start:end - clause.start]
    if word == "一般" and clause.text[start - clause.start - 1:start - clause.start] in _BEFORE_NOUN:
        return True  # 财政部的一般许可证会发下来
    if word in words["exclusions.writers.forms"] and words.pattern("exclusions.writers.verbs").match(
            clause.text, end - clause.start):
        return True
    if word in ("过去", "以往", "从前") and clause.text.startswith(("那", "这"), end - clause.start):
        return True  # 过去那种狂潮不会再现
    if word in ("此前", "之前", "先前", "早前", "以前") and start > clause.start:
        return True
    if word == "该" or word == "得" or word == "须":
        # 该国将…, 取得, 必须: a one-character wish must stand right before a verb
        return True
    return name == "wish" and word in ("应该", "应当") and not between


def _scheduled(lead: str, rest: str, words: Vocabulary) -> bool:
    verbs = words["exclusions.scheduling.verbs"]
    if any(subject in lead for subject in words["exclusions.agenda.subjects"]) and rest.startswith(
            words["exclusions.agenda.verbs"]):
        return True
    deed = words.pattern("exclusions.agenda.deeds").search(rest, 0, _BEFORE_DEED)
    if deed and lead.endswith(words["exclusions.agenda.parties"]) and (deed.start() == 0 or rest.startswith(("就", "围绕"))) and "达成" not in rest:
        return True
    planned = rest.startswith(("于", "在")) or _DAY.search(lead)
    return bool(planned) and bool(_DAY.search(lead + rest)) and any(verb in rest for verb in verbs) and not any(word in rest for word in ("不会", "可能"))


def _held(clause: Clause, reading: Reading, words: Vocabulary) -> bool:
    """将 that means 把: 将中国视为对手."""
    rest = clause.text[reading.end - clause.start:]
    if not reading.surfaces[-1].endswith("将"):
        return False
    if _DONE.search(rest) or rest.startswith(("其", "它", "他", "她", "此", "这", "自己", "之")):
        return True
    return words.pattern("exclusions.handling.verbs").search(rest, 1, 16) is not None


def habitual(sentence: Sentence) -> bool:
    """Tell whether a sentence opens as a general truth: `每逢大选年,…`; `通常,…`."""
    first = sentence.clauses[0]
    return len(sentence.clauses) > 1 and first.has("habit", first.start + 3)


def opens_in_past(sentence: Sentence, words: Vocabulary) -> bool:
    """Tell whether a sentence sets out in the past: `之前,…希望能够…`; what somebody then warned of is his prediction."""
    first = sentence.clauses[0]
    return (first.text.startswith(words["exclusions.past.opening"])
            and not words.pattern("exclusions.past.telling").search(first.text))


_ACHIEVED = re.compile(r"^.{0,5}(?:达成|取得|完成|作出|做出|签署|进行|形成|有)了")


def over(reading: Reading, clause: Clause, later: list[Clause], readings: list[Reading | None]) -> str | None:
    """Return `past` for a guess whose verb follows behind a comma: `双方可能就此…,并为…,达成了共识`."""
    if reading.likelihood not in ("possible", "likely") or not clause.text[reading.end - clause.start:].startswith(
            ("就", "为", "在", "对", "与", "围绕")):
        return None
    for following, other in zip(later, readings):
        if other is not None:
            return None
        if _ACHIEVED.match(following.text):
            return "past"
    return None


def _about(rest: str, words: Vocabulary) -> bool:
    """Say whether 就 brings in what is talked about: a subject, and talking behind it."""
    subject = words.pattern("exclusions.about.forms").search(rest, 0, 16)
    return subject is not None and words.pattern("exclusions.about.deeds").search(rest, subject.end(), subject.end() + 10) is not None

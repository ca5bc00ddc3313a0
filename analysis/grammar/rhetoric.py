"""Questions that answer themselves: 怎能…呢? 可能吗?不可能。 会…吗?想得美。"""

import re

from analysis.grammar.layout import Clause, Sentence
from analysis.grammar.vocabulary import Cue, Vocabulary
from analysis.schemas import LIKELIHOODS

# Names before a colon are hardly longer.
LABEL = 10
# 哪个产油国肯减产, 谁还有心思谈和: asked of whoever would, with 敢, 肯 or what it takes, it says that nobody does.
_WHOEVER = re.compile(
    r"哪有?一?(?:个|家|位|国|方|届|名|支|路|派|党|边|任)[^,?]{0,8}?(?:还|又|真|真的|当真)?[会能]?(?:敢|肯|舍得|甘心|愿意|愿(?!望|景))"
    r"|(?:哪有|有哪个|哪还有|有几个)(?:人|谁)(?:还|又|真)?(?:会|能|敢|肯|愿意?)"
    r"|谁(?:还|又|真|还真)?(?:会|能)?(?:有|剩)(?:多少)?(?:力气|余力|心思|心情|工夫|功夫|精力|胆子?|胆量|本钱|底气|耐心|兴趣|胃口|退路|筹码|本事|能耐|闲钱|余钱|弹药|脸面?|资格)(?:去|来|再)?"
    r"|谁(?:还|又|真)(?:会|能)?(?:敢|肯|想|愿意?|舍得|顾得上)")
# 要谈拢早就谈拢了,还用等到今天? What was to come would have come long ago.
_SOONER = re.compile(r"要(?P<told>[^,?]{1,12}?)早(?:就|已经?|该)?(?P<done>[^,?]{1,6})了$")

# 某某的回答是短期内指望不上: who answers, and until when, goes before what the answer says.
ANSWERS = re.compile(r"(?:[^,?]{1,8}(?:的|给出的|给的))?(?:回答|答案|答复|看法|判断|回应)(?:就|也|却|仍|很简单)?(?:是|:)")
_WHEN = re.compile(r"(?:(?:在)?(?:短期|短时间|中短期|近期|年|三年|五年|十年|几年|任期|任)(?:之?内)|今年|明年|眼下|目前|暂时|近期|一时|现在|这次|这回|这一次|至少|起码|恐怕今年|往后|以后)(?:就|都|还|是|也)?")
# A cue that is the whole of an answer is no longer than this.
LONGEST = 8
# 有人问会不会断供。不会: a question told, no question mark.
_WONDERED = re.compile(r"(?:有人|人们|人家|朋友|同事|同行|读者|听众|网友|记者|学生|大家|客户|不少人|很多人|许多人|总有人|常有人|老有人)[^,?]{0,6}?(?:问|好奇|想知道)")
# 局部的有可能,全面的没有; 嘴上会,账上不会: each part of what was asked has an answer of its own.
_PART = re.compile(r"(?P<part>[^,?]{1,8}?)(?:就|都|也|则|倒是?|还|那|当然|肯定|恐怕|大概)?(?P<reply>不会|会|不能|能|没有可能|不可能|没可能|很?有可能|可能|没有|办得到|办不到|做得到|做不到|很难|难|未必|不行|不肯|肯|不敢|敢)的?(?:吧|啦|呢)?")
_CHANCES = ("可能", "希望", "机会", "指望")
# 停火了吗: what is asked has been, or has not.
_HAS_BEEN = re.compile(r"(?:了|过)(?:吗|么|没有?)$|(?:昨|前)天|去年|当年|曾")


def wondered(sentence: Sentence, folded: str) -> bool:
    """Tell whether a sentence without a question mark tells what somebody asks: 有人问会不会断供。"""
    if folded.find("问", sentence.start, sentence.end) < 0 and folded.find("好奇", sentence.start, sentence.end) < 0:
        return False
    last = sentence.clauses[-1]
    return last.has("open") and any(_WONDERED.search(clause.text) for clause in sentence.clauses[-2:])


def parted(sentence: Sentence, asked: Sentence, words: Vocabulary) -> dict[int, tuple[tuple[int, int], str]]:
    """Return (part, likelihood) for each of two clauses that answer a question part by part, else nothing.

    Parameters
    ----------
    sentence : Sentence
    asked : Sentence
        The question before it.
    words : Vocabulary
    """
    clauses = sentence.clauses
    first = 1 if clauses[0].labels and len(clauses[0].text) <= LABEL else 0
    if len(clauses) < first + 2 or _HAS_BEEN.search(asked.clauses[-1].text):
        return {}
    found = []
    for clause in clauses[first:first + 2]:
        match = _PART.fullmatch(clause.text)
        level = _said(match["reply"], words) if match else None
        if match is None or level is None:
            return {}
        found.append(((clause.start, clause.start + match.end("part")), match["reply"], level))
    if any(reply == "没有" for _, reply, _ in found) and not any(
            word in text for word in _CHANCES for text in (clauses[first].text, clauses[first + 1].text, asked.clauses[-1].text)):
        return {}
    return {first + number: (part, level) for number, (part, _, level) in enumerate(found)}


def answer(sentence: Sentence, following: Sentence | None, words: Vocabulary) -> tuple[str, tuple[int, int]] | None:
    """Return the likelihood and place of the answer the writer gives to his own question, or None."""
    if following is None:
        return None
    been = bool(_HAS_BEEN.search(sentence.clauses[-1].text))
    for clause in labelled(following):
        if been and clause.text.startswith("没"):
            return None
        level = _level(clause.text, words)
        if level is None and clause.text.startswith(words["conditions.closing.depends"]):
            level = "possible"  # 政府会不会垮?要看国会。
        if level:
            return level, (clause.start, clause.end)
        if clause.text not in ("是的", "显然", "答案", "我看", "依我看", "老实说", "答案很简单", "坦白说", "对此"):
            return None
    return None


def labelled(sentence: Sentence) -> list[Clause]:
    """Return the first two clauses of what may answer, without the name of whoever answers: `答:不会。`."""
    clauses = sentence.clauses[:3]
    if len(clauses) > 1 and len(clauses[0].text) <= LABEL and clauses[1].start - clauses[0].end == 1 and clauses[0].labels:
        return clauses[1:]
    return clauses[:2]


def tagged(clause: Clause, words: Vocabulary) -> bool:
    """Tell whether a clause is a short question that says no to what stands before it: …,办得到吗?"""
    text = clause.text.rstrip("呢呀啊")
    for opening in ("可是", "但是", "可", "但", "这", "那", "他", "她", "它", "真的", "真", "还"):
        text = text.removeprefix(opening)
    return text.endswith(("吗", "么")) and text[:-1] in words["rhetoric.tags.forms"]


def denying(clause: Clause, words: Vocabulary) -> tuple[str, tuple[int, int]] | None:
    """Return (likelihood, place) of a clause whose question states its opposite, or None."""
    found = clause.first("affirming")
    if found:
        return "will", found
    found = clause.first("denying")
    if found:
        # 难道伊朗会看着核设施被炸而不还手吗: 难道 asks the opposite of what it says, its inner 不 included.
        rest = clause.text[found[1] - clause.start:]
        surface = clause.text[found[0] - clause.start:found[1] - clause.start]
        denied = surface == "难道" and ("而不" in rest or "不会" in rest or "不能" in rest)
        # 三个太阳怎么可能晒不死人: the verb is denied again.
        denied = denied or words.pattern("rhetoric.doubled.forms").search(rest, 0, 8) is not None
        return ("will" if denied else "wont"), found
    whoever = _WHOEVER.search(clause.text) if clause.asked and ("谁" in clause.text or "哪" in clause.text or "有几个" in clause.text) else None
    return ("wont", (clause.start + whoever.start(), clause.start + whoever.end())) if whoever else None


def sooner(clause: Clause) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return (what was to come, the rest that says it would have come long ago) of a clause in a question, or None."""
    found = _SOONER.search(clause.text) if "早" in clause.text else None
    if found is None or set(found["told"]).isdisjoint(found["done"]):
        return None
    return ((clause.start + found.start("told"), clause.start + found.end("told")),
            (clause.start + found.end("told"), clause.end))


def _level(text: str, words: Vocabulary) -> str | None:
    """Return what an answer says, or None: 很难, 当然不可能了, 说实话我不敢打包票。"""
    bare = text.strip("“”‘’。 ")
    if told := ANSWERS.match(bare):
        bare = bare[told.end():].strip("“”‘’ ")
    for opening in ("说实话", "老实说", "坦白说", "答案是", "在我看来", "依我看", "我看", "我想", "我觉得", "我认为", "我"):
        if bare.startswith(opening) and len(bare) > len(opening) and _said(bare, words) is None:
            bare = bare[len(opening):]
    level = _said(bare, words)
    if level is None and (when := _WHEN.match(bare)):
        bare = bare[when.end():]
        level = _said(bare, words)
    return level or _alone(bare.rstrip("的了吧啊啦呢"), words)


def _alone(bare: str, words: Vocabulary) -> str | None:
    """Return what a cue says that is the whole answer: 指望不上, 撑不住, 没戏。"""
    found = words.cues.find(bare) if 1 < len(bare) <= LONGEST else []
    if len(found) != 1 or found[0][:2] != (0, len(bare)) or not isinstance(found[0][2], Cue):
        return None
    return found[0][2].likelihood if found[0][2].kind != "frame" and found[0][2].needs in ("", "outcome") else None


def _said(bare: str, words: Vocabulary) -> str | None:
    for form in (bare, bare.strip("的我看吧啊呢了!"), bare.rstrip("的吧啊了!"), *(bare[:-cut] for cut in range(1, 4) if len(bare) - cut > 2)):
        for level in LIKELIHOODS:
            if form in words.answers[level]:
                return level
    return None

"""How surely: the cues of a clause, in the order they rule one another."""

import re
from typing import NamedTuple

from analysis.grammar.layout import Clause
from analysis.grammar.negation import compose
from analysis.grammar.vocabulary import Cue, CueMark, Vocabulary

# 恐怕美俄关系也不会: a frame rules its whole clause; between two modals stand at most a few adverbs (可能暂时不会).
NEAR = 6
# A subject told before a comma is no longer than this: 相信这次会晤,会有助于…
SUBJECT = 12
# A clause that ends so only says when.
AFTER = ("之后", "以后", "之前", "以前", "期间")
# Nor does what only says from when.
FROM_NOW_ON = ("接下来", "未来", "今后", "往后", "以后", "下一步", "短期内", "短期", "中期", "长期", "年内", "明年", "下半年", "将来", "后续", "日后")
DENIED = ("并非", "绝非", "并不是", "不是", "远非", "谈不上是", "说不上是")
TRAILING = "的了吗呢吧啊呀哦罢而已"


class Reading(NamedTuple):
    """What the cues of a clause say.

    Attributes
    ----------
    likelihood : str
    start, end : int
        The cue's words in the folded text, from the first to the last of them.
    predicate : bool
        The outcome stands before the cue (遥遥无期, or 不可能 with nothing after it).
    needs : str
        What else makes it a prediction, as `Cue.needs`; empty if any of its cues needs nothing.
    plain : bool
        A bare 将 or 会.
    entry : str
        The codebook entry of its last cue.
    surfaces : tuple of str
        The cues' words.
    reasons : tuple of str
    """

    likelihood: str
    start: int
    end: int
    predicate: bool
    needs: str
    plain: bool
    entry: str
    surfaces: tuple[str, ...]
    reasons: tuple[str, ...]


def read(clause: Clause, words: Vocabulary, outer: tuple[CueMark, ...] = ()) -> Reading | None:
    """Return how surely a clause says what it says, or None where it has no cue.

    Parameters
    ----------
    clause : Clause
    words : Vocabulary
    outer : tuple of (start, end, Cue)
        A frame that rules it from the clause before: `没有人会相信,…`.
    """
    marks = clause.cues if clause.cues is not None else _cues(clause, words)
    if not marks:
        if not outer:
            return None
        # 据估计,目前进口的六成来自那里: what is so already is estimated, and not expected.
        ruled = outer[-1][2].needs != "cue" and len(clause.text) > 4 and not words.pattern("exclusions.present.forms").search(clause.text)
        return made(clause, list(outer), words, False) if ruled else None
    predicates = [mark for mark in marks if mark[2].kind == "predicate"]
    if predicates and predicates[-1][2].entry == "out_of_question" and _causes(predicates[-1][1], marks, clause):
        # 承诺落空将导致僵局: what fails is the subject of what comes of it.
        marks = [mark for mark in marks if mark[0] > predicates[-1][0]]
        predicates = []
    if predicates:
        last = predicates[-1]
        chain = [mark for mark in marks if mark[2].kind == "frame" and mark[0] < last[0]]
        chain += [mark for mark in marks if mark[2].kind == "modal" and 0 <= last[0] - mark[1] <= 2]
        return made(clause, [*outer, *sorted(chain, key=lambda mark: mark[0]), last], words, True)
    if len(marks) == 1:
        chain, modals = marks, [mark for mark in marks if mark[2].kind == "modal"]
    else:
        modals = _chain([mark for mark in marks if mark[2].kind == "modal"], clause)
        frames = [mark for mark in marks if mark[2].kind == "frame" and (not modals or mark[0] < modals[0][0])]
        chain = sorted([*frames, *modals], key=_place)
    if not outer and all(mark[2].needs == "cue" for mark in chain) and not (
            chain[-1][2].strength == "doubt" and _ABLE.search(clause.text, chain[-1][1] - clause.start)):
        return None
    rest = clause.text[chain[-1][1] - clause.start:].strip(TRAILING + "”’\"")
    return made(clause, [*outer, *chain], words, not rest and bool(modals))


def _causes(end: int, marks: list[CueMark], clause: Clause) -> bool:
    """Tell whether a modal with its verb follows what ends at a place."""
    return any(end <= start <= end + 2 and cue.kind == "modal" and clause.end - stop > 2 for start, stop, cue in marks)


def _place(mark: CueMark) -> int:
    return mark[0]


def hanging(clause: Clause, words: Vocabulary, following: Clause | None = None) -> CueMark | None:
    """Return the frame that a clause leaves to the next one (`没有人会相信,…`; `高盛预计,…`), or None.

    Parameters
    ----------
    clause : Clause
    words : Vocabulary
    following : Clause, optional
        Where it begins with its cue, all behind the frame is its subject: `相信这次会晤,会有助于…`.
    """
    marks = _cues(clause, words)
    if not marks or marks[-1][2].kind != "frame":
        return None
    rest = clause.text[marks[-1][1] - clause.start:].strip("的是“:说,在于 ")
    if rest in FROM_NOW_ON and marks[-1][0] == clause.start:
        return marks[-1]  # 估计接下来,争夺会加剧
    if following is not None and rest.endswith(AFTER) and len(rest) <= SUBJECT:
        return marks[-1]  # 估计五年之后,供应会增加
    if rest and following is not None and marks[-1][0] == clause.start and len(rest) <= SUBJECT:
        modal = next(iter(_cues(following, words)), None)
        if modal and modal[0] == following.start and modal[2].kind == "modal":
            return marks[-1]
    return None if rest else marks[-1]


def deferred(clause: Clause, following: list[Clause], words: Vocabulary) -> Reading | None:
    """Return the reading of a clause whose chance is told behind a comma (`再破裂的概率,我们认为不低于一半`), or None.

    Parameters
    ----------
    clause : Clause
    following : list of Clause
        Those behind it; at most the next but one is asked.
    words : Vocabulary
    """
    noun = _CHANCE.search(clause.text)
    if noun is None:
        return None
    for other in following[:2]:
        judged = _JUDGED.match(other.text)
        told = other.text[judged.end() if judged else 0:].rstrip(TRAILING)
        level = _told(told, words)
        if level:
            start = clause.start + noun.start()
            surface = f"{noun.group()}…{told}"
            return Reading(level, start, other.end, True, "", False, "share", (surface,), (f"{surface} → {level}",))
        if other.marks or len(told) > ASIDE:
            return None
    return None


def _told(text: str, words: Vocabulary) -> str | None:
    """Return the likelihood that a grade or a share says when it stands alone, or None."""
    bound = _BOUND.match(text)
    share = _SHARE.fullmatch(text, bound.end() if bound else 0)
    half = text[bound.end() if bound else 0:] in ("一半", "半数", "五成", "对半")
    if bound and (share or half):
        return "likely" if bound.group(1) else "unlikely"
    if share:
        return _level(share)
    return next((level for start, end, level in words.grades.find(text) if start == 0 and end == len(text)), None)


def _chain(modals: list[CueMark], clause: Clause) -> list[CueMark]:
    kept = modals[:1]
    for mark in modals[1:]:
        between = clause.text[kept[-1][1] - clause.start:mark[0] - clause.start]
        # 没有可能和不会发生 says the same twice: neither rules the other.
        if len(between) <= NEAR and not any(word in between for word in ("和", "与", "或", "、")):
            kept.append(mark)
    return kept[:4]


def made(clause: Clause, chain: list[CueMark], words: Vocabulary, predicate: bool) -> Reading:
    """Return what a chain of cues, outermost first, says in a clause."""
    text, left = clause.text, clause.start
    surfaces = [text[start - left:end - left] if start >= left else cue.entry for start, end, cue in chain]
    end = chain[-1][1]
    # A run without a stop is cut somewhere, and so may be a cue.
    first = next((start for start, _, _ in chain if start >= left), left) if end > left else left
    end = max(end, left)
    negator = None if predicate else _negator(text, end - left, words)
    cues = [cue for _, _, cue in chain]
    likelihood = compose(cues, bool(negator), words.composition)
    reasons = [f"{surface} → {cue.likelihood}" for surface, cue in zip(surfaces, cues)]
    if negator:
        surfaces.append(negator)
        end = left + text.index(negator, end - left) + len(negator)
        reasons.append(f"negated by {negator}")
    if len(surfaces) > 1:
        reasons.append(f"together {likelihood}")
    needs, plain = "", True
    framed = False
    for cue in cues:
        if cue.strength != "plain":
            plain = False
            if not cue.needs:
                needs = ""
                break
        elif framed and cue.kind == "modal" and not cue.needs:
            needs = ""  # 相信他会到场: what 相信 lacks has 会
        if cue.needs not in ("", "cue"):
            needs, framed = cue.needs, cue.kind == "frame"
    return Reading(likelihood, first, end, predicate, needs, plain and not negator, cues[-1].entry, tuple(surfaces), tuple(reasons))


def _negator(text: str, place: int, words: Vocabulary) -> str | None:
    forms, never = words.pattern("composition.negators.forms"), words.pattern("composition.negators.never")
    found = forms.match(text, place)
    if found and not never.match(text, place):
        return found.group()
    if _EVEN.match(text, place):
        # 恐怕连上桌的资格都没有
        return text[place]
    adverb = words.pattern("composition.negators.after").match(text, place)
    if adverb and (found := forms.match(text, adverb.end())) and not never.match(text, adverb.end()):
        return found.group()
    return None


def _cues(clause: Clause, words: Vocabulary) -> list[CueMark]:
    if clause.cues is None:
        clause.cues = _found(clause, words)
    return clause.cues


def _found(clause: Clause, words: Vocabulary) -> list[CueMark]:
    found: list[CueMark] = []
    text, left = clause.text, clause.start
    nouns = words["nouns"]
    for start, end, mark in clause.marks:
        here = start - left
        if isinstance(mark, Cue):
            if text[here] == "不" and text[here - 1:here] == text[here + 1:here + 2] and not text[:here].endswith(
                    words["exclusions.councils.forms"]):
                continue  # 见不见得成 asks, 不见得 in it is no cue; 议会不会 does not ask
            if mark.entry == "unable" and text[:here].endswith(text[here:end - left].replace("不", "得", 1)):
                continue  # 谈得成谈不成 asks
            if mark.entry == "plain_future" and text[here:end - left] == "会" and _GATHERED.match(text, end - left):
                continue  # 谈判的会还没散: a meeting
            if mark.entry == "unable" and text[here:end - left] in _SHORT_OF and _NUMERAL.match(text, end - left):
                continue  # 日产不到一百万桶: less than so much
            if mark.entry == "very_likely" and text.startswith("的", end - left) and text[end - left - 1] == "成":
                continue  # 九成的油从岛上装船: so much of it
            if mark.needs == "alone" and not _ALONE.fullmatch(text):
                continue
            if mark.entry == "able" and (found or text.startswith(text[here:end - left].replace("得", "不", 1), end - left)):
                continue  # 一定谈得成: the cue before it tells how surely; 谈得成谈不成 asks
            if mark.entry == "unable" and text[:here].endswith(DENIED):
                # 不是干不出来: the door is left open.
                mark = Cue("modal", "possible", "possible", "", mark.entry)
            if mark.entry == "hedge" and text.startswith("在"):
                continue  # 在赵隆看来 tells whose view it is
            if text.startswith("成", end - left - 1) and text[here - 1:here] in words["exclusions.shares.before"] and here:
                continue  # 民意近八成主张强硬 counts people
            if text[here:end - left] not in nouns:
                rest = text[end - left:]
                if mark.entry == "meaning" and found and found[-1][1] == start:
                    continue  # 很难就债务上限达成一致: 就 behind a cue is a preposition
                if mark.strength == "open" and not rest.strip(TRAILING):
                    # 新政权能不能坐稳,谁也不敢说
                    mark = Cue("predicate", "possible", "possible", "question", "hanging")
                if mark.entry == "doubt" and text[here:end - left].endswith("信") and not rest.strip(TRAILING) and _MYSELF.search(text[:end - left]):
                    # 说他会退约,这话我才不信: what was foretold is refused.
                    mark = Cue("predicate", "wont", "wont", "told", "dissent")
                if mark.kind == "predicate" and text[:here].endswith(DENIED):
                    # 并非天方夜谭, 并非不可逆转: the door is left open.
                    mark = Cue("predicate", "possible", "possible", mark.needs, mark.entry)
                if mark.entry == "unseen" and rest.endswith(nouns):
                    continue  # 十年之内看不到落地的可能: the noun of likelihood has a grade of its own
                if mark.entry == "hard" and text[here - 1:here + 1] == "更难" and found and found[-1][1] == start and not words.worths.again(rest):
                    continue  # 今年只会更难熬: harder to bear is what it will be
                if not ("的" in rest and _modifies(rest, words)) and (mark.needs != "verb" or _verb(text, here, rest, words)):
                    found.append((start, end, mark))
                continue
        elif mark == "must" and end - left == len(text) and (must := _MUST.search(text)):
            # 非打不可, 不打才怪: a double negation around the verb.
            found = [before for before in found if before[1] <= left + must.start()]
            found.append((left + must.start(), left + must.end(), Cue("modal", "will", "sure", "", "must")))
            continue
        elif mark == "must" and end - left == len(text) and text[here] == "才" and "不" not in text[:here]:
            # 他肯让步才怪
            found.append((start, end, Cue("predicate", "wont", "wont", "", "must")))
            continue
        elif mark != "noun":
            continue
        found += [one for one in _graded(clause, start, end, mark, words) if not found or one[0] >= found[-1][1] or one[2].entry != "lack"]
    if len(found) > 1:
        found.sort(key=_place)
    return found


def _modifies(rest: str, words: Vocabulary) -> bool:
    # 将面临的后果, 可能举行的峰会: the cue stands in a relative clause; in 更可能出现的是降息 and 最有可能采取的做法是拖 not.
    found = words.pattern("exclusions.relative.verbs").search(rest, 0, 8)
    if found and words.pattern("exclusions.relative.ways").match(rest, found.end()):
        return False
    return found is not None and len(rest) > found.end() + 1 and rest[found.end()] != "是"


def _verb(text: str, place: int, rest: str, words: Vocabulary) -> bool:
    # 或推迟军售, but 调整或推迟: a verb follows and none stands before.
    for adverb in words["connectives.adverbs.forms"]:
        rest = rest.removeprefix(adverb)
    following = next(iter(words.worths.again(rest[:6])), None)
    moves = rest.startswith(words["connectives.after_or.forms"]) or (following is not None and following[0] == 0 and following[2].kind != "thing")
    lead = text[max(0, place - 6):place]
    behind = any(end == len(lead) and worth.kind not in ("thing", "neutral") for _, end, worth in words.worths.again(lead))
    behind = behind or lead.endswith(words["neutral.motions.forms"])
    return bool(lead and moves and not behind)


_SHARE = re.compile(r"(?:百分之([一二三四五六七八九十两百零0-9]{1,4})|([0-9]{1,3}(?:\.[0-9]+)?)%|([一二三四五六七八九十两])成[半多]?)")
_CHANCE = re.compile(r"(?:可能性?|[概几机]率|机会|胜算|把握)$")
# 我们认为, 笔者看有: who judges, and no more.
_JUDGED = re.compile(r"(?:在?我们?|笔者|个人|本人)?(?:认为|看来?|觉得|估计|判断|以为)?(?:是|有|只有|大约|大概|约)?")
_BOUND = re.compile(r"(不低于|不少于|不止|超过|高于|至少)|(?:不到|不足|低于|不超过|少于)")
# An aside between a chance and its share is short: 恕我直言.
ASIDE = 6
_GATHERED = re.compile("还没|没[开散谈]|刚[开散谈]|一[开散](?![始])")
_SHORT_OF = frozenset(verb + "不到" for verb in ("产", "占", "卖", "收", "买", "投", "赚", "出", "进", "用", "花", "供", "运", "养", "造", "住", "装"))
_NUMERAL = re.compile("[0-9一二三四五六七八九十百千万亿两几半]")
# Who refuses to believe is the writer.
_MYSELF = re.compile(r"(?:我们?|笔者|本人|在下)(?:个人)?(?:是|也|才|可|倒|并|就|实在|打死都?)?[^,]{0,2}不[^,]{0,3}信$")
_SHARED = re.compile("[%分成]")
# 不看好双方能谈出办法: what somebody could do is doubted.
_ABLE = re.compile("能(?![力源量耗])|得[成了到出住上]")
_EVEN = re.compile("连[^,]{1,14}?[都也](?:没|不)")
_MUST = re.compile(r"(?<![是并绝南北])非(?=[^,]{1,16}不可$)|(?:不会?|没)(?=[^,]{0,12}才(?:怪呢?|是怪事|见鬼)$)")
_HELD = re.compile(r"(?:仍|还|依然|都)?(?:存在|面临|不乏|存有|隐藏|带来|有着|冒|还有|仍有|尚有|留有)(?=[^,]{2,24}的$)")
_EXPOSED = re.compile(r"(?:仍|还|依然|都|将)?面临(?=[^,的]{2,8}$)")
_LACKED = re.compile(r"(?:没有|毫无|看不到|看不见|不见|难见|缺乏)(?!完全|充分|真正|彻底)(?=[^,的]{2,16}的$)")
# A clause of nothing but a share: 我给一成, 六成五, 概率三成.
_ALONE = re.compile(r"(?:(?:我|笔者|我们|本人)(?:给|看|估|猜|估计|看有|看是|判断)?|(?:我(?:看|给))?(?:概率|几率|机率|可能性|机会|胜算|把握)(?:大约|大概|约)?(?:是|有|在)?)?(?:大约|大概|约|顶多|最多|不到)?"
                    + _SHARE.pattern + r"(?:五|半|多)?(?:的?(?:机会|概率|几率|机率|把握|可能性?|胜算))?(?:左右|上下|吧|啦|了)?")
_HAVING = re.compile(r"(?<![原所持没])(?:大有|颇有|已有|恐有|或有|有)(?=[^,]{2,20}$)")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def _graded(clause: Clause, start: int, end: int, mark: Cue | str, words: Vocabulary) -> list[CueMark]:
    """Return the cue a graded noun makes (可能性 + 不大, 六成 + 把握); 可能 before a verb is a cue itself."""
    rest = clause.text[end - clause.start:end - clause.start + 14]
    lead = clause.text[max(0, start - clause.start - 10):start - clause.start]
    noun = clause.text[start - clause.start:end - clause.start]
    if noun in words["leanings.likely"] or noun in words["leanings.possible"]:
        # 大有蔓延之势, 有失控之虞
        having = _HAVING.search(clause.text[:start - clause.start]) if not rest.strip(TRAILING) else None
        level = "likely" if noun in words["leanings.likely"] else "possible"
        return [(clause.start + having.start(), clause.start + having.end(), Cue("modal", level, level, "outcome", "leaning"))] if having else []
    share = _SHARE.search(rest) if _SHARED.search(rest) else None
    if share and share.start() <= 6 and (noun != "可能"):
        level = _level(share)
        if rest[:share.start()].endswith(("不到", "不足", "低于", "不超过")) or rest.startswith(("以下", "之下"), share.end()):
            level = "unlikely" if level != "wont" else level
        return [(start, end + share.end(), Cue("predicate", level, level, "", "share"))]
    before = list(_SHARE.finditer(lead)) if _SHARED.search(lead) else []
    if before and len(lead) - before[-1].end() <= 2:
        return [(start - len(lead) + before[-1].start(), end,
                 Cue("predicate", _level(before[-1]), _level(before[-1]), "", "share"))]
    best = next(((rest[first:last], first, level) for first, last, level in words.grades.find(rest) if first <= 6), None)
    if best and (noun != "可能" or rest[best[1] - 1:best[1]] == "性" or (best[1] <= 2 and len(best[0]) > 1)):
        tail = rest[best[1] + len(best[0]):].strip(TRAILING)
        if len(tail) <= 4 or noun in ("可能性", "概率", "几率", "机率"):
            level = best[2]
            return [(start, end + best[1] + len(best[0]), Cue("predicate", level, level, "", "grade"))]
    held = _HELD.search(clause.text[:start - clause.start])
    lacked = _LACKED.search(clause.text[:start - clause.start]) if not held and not rest.strip(TRAILING) else None
    if lacked:
        # 十年之内看不到落地的可能
        level = "wont" if lacked.group()[0] in "没毫" else "unlikely"
        return [(clause.start + lacked.start(), clause.start + lacked.end(), Cue("modal", level, level, "outcome", "lack"))]
    if held and noun != "把握" and not rest.strip(TRAILING):
        # 关系存在急转直下的风险: a verb of being before, the noun last.
        return [(clause.start + held.start(), clause.start + held.end(), Cue("modal", "possible", "possible", "", "risk"))]
    exposed = _EXPOSED.search(clause.text[:start - clause.start]) if noun in ("风险", "危险") and not rest.strip(TRAILING) else None
    if exposed:
        # 政府面临垮台风险
        return [(clause.start + exposed.start(), clause.start + exposed.end(), Cue("modal", "possible", "possible", "outcome", "risk"))]
    if isinstance(mark, Cue):
        return [] if lead.endswith(("的", "种", "一丝", "任何")) or rest.startswith(("的", "性")) else [(start, end, mark)]
    return []


def _level(match: re.Match[str]) -> str:
    percent, number, tenths = match.groups()
    if tenths:
        value: float = _DIGITS[tenths] * 10
    elif number:
        value = float(number)
    else:
        value = float(percent) if percent.isdigit() else _chinese(percent)
    for bound, level in ((5, "wont"), (35, "unlikely"), (65, "possible"), (94, "likely")):
        if value <= bound:
            return level
    return "will"


def _chinese(text: str) -> int:
    if "十" not in text:
        return 100 if "百" in text else _DIGITS.get(text[0], 0) if len(text) == 1 else 50
    tens, _, ones = text.partition("十")
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + _DIGITS.get(ones, 0)

"""What is expected, and whether it would bring the parties closer (+1), drive them apart (-1) or neither (0)."""

import re

from analysis.grammar.vocabulary import Vocabulary, Worth

WEIGHT = {"act": 3, "thing": 1}
REACH = 14
_BECOMES = ("成为", "变成", "沦为", "构成", "是")
# The noun that says what something becomes is short: 阻力因素.
HEAD = 6
# An outcome longer than this says more than a word in it that points back.
NAMED = 9
VALUED = ("act", "thing")
# 至少要拖: how long at least.
LEAST = ("至少", "起码", "最少", "少说", "怎么", "最快", "最早")
# One-character verbs of coming down.
_FALLS = frozenset("拆破倒塌垮崩裂散断")
# What may stand after a verb and is no object of it.
_CLOSING = "的了吗呢吧再会要，,”“ "
# 在极限施压面前低头, 在制裁问题上谈出结果, 因为见一面就消失: where and why it happens is not what happens.
_ADJUNCT = re.compile(r"(?:在[^,。]{1,30}?(?:面前|之下|压力下|背景下|问题上|议题上|方面|这件事上|事上)|就[^,。]{1,24}?(?:问题|方面|议题)|[^,。的]{1,12}?以来|(?:因为?|由于)[^,。]{2,24}?(?=就|而|便))")
# 关税在访华前后会取消: when it happens is not what happens.
_WHILE = re.compile(r"在?[^,。的在没未不]{2,7}?(?:前后|期间|之前|之后|以前|以后|之际|前夕)")
# 在大选之后重启, 在投票前破裂: the same behind the cue, where something follows.
_WHEN = re.compile(r"在[^,。的]{2,10}?(?:(?:之|以)[前后]|前夕|前后|期间|[前后](?![线方景沿途进提锋台院续果勤代门盾遗端排卫来面]))(?=[^,。了]{2})")
# 从激烈交战转入边打边谈: what is left behind is not what happens.
_FROM = re.compile(r"(?:从|由)[^,。]{1,16}?(?=转入|转向|转为|转成|变成|变为|走向|过渡|回到|升级为|降为|降级为|退回)")


def valence(verb: str, subject: str, words: Vocabulary) -> int:
    """Return the sign of an outcome.

    Parameters
    ----------
    verb : str
        What stands after the cue; folded. It decides alone if anything in it has a direction.
    subject : str
        What stands before; asked where the verb only continues or ends it (`军演 | 将照常举行`, `制裁 | 将解除`).
    """
    verb = _becoming(_FROM.sub("", _WHEN.sub("", _ADJUNCT.sub("", verb))), words)
    items = words.worths.again(verb)
    kinds = {worth.kind for _, _, worth in items}
    bare = verb.strip(_CLOSING)
    if bare in words["closer.lone.closer"]:
        return 1
    behind = words.worths.again(_WHILE.sub("", subject)) if subject else []
    valued = any(worth.kind in VALUED for _, _, worth in behind)
    if bare in words["closer.lone.apart"]:
        # 这堵墙会拆, 铁幕会破: what keeps apart comes down.
        return 1 if bare in _FALLS and valued and _sign(behind) < 0 else -1
    amount = _amount(items, bare, words) if subject else 0
    if amount:
        # 军演规模将再创新高, 经贸往来会升温: more, or less, of what stands before it.
        of = _sign(behind) if valued else int(any(word in subject for word in words["neutral.amounts.good"]))
        if of or not kinds & set(VALUED):
            return of * amount
    if kinds & set(VALUED):
        return _sign(items)
    if "neutral" in kinds:
        return 0
    if any(worth.kind == "neutral" for _, _, worth in behind) and not valued:
        return 0
    ends = [worth for _, _, worth in items if worth.kind in ("turn", "end")]
    if ends:
        governs = next((verb[end:].strip(_CLOSING) for _, end, worth in items if worth.kind == "turn" and worth.value < 0), "")
        if len(governs) > 1 and "被" not in verb:
            # 难民潮将冲击邻国: what it breaks is named behind it, so what stands before it does the breaking.
            return -1
        return -_sign(behind) if valued and _sign(behind) else ends[0].value
    keeps = [worth for _, _, worth in items if worth.kind in ("keep", "attainment")]
    if valued and (keeps or not items):
        return _sign(behind)
    return max((worth.value for worth in keeps), default=0)


def _becoming(verb: str, words: Vocabulary) -> str:
    """将成为双方达成协议的阻力: what something becomes is told by the noun at the end."""
    if verb.startswith(_BECOMES) and (head := verb.rpartition("的")[2]) != verb and 0 < len(head) <= HEAD:
        return head if any(worth.kind in VALUED for _, _, worth in words.worths.again(head)) else verb
    return verb


def _amount(items: list[tuple[int, int, Worth]], bare: str, words: Vocabulary) -> int:
    """Return 1 where all a verb says is more of something, -1 where it is less of it, else 0."""
    forms = {worth.form for _, _, worth in items if worth.kind in ("act", "thing", "neutral")} or {bare}
    if forms <= set(words["neutral.amounts.more"]):
        return 1
    return -1 if forms <= set(words["neutral.amounts.less"]) else 0


def directed(text: str, words: Vocabulary) -> bool:
    """Tell whether a text says anything that can happen or be reached: 无法实现停火, not 无法接受."""
    return bool(words.worths.again(text))


def points(verb: str, words: Vocabulary) -> bool:
    """Tell whether all an outcome says points to what was said before: 走这一步, 发生, 这么做."""
    bare = verb.strip("的了吗呢吧再会要，,”“ 。")
    return not bare or (len(bare) <= NAMED and words.pattern("neutral.pointing.forms").search(bare) is not None)


def valued(text: str, words: Vocabulary) -> bool:
    """Tell whether a text names anything with a direction of its own."""
    return any(worth.kind in VALUED for _, _, worth in words.worths.again(text))


def acted(text: str, words: Vocabulary) -> bool:
    """Tell whether a text says that somebody does something with a direction, not only names a thing."""
    return any(worth.kind in ("act", "turn", "end") for _, _, worth in words.worths.again(text))


def neutral(text: str, words: Vocabulary) -> bool:
    """Tell whether a text has a word of what brings nobody closer and drives nobody apart."""
    return any(worth.kind == "neutral" for _, _, worth in words.worths.again(text))


def settled(value: int, issues: tuple[str, ...], verb: str, words: Vocabulary, fields: dict[str, str]) -> int:
    """Return an outcome's sign once its issue is known: prices, rates and votes at home have none.

    Parameters
    ----------
    value : int
    issues : tuple of str
    verb : str
    words : Vocabulary
    fields : dict of str to str
        An issue's field.
    """
    if not value or not issues:
        return value
    if issues[0] in words["neutral.issues.forms"]:
        return 0
    if fields.get(issues[0]) in words["neutral.domestic.fields"]:
        forms = [worth.form for _, _, worth in words.worths.again(verb) if worth.kind not in ("thing", "neutral")]
        if not forms or all(form in words["neutral.domestic.forms"] for form in forms):
            return 0
    return value


def supposed(likelihood: str, issues: tuple[str, ...], told: str, words: Vocabulary, fields: dict[str, str]) -> int:
    """Return the sign of an outcome whose words have no direction, as its issue and its likelihood suggest it; mostly 0.

    Parameters
    ----------
    likelihood : str
    issues : tuple of str
    told : str
        The claim, its subject included.
    words : Vocabulary
    fields : dict of str to str
        An issue's field.

    Notes
    -----
    What is expected of a meeting is as a rule that it comes about. In a conflict good news is told in words that say so;
    where none is, the outlook is bad: what will come drives apart, what will not would have brought closer.
    """
    fought = bool(issues) and fields.get(issues[0]) in words["apart.supposed.fields"]
    if fought and any(word in told for word in words["apart.supposed.taking"]):
        return -1
    if not issues or neutral(told, words):
        return 0
    if issues[0] in words["closer.supposed.issues"]:
        return 1
    if fought and likelihood != "possible" and issues[0] not in words["apart.supposed.never"]:
        return 1 if likelihood in ("wont", "unlikely") else -1
    return 0


def held(cue: str) -> tuple[tuple[int, int], ...]:
    """Return where in a cue the verb stands that it holds: 谈不成, 谈得成 → 谈, 成; 至少要拖 → 拖; 撑不了 → 撑; 最后只能妥协 → 妥协; empty for other cues."""
    if "只能" in cue:
        return ((cue.index("只能") + 2, len(cue)),)
    if cue.startswith(LEAST):
        return ((len(cue) - (2 if cue.endswith("续") else 1), len(cue)),)
    place = cue.replace("唔", "不").find("不") if "得" not in cue else cue.index("得")
    if place < 1 or len(cue) > 7:
        return ()
    return ((0, place), (place + 2 if cue[place + 1:place + 2] == "了" else place + 1, len(cue)))


def _sign(items: list[tuple[int, int, Worth]]) -> int:
    """Return the sign of a sum, each word turned by the turn that governs it; a tie goes to the first act.

    A turn governs the next word within reach and what of its kind stands right behind: 停止制裁和封锁, 推迟武器部署.
    """
    signed, turn, turned, governed = [], None, False, 0
    for start, end, worth in items:
        if worth.kind == "turn":
            turn, turned = (end, worth.value), False
        elif worth.kind in VALUED:
            sign = worth.value
            if turn and start - turn[0] < (4 if turned else REACH) and (not turned or worth.value == governed):
                governed = worth.value
                sign, turned, turn = -sign, True, (end, turn[1])
            elif turned:
                turn = None
            signed.append((sign, WEIGHT[worth.kind]))
        elif worth.kind == "end":
            # 停火破裂: the end turns what stands before it.
            total = sum(sign * weight for sign, weight in signed)
            signed = [((-1 if total > 0 else 1) if signed else worth.value, 4)]
    if turn and not turned:
        # 战争停止: nothing behind the turn, so it turns what stands before it.
        if signed and sum(sign * weight for sign, weight in signed) < 0:
            signed = [(1, 3)]
        elif turn[1]:
            signed.append((turn[1], 2))
    total = sum(sign * weight for sign, weight in signed)
    if total == 0:
        acts = [sign for sign, weight in signed if weight >= 3]
        return acts[0] if acts else 0
    return 1 if total > 0 else -1

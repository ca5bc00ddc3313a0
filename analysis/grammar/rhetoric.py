"""Questions that answer themselves: 怎能…呢? 可能吗?不可能。 会…吗?想得美。"""

from analysis.grammar.layout import Clause, Sentence
from analysis.grammar.vocabulary import Vocabulary
from analysis.schemas import LIKELIHOODS

# Names before a colon are hardly longer.
LABEL = 10


def answer(sentence: Sentence, following: Sentence | None, words: Vocabulary) -> tuple[str, tuple[int, int]] | None:
    """Return the likelihood and place of the answer the writer gives to his own question, or None."""
    if following is None:
        return None
    for clause in labelled(following):
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
    return None


def _level(text: str, words: Vocabulary) -> str | None:
    """Return what an answer says, or None: 很难, 当然不可能了, 说实话我不敢打包票。"""
    bare = text.strip("“”‘’。 ")
    for opening in ("说实话", "老实说", "坦白说", "答案是", "在我看来", "依我看", "我看", "我想", "我觉得", "我认为", "我"):
        if bare.startswith(opening) and len(bare) > len(opening) and _said(bare, words) is None:
            bare = bare[len(opening):]
    return _said(bare, words)


def _said(bare: str, words: Vocabulary) -> str | None:
    for form in (bare, bare.strip("的我看吧啊呢了!"), bare.rstrip("的吧啊了!"), *(bare[:-cut] for cut in range(1, 4) if len(bare) - cut > 2)):
        for level in LIKELIHOODS:
            if form in words.answers[level]:
                return level
    return None

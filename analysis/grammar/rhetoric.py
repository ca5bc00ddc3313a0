"""Questions that answer themselves: 怎能…呢? 可能吗?不可能。 会…吗?想得美。"""

from analysis.grammar.layout import Clause, Sentence
from analysis.grammar.vocabulary import Vocabulary
from analysis.schemas import LIKELIHOODS


def answer(sentence: Sentence, following: Sentence | None, words: Vocabulary) -> tuple[str, tuple[int, int]] | None:
    """Return the likelihood and place of the answer the writer gives to his own question, or None."""
    if following is None:
        return None
    for clause in following.clauses[:2]:
        level = _level(clause.text, words)
        if level:
            return level, (clause.start, clause.end)
        if clause.text not in ("是的", "显然", "答案", "我看", "依我看", "老实说", "答案很简单", "坦白说", "对此"):
            return None
    return None


def denying(clause: Clause) -> tuple[str, tuple[int, int]] | None:
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
        return ("will" if denied else "wont"), found
    return None


def _level(text, words):
    """Return what an answer says, or None: 很难, 当然不可能了, 很难说服。"""
    bare = text.strip("“”‘’。 ")
    for form in (bare, bare.strip("的我看吧啊呢了!"), bare.rstrip("的吧啊了!"), *(bare[:-cut] for cut in range(1, 4) if len(bare) - cut > 2)):
        for level in LIKELIHOODS:
            if form in words.answers[level]:
                return level
    return None

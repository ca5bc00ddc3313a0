"""Questions that answer themselves: 怎能…呢? 可能吗?不可能。 会…吗?想得美。"""

from analysis.grammar.layout import Clause, Sentence
from analysis.grammar.vocabulary import Vocabulary


def answer(sentence: Sentence, following: Sentence | None, words: Vocabulary) -> tuple[str, tuple[int, int]] | None:
    """Return the likelihood and place of the answer the writer gives to his own question, or None."""
    if following is None:
        return None
    for clause in following.clauses[:2]:
        text = clause.text.strip("“”‘’的。我看吧啊呢 ") if len(clause.text) > 2 else clause.text
        bare = clause.text.strip("“”‘’。 ")
        best = None
        for level in ("wont", "unlikely", "possible", "likely", "will"):
            for form in words[f"rhetoric.answers.{level}"]:
                whole = bare == form or text == form or bare.rstrip("的吧啊了!") == form
                opening = len(form) > 2 and bare.startswith(form) and len(bare) <= len(form) + 3
                if (whole or opening) and (best is None or len(form) > len(best[1])):
                    best = (level, form)
        if best:
            return best[0], (clause.start, clause.end)
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

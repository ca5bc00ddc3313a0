"""Questions that answer themselves: 怎能…呢? 可能吗?不可能。 会…吗?想得美。"""

from dataclasses import dataclass

from analysis.grammar.layout import Clause, Sentence
from analysis.grammar.vocabulary import Vocabulary

FLIP = {"wont": "will", "unlikely": "likely", "possible": "possible", "likely": "unlikely", "will": "wont"}


@dataclass(frozen=True)
class Question:
    """A question that predicts.

    Attributes
    ----------
    likelihood : str
    first, last : int
        The clauses of the sentence that ask.
    cue : tuple of int
        The words that make it rhetorical, or its answer; folded span.
    end : int
        Where the evidence ends (the answer's end).
    answered : bool
    """

    likelihood: str
    first: int
    last: int
    cue: tuple[int, int]
    end: int
    answered: bool


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
        return "wont", found
    return None

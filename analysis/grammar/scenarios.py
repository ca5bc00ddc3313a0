"""Lists of endings: 其一是…,其二是…; 要么…,要么…; 一种可能是…: each is possible."""

import re

from analysis.grammar.layout import Clause, Sentence
from analysis.grammar.vocabulary import Vocabulary


def endings(sentence: Sentence, earlier: Sentence | None, words: Vocabulary) -> dict[int, tuple[int, int]]:
    """Return the clauses of a sentence that each name one ending, with the folded span of their list word.

    Parameters
    ----------
    sentence : Sentence
    earlier : Sentence or None
        Where the list may have been announced (`两种结局`).
    words : Vocabulary

    Notes
    -----
    Numbers alone open all sorts of lists (causes, stages, duties): they count only after a word for endings.
    """
    found = {}
    either = [(place, match) for place, clause in enumerate(sentence.clauses)
              if (match := _first(clause, words["scenarios.either.forms"]))]
    if len(either) > 1 and not any(clause.has("wish") for clause in sentence.clauses):
        found |= {place: match for place, match in either}
    named = [(place, match) for place, clause in enumerate(sentence.clauses)
             if (match := _first(clause, words["scenarios.named.forms"]))]
    if named:
        found |= dict(named)
    if announced(sentence, words) or (earlier is not None and announced(earlier, words)):
        found |= {place: match for place, clause in enumerate(sentence.clauses)
                  if (match := _first(clause, words["scenarios.numbered.forms"], opening=True))}
    return found


def announced(sentence: Sentence, words: Vocabulary) -> bool:
    """Tell whether a sentence announces endings: 两种结局, 三种可能, 四种剧本."""
    return any(re.search(rf"[一两二三四五六七几][种个条幅张][^,]{{0,4}}(?:{'|'.join(words['scenarios.endings.forms'])})", clause.text)
               for clause in sentence.clauses)


def _first(clause: Clause, forms, opening=False):
    for form in forms:
        place = clause.text.find(form, 0, len(form) + (2 if opening else 40))
        if place >= 0 and (not opening or place <= 1):
            return clause.start + place, clause.start + place + len(form)
    return None

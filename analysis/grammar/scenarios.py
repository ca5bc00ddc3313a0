"""Lists of endings: 其一是…,其二是…; 要么…,要么…; 一种可能是…: each is possible."""

import re

from analysis.grammar.layout import Sentence
from analysis.grammar.vocabulary import Vocabulary

_REFERRED = re.compile(r"^第([一二三四五])[种个条]$")
LISTING = frozenset(("ending", "either", "numbered"))
_NOT_BUT = re.compile(r"不是([^,]{1,12})就是([^,]{1,12})$")
_ITEMS = re.compile(r"[、,;]|或者|或是|以及")


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
    rather = _either(sentence, words)
    if not any(clause.names and LISTING & clause.names for clause in sentence.clauses):
        return rather
    listed = {name: [(place, found) for place, clause in enumerate(sentence.clauses) if (found := clause.first(name))]
              for name in ("ending", "either", "numbered")}
    kept = list(listed["ending"])
    if len(listed["either"]) > 1:
        kept += listed["either"]
    if listed["numbered"] and (announced(sentence, words) or (earlier is not None and announced(earlier, words))):
        kept += listed["numbered"]
    if any(clause.has("wish") or clause.has("past") for clause in sentence.clauses):
        return {}
    return rather | dict(kept)


def _either(sentence: Sentence, words: Vocabulary) -> dict[int, tuple[int, int]]:
    """不是出售就是被禁; 不是谈成,就是破裂: two endings, if both are things that can happen."""
    found = {}
    for place, clause in enumerate(sentence.clauses):
        if "就是" not in clause.text:
            continue
        match = _NOT_BUT.search(clause.text)
        if match and all(map(words.worths.find, match.groups())):
            found[place] = (clause.start + match.start(), clause.start + match.start(2))
        elif clause.text.startswith("就是") and place:
            before, here = sentence.clauses[place - 1], clause.text[2:]
            start = before.text.rfind("不是")
            if start >= 0 and words.worths.find(before.text[start:]) and words.worths.find(here):
                found[place - 1] = (before.start + start, before.start + start + 2)
                found[place] = (clause.start, clause.start + 2)
    return found


def announced(sentence: Sentence, words: Vocabulary) -> bool:
    """Tell whether a sentence announces endings: 两种结局, 三种可能, 四种剧本."""
    nouns = "|".join(words["scenarios.endings.forms"])
    return any(re.search(rf"[一两二三四五六七几][种个条幅张][^,]{{0,4}}(?:{nouns})|(?:{nouns})[^,]{{0,6}}[一两二三四五六七几][种个条]", clause.text)
               for clause in sentence.clauses)


def referred(subject: str, earlier: str) -> str | None:
    """Return the item that 第三种 means in the list of the sentence before, or None.

    Parameters
    ----------
    subject, earlier : str
        What is judged (`第三种`), and the sentence before it, with its list behind a colon.
    """
    match = _REFERRED.match(subject)
    if match is None or ":" not in earlier:
        return None
    items = [item for item in _ITEMS.split(earlier.split(":", 1)[1].rstrip("。!? ")) if item]
    number = "一二三四五".index(match.group(1))
    return items[number] if number < len(items) else None

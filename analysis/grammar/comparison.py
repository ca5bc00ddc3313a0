"""Who or what is likelier than another: X胜率比Y高; X的机会远低于Y; 与其说…不如说…."""

import re

from analysis.grammar.layout import Clause
from analysis.grammar.vocabulary import Cue, Vocabulary

# Every comparison has one of these characters, most clauses none.
_COMPARED = re.compile("[比较于过先不输]")


def compared(clause: Clause, words: Vocabulary) -> tuple[int, int, Cue, str] | None:
    """Return (start, end, cue, the outcome's noun) of a comparison of chances in a clause, or None."""
    if not _COMPARED.search(clause.text) or not words.pattern("comparison.nouns.forms").search(clause.text):
        return None
    nouns = words.pattern("comparison.nouns.forms").pattern
    match = re.search(rf"的?({nouns})(?:要|还|都)?(?:远|略|明显|大大|稍)?(?:比|较)[^,]{{1,20}}?(高|大|低|小|少)(?:得多|很多|一些|一点|些|一截)?$", clause.text)
    match = match or re.search(rf"的?({nouns})(?:仍|远|明显|大大|略|稍|都)?(高于|大于|高过|大过|超过|领先|低于|小于|不如|不及|输给)[^,]+$", clause.text)
    if match is None:
        return None
    level = "unlikely" if match.group(2) in ("低", "小", "少", "低于", "小于", "不如", "不及", "输给") else "likely"
    return (clause.start + match.start(), clause.start + match.end(), Cue("predicate", level, level, "", "comparison"),
            match.group(1))


def rather(clauses: list[Clause]) -> dict[int, str]:
    """Return what 与其说X,不如说Y says of its clauses: X is unlikely, Y likely."""
    for place, clause in enumerate(clauses[:-1]):
        if "与其说" in clause.text and any(word in clauses[place + 1].text[:6] for word in ("不如说", "倒不如说", "毋宁说")):
            return {place: "unlikely", place + 1: "likely"}
    return {}

"""On what a prediction hangs: 如果…, 除非…, 反之. A concession (即使…) is no condition."""

import re
from typing import TYPE_CHECKING, NamedTuple

from analysis.grammar.cues import Reading
from analysis.grammar.layout import Sentence
from analysis.grammar.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.grammar.layout import Clause


class Setting(NamedTuple):
    """How a clause stands to a condition.

    Attributes
    ----------
    role : str
        `claim` (can predict), `condition`, `concession` (hypothetical: cues in it predict nothing).
    condition : tuple of int, or None
        Folded span of what the clause hangs on.
    body : int
        Where the claim begins inside the clause (after a condition told in the same breath).
    """

    role: str
    condition: tuple[int, int] | None
    body: int


def settings(sentence: Sentence, readings: list[Reading | None], words: Vocabulary, before: tuple[int, int] | None,
             asked_before: bool = False) -> list[Setting]:
    """Return each clause's setting.

    Parameters
    ----------
    sentence : Sentence
    readings : list of Reading or None
        What the cues of each clause say.
    before : tuple of int, or None
        The condition of the sentence before, for 那时 and the like.
    asked_before : bool
        That sentence asked (`如果停火失败了呢?那…`).
    """
    made: list[Setting] = []
    current: tuple[int, int] | None = None
    clauses = sentence.clauses
    held = before
    if before and (any("pointing" in clause.names for clause in clauses) or (asked_before
                   and clauses[0].text.startswith(words["conditions.replies.forms"]))):
        # “…大概会重开谈判,那个时候双方才谈得上互信”: the sentence goes on inside the case named before.
        current = before
    after = words["conditions.after.forms"]
    for place, clause in enumerate(clauses):
        reading, names, text = readings[place], clause.names, clause.text
        once = place + 1 < len(clauses) and "一" in text[-5:-1] and _ONCE.search(text) and _AT_ONCE.search(clauses[place + 1].text)
        if not once and not names and not text.endswith(after) and text[-1] != "前" and text[0] not in "等待":
            made.append(Setting("claim", current, clause.start))
            continue
        opened = clause.start if once and reading is None else _opens(clause, words, reading)
        pointed = clause.first("pointing") if names else None
        if pointed and pointed[0] - clause.start <= 3 and opened is None:
            surface = clause.text[pointed[0] - clause.start:pointed[1] - clause.start]
            unless = current and sentence.clauses[place - 1].text.startswith("除非")
            if not unless and (surface in words["conditions.pointing.alone"] or held or current):
                current = pointed
            made.append(Setting("claim", current, pointed[1]))
        elif opened is not None:
            split = _split(clause, opened, reading, place, clauses, readings)
            if split is not None:
                current = (opened, split)
                made.append(Setting("claim", current, split))
            else:
                current = held = (opened, clause.end)
                made.append(Setting("condition", None, clause.start))
        elif names and _hypothetical(clause, words, reading):
            made.append(Setting("concession", None, clause.start))
        else:
            made.append(Setting("claim", current, clause.start))
    _close(clauses, made, readings, words)
    _bare(clauses, made, readings, words)
    return made


def _opens(clause: "Clause", words: Vocabulary, reading: Reading | None) -> int | None:
    """Return where the clause's condition begins, or None."""
    for start, _, mark in clause.marks if "condition" in clause.names else ():
        # “停火(如果真有的话)也撑不过一个月”: what stands in brackets opens nothing.
        if mark != "condition" or clause.text[start - clause.start - 1:start - clause.start] == "(":
            continue
        form = clause.text[start - clause.start:]
        first = start - clause.start <= 1
        narrow = any(form.startswith(word) for word in words["conditions.before.only_first"]) and not form.startswith(
            ("如果", "如若", "只有", "倘若", "倘使"))
        # 韩国宪法法院如驳回弹劾: a bare 如 inside a clause only before a verb, where no cue has come yet.
        # "在研究员林夏如看来": nor does it in a name.
        if narrow and not first and (form[0] not in "如倘" or (reading and reading.start < start) or "、" in clause.text or clause.text.endswith(_SEEN)):
            continue
        if reading and reading.start < start:
            continue
        # 态度强硬,没有任何和解的可能: what is lacking is the claim.
        if form.startswith("没有") and form.endswith(words["conditions.lacking.nouns"]):
            continue
        return start if not _late(clause, start) else clause.start
    text = clause.text
    if text.endswith(words["conditions.after.forms"]) or ((text[-1] == "前" or text[0] in "等待") and _UNTIL.match(text)):
        return clause.start
    return None


# 未收复失地之前,…不会签字; 等尘埃一落定,…
_UNTIL = re.compile(r"[^,]*[未没不][^,]{2,14}(?:之前|以前)$|(?:等|待)[^,]{1,10}一[^,定起些个次种样]{1,4}$")

_SEEN = ("看来", "眼中", "眼里")

# 名单一公布,…就…
_ONCE = re.compile(r"(?<![第唯统之万专同单归划如])一(?![定起些个次种样直边方般切面致点旦])[^,一]{1,4}$")
_AT_ONCE = re.compile(r"^[^,]{0,10}(?:就|便|即|马上|立刻|立马|随即)(?!是)")


def _late(clause: "Clause", start: int) -> bool:
    # 西方国家若实施制裁: the subject belongs to the condition.
    return 0 < start - clause.start <= 14


def _hypothetical(clause: "Clause", words: Vocabulary, reading: Reading | None) -> bool:
    found = clause.first("concession")
    if found is None:
        return False
    form = clause.text[found[0] - clause.start:found[1] - clause.start]
    if form not in words["conditions.concessions.hypothetical"] or found[0] - clause.start > 8 or found[1] == clause.end:
        return False  # 又是讲完就算: nothing stands behind it
    return not (reading and any(link in clause.text[found[1] - clause.start:reading.start - clause.start]
                                for link in ("也", "都", "照样")))


def _split(clause: "Clause", opened: int, reading: Reading | None, place: int, clauses: "list[Clause]", readings: list[Reading | None]) -> int | None:
    """Return where the claim begins if condition and claim share the clause, else None."""
    if reading is None:
        return None
    later = [other for other in readings[place + 1:] if other]
    if later and not any(link in clause.text[2:reading.start - clause.start + 1] for link in ("就", "则", "便", "才", "必")):
        return None
    if place + 1 < len(clauses) and not later and not clause.text[reading.end - clause.start:]:
        return None
    text = clause.text
    cue = reading.start - clause.start
    for link in ("则", "就", "便", "才", "那么"):
        found = text.find(link, opened - clause.start + 3, cue + 1)
        if found > 0:
            return clause.start + found
    if cue - (opened - clause.start) < 4:
        return None
    return reading.start


def _close(clauses: "list[Clause]", made: list[Setting], readings: list[Reading | None], words: Vocabulary) -> None:
    """A condition told last governs the claims before it: 停火有望实现,前提是…"""
    last = len(clauses) - 1
    if last < 1:
        return
    closing = words.pattern("conditions.closing.forms").match
    for place in range(1, len(clauses)):
        text = clauses[place].text
        if closing(text):
            found = text
        elif text[0] in "则这还也全" and closing(text, 1):
            found = text[1:]
        else:
            continue
        if found.startswith("除非太阳"):
            continue
        if any(readings[later] and made[later].role == "claim" for later in range(place + 1, last + 1)):
            continue
        if found.startswith(words["conditions.closing.depends"]) and clauses[place - 1].has("open") and not readings[place - 1]:
            return  # 现在谈续期为时过早,能不能接上,还要看国会: it answers the question beside it
        # Behind a semicolon it governs its own half: 前景看好;除非再生变,否则…
        first = next((other for other in range(place, 0, -1) if clauses[other - 1].halted), 0)
        first = 0 if first == place and found.startswith(("前提", "条件")) else first
        if not any((readings[earlier] and made[earlier].role == "claim") or clauses[earlier].has("open")
                   for earlier in range(first, place)):
            continue
        span = (clauses[place].start, clauses[last].end if found.startswith(("前提", "条件")) else clauses[place].end)
        for earlier in range(first, place):
            if made[earlier].role == "claim" and made[earlier].condition is None:
                made[earlier] = Setting("claim", span, made[earlier].body)
        made[place] = Setting("claim" if found.startswith(words["conditions.closing.depends"]) and not any(readings[:place]) else "condition", None,
                              clauses[place].start)
        return


def _bare(clauses: "list[Clause]", made: list[Setting], readings: list[Reading | None], words: Vocabulary) -> None:
    # “特朗普真的派兵,委内瑞拉就会变成…”: no 如果, but 就会 after a clause that has not happened.
    for place in range(1, len(clauses)):
        reading, before = readings[place], clauses[place - 1]
        if (reading is None or reading.needs == "condition" or made[place].condition or made[place].role != "claim" or readings[place - 1]
                or made[place - 1].role != "claim" or len(before.text) < 4):
            continue
        lead = clauses[place].text[:reading.start - clauses[place].start]
        linked = not reading.predicate and (lead.endswith(("就", "则", "才"))
                                            or reading.surfaces[0].startswith(("就", "则", "便")))
        defied = reading.likelihood == "will" and not reading.plain and any(
            word in before.text for word in words["conditions.defying.forms"])
        if (linked or defied) and not words.pattern("conditions.settled.forms").search(before.text):
            made[place] = Setting("claim", (before.start, before.end), made[place].body)
            made[place - 1] = Setting("condition", None, before.start)


def ruled(sentence: Sentence) -> bool:
    """Tell whether a sentence opens a condition anywhere."""
    return any(clause.has("condition") for clause in sentence.clauses)


def unreal(text: str, words: Vocabulary) -> bool:
    """Tell whether a condition is contrary to fact: 如果当年没有…"""
    return any(word in text for word in words["conditions.counterfactual.forms"])

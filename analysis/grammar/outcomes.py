"""What is expected, and whether it would bring the parties closer (+1), drive them apart (-1) or neither (0)."""

from analysis.grammar.vocabulary import Vocabulary

WEIGHT = {"act": 3, "thing": 1, "attainment": 1}
REACH = 14


def valence(verb: str, subject: str, words: Vocabulary) -> int:
    """Return the sign of an outcome.

    Parameters
    ----------
    verb : str
        What stands after the cue; folded. It decides alone if anything in it has a direction.
    subject : str
        What stands before; asked where the verb only continues or ends it (`军演 | 将照常举行`, `制裁 | 将解除`).
    """
    items = list(words.worths.find(verb))
    kinds = {worth.kind for _, _, worth in items}
    if kinds & {"act", "thing"}:
        total = _sum(items)
        if total or not kinds & {"neutral"}:
            return (total > 0) - (total < 0)
    if "neutral" in kinds:
        return 0
    behind = [item for item in words.worths.find(subject) if item[2].kind in ("act", "thing", "turn", "neutral")]
    valued = [item for item in behind if item[2].kind in ("act", "thing")]
    turns = [worth for _, _, worth in items if worth.kind == "turn"]
    if turns:
        if valued:
            return -_last(behind)
        return turns[-1].value
    if kinds & {"keep", "attainment"} or not items:
        if valued:
            return _last(behind)
    if "attainment" in kinds:
        return 1
    return 0


def _last(items):
    total = _sum(items)
    return (total > 0) - (total < 0)


def _sum(items):
    """Add what the words are worth, each turned by the turn before it within reach."""
    total, turned_until = 0, -1
    used = True
    pending = 0
    for start, end, worth in items:
        if worth.kind == "turn":
            if not used:
                total += 2 * pending
            turned_until, used, pending = end + REACH, False, worth.value
        elif worth.kind in ("act", "thing"):
            sign = worth.value
            if start <= turned_until:
                sign, used = -sign, True
            total += sign * WEIGHT[worth.kind]
    if not used:
        total += 2 * pending
    return total

"""What may stand between a speaker and the verb: adverbs, dates, and where or to whom it was said."""

import re

from analysis.grammar.attribution.lexis import fitted
from analysis.grammar.attribution.reading import Reading

_LONGEST_DEED = 20
_NO_DEED = re.compile(r"^[的和与同跟及、]|的[^的]{0,8}$|[,;。!?:“”被让使令没未不无由据所]|(?:夫人|妻子|太太|家属|父亲|母亲|儿子|女儿|弟弟|妹妹|哥哥|团队|阵营|方面|时代|政府|当局|内阁)")


def fits(reading: Reading, start: int, verb: int) -> bool:
    """Say whether what stands from a speaker's end to the verb may stand there."""
    gap, lexis = reading.plain[start:verb], reading.lexis
    if not gap:
        return True
    if "," in gap:
        head, _, tail = gap.rpartition(",")
        if lexis.adverbs.fullmatch(tail, fitted(lexis.leading, tail)):
            return True
        # "赵某在会后,对记者说": a phrase, then another.
        return bool(lexis.gap.fullmatch(tail)) and bool(lexis.gap.fullmatch(head))
    return bool(lexis.gap.fullmatch(gap))


def loose(reading: Reading, start: int, verb: int) -> bool:
    """Say whether what stands between somebody with a name, who heads the clause, and the verb may be what they do first.

    Notes
    -----
    `林若川读过草案认为`, `林若川缓颊说`: anything short that names nobody else, denies nothing and lets nobody else act.
    """
    gap = reading.plain[start:verb]
    return len(gap) <= _LONGEST_DEED and not _NO_DEED.search(gap) and not gap.endswith((*reading.lexis.people, *reading.lexis.bodies))

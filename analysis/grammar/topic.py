"""Which issue a prediction is about: named in its clause, else carried from the sentence, paragraph or heading."""

import re
from bisect import bisect_left
from dataclasses import dataclass

# 就伊朗问题、乌克兰问题以及制裁问题: what may stand between issues named together.
_TOGETHER = re.compile(r"^(?:问题|议题|方面|事务|局势|核|危机|战争|的)?(?:、|和|与|及|以及|或|跟|同|,以及|、以及|还是|,|跟)(?:在|对|对于|就|解除|有关|整个|所谓|解决)?.{0,6}$")
_FRAME = re.compile(r"^.{0,4}?(?:问题上|问题|方面|一事|议题|事务|上)")
GENERAL = frozenset({"relations", "negotiations", "economy", "us_politics", "united_nations", "global_south", "g20",
                     "european_union", "us_alliances", "diplomatic_ties", "security_guarantees"})
ALL = ("每一件", "每一项", "每件", "每项", "这些", "上述", "以上", "这几件", "这几项", "这种交换", "这些问题", "任何一项", "任何一件", "无一", "件件",
       "样样", "哪一件", "哪一项", "这两", "这三", "这几", "两者", "三者", "都")


@dataclass(frozen=True)
class Named:
    """An issue named; folded offsets."""

    start: int
    end: int
    code: str


class Issues:
    """The issues a document names, in order.

    Parameters
    ----------
    named : list of Named
    folded : str
    """

    def __init__(self, named: list[Named], folded: str):
        self.named = named
        self._starts = [issue.start for issue in named]
        self._folded = folded

    def within(self, start: int, end: int) -> list[Named]:
        """Return the issues named in a stretch."""
        return self.named[bisect_left(self._starts, start):bisect_left(self._starts, end)]

    def groups(self, start: int, end: int) -> list[list[Named]]:
        """Return the issues of a stretch, those named together in one group."""
        made: list[list[Named]] = []
        for issue in self.within(start, end):
            if made and (issue.start < made[-1][-1].end
                         or (issue.start - made[-1][-1].end <= 10
                         and _TOGETHER.match(self._folded[made[-1][-1].end:issue.start]))):
                made[-1].append(issue)
            else:
                made.append([issue])
        return made

    def framed(self, start: int, end: int) -> list[list[Named]]:
        """Return the groups that stand as the clause's subject matter: 在叙利亚问题上, 就关税."""
        return [group for group in self.groups(start, end)
                if _FRAME.match(self._folded[group[-1].end:group[-1].end + 8])
                and re.search(r"(?:在|就|对|对于|关于|围绕|于)[^,。]{0,12}$", self._folded[max(start, group[0].start - 14):group[0].start])]


def codes(group: list[Named]) -> list[str]:
    """Return the issues of a group, each once."""
    return list(dict.fromkeys(issue.code for issue in group))


def best(groups: list[list[Named]], verb: int) -> list[str]:
    """Return the issues of the group a clause is about.

    Parameters
    ----------
    groups : list of list of Named
    verb : int
        Where the cue ends; what is named after it is nearer to what is expected.
    """
    def rank(item):
        place, group = item
        specific = any(issue.code not in GENERAL for issue in group)
        return specific, group[0].start >= verb, -place if group[0].start < verb else place
    _, group = max(enumerate(groups), key=rank)
    return _together(group)


def _together(group):
    """One place that names two issues is about the more specific one."""
    kept = []
    for issue in group:
        clash = [other for other in group if other is not issue and other.start < issue.end and issue.start < other.end]
        if any(other.end - other.start > issue.end - issue.start for other in clash):
            continue
        kept.append(issue)
    return codes(kept or group)

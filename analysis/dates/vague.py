"""Times near the publication date that no number fixes: `近日`, `前几日`, `近年来`, `未来几个月`."""

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import tomli

from analysis.dates import spans
from analysis.dates.spans import Span
from analysis.dates.tense import CALENDAR

if TYPE_CHECKING:
    from analysis.dates.setting import Setting


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[int, int]]:
    """Return the first and last day of each word, counted from the publication date."""
    rows = tomli.loads((CALENDAR / "vague.toml").read_text(encoding="utf-8"))["days"]
    return {word: tuple(ends) for word, ends in rows.items()}


PATTERN = "|".join(sorted(words(), key=len, reverse=True))
_LONGER_BEFORE = re.compile(r"[0-9一二两三四五六七八九十半]$")
_DEGREE_AFTER = re.compile(r"[的]?(?:邻国|距离|一次|一届|一轮|的一次)")


def read(match: re.Match[str], setting: "Setting") -> Span | None:
    """Return the imprecise interval of a vague word.

    Notes
    -----
    `最近一次会谈` speaks of an order, `十日内` of a number: neither is one. A looser word before `将` looks ahead:
    `近期将公布名单`.
    """
    text, word = match.string, match.group()
    if setting.base is None or _LONGER_BEFORE.search(text[max(0, match.start() - 1):match.start()]):
        return None
    if word == "最近" and _DEGREE_AFTER.match(text, match.end()):
        return None
    first, last = words()[word]
    if word in ("近期", "近日", "最近") and setting.tense(match.start(), match.end()) == "future":
        first, last = 0, -first
    return spans.days(setting.base + datetime.timedelta(days=first), setting.base + datetime.timedelta(days=last),
                      spans.IMPRECISE)

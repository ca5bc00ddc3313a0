"""Whether the words around a date put it behind or ahead."""

import re
from functools import lru_cache
from pathlib import Path

import tomli

CALENDAR = Path(__file__).parents[2] / "data" / "calendar"

PAST, FUTURE = "past", "future"
REACH = 48
_LEFT_END = re.compile(r"[,;:。!?\n]")
_RIGHT_END = re.compile(r"[;。!?\n]")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of the words that count left and right of a date; the group that matched is the tense."""
    cues = tomli.loads((CALENDAR / "tense.toml").read_text(encoding="utf-8"))
    ignored = _either(cues["future"]["not"] + cues["past"]["not"])
    before, after = (re.compile(f"(?P<none>{ignored})|(?P<future>{_either(cues['future'][side])})"
                                f"|(?P<past>{_either(cues['past'][side])})") for side in ("before", "after"))
    return before, after


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def around(text: str, start: int, end: int) -> str:
    """Return `past`, `future` or an empty string for the date at `text[start:end]`.

    Notes
    -----
    Left of the date its own clause is read, the word nearest to it deciding (`计划在3月重启谈判`); right of it the rest of
    the sentence, the first word deciding (`3月5日表示,双方将继续接触` is past: somebody spoke).
    """
    before, after = _patterns()
    left = text[max(0, start - REACH):start]
    ends = [match.end() for match in _LEFT_END.finditer(left)]
    left = left[ends[-1]:] if ends else left
    found = [tense for match in before.finditer(left) if (tense := match.lastgroup) and tense != "none"]
    if found:
        return found[-1]
    right = text[end:end + REACH]
    stop = _RIGHT_END.search(right)
    right = right[:stop.start()] if stop else right
    return next((tense for match in after.finditer(right) if (tense := match.lastgroup) and tense != "none"), "")

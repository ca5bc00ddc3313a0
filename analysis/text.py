"""The text as analysis sees it, and the way back to the text as published.

Offsets in every table are places in the ORIGINAL text. Analysis reads a folded copy: Simplified characters, half-width
signs, one form of each quotation mark, broken lines joined, readings a site set behind its characters left out. `Folded` keeps where each of its
characters came from.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import opencc

# OpenCC keeps 於 before some words and 乾/彷/藉 by context; these single characters have one plain form in news text.
VARIANTS = {"臺": "台", "峯": "峰", "羣": "群", "裏": "里", "裡": "里", "箇": "个", "彷": "仿", "彿": "佛",
            "麽": "么", "藉": "借", "乾": "干", "妳": "你", "牠": "它", "祇": "只", "衹": "只", "昇": "升"}
QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”", "〝": "“", "〞": "”", "＂": '"'}
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"

SENTENCE_END = "。!?…"
CLOSERS = "”’\"')】》〉"

_TO_SIMPLIFIED = opencc.OpenCC("t2s")
# OpenCC takes UTF-8, which has no place for these.
_HALF = re.compile("[\ud800-\udfff]")
# In print of Hong Kong and Taiwan the point between the parts of a name; `一．` numbers a paragraph.
_POINT = re.compile("(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十])．(?=[\u4e00-\u9fff])")
# 標誌著和解 has the aspect marker, 著名學者 the adjective: OpenCC leaves both as they are.
_ASPECT = re.compile("(?<![名显卓编专原论巨译遗土拙昭合])著(?![名作者述称书])")


def _plain_table() -> np.ndarray:
    """Return the plain form of every code point, as code points: width, spaces, quotation marks, variants."""
    table = np.arange(0x110000, dtype=np.uint32)
    for first, last in ((0x2E80, 0x2FDF), (0x3300, 0x33FF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFFEE)):
        for point in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(point))
            if len(plain) == 1:
                table[point] = ord(plain)
    signs = dict.fromkeys(SPACES, " ") | QUOTES | dict.fromkeys("‧・•∙⋅", "·") | dict.fromkeys("\r\u2028\u2029", "\n")
    for sign, plain in (signs | {"－": "-", "〜": "~", "～": "~"} | VARIANTS).items():
        table[ord(sign)] = ord(plain)
    table[0xD800:0xE000] = 0xFFFD
    return table


_PLAIN = _plain_table()


def fold(text: str) -> str:
    """Return the text in Simplified, half-width, plain quotation marks; character for character.

    Parameters
    ----------
    text : str
        Any text, either script.

    Returns
    -------
    str
        Of the same length, so that a place in one is the same place in the other.

    Notes
    -----
    OpenCC's `t2s` was never seen to change a length; should a text make it, its characters are folded one by one.
    """
    if "．" in text:
        text = _POINT.sub("·", text)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    plain = _PLAIN[points].tobytes().decode("utf-32-le")
    if plain.isascii():
        return plain
    simplified = _TO_SIMPLIFIED.convert(plain)
    if len(simplified) != len(plain):
        one_by_one = (_TO_SIMPLIFIED.convert(character) for character in plain)
        simplified = "".join(new if len(new) == 1 else old for new, old in zip(one_by_one, plain))
    return _ASPECT.sub("着", simplified) if "著" in simplified else simplified


def fold_each(texts: Iterable[str]) -> list[str]:
    """Return each of some short texts folded, as `fold` would, all in one go: each asking costs more than its few characters."""
    texts = list(texts)
    together = fold("\n".join(texts)).split("\n")
    # A text that holds line breaks of its own comes apart.
    return together if len(together) == len(texts) else [fold(text) for text in texts]


def script(text: str) -> str:
    """Return `Hans`, `Hant` or `mixed`, by which characters have a form in one script only."""
    text = _HALF.sub("\ufffd", text)
    traditional = _changed(text, _TO_SIMPLIFIED.convert(text))
    simplified = _changed(text, _to_traditional().convert(text))
    if traditional + simplified == 0:
        return "Hans"
    share = traditional / (traditional + simplified)
    return "Hant" if share > 0.8 else "Hans" if share < 0.2 else "mixed"


def _changed(text: str, converted: str) -> int:
    """Return how many characters differ, place by place."""
    before, after = (np.frombuffer(version.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
                     for version in (text, converted))
    shorter = min(len(before), len(after))
    return int((before[:shorter] != after[:shorter]).sum())


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def in_script(text: str, script: str) -> str:
    """Return the text in Simplified (`Hans`) or Traditional (`Hant`) characters, character for character; signs stay.

    Half of a surrogate pair, which is no character, becomes U+FFFD.
    """
    text = _HALF.sub("\ufffd", text)
    converter = _TO_SIMPLIFIED if script == "Hans" else _to_traditional()
    converted = converter.convert(text)
    if len(converted) == len(text):
        return str(converted)
    one_by_one = (converter.convert(character) for character in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(one_by_one, text))


def to_traditional(text: str) -> str:
    """Return the text in Traditional characters, for labels of the interface."""
    return str(_to_traditional().convert(_HALF.sub("\ufffd", text)))


@dataclass(frozen=True)
class Folded:
    """A folded text with its way back.

    Attributes
    ----------
    text : str
        Folded, broken lines joined. A newline in it is the end of a paragraph.
    offsets : ndarray of int32, shape (len(text) + 1,)
        `offsets[i]` is where character i stands in the original; the last one is the original's length.
    """

    text: str
    offsets: np.ndarray

    @cached_property
    def straight(self) -> bool:
        """Whether every place is the same in both: nothing was joined."""
        return int(self.offsets[-1]) == len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's half-open span for a half-open span of the folded text."""
        if self.straight:
            return start, max(start, end)
        if end <= start:
            place = int(self.offsets[start])
            return place, place
        return int(self.offsets[start]), int(self.offsets[end - 1]) + 1

    def place(self, original: int) -> int:
        """Return where an offset of the original stands in the folded text (the next character if it was dropped)."""
        if self.straight:
            return original
        return int(np.searchsorted(self.offsets, np.int32(original), side="left"))


def prepare(text: str) -> Folded:
    """Return the text folded, with lines broken inside a sentence joined; texts asked for lately are kept.

    Notes
    -----
    A line is joined to the next where the page separates its paragraphs by blank lines, or is set to one width, and the
    line stops inside a sentence (`…两面“夹攻”` / `下,显得…`). Nothing is joined around short lines: bylines and headings.

    Sites that turn their text into Traditional characters by machine write the reading of a character that has several behind it
    (`專家認(rèn)為`); it is no part of the text. A reading without a tone is one only where others have tones.
    """
    return _kept_short(text) if len(text) <= _SHORT else _kept_long(text)


def _prepared(text: str) -> Folded:
    readings = _readings(text)
    if readings:
        text, places = _without(text, readings)
    folded = fold(text)
    dropped = _line_breaks(folded)
    if not dropped:
        kept = _PLACES[:len(folded) + 1] if len(folded) <= _SHORT else np.arange(len(folded) + 1, dtype=np.int32)
    else:
        folded, kept = _without(folded, dropped)
    return Folded(folded, places[kept] if readings else kept)


def _without(text: str, dropped: list[int]) -> tuple[str, np.ndarray]:
    """Return a text without some places, and where each of its characters stood, its end too."""
    keep = np.ones(len(text) + 1, dtype=bool)
    keep[dropped] = False
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return points[keep[:-1]].tobytes().decode("utf-32-le", "surrogatepass"), np.flatnonzero(keep).astype(np.int32)


_TONED = re.compile("(?<=[\u3400-\u9fff])[(（][a-zɡɑü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ][a-zɡɑü]{0,4}[)）]")
_TONELESS = re.compile("(?<=[\u3400-\u9fff])[(（](?:de|le|zhe|zhuo|guo|men|me|ma|ne|ba|a|zi|tou|shang|xia|li|bian|mian)[)）]")


def _readings(text: str) -> list[int]:
    """Return the places of readings set behind characters."""
    found = list(_TONED.finditer(text))
    if len(found) > 1:
        found += _TONELESS.finditer(text)
    return [place for reading in found for place in range(*reading.span())]


# Every step asks for the same texts again: some thousand articles are kept, and few books.
_SHORT = 8_000
_PLACES = np.arange(_SHORT + 1, dtype=np.int32)
_PLACES.flags.writeable = False
_kept_short = lru_cache(maxsize=4096)(_prepared)
_kept_long = lru_cache(maxsize=64)(_prepared)


_HEADED = re.compile(r"[ ]*(?:[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]|[0-9]{1,3}[.、) ]|[●■◆▲*#>•-]|\(|【|《)")


_LABELLED = re.compile(r"[ ]*(?:[0-9一二三四五六七八九十]{1,3}[.、)][ ]*)?(?P<who>[^:,。;!?“”\s]{2,14}):")

_NARROW = re.compile(r"[0-9A-Za-z ]+")
# How far the lines of a page set to one width differ, in columns.
_RAGGED = 6


def _columns(line: str) -> int:
    """Return how wide a line is on the page: a letter or digit takes one column, anything else two."""
    return 2 * len(line) - sum(map(len, _NARROW.findall(line)))


def _line_breaks(folded: str) -> list[int]:
    """Return the places of newlines (and of blanks after them) that stand inside a sentence."""
    lines = folded.split("\n")
    filled = [_columns(line.strip()) for line in lines if line.strip()]
    if len(filled) < 2:
        return []
    width = max(filled)
    near = sum(width - _RAGGED <= length <= width for length in filled)
    hard_wrapped = len(filled) >= 4 and near >= 0.5 * len(filled) and width <= 200
    spaced = sum(not line.strip() for line in lines[1:-1]) >= 0.3 * len(filled)
    if not (hard_wrapped or spaced):
        return []
    dropped: list[int] = []
    place = 0
    for line, after in pairwise(lines):
        end = place + len(line)
        body = line.rstrip()
        long = _columns(body.strip()) >= width - _RAGGED if hard_wrapped else len(body.strip()) >= 16
        heading = _LABELLED.match(line)
        if heading and after.lstrip().startswith(heading["who"]):
            # "2. 某资管:日元或升" over "某资管在报告中表示": a heading, and the text that takes its label up.
            long = False
        if body.strip() and after.strip() and long and _unfinished(body) and not _HEADED.match(after):
            blanks = len(line) - len(body)
            indent = len(after) - len(after.lstrip())
            dropped.extend(range(end - blanks, end + 1 + indent))
        place = end + 1
    return dropped


def _unfinished(line: str) -> bool:
    bare = line.rstrip(CLOSERS)
    return bool(bare) and bare[-1] not in SENTENCE_END + ":;"


SENTENCE = re.compile(r"[^\n。!?…]*(?:[。!?…]+[”’\"')】》〉]*|\n|$)")


def sentences(folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences of a folded text, without the blanks around them.

    Parameters
    ----------
    folded : str
        As `prepare(...).text`.
    start, end : int, optional
        The stretch to cut.

    Returns
    -------
    list of (start, end)
        A sentence ends at 。！？… and at a paragraph's end, closing quotation marks included.
    """
    return list(_cut(folded, SENTENCE, start, len(folded) if end is None else end))


@lru_cache(maxsize=8192)
@lru_cache(maxsize=20_000)
def sentence_ends(text: str) -> np.ndarray:
    """Return where the sentences of a text as published end, in order: an array to read, never to write.

    Parameters
    ----------
    text : str
        As in `documents.text`.

    Returns
    -------
    ndarray of int64
        Half-open ends in code points; `np.searchsorted(ends, place, side="right")` numbers the sentence of a place.
    """
    folded = prepare(text)
    return np.array([folded.span(start, end)[1] for start, end in sentences(folded.text)], dtype=np.int64)


CLAUSE = re.compile(r"[^\n,;:。!?…]*(?:[,;:。!?…]+[”’\"')】》〉]*|\n|$)")


def clauses(folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the half-open spans of the clauses: what stands between commas, colons and sentence ends."""
    return list(_cut(folded, CLAUSE, start, len(folded) if end is None else end))


def _cut(folded: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    while place < end:
        match = pattern.match(folded, place, end)
        first, last = place, match.end() if match else place
        if last == place:
            last = place + 1
        place = last
        while first < last and folded[first] in " \n":
            first += 1
        while last > first and folded[last - 1] in " \n":
            last -= 1
        if last > first:
            yield first, last

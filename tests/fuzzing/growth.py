"""How much longer a text takes that is four times as long, for texts that repeat what a careless search trips over.

    python -m tests.fuzzing.growth

Processor time, the least of three; a line a step and text whose time grows faster than a little over in proportion.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis import codebook as codebooks
from analysis import commentaries, documents, events, keywords, mentions, predictions, publication, reposts, words
from analysis import text as texts_module
from analysis.readers import Reading

# Sixteen would be the square, four in proportion; a logarithm, and a machine busy with other things, lie between.
MOST, TIMES = 9.0, 4
# Below this, what does not grow at all is most of it.
LEAST_SECONDS = 0.05

REPEATED = {
    "one character": "啊", "stops": "。", "commas": "，", "open quotes": "“", "quotes in quotes": "“‘", "open brackets": "（", "blanks": " ", "line ends": "\n", "blank lines": " \n",
    "digits": "1", "Chinese numbers": "一", "days": "1月", "years": "2024年", "spans": "2024年至", "names": "顾远、", "he said": "他说：", "says": "说", "will": "将", "may": "可能", "not": "不",
    "double negation": "不得不", "cues": "恐怕很可能", "if": "如果", "states": "中美", "actors": "特朗普普京", "issues": "制裁停火", "dots": "·", "ellipses": "……", "title words": "教授", "dashes": "——",
    "and": "和", "possessives": "的", "emoji": "👍", "combining": "e\u0301", "quoted": "“可能”", "said in quotes": "“会。”他说，", "headings": "一、", "hyphens": "- ", "Latin": "a", "words": "will ",
    "addresses": "http://a.example/", "clocks": "12:34", "brackets": "（）", "lines": "顾远\n", "short lines": "好\n\n", "mixed": "顾远认为，谈判可能破裂；“不会。”", "folded": "「於」", "tabs": "\t",
}


@dataclass(frozen=True)
class Growth:
    """What four times the text costs.

    Attributes
    ----------
    step, text : str
    seconds : float
        For the longer text.
    ratio : float
        Of the times; 4 where they grow in proportion.
    """

    step: str
    text: str
    seconds: float
    ratio: float

    @property
    def careless(self) -> bool:
        """Whether it grows faster than it may, where that can be told."""
        return self.ratio > MOST and self.seconds > LEAST_SECONDS


def measured(step: str, name: str, do: Callable[[str], object], size: int, repeats: int = 3) -> Growth:
    """Return how a step's time grows on a repeated text of so many characters, and four times as many."""
    unit = REPEATED[name]
    least = []
    for length in (size, size * TIMES):
        text = unit * (length // len(unit))
        took = []
        for number in range(repeats):
            # Texts asked for lately are kept: each is another.
            before = time.process_time()
            do(f"{chr(0x4e00 + 7 * number + len(text) % 5)}{text}")
            took.append(time.process_time() - before)
        least.append(min(took))
    return Growth(step, name, least[1], least[1] / max(least[0], 0.004))


def steps() -> dict[str, Callable[[str], object]]:
    """Return what is done to a text, by name."""
    book = codebooks.load()

    def document(text: str) -> pd.DataFrame:
        return documents.table([Reading("a.txt", text, "题", author="顾远")])

    def coded(step: str) -> Callable[[str], object]:
        def do(text: str) -> None:
            found = document(text)
            voices = commentaries.segment(found, book)
            if step == "voices":
                return
            named = mentions.code(found, voices, book)
            dated = events.place(found, voices)
            if step == "predictions":
                predictions.extract(found, voices, named, dated, book)
            if step == "words":
                words.count(found, voices, book)
        return do

    return {"fold and cut": lambda text: (texts_module.sentences(texts_module.prepare(text).text), texts_module.clauses(texts_module.prepare(text).text)),
            "publication": publication.find, "voices": coded("voices"), "mentions and dates": coded("dates"), "predictions": coded("predictions"), "words": coded("words"),
            "key phrases": lambda text: keywords.key_phrases(texts_module.prepare(text).text, book), "bands": reposts.bands}


def main() -> int:
    """Measure all, print what grows, and return the exit code."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    tried, grown = 0, []
    for step, do in steps().items():
        do("先读一遍。")
        for name in REPEATED:
            found = measured(step, name, do, size, 2)
            tried += 1
            if found.careless:
                grown.append(found)
                print(f"{step:20} {name:20} {found.seconds:6.2f} s, {found.ratio:.1f} times for {TIMES} times the text", flush=True)
    print(f"{tried} texts of {size * TIMES:,} characters tried, {len(grown)} grow faster than {MOST:g} times")
    return 1 if grown else 0


if __name__ == "__main__":
    raise SystemExit(main())

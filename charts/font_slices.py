"""Our font cut into slices, so that a page fetches only those whose characters it shows: `python -m charts.font_slices`.

Run again when `data/fonts/NotoSansCJKsc-subset.otf` changes; needs the package brotli. The whole font stays for pictures,
which are drawn on the server.
"""

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import groupby, islice
from pathlib import Path

import opencc
from fontTools import subset
from fontTools.ttLib import TTFont

from charts import typeface

OUT = typeface.FONT.parent / "slices"
SHEET = OUT / "slices.css"
FAMILY = "Noto Sans CJK SC"
SAMPLE = typeface.FONT.parent.parent / "sample"
# How many slices of how many characters, for each script: the commonest are on every page; the rarer, the smaller the slice, as
# it is fetched for one character mostly. The last size is that of all the rest.
_SIZES = ((4, 100), (20, 40), (1000, 20))
_SIGNS = re.compile("[\u0020-\u007e\u00b0-\u00b7\u2010-\u2026\u2190-\u2193\u25a0-\u25cf\u3000-\u3017\uff01-\uff5e]")
_HAN = 0x2E80


def frequencies() -> Counter[str]:
    """Return how often characters stand in Chinese text: half by jieba's dictionary in both scripts, half by our sample.

    The dictionary counts general language, the sample how commentary on world politics is written.
    """
    counted: Counter[str] = Counter()
    with files("jieba").joinpath("dict.txt").open("rb") as dictionary:
        for line in dictionary:
            word, times, _ = line.decode("utf-8").split(" ")
            for sign in word:
                counted[sign] += int(times)
    traditional = opencc.OpenCC("s2t")
    for sign, often in list(counted.items()):
        other = traditional.convert(sign)
        if len(other) == 1 and other != sign:
            counted[other] += often
    written: Counter[str] = Counter()
    for text in SAMPLE.glob("*-*.md"):
        written.update(text.read_text(encoding="utf-8"))
    known, told = (sum(often for sign, often in count.items() if ord(sign) >= _HAN) for count in (counted, written))
    return counted + Counter({sign: round(often * known / told) for sign, often in written.items()})


def slices(characters: Iterable[str]) -> Iterator[list[str]]:
    """Yield the characters of each slice: signs, other alphabets, then Chinese by how common it is, each script for itself.

    Notes
    -----
    A page is mostly in one script: what only the other writes should not be fetched with it.
    """
    counted = frequencies()
    simplify = opencc.OpenCC("t2s")
    han = sorted((sign for sign in characters if ord(sign) >= _HAN), key=lambda sign: (-counted[sign], sign))
    signs = sorted(sign for sign in characters if _SIGNS.match(sign))
    yield signs
    yield sorted({sign for sign in characters if ord(sign) < _HAN or not sign.isalnum()} - set(signs))
    han = [sign for sign in han if sign.isalnum() and not _SIGNS.match(sign)]
    for traditional in (False, True):
        row = iter([sign for sign in han if (simplify.convert(sign) != sign) == traditional])
        for often, size in _SIZES:
            for _ in range(often):
                if some := list(islice(row, size)):
                    yield some


def ranges(characters: Iterable[str]) -> str:
    """Return characters as the value of CSS `unicode-range`."""
    said = []
    for _, run in groupby(enumerate(sorted(map(ord, characters))), key=lambda placed: placed[1] - placed[0]):
        codes = [code for _, code in run]
        said.append(f"U+{codes[0]:X}" if len(codes) == 1 else f"U+{codes[0]:X}-{codes[-1]:X}")
    return ",".join(said)


def cut(characters: Iterable[str], place: Path) -> Path:
    """Write the font with only these characters as WOFF2, named after what it holds, and return its path."""
    options = subset.Options(flavor="woff2", hinting=False, desubroutinize=True, layout_features=[], notdef_outline=True,
                             name_IDs=[1, 2, 13, 14], glyph_names=False)
    font = TTFont(typeface.require_font(), lazy=True, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, characters))
    cutter.subset(font)
    partial = place / "partial.woff2"
    subset.save_font(font, str(partial), options)
    # Browsers keep a font for a year under its name.
    named = place / f"noto-{hashlib.blake2b(partial.read_bytes(), digest_size=5).hexdigest()}.woff2"
    partial.replace(named)
    return named


def main() -> None:
    """Write the slices, and the style sheet that says which characters each holds."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    rules = ["/* Made by charts/font_slices.py; the licence is in ../OFL.txt. */"]
    held = {chr(code) for code in TTFont(typeface.require_font(), lazy=True).getBestCmap()}
    for characters in slices(held):
        file = cut(characters, OUT)
        rules.append(f'@font-face{{font-family:"{FAMILY}";font-weight:400;font-display:swap;src:url("{file.name}") format("woff2");'
                     f"unicode-range:{ranges(characters)}}}")
    SHEET.write_text("\n".join(rules) + "\n", encoding="utf-8")
    sizes = [file.stat().st_size for file in OUT.glob("*.woff2")]
    print(f"{len(sizes)} slices, {sum(sizes) / 1e6:.2f} MB in all, the largest {max(sizes) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

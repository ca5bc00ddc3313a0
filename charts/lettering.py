"""Text on charts: made harmless, measured, cut."""

import html
import unicodedata
from functools import lru_cache

from analysis.harmless import LEFTWARDS, seen

# Advance widths of the signs from space to ~ in Noto Sans CJK SC, in hundredths of the size; Source Sans is a tenth narrower.
_LATIN = (22, 32, 47, 56, 56, 92, 68, 28, 34, 34, 47, 56, 28, 35, 28, 39, 56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 56, 56,
          56, 47, 95, 61, 66, 64, 69, 59, 55, 69, 73, 29, 54, 65, 54, 81, 72, 74, 63, 74, 64, 60, 60, 72, 58, 88, 57, 53, 60, 34,
          39, 34, 56, 56, 61, 56, 62, 51, 62, 55, 32, 56, 61, 28, 28, 55, 28, 93, 61, 61, 62, 62, 39, 47, 38, 61, 52, 80, 50, 52,
          48, 34, 27, 34, 56)
_ADVANCE = {chr(32 + place): hundredths / 100 for place, hundredths in enumerate(_LATIN)} | {"–": 0.54, "\u2009": 0.2}


@lru_cache(maxsize=65536)
def width(text: str, size: float = 14) -> float:
    """Return how many pixels a text takes at most: Latin letters as in the font, every other sign a full square."""
    return size * sum(_ADVANCE.get(character, 0.0 if unicodedata.category(character) in ("Mn", "Cf") else 1.0)
                      for character in text)


def _line(text: str) -> str:
    """Return a text on one line, without signs that cannot be seen."""
    return "".join(sign for sign in " ".join(seen(text).split()) if sign.isprintable() or sign == "\u2009")


def cut(text: str, room: float, size: float = 14) -> str:
    """Return the text on one line and no wider than `room` pixels, its end replaced by … where it is longer."""
    line = _line(text)
    if width(line[:400], size) <= room and len(line) <= 400:
        return line
    left = room - size
    kept = []
    for character in line:
        left -= width(character, size)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip(" ,，、“‘(（《") + "…"


def plain(text: str) -> str:
    """Return the text so that Plotly shows it letter by letter.

    Plotly reads a few HTML tags in every label, and two dollar signs as a formula: `<b>` and `$x$` in a document are shown,
    not obeyed.
    """
    line = _line(str(text))
    line = html.escape(line, quote=False).replace("$", "&#36;")
    # With a border around it, what is written from right to left leaves the numbers beside it where they are.
    return f"\u2068{line}\u2069" if LEFTWARDS.search(line) else line


def fitted(text: str, room: float, size: float = 14) -> str:
    """Return the text cut to `room` pixels and made harmless."""
    return plain(cut(text, room, size))


def lines(text: str, room: float, size: float = 14, most: int = 3) -> list[str]:
    """Return the text broken into at most `most` lines of `room` pixels, the last one cut.

    Breaks stand at blanks, and between Chinese characters.
    """
    done: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if width(line + piece.rstrip(), size) <= room or not line:
            line += piece
            continue
        if len(done) == most - 1:
            return [*done, cut(line + piece + "\u2026", room, size).rstrip("…") + "…"]
        done.append(line.rstrip())
        line = piece.lstrip()
    return [*done, cut(line, room, size)] if line.strip() else done


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        closing = character in "，。、；：？！”’）》」』,.;:?!)"
        if not pieces or (not closing and (wide or pieces[-1].endswith(" "))) or (not wide and not closing and unicodedata.east_asian_width(pieces[-1][-1]) in "WF"):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def signed(value: float, digits: int = 1) -> str:
    """Return a number with its sign, an en dash for minus (the font has no minus sign) and 0 without one."""
    rounded = round(value + 0.0, digits)
    if rounded == 0:
        return "0"
    return f"{'+' if rounded > 0 else '–'}{abs(rounded):.{digits}f}"


def percent(share: float) -> str:
    """Return a share as `5 %`, with a thin space."""
    return f"{round(100 * share):d}\u2009%"

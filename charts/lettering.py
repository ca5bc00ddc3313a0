"""Text on charts: made harmless, measured, cut."""

import html
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def width(text: str, size: float = 14) -> float:
    """Return about how many pixels a text takes: Chinese signs are square, others little more than half as wide."""
    total = 0.0
    for character in text:
        if unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—":
            total += 1.0
        elif unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
            continue
        elif character in "iIjlft .,:;|'!()[]-–·":
            total += 0.31
        elif character in "mwMW%@—" or character.isupper():
            total += 0.72
        else:
            total += 0.53
    return total * size


def cut(text: str, room: float, size: float = 14) -> str:
    """Return the text on one line and no wider than `room` pixels, its end replaced by … where it is longer."""
    line = " ".join(text.split())
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
    return html.escape(" ".join(str(text).split()), quote=False).replace("$", "&#36;")


def fitted(text: str, room: float, size: float = 14) -> str:
    """Return the text cut to `room` pixels and made harmless."""
    return plain(cut(text, room, size))


def lines(text: str, room: float, size: float = 14, most: int = 3) -> list[str]:
    """Return the text broken into at most `most` lines of `room` pixels, the last one cut.

    Breaks stand at blanks, and between Chinese characters.
    """
    done, line = [], ""
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
        if not pieces or (not closing and (wide or pieces[-1].endswith(" "))):
            pieces.append(character)
        elif not wide and not closing and unicodedata.east_asian_width(pieces[-1][-1]) in "WF":
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

"""Our font: where it lies, and cut down to the characters a drawing writes."""

import base64
import re
from functools import lru_cache
from pathlib import Path

import uharfbuzz

FONT = Path(__file__).parent.parent / "data" / "fonts" / "NotoSansCJKsc-subset.otf"
FACE = "Noto Sans CJK SC"
# The licence (13, 14) goes where the glyphs go. `locl` would ask for regional forms that our font does not have.
_LICENCE, _REGIONAL = (13, 14), int.from_bytes(b"locl")


class MissingFont(FileNotFoundError):
    """The font for pictures is not where it should be; the message says where, and what to do."""


def require_font() -> Path:
    """Return the path of the font for pictures.

    Raises
    ------
    MissingFont
    """
    if not FONT.exists():
        raise MissingFont(f"data/fonts/{FONT.name}: not found; pictures with Chinese need it. Take it back from the "
                          "repository: git checkout data/fonts")
    return FONT


@lru_cache(maxsize=1)
def face() -> uharfbuzz.Face:
    """Return the font, opened once a process."""
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(require_font())))


@lru_cache(maxsize=64)
def glyphs(signs: str) -> bytes:
    """Return the font cut down to some characters, as OpenType."""
    asked = uharfbuzz.SubsetInput()
    asked.unicode_set.update({ord(sign) for sign in signs if not "\ud800" <= sign <= "\udfff"})
    asked.layout_feature_tag_set.discard(_REGIONAL)
    asked.name_id_set.update(_LICENCE)
    asked.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    made: bytes = uharfbuzz.subset(face(), asked).blob.data
    return made


@lru_cache(maxsize=4096)
def shaped(words: str) -> tuple[tuple[int, int], ...] | None:
    """Return (glyph, advance) for each sign of a text, in units of the font; None where it lacks one."""
    held = uharfbuzz.Buffer()
    held.add_str(words)
    held.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face()), held, {"locl": False})
    shaped = tuple((info.codepoint, place.x_advance) for info, place in zip(held.glyph_infos, held.glyph_positions))
    return None if any(glyph == 0 for glyph, _ in shaped) else shaped


def embedded(drawing: str) -> str:
    """Return an SVG with the glyphs of its text embedded as a font face: text stays text, and shows without a Chinese font."""
    signs = "".join(sorted(set(re.sub(r"<[^>]*>", "", drawing)) | set("0123456789")))
    held = (f"<style>@font-face{{font-family:'{FACE}';src:url(data:font/otf;base64,"
            f"{base64.b64encode(glyphs(signs)).decode()}) format('opentype');}}</style>")
    return re.sub(r"(<svg[^>]*>)", lambda match: match.group(1) + held, drawing, count=1)

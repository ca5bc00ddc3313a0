"""Streamlit's icon font cut to the icons that are drawn: `python -m pages.parts.icon_font`.

Of its 4,000 icons Streamlit and our pages use a few hundred. The cut file keeps the name of the one it was cut from, which
holds a digest of it: after another Streamlit is installed it answers for nothing, until this is run again.
"""

import re
from collections.abc import Set
from pathlib import Path

import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont

STATIC = Path(streamlit.__file__).parent / "static" / "static"
OUT = Path(__file__).parent.parent.parent / "data" / "fonts" / "icons"


def ligatures(font: TTFont) -> dict[str, str]:
    """Return the glyph of each icon by the name that is written for it."""
    signs = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, sets in getattr(table, "ligatures", {}).items():
                for ligature in sets:
                    found["".join(signs.get(part, "") for part in (first, *ligature.Component))] = ligature.LigGlyph
    return found


def used(icons: Set[str]) -> set[str]:
    """Return the icons named in our pages, or in quotes anywhere in Streamlit's scripts."""
    named = set()
    for file in STATIC.glob("js/*.js"):
        named.update(re.findall(r"[\"'`:/]([a-z0-9_]{2,40})[\"'`:]", file.read_text(encoding="utf-8")))
    return named & icons | ours()


def ours() -> set[str]:
    """Return the icons our pages name."""
    pages = Path(__file__).parent.parent
    said = "".join(file.read_text(encoding="utf-8") for file in pages.rglob("*.py"))
    return set(re.findall(r":material/(\w+):", said)) | set(re.findall(r'<b aria-hidden="true">(\w+)</b>', said))


def cut(source: Path, target: Path) -> set[str]:
    """Write the font with only the icons used, and return their names."""
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    glyphs = ligatures(font)
    kept = used(glyphs.keys())
    options = subset.Options(flavor="woff2", layout_closure=False, layout_features=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    # The letters stay, or no name could be written.
    cutter.populate(glyphs=[glyphs[name] for name in kept], unicodes=map(ord, "abcdefghijklmnopqrstuvwxyz0123456789_"))
    cutter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)
    return kept


def main() -> None:
    """Cut the font of the Streamlit installed."""
    for old in OUT.glob("*.woff2"):
        old.unlink()
    for source in STATIC.glob("media/MaterialSymbols-*.woff2"):
        kept = cut(source, OUT / source.name)
        print(f"{source.name}: {len(kept)} icons, {source.stat().st_size / 1e3:.0f} kB to {(OUT / source.name).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

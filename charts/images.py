"""Figures as pictures: PNG, SVG and PDF with Chinese on a machine that has no Chinese font.

Kaleido 0.2.1 brings its own browser. It reads FONTCONFIG_FILE once, when its scope starts, and its start script breaks on a
path with a blank in it; both are seen to here.
"""

import base64
import io
import json
import os
import re
import tempfile
from functools import lru_cache
from html import escape
from pathlib import Path
from threading import Lock

import plotly
import plotly.graph_objects as go
from fontTools import subset
from fontTools.ttLib import TTFont
from kaleido.scopes.plotly import PlotlyScope

FONT = Path(__file__).parent.parent / "data" / "fonts" / "NotoSansCJKsc-subset.otf"
FACE = "Noto Sans CJK SC"
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><test qual="any" name="family"><string>Source Sans</string></test>
    <edit name="family" mode="assign" binding="strong"><string>{face}</string></edit></match>
  <alias binding="strong"><family>sans-serif</family><prefer><family>{face}</family></prefer></alias>
</fontconfig>
"""
_LOCK = Lock()


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
def _scope() -> PlotlyScope:
    folder = Path(tempfile.mkdtemp(prefix="lunheng-pictures-"))
    config = folder / "fonts.conf"
    config.write_text(_FONTCONFIG.format(fonts=escape(str(require_font().parent)), cache=escape(str(folder / "cache")),
                                         face=FACE), encoding="utf-8")
    script = Path(PlotlyScope.executable_path())
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    # The start script and its arguments are not quoted: links without a blank stand in for paths that have one.
    (folder / "executable").symlink_to(script.parent, target_is_directory=True)
    (folder / "plotly.min.js").symlink_to(library)

    class Scope(PlotlyScope):
        @classmethod
        def executable_path(cls):
            return str(folder / "executable" / script.name)

    scope = Scope(plotlyjs=str(folder / "plotly.min.js"))
    scope._mathjax = None  # a text with two dollar signs is no formula
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(config)
    try:
        scope.transform({"data": [], "layout": {}}, format="svg", width=10, height=10)
    finally:
        if before is None:
            os.environ.pop("FONTCONFIG_FILE", None)
        else:
            os.environ["FONTCONFIG_FILE"] = before
    return scope


def _transform(figure: go.Figure, form: str, width: float, height: float, scale: float) -> bytes:
    with _LOCK:
        scope = _scope()
    # The Chinese font sets ’ as wide as a character: in an English word it is written '.
    drawing = json.loads(re.sub(r"(?<=[A-Za-z])(?:’|\\u2019)", "'", figure.to_json()))
    return scope.transform(drawing, format=form, width=width, height=height, scale=scale)


def png(figure: go.Figure, *, width: float = 716, scale: float = 2) -> bytes:
    """Return a figure as PNG, `scale` pixels for each of its own."""
    return _transform(figure, "png", width, figure.layout.height, scale)


def pdf(figure: go.Figure, *, width: float = 716) -> bytes:
    """Return a figure as PDF."""
    return _transform(figure, "pdf", width, figure.layout.height, 1)


def svg(figure: go.Figure, *, width: float = 716) -> bytes:
    """Return a figure as SVG that carries the glyphs it uses: text stays text, and shows without a Chinese font."""
    return with_font(raw_svg(figure, width=width)).encode()


def raw_svg(figure: go.Figure, *, width: float = 716) -> str:
    """Return a figure as SVG without a font, to be set into another."""
    return _transform(figure, "svg", width, figure.layout.height, 1).decode()


def with_font(drawing: str) -> str:
    """Return an SVG with the glyphs of its text embedded as a font face."""
    text = re.sub(r"<[^>]*>", "", drawing)
    signs = "".join(sorted(set(text) | set("0123456789")))
    face = (f"<style>@font-face{{font-family:'{FACE}';src:url(data:font/otf;base64,"
            f"{base64.b64encode(glyphs(signs)).decode()}) format('opentype');}}</style>")
    return re.sub(r"(<svg[^>]*>)", lambda match: match.group(1) + face, drawing, count=1)


@lru_cache(maxsize=64)
def glyphs(signs: str) -> bytes:
    """Return the font cut down to some characters."""
    # Without `locl`: where a page says it is in Traditional Chinese, it would ask for regional forms our font does not have.
    features = [tag for tag in subset.Options().layout_features if tag != "locl"]
    options = subset.Options(layout_features=features, notdef_outline=True, hinting=False, name_IDs=[0, 1, 2, 13, 14])
    font = TTFont(require_font(), lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=signs)
    cutter.subset(font)
    cutout = io.BytesIO()
    font.save(cutout)
    return cutout.getvalue()

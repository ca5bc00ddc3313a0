"""Figures as pictures: PNG and SVG with Chinese on a machine that has no Chinese font.

Kaleido 0.2.1 brings its own browser, which draws Plotly's figures as SVG; `printing` has the rest. It reads FONTCONFIG_FILE once, when its scope starts, and its start script breaks on a
path with a blank in it; both are seen to here.
"""

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
from kaleido.scopes.plotly import PlotlyScope

from charts import notes, printing, theme, typeface

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


@lru_cache(maxsize=1)
def _scope() -> PlotlyScope:
    folder = Path(tempfile.mkdtemp(prefix="lunheng-pictures-"))
    config = folder / "fonts.conf"
    config.write_text(_FONTCONFIG.format(fonts=escape(str(typeface.require_font().parent)), cache=escape(str(folder / "cache")),
                                         face=typeface.FACE), encoding="utf-8")
    script = Path(PlotlyScope.executable_path())
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    # The start script and its arguments are not quoted: links without a blank stand in for paths that have one.
    (folder / "executable").symlink_to(script.parent, target_is_directory=True)
    (folder / "plotly.min.js").symlink_to(library)

    class Scope(PlotlyScope):  # type: ignore[misc]  # kaleido says no types
        @classmethod
        def executable_path(cls) -> str:
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


def png(figure: go.Figure, *, width: float = 716, scale: float = 2) -> bytes:
    """Return a figure as PNG, `scale` pixels for each of its own."""
    return printing.png(raw_svg(figure, width=width), width, figure.layout.height, scale=scale)


def svg(figure: go.Figure, *, width: float = 716) -> bytes:
    """Return a figure as SVG that carries the glyphs it uses: text stays text, and shows without a Chinese font."""
    return typeface.embedded(raw_svg(figure, width=width)).encode()


def raw_svg(figure: go.Figure, *, width: float = 716, white: bool = False) -> str:
    """Return a figure as SVG without a font, to be set into another; `white` puts it on white instead of the page's paper."""
    # The Chinese font sets ’ as wide as a character: in an English word it is written '.
    drawn = re.sub(r"(?<=[A-Za-z])(?:’|\\u2019)", "'", figure.to_json())
    return _drawn(drawn.replace(theme.LIGHT.bg, "#FFFFFF") if white else drawn, width, figure.layout.height)


# Who takes a chart away often takes it in several forms and sizes of type: it is drawn once for them.
@lru_cache(maxsize=24)
def _drawn(figure: str, width: float, height: float) -> str:
    with _LOCK:
        scope = _scope()
    drawn = json.loads(figure)
    written = notes.taken(drawn, width, height)
    drawing = str(scope.transform(drawn, format="svg", width=width, height=height, scale=1).decode())
    return f"{drawing.removesuffix('</svg>')}{written}</svg>" if written else drawing

"""The same words at a glance. The cloud carries no finding: bars with the numbers stand beside it."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

import pandas as pd
import plotly.graph_objects as go
from fontTools.ttLib import TTFont
from PIL import ImageFont
from wordcloud import WordCloud

from analysis.language import ENGLISH, Language
from charts import images, lettering, scratch, theme, typeface
from charts.canvas import Canvas, Part, message

MOST = 60
_LARGEST, _SMALLEST = 62, 12
# Plotly takes the middle of a line to be a quarter of its size above the baseline.
_MIDDLE = 0.25
# How high Chinese signs reach above and below the baseline, in thousandths of the size.
_ABOVE, _BELOW = 880, 120


def layout(ranked: pd.DataFrame, *, width: int = 400, height: int = 440, most: int = MOST) -> pd.DataFrame:
    """Return where each word stands: word, count, voices, size, x, y (of its middle, in pixels from the top left).

    Parameters
    ----------
    ranked : frame
        As `summaries.ranked_words` gives it. Words that find no room are left out.
    width, height : int
        Pixels.
    most : int
        How many words at most.

    Notes
    -----
    The library wordcloud finds the places, words lying flat; the same words always lie the same way.
    """
    words = ranked.head(most)
    return _laid(tuple(words[["word", "count", "voices"]].itertuples(index=False, name=None)), width, height).copy()


class _Word(Protocol):
    """A word, how often it is used and by how many; once it has its place, where and how large."""

    word: str
    times: int
    voices: int
    x: float
    y: float
    size: float


@lru_cache(maxsize=64)
def _laid(ranked: tuple[tuple[str, int, int], ...], width: int, height: int) -> pd.DataFrame:
    columns = ["word", "count", "voices", "size", "x", "y"]
    words = pd.DataFrame(ranked, columns=columns[:3])
    shown = {lettering.cut(row.word, 240, 20): (row.word, row.times, row.voices)
             for row in cast(Iterable[_Word], words.rename(columns={"count": "times"}).itertuples())}
    if not shown:
        return pd.DataFrame(columns=columns)
    # Places are sought on half the canvas, in a third of the time, and doubled.
    largest = _LARGEST * (width * height / (400 * 440)) ** 0.5
    cloud = WordCloud(font_path=str(_font()), width=width // 2, height=height // 2, prefer_horizontal=1, margin=2, random_state=7,
                      min_font_size=_SMALLEST // 2, max_font_size=round(largest / 2), relative_scaling=0.5, max_words=len(shown))
    cloud.generate_from_frequencies({text: times for text, (_, times, _) in shown.items()})
    rows = []
    for (text, _), half, (top, left), _, _ in cloud.layout_:
        size, top, left = 2 * half, 2 * top, 2 * left
        reach = ImageFont.truetype(str(_font()), size).getlength(text)
        rows.append((*shown[text], size, left + reach / 2, top + (_ABOVE / 1000 - _MIDDLE) * size))
    return pd.DataFrame(rows, columns=columns)


@lru_cache(maxsize=1)
def _font() -> Path:
    """Return our font with no empty space above its signs, in a file of its own, made once a process.

    wordcloud measures a word without the space above it and draws it with that space: in our font, which has much of it,
    words ran into each other.
    """
    font = TTFont(typeface.require_font(), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    size = font["head"].unitsPerEm / 1000
    font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = round(_ABOVE * size)
    font["hhea"].descent = font["OS/2"].sTypoDescender = -round(_BELOW * size)
    font["OS/2"].usWinDescent = round(_BELOW * size)
    font["hhea"].lineGap = font["OS/2"].sTypoLineGap = 0
    return scratch.folder("lunheng-cloud-", lambda folder: font.save(folder / "cloud.otf")) / "cloud.otf"


def inks(ranked: pd.DataFrame) -> tuple[int, int]:
    """Return from how many commentators on a word stands in full ink, and from how many in the next."""
    most = max(int(ranked["voices"].max()), 1) if len(ranked) else 1
    return max(-(-most * 2 // 3), 1), max(-(-most // 3), 1)


def draw(ranked: pd.DataFrame, *, voices: int | None = None, dark: bool = False, width: float = 420, height: int = 440,
         narrow: bool = False, most: int = MOST, language: str = ENGLISH) -> go.Figure:
    """Return the cloud as a figure whose words can be clicked.

    Parameters
    ----------
    ranked : frame
        As `summaries.ranked_words` gives it.
    voices : int, optional
        Out of how many commentators, for the words that appear over a word.
    dark, width, height, narrow
        Theme and pixels; in a wider column the words spread.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is the word. Without our font there is no telling how wide a word is: the figure then says so.
    """
    if ranked.empty:
        return message(Language.of(language).say("words_none"), dark=dark, width=width)
    # Where a browser gives more room words spread, where it gives less they would collide.
    inner = int(width * 0.95)
    try:
        placed = layout(ranked, width=inner, height=height, most=most)
    except typeface.MissingFont:
        return message(Language.of(language).say("chart_no_font"), dark=dark, width=width)
    canvas = Canvas(height, span=(0.0, float(inner)), width=width, dark=dark, language=language)
    ink = canvas.ink
    full, half = inks(ranked)
    colours = [ink.text if users >= full else ink.text2 if users >= half else ink.text3 for users in placed["voices"]]
    canvas.trace(
        "scatter", x=placed["x"], y=placed["y"], mode="text", customdata=placed["word"].tolist(), hoverinfo="text",
        text=[lettering.fitted(word, 240, 20) for word in placed["word"]], textposition="middle center",
        hovertext=[_hover(canvas, row, voices) for row in cast(Iterable[_Word], placed.rename(columns={"count": "times"}).itertuples())],
        textfont={"size": placed["size"].tolist(), "color": colours, "family": theme.CHINESE}, cliponaxis=False)
    canvas.choice(lambda mark: [_line(canvas, row) for row in cast(Iterable[_Word], placed[placed["word"] == mark].itertuples())])
    return canvas.finish()


def _line(canvas: Canvas, row: _Word) -> Part:
    """Return the line under a word that somebody chose."""
    reach, under = lettering.width(row.word, row.size) / 2, row.y + row.size * 0.62
    return {"type": "line", "xref": "x", "xsizemode": "pixel", "xanchor": row.x, "x0": -reach, "x1": reach,
            "yref": "y", "y0": under, "y1": under, "line": {"color": canvas.ink.text, "width": 2}}


def _hover(canvas: Canvas, row: _Word, voices: int | None) -> str:
    used = f"{lettering.fitted(row.word, 300)}: {row.times:,}"
    return canvas.say("used_by", used=used, some=int(row.voices), n=voices) if voices else used


def png(ranked: pd.DataFrame, *, voices: int | None = None, width: int = 800, height: int = 520, scale: float = 2,
        language: str = ENGLISH) -> bytes:
    """Return the cloud as PNG, in the light theme."""
    return images.png(draw(ranked, voices=voices, width=width, height=height, language=language), width=width, scale=scale)


def svg(ranked: pd.DataFrame, *, voices: int | None = None, width: int = 800, height: int = 520,
        language: str = ENGLISH) -> bytes:
    """Return the cloud as SVG that carries the glyphs it uses."""
    return images.svg(draw(ranked, voices=voices, width=width, height=height, language=language), width=width)

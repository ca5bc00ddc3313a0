"""The same words at a glance. The cloud carries no finding: bars with the numbers stand beside it."""

import pandas as pd
import plotly.graph_objects as go
from wordcloud import WordCloud

from charts import images, lettering, theme
from charts.canvas import Canvas, message

MOST = 60
_MIDDLE = 0.91  # from the top of the line to what Plotly takes for the middle, a quarter of the size above the baseline
_COARSE = 2  # laid out on half the canvas, which takes less than half the time


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

    Raises
    ------
    images.MissingFont
        Where our font is not found.

    Notes
    -----
    Words lie flat, and the same words always lie the same way.
    """
    words = ranked.head(most)
    columns = ["word", "count", "voices", "size", "x", "y"]
    if words.empty:
        return pd.DataFrame(columns=columns)
    shown = {lettering.cut(word, 240, 20): place for place, word in enumerate(words["word"])}
    maker = WordCloud(font_path=str(images.require_font()), width=width // _COARSE, height=height // _COARSE,
                      prefer_horizontal=1.0, min_font_size=12 // _COARSE, max_font_size=62 // _COARSE, margin=1,
                      relative_scaling=0.45, random_state=1, max_words=most)
    maker.generate_from_frequencies({word: float(words["count"].iloc[place]) for word, place in shown.items()})
    placed = []
    for (word, _), size, (row, column), _, _ in maker.layout_:
        source = words.iloc[shown[word]]
        placed.append({"word": source["word"], "count": source["count"], "voices": source["voices"],
                       "size": size * _COARSE, "x": (column + lettering.width(word, size) / 2) * _COARSE,
                       "y": (row + _MIDDLE * size) * _COARSE})
    return pd.DataFrame(placed, columns=columns)


def draw(ranked: pd.DataFrame, *, voices: int | None = None, dark: bool = False, width: float = 420, height: int = 440,
         narrow: bool = False, chosen: str | None = None, most: int = MOST) -> go.Figure:
    """Return the cloud as a figure whose words can be clicked.

    Parameters
    ----------
    ranked : frame
        As `summaries.ranked_words` gives it.
    voices : int, optional
        Out of how many commentators: words of seven tenths of them are in ink, of four tenths lighter, the rest lightest.
        Without it, of the most that any word has.
    dark, width, height, narrow
        Theme and pixels; in a wider column the words spread.
    chosen : str, optional
        A word that gets a line under it.

    Returns
    -------
    plotly Figure
        `customdata` is the word.
    """
    if ranked.empty:
        return message("No words to count here.", dark=dark, width=width)
    # Where a browser gives more room words spread, where it gives less they would collide.
    inner = int(width * 0.95)
    placed = layout(ranked, width=inner, height=height, most=most)
    canvas = Canvas(height, span=(0.0, float(inner)), width=width, dark=dark)
    ink = canvas.ink
    whole = voices or max(int(ranked["voices"].max()), 1)
    share = placed["voices"] / whole
    colours = [ink.text if part >= 0.7 else ink.text2 if part >= 0.4 else ink.text3 for part in share]
    canvas.figure.add_trace(go.Scatter(
        x=placed["x"], y=placed["y"], mode="text", customdata=placed["word"].tolist(), hoverinfo="text",
        text=[lettering.fitted(word, 240, 20) for word in placed["word"]], textposition="middle center",
        hovertext=[f"{lettering.fitted(word, 300)}: {count:,}" for word, count in zip(placed["word"], placed["count"])],
        textfont={"size": placed["size"].tolist(), "color": colours, "family": theme.CHINESE}, cliponaxis=False))
    for row in placed[placed["word"] == chosen].itertuples():
        half = lettering.width(row.word, row.size) / 2
        canvas.add({"type": "line", "xref": "x", "xsizemode": "pixel", "xanchor": row.x, "x0": -half, "x1": half,
                    "yref": "y", "y0": row.y + row.size * 0.62, "y1": row.y + row.size * 0.62,
                    "line": {"color": ink.text, "width": 2}})
    return canvas.finish()


def png(ranked: pd.DataFrame, *, voices: int | None = None, width: int = 800, height: int = 520, scale: float = 2) -> bytes:
    """Return the cloud as PNG, in the light theme."""
    return images.png(draw(ranked, voices=voices, width=width, height=height), width=width, scale=scale)


def svg(ranked: pd.DataFrame, *, voices: int | None = None, width: int = 800, height: int = 520) -> bytes:
    """Return the cloud as SVG that carries the glyphs it uses."""
    return images.svg(draw(ranked, voices=voices, width=width, height=height), width=width)

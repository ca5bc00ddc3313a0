"""The same words at a glance. The cloud carries no finding: bars with the numbers stand beside it."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts import images, lettering, theme
from charts.canvas import Canvas, message

MOST = 60
_LARGEST, _SMALLEST = 62, 12
_FILLED = 0.62
# Chinese signs fill 0.91 of their size, and Plotly takes the line for the middle a quarter of the size above the baseline.
_HIGH, _DOWN = 1.02, 0.115


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
    Each word, the most used first, lies flat at the first free place on a spiral from the middle outwards: the same words
    always lie the same way. The library wordcloud measures a word without the space above it and draws it with: words of
    our font, which has much of it, ran into each other, so the places are found here.
    """
    words = ranked.head(most)
    shown = [lettering.cut(word, 240, 20) for word in words["word"]]
    spiral = _spiral(width, height)
    sizes = _sizes(words["count"].to_numpy(dtype=float), shown, width * height)
    places = _placed(shown, sizes, spiral, width, height)
    for _ in range(4):
        if all(place is not None for place in places):
            break
        sizes = np.maximum(sizes * 0.9, _SMALLEST)
        places = _placed(shown, sizes, spiral, width, height)
    rows = [{"word": word, "count": count, "voices": voices, "size": int(size), "x": place[0],
             "y": place[1] + _DOWN * int(size)}
            for word, count, voices, size, place in zip(words["word"], words["count"], words["voices"], sizes, places)
            if place is not None]
    return pd.DataFrame(rows, columns=["word", "count", "voices", "size", "x", "y"])


def _sizes(counts: np.ndarray, shown: list[str], area: float) -> np.ndarray:
    """Return type sizes: by the square root of the count, as large as lets all of them fill most of the canvas."""
    if len(counts) == 0:
        return counts
    shares = (counts / counts.max()) ** 0.6
    needed = sum(lettering.width(word, share) * share * _HIGH for word, share in zip(shown, shares))
    largest = min((_FILLED * area / needed) ** 0.5, _LARGEST * (area / (400 * 440)) ** 0.5)
    return np.maximum(shares * largest, _SMALLEST)


def _spiral(width: float, height: float) -> np.ndarray:
    turn = np.linspace(0, 1, 2400) ** 0.5 * 34 * np.pi
    reach = turn / turn[-1]
    return np.column_stack([width / 2 + reach * np.cos(turn) * width / 2, height / 2 + reach * np.sin(turn) * height / 2])


def _placed(shown: list[str], sizes: np.ndarray, spiral: np.ndarray, width: float, height: float) -> list:
    """Return the middle of each word, or None where it finds no room."""
    taken = np.empty((0, 4))
    places = []
    for word, size in zip(shown, sizes):
        half = lettering.width(word, int(size)) / 2 + 3, int(size) * _HIGH / 2 + 1
        x, y = spiral[:, 0], spiral[:, 1]
        free = (x >= half[0]) & (x <= width - half[0]) & (y >= half[1]) & (y <= height - half[1])
        for left, right, top, bottom in taken:
            free &= (x + half[0] <= left) | (x - half[0] >= right) | (y + half[1] <= top) | (y - half[1] >= bottom)
        if not free.any():
            places.append(None)
            continue
        first = int(free.argmax())
        places.append((float(x[first]), float(y[first])))
        taken = np.vstack([taken, [x[first] - half[0], x[first] + half[0], y[first] - half[1], y[first] + half[1]]])
    return places


def inks(ranked: pd.DataFrame) -> tuple[int, int]:
    """Return from how many commentators on a word stands in full ink, and from how many in the next."""
    most = max(int(ranked["voices"].max()), 1) if len(ranked) else 1
    return max(-(-most * 2 // 3), 1), max(-(-most // 3), 1)


def draw(ranked: pd.DataFrame, *, voices: int | None = None, dark: bool = False, width: float = 420, height: int = 440,
         narrow: bool = False, chosen: str | None = None, most: int = MOST) -> go.Figure:
    """Return the cloud as a figure whose words can be clicked.

    Parameters
    ----------
    ranked : frame
        As `summaries.ranked_words` gives it.
    voices : int, optional
        Out of how many commentators, for the words that appear over a word.
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
    full, half = inks(ranked)
    colours = [ink.text if users >= full else ink.text2 if users >= half else ink.text3 for users in placed["voices"]]
    canvas.figure.add_trace(go.Scatter(
        x=placed["x"], y=placed["y"], mode="text", customdata=placed["word"].tolist(), hoverinfo="text",
        text=[lettering.fitted(word, 240, 20) for word in placed["word"]], textposition="middle center",
        hovertext=[_hover(row, voices) for row in placed.rename(columns={"count": "times"}).itertuples()],
        textfont={"size": placed["size"].tolist(), "color": colours, "family": theme.CHINESE}, cliponaxis=False))
    for row in placed[placed["word"] == chosen].itertuples():
        reach = lettering.width(row.word, row.size) / 2
        canvas.add({"type": "line", "xref": "x", "xsizemode": "pixel", "xanchor": row.x, "x0": -reach, "x1": reach,
                    "yref": "y", "y0": row.y + row.size * 0.62, "y1": row.y + row.size * 0.62,
                    "line": {"color": ink.text, "width": 2}})
    return canvas.finish()


def _hover(row, voices: int | None) -> str:
    used = f"{lettering.fitted(row.word, 300)}: {row.times:,}"
    return f"{used}, by {row.voices:,} of {voices:,} commentators" if voices else used


def png(ranked: pd.DataFrame, *, voices: int | None = None, width: int = 800, height: int = 520, scale: float = 2) -> bytes:
    """Return the cloud as PNG, in the light theme."""
    return images.png(draw(ranked, voices=voices, width=width, height=height), width=width, scale=scale)


def svg(ranked: pd.DataFrame, *, voices: int | None = None, width: int = 800, height: int = 520) -> bytes:
    """Return the cloud as SVG that carries the glyphs it uses."""
    return images.svg(draw(ranked, voices=voices, width=width, height=height), width=width)

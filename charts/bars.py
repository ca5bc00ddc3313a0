"""Words ranked by use: a bar a word, with how many commentators use it beside it."""

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from charts import lettering
from charts.canvas import Canvas, message

MOST = 40
_ROW = 30.0


def draw(ranked: pd.DataFrame, *, voices: int | None = None, marked: str | None = None, dark: bool = False,
         width: float = 577, narrow: bool = False, language: str = ENGLISH) -> go.Figure:
    """Return ranked bars.

    Parameters
    ----------
    ranked : frame
        As `summaries.ranked_words` gives it.
    voices : int, optional
        Out of how many commentators; without it the column is left out.
    marked : str, optional
        The word whose bar is in ink: the one the finding names.
    dark, width, narrow
        Theme; pixels the chart is made for; the layout for a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is the word.
    """
    if ranked.empty:
        return message(Language.of(language).say("words_none"), dark=dark, width=width)
    words = ranked.head(MOST)
    hidden = len(ranked) - len(words)
    longest = max(lettering.width(lettering.cut(word, 150, 15), 15) for word in words["word"])
    left, right = max(min(longest + 16, width * 0.32), 64.0), (104.0 if voices else 44.0)
    top = 34.0
    canvas = Canvas(top + _ROW * len(words) + (26 if hidden else 6), left=left, right=right,
                    span=(0.0, float(words["count"].max())), width=width, dark=dark,
                    language=language)
    ink = canvas.ink
    canvas.text(canvas.say("times_used"), 10, x=0, size=13, colour=ink.text2)
    if voices:
        canvas.text(canvas.say("voices_of" if narrow else "commentators_of", n=voices), 10, right=4, align="right", size=13,
                    colour=ink.text2)
    heights = [top + _ROW * (place + 0.5) for place in range(len(words))]
    for word, count, users, y in zip(words["word"], words["count"], words["voices"], heights):
        canvas.text(lettering.fitted(word, left - 12, 15), y, left=0, size=15, chinese=True)
        canvas.text(f"{count:,}", y, x=float(count), shift=8, size=14)
        if voices:
            canvas.text(f"{users:,}", y, right=4, align="right", size=13,
                        colour=ink.text if word == marked else ink.text2)
    canvas.trace(
        "bar", orientation="h", x=words["count"].tolist(), y=heights, width=[18] * len(words),
        customdata=words["word"].tolist(), hoverinfo="text",
        hovertext=[f"{lettering.fitted(word, 300)}: {count:,}" for word, count in zip(words["word"], words["count"])],
        marker={"color": [ink.text if word == marked else ink.steps[0] for word in words["word"]], "line": {"width": 0}})
    canvas.framed(words["word"].tolist(), [0.0] * len(words), words["count"], heights, 24)
    if hidden:
        canvas.text(canvas.say("showing_words", shown=MOST, n=len(ranked)), canvas.height - 8, left=0, size=13, colour=ink.text2)
    return canvas.finish()

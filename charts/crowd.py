"""Consensus and members, question by question: grey dots who said it, a bar for their mean, ink for what came."""

from collections.abc import Iterable
from typing import Protocol, cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Language
from charts import lettering, theme
from charts.canvas import Canvas, message

MOST = 40
_ROW, _PHONE = 44.0, 60.0
# From this width on, every question stands on a line where all can: a slide holds more of them so.
_WIDE, _ONE_LINE = 1200, 28.0


class _Asked(Protocol):
    """A question with what the crowd gave it."""

    question_id: str
    n: int
    probability: float
    outcome: float


def draw(forecasts: pd.DataFrame, consensus: pd.DataFrame, titles: dict[str, str], *, dark: bool = False, width: float = 716,
         narrow: bool = False, language: str = "en") -> go.Figure:
    """Return the questions that more than one commentator answered, those on which the consensus erred least first.

    Parameters
    ----------
    forecasts : frame, schema FORECASTS
    consensus : frame
        As `crowd.consensus` gives it.
    titles : dict of str to str
        Question to its text.
    dark, width, narrow
        Theme; pixels the chart is made for; the layout for a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` of a mark is `question|`, the question's id, `|` and the percent given.
    """
    tongue = Language.of(language)
    if consensus.empty:
        return message(tongue.say("crowd_none"), dark=dark, width=width)
    rows = consensus.sort_values(["brier", "n", "question_id"], ascending=[True, False, True], kind="stable").head(MOST)
    left, right, pitch = (12.0, 12.0, _PHONE) if narrow else (min(width * 0.46, 330.0), 66.0, _ROW)
    longest = 24 + max(lettering.width(titles.get(key, key), 14) for key in rows["question_id"])
    if width >= _WIDE and longest <= width * 0.46:
        left, pitch = max(longest, left), _ONE_LINE
    canvas = Canvas(10, left=left, right=right, span=(-0.04, 1.04), width=width, dark=dark)
    ink = canvas.ink
    y = canvas.key([
        ([{"wide": 11, "high": 11, "fill": ink.steps[0], "round_": True}], tongue.say("crowd_key_member")),
        ([{"wide": 4, "high": 16, "fill": ink.text2}], tongue.say("crowd_key_consensus")),
        ([{"wide": 10, "high": 10, "line": ink.text}], tongue.say("crowd_key_came"))], room=canvas.width) + 32
    for share in (0, 0.5, 1):
        align = "center" if 0 < share < 1 or not narrow else "left" if share == 0 else "right"
        canvas.text(lettering.percent(share), y, x=share, align=align, size=theme.AXIS, colour=ink.text2,
                    shift={"left": -6, "center": 0, "right": 6}[align])
    top = y + 16
    for share in (0, 0.5, 1):
        canvas.upright(share, top, top + pitch * len(rows), colour=ink.rule if share == 0.5 else ink.border)
    marks = []
    for place, row in enumerate(cast(Iterable[_Asked], rows.itertuples())):
        line = top + pitch * place
        canvas.rule(line)
        middle = line + (pitch * 0.72 if narrow else pitch / 2)
        _title(canvas, titles.get(row.question_id, row.question_id), line, middle, narrow)
        if not narrow:
            canvas.text(f"n = {row.n}", middle, right=0, align="right", size=13, colour=ink.text2)
        own = forecasts[forecasts["question_id"] == row.question_id]
        for percent, said in own.groupby((100 * own["probability"]).round().astype("int64")):
            marks.append((percent / 100, middle, f"question|{row.question_id}|{percent}", len(said),
                          tongue.separated(list(said["commentator"]))))
        canvas.box(-2, middle - 10, 4, 20, fill=ink.text2, x=row.probability)
        canvas.box(-7, middle - 7, 14, 14, line=ink.text, x=row.outcome)
    x, at, keys, many, who = (list(column) for column in zip(*marks))
    sizes = [9 if n == 1 else 12 if n < 4 else 15 for n in many]
    canvas.trace(
        "scatter", x=x, y=at, mode="markers", customdata=keys, hoverinfo="text", cliponaxis=False,
        hovertext=[f"{lettering.fitted(names, 300)}<br>{lettering.percent(share)}" for names, share in zip(who, x)],
        marker={"size": sizes, "color": ink.steps[0], "opacity": 1, "line": {"width": 1.5, "color": ink.bg}})
    canvas.ringed(keys, x, at, [size + 7 for size in sizes])
    bottom = top + pitch * len(rows)
    if len(consensus) > len(rows):
        bottom += 26
        canvas.text(tongue.say("record_showing", shown=len(rows), n=len(consensus)), bottom - 8, left=0, size=13, colour=ink.text2)
    canvas.height = bottom + 8
    return canvas.finish()


def _title(canvas: Canvas, text: str, line: float, middle: float, narrow: bool) -> None:
    if narrow:
        canvas.text(lettering.fitted(text, canvas.width - 4, 14), line + 16, left=0, size=14)
        return
    shown = lettering.lines(text, canvas.left - 24, 14, most=2)
    for number, part in enumerate(shown):
        canvas.text(lettering.plain(part), middle + (number - (len(shown) - 1) / 2) * 17, left=0, size=14)

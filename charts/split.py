"""Who points where: a row an issue, outward from a gutter of open predictions; a square each, or shares where squares find no room."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from charts import lettering, squares, theme
from charts.canvas import Canvas, message
from charts.shares import Shares
from charts.squares import Squares

MOST, MOST_FEW = 40, 4


def _measures(narrow: bool) -> dict[str, float]:
    if narrow:
        return {"left": 0, "right": 34, "row": 44, "size": 10, "pitch": 13.5, "tight": 9, "bar": 14}
    return {"left": 164, "right": 36, "row": 32, "size": 18, "pitch": 25, "tight": 11, "bar": 18}


def unit(split: pd.DataFrame, *, width: float = 716, narrow: bool = False) -> int | None:
    """Return how many predictions one square stands for; None where they would find no room, and shares are drawn."""
    return squares.unit(split, _measures(narrow), width)


def draw(split: pd.DataFrame, *, dark: bool = False, width: float = 716, narrow: bool = False,
         least: int = 3, language: str = ENGLISH) -> go.Figure:
    """Return the split of predictions by issue.

    Parameters
    ----------
    split : frame
        As `summaries.split_by_issue` gives it.
    dark, width, narrow
        Theme; pixels the chart is made for (it holds from 570); the layout for a phone.
    least : int
        As given to `split_by_issue`; named over the issues below it.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` of a mark is what `shares.meant` reads.
    """
    if split.empty:
        return message(Language.of(language).say("chart_no_predictions"), dark=dark, width=width)
    fit = _measures(narrow)
    every = split.drop_duplicates("issue")
    enough = every.loc[~every["few"], "issue"]
    few = every[every["few"]].sort_values("n", ascending=False, kind="stable")["issue"]
    few = few[:MOST_FEW if len(enough) else MOST]
    issues = [*enough[:MOST], *every.loc[every["issue"].isin(few), "issue"]]
    hidden = len(every) - len(issues)
    split = split[split["issue"].isin(issues)]
    size = squares.unit(split, fit, width)
    filling = Squares(split, size, fit, width) if size else Shares(split, fit, width)
    rows, few_at, bottom = _rows(split, fit, narrow)
    top = 66 if not narrow else 84
    height = top + bottom + (24 if hidden else 4)
    canvas = Canvas(height, left=fit["left"], right=filling.right, span=filling.span, width=width, dark=dark, language=language)
    ink = canvas.ink
    top_line = canvas.key([*_key(canvas), *filling.key(canvas)], room=canvas.width)
    heads = top - 20 if not narrow else top_line + 28
    canvas.text(canvas.say("axis_apart"), heads, x=-filling.gutter / 2, align="right", size=14, colour=ink.apart, shift=-2)
    canvas.text(canvas.say("axis_open"), heads, x=0, align="center", size=14, colour=ink.text2)
    canvas.text(canvas.say("axis_closer"), heads, x=filling.gutter / 2, size=14, colour=ink.closer, shift=2)
    canvas.text("n", heads, right=6, align="right", size=13, colour=ink.text2)
    if few_at is not None:
        canvas.text(canvas.say("fewer_than", least=least), top + few_at, left=0, size=13, colour=ink.text2)
    labels = split.drop_duplicates("issue").set_index("issue")
    for issue in issues:
        row, y = labels.loc[issue], top + rows[issue]
        colour = ink.text2 if row["few"] else ink.text
        if narrow:
            name = lettering.fitted(f"{row['label']} {row['label_zh']}" if row["label"] != row["label_zh"] else
                                    row["label"], width - 50, theme.NAME)
            canvas.text(name, y - 20, left=0, size=theme.NAME, colour=colour)
        else:
            canvas.text(lettering.fitted(row["label"], fit["left"] - 10, theme.NAME), y, left=0, size=theme.NAME,
                        colour=colour)
            canvas.rule(y + fit["row"] / 2)
        canvas.text(f"{row['n']:,}", y, right=6, align="right", size=13, colour=ink.text2)
    if hidden:
        canvas.text(canvas.say("showing_issues", shown=len(issues), n=len(every)), height - 10, left=0, size=13, colour=ink.text2)
    filling.fill(canvas, {issue: top + y for issue, y in rows.items()})
    return canvas.finish()


def _rows(split: pd.DataFrame, fit: dict[str, float], narrow: bool) -> tuple[dict[str, float], float | None, float]:
    """Return the height of each issue's row, of the heading over the small ones, and of all."""
    heights, place, few_at = {}, 0.0, None
    for issue, few in split.drop_duplicates("issue")[["issue", "few"]].itertuples(index=False):
        if few and few_at is None:
            few_at = place + 14
            place += 30
        heights[issue] = place + (fit["row"] / 2 if not narrow else 32)
        place += fit["row"]
    return heights, few_at, place


def _key(canvas: Canvas) -> list[tuple[list[dict[str, Any]], str]]:
    """Return what the colours mean, and what is hollow."""
    ink, side = canvas.ink, 10

    def mark(step: int) -> dict[str, Any]:
        return {"wide": side, "high": side, "fill": ink.steps[step]}
    return [([mark(-2), mark(2)], canvas.say("sure")), ([mark(-1), mark(1)], canvas.say("hedged")), ([mark(0)], canvas.say("axis_open")),
            ([{"wide": side - 1.5, "high": side - 1.5, "line": ink.steps[0]}], canvas.say("only_conditional"))]

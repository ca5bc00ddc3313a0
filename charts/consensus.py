"""What was expected of one question, when: a dot a forecast, a line for the consensus, and where it was answered."""

from collections.abc import Callable, Iterable
from typing import Protocol, cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Language
from analysis.rows import QuestionRow
from charts import lettering, theme
from charts.canvas import Canvas, message

_HIGH, _TALL = 240.0, 220.0


class _Mark(Protocol):
    """What a commentator gave a question on a day."""

    who: str
    made_on: pd.Timestamp
    forecast: float


def draw(expected: pd.DataFrame, question: QuestionRow, *, dark: bool = False, width: float = 716, narrow: bool = False, language: str = "en") -> go.Figure:
    """Return the forecasts of one question over time.

    Parameters
    ----------
    expected : frame
        Of one question, as `docket.expected_over_time` gives it.
    question : record
        With opened, closes, resolution and resolved_on.
    dark, width, narrow
        Theme; pixels the chart is made for; the layout for a phone.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` of a mark is a prediction_id, or several joined by a blank.
    """
    tongue = Language.of(language)
    if expected.empty:
        return message(tongue.say("record_nobody_before"), dark=dark, width=width)
    answered = question.resolution in ("yes", "no")
    end = question.resolved_on if answered else question.closes
    first, last = min(expected["made_on"].min(), question.opened), max(end, expected["made_on"].max())
    pad = max((last - first) * 0.02, pd.Timedelta(days=1))
    span = ((first - pad).timestamp(), (last + pad).timestamp())
    tall = _TALL if narrow else _HIGH
    canvas = Canvas(10, left=52, right=14 if narrow else 92, span=span, width=width, dark=dark)
    ink = canvas.ink
    top = canvas.key([
        ([{"wide": 11, "high": 11, "fill": ink.text2, "round_": True}], tongue.say("record_key_forecast", n=len(expected))),
        ([{"wide": 20, "high": 2, "fill": ink.border}], tongue.say("record_key_consensus"))], room=canvas.width) + 34
    foot = top + tall

    def height(share: float) -> float:
        return foot - tall * share

    for share in (0, 0.25, 0.5, 0.75, 1):
        canvas.add({"type": "line", "xref": "x", "yref": "y", "x0": span[0], "x1": span[1], "y0": height(share), "y1": height(share),
                    "layer": "below", "line": {"color": ink.grid if 0 < share < 1 else ink.rule, "width": 1}})
        canvas.text(lettering.percent(share), height(share), left=40, align="right", size=theme.AXIS, colour=ink.text2)
    _line(canvas, expected, end.timestamp(), height)
    if answered:
        yes = question.resolution == "yes"
        canvas.upright(end.timestamp(), top, foot, colour=ink.text, width=1.5)
        canvas.add({"type": "line", "xref": "x", "yref": "y", "x0": end.timestamp(), "x1": span[1], "y0": height(float(yes)),
                    "y1": height(float(yes)), "line": {"color": ink.text, "width": 3}, "layer": "above"})
        canvas.text(tongue.say("record_answer_yes") if yes else tongue.say("record_answer_no"), top - 14, x=end.timestamp(),
                    align="right" if narrow or (end.timestamp() - span[0]) > 0.8 * (span[1] - span[0]) else "center", size=14)
    marks = _marks(expected, tongue)
    at = [height(share) for share in marks["forecast"]]
    x = [day.timestamp() for day in marks["made_on"]]
    canvas.trace(
        "scatter", x=x, y=at, mode="markers", customdata=list(marks["ids"]), hoverinfo="text", cliponaxis=False,
        hovertext=[f"{lettering.fitted(row.who, 300)}<br>{tongue.date(row.made_on, 'day_short')}: {lettering.percent(row.forecast)}"
                   for row in cast(Iterable[_Mark], marks.itertuples())],
        marker={"size": [9 if n == 1 else 12 if n < 4 else 15 for n in marks["n"]], "color": ink.text2, "opacity": 1,
                "line": {"width": 1.5, "color": ink.bg}})
    canvas.ringed(list(marks["ids"]), x, at, 20, by_part=True)
    _days(canvas, first, end, foot, tongue)
    canvas.height = foot + 34
    return canvas.finish()


def _marks(expected: pd.DataFrame, tongue: Language) -> pd.DataFrame:
    """Return a row a day and number: who gave it, and by which predictions."""
    rows = [{"made_on": day, "forecast": share, "n": len(own), "ids": " ".join(own["prediction_ids"]),
             "who": tongue.separated(list(own["commentator"]))}
            for (day, share), own in expected.groupby(["made_on", expected["forecast"].round(6)])]
    return pd.DataFrame(rows)


def _line(canvas: Canvas, expected: pd.DataFrame, end: float, height: Callable[[float], float]) -> None:
    """Draw the consensus: it holds until somebody speaks again."""
    line = expected.drop_duplicates("made_on", keep="last")
    days = [day.timestamp() for day in line["made_on"]]
    shares = [height(share) for share in line["consensus"]]
    canvas.trace("scatter", x=[*days, max(end, days[-1])], y=[*shares, shares[-1]], mode="lines", hoverinfo="skip",
                                       line={"width": 2, "color": canvas.ink.border, "shape": "hv"})
    canvas.text(lettering.percent(line["consensus"].iloc[-1]), shares[-1] - (12 if canvas.right < 50 else 0),
                right=0 if canvas.right < 50 else canvas.right - 12, align="right" if canvas.right < 50 else "left", size=14,
                background=canvas.ink.bg)


def _days(canvas: Canvas, first: pd.Timestamp, end: pd.Timestamp, foot: float, tongue: Language) -> None:
    canvas.text(tongue.date(first, "day_short"), foot + 18, x=first.timestamp(), align="left", size=theme.AXIS, colour=canvas.ink.text2)
    if canvas.pixels(end.timestamp()) - canvas.pixels(first.timestamp()) > 190:
        canvas.text(tongue.date(end, "day_short"), foot + 18, x=end.timestamp(), align="right", size=theme.AXIS, colour=canvas.ink.text2)

"""Who expects what on one issue: a row a commentator, a dot a statement, a bar for what its words allow."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from analysis.schemas import Row
from analysis.summaries import median
from charts import lettering, theme
from charts.canvas import Canvas, message

MOST = 40
TALLEST = 2600.0
LINE, DOT, HOLLOW = 18.0, 15, 11
_WORDS = 3


@dataclass
class _Mark:
    """Statements of one commentator at one chance, of one kind."""

    chance: float
    low: float
    high: float
    step: int
    ids: list[str]
    words: list[tuple[str, float]]
    line: int = 0
    side: str = "right"


@dataclass
class _Row:
    name: str
    firm: list[_Mark] = field(default_factory=list)
    under: list[_Mark] = field(default_factory=list)
    lines: int = 1
    height: float = 46.0


def draw(frame: pd.DataFrame, *, dark: bool = False, width: float = 716, narrow: bool = False,
         most: int = MOST, came: tuple[bool, str] | None = None,
         language: str = ENGLISH) -> go.Figure:
    """Return the outcomes of one issue.

    Parameters
    ----------
    frame : frame
        As `summaries.outcomes` gives it.
    dark, width, narrow
        Theme; pixels the chart is made for (it holds from 570); the layout for a phone.
    most : int
        Rows drawn; of more commentators those with most statements are kept.
    came : tuple of (bool, str), optional
        Of an answered question: whether it came, and the day, in words. An ink line stands on that side, and no median.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` of a mark is a prediction_id, or several joined by a blank where a commentator says as much twice.
    """
    if frame.empty:
        return message(Language.of(language).say("chart_no_outcomes"), dark=dark, width=width)
    everyone, whole = frame["commentator"].nunique(), frame
    if everyone > most:
        kept = frame["commentator"].value_counts(sort=True).index[:most]
        frame = frame[frame["commentator"].isin(kept)]
    left, right = (14.0, 14.0) if narrow else (116.0, 180.0)
    longest = max(lettering.width(lettering.cut(name, 190, theme.NAME), theme.NAME)
                  for name in [*frame["commentator"].unique(), Language.of(language).say("median_of", n=888)])
    left = left if narrow else min(max(left, longest + 16), width * 0.25)
    dense = frame["commentator"].nunique() > 15
    condition = Language.of(language).say("conditional")
    rows = _rows(frame, width - left - right, condition if narrow else "", dense)
    crowded = sum(row.height for row in rows) > TALLEST
    if crowded:
        _flatten(rows, narrow)
    middle = median(whole)
    middle = middle if middle and middle["n"] > 1 and not came else None
    canvas = Canvas(10, left=left, right=right, span=(0.0, 1.0), width=width, dark=dark, language=language)
    top = _head(canvas, whole, narrow, came, ranges=not crowded)
    heights = [row.height for row in rows]
    first = (56.0 if narrow else 46.0) if middle else 0.0
    bottom = top + first + sum(heights)
    ink = canvas.ink
    for place, colour in ((0.0, ink.rule), (0.5, ink.border), (1.0, ink.rule)):
        canvas.upright(place, top, bottom, colour=colour)
    if came:
        canvas.upright(float(came[0]), top, bottom, colour=ink.text, width=3)
    if middle:
        _median(canvas, middle, top, first, narrow)
    y = top + first
    for number, row in enumerate(rows):
        if middle or number:
            canvas.rule(y)
        _row(canvas, row, y, narrow, labelled=not crowded)
        y += row.height
    _marks(canvas, rows, top + first, narrow, ranges=not crowded)
    if everyone > most:
        bottom += 26
        canvas.text(canvas.say("showing_most", most=most, n=everyone), bottom - 8, left=0, size=13, colour=ink.text2)
    canvas.height = bottom + 6
    return canvas.finish()


class _Said(Protocol):
    """A row of the frame drawn: one prediction."""

    row: int
    commentator: str
    conditional: bool
    chance: float
    low: float
    high: float
    step: int
    cue: str
    prediction_id: str


def _rows(frame: pd.DataFrame, track: float, condition: str, dense: bool) -> list[_Row]:
    narrow = bool(condition)
    rows: dict[int, _Row] = {}
    marks: dict[tuple[int, bool, float], _Mark] = {}
    for said in cast(Iterable[_Said], frame.sort_values(["row", "conditional", "chance"], kind="stable").itertuples()):
        row = rows.setdefault(said.row, _Row(said.commentator))
        mark = marks.get((said.row, said.conditional, said.chance))
        if mark is None:
            mark = _Mark(said.chance, said.low, said.high, said.step, [], [])
            marks[said.row, said.conditional, said.chance] = mark
            (row.under if said.conditional else row.firm).append(mark)
        mark.low, mark.high = min(mark.low, said.low), max(mark.high, said.high)
        mark.ids.append(said.prediction_id)
        if (said.cue, said.chance) not in mark.words:
            mark.words.append((said.cue, said.chance))
    for row in rows.values():
        for line, mark in enumerate(row.firm):
            mark.line = line
        _pack(row, track, condition)
        words = sum(len(mark.words) for mark in row.firm)
        row.height = max((34.0 if dense else 46.0) + (22 if narrow else 0), row.lines * LINE + 14 + (22 if narrow else 0),
                         0 if narrow else min(words, _WORDS) * 17.0 + 10)
    return list(rows.values())


def _pack(row: _Row, track: float, condition: str) -> None:
    """Give each conditional mark a line under the unconditional ones on which its label stands free."""
    taken: list[list[tuple[float, float]]] = []
    for mark in row.under:
        place = mark.chance * track
        long = lettering.width(_if_label(mark, condition), 13) + 26
        mark.side = "right" if place + long <= track + 6 or place < long else "left"
        span = (place - 9, place + long) if mark.side == "right" else (place - long, place + 9)
        line = next((number for number, spans in enumerate(taken)
                     if all(span[1] < other[0] or other[1] < span[0] for other in spans)), len(taken))
        if line == len(taken):
            taken.append([])
        taken[line].append(span)
        mark.line = len(row.firm) + line
    row.lines = max(len(row.firm) + len(taken), 1)


def _flatten(rows: list[_Row], narrow: bool) -> None:
    """Put what stands and what is conditional on one line each: for very many statements, without ranges and labels."""
    for row in rows:
        for mark in row.firm:
            mark.line = 0
        for mark in row.under:
            mark.line = 1 if row.firm else 0
        row.lines = bool(row.firm) + bool(row.under)
        row.height = 62.0 if narrow else 46.0


def _if_label(mark: _Mark, condition: str) -> str:
    """Return what stands beside a conditional mark: on a phone only `if` and its chance."""
    chance = lettering.percent(mark.chance)
    return f"{condition} {chance}" if condition else f"{lettering.cut(mark.words[0][0], 130, 13)} {chance}"


def _head(canvas: Canvas, frame: pd.DataFrame, narrow: bool, came: tuple[bool, str] | None, *, ranges: bool) -> float:
    """Draw key and axis, and return where the rows begin."""
    ink = canvas.ink
    firm, under = int((~frame["conditional"]).sum()), int(frame["conditional"].sum())
    items = [([{"wide": 10, "high": 10, "fill": ink.text2, "round_": True}], canvas.say("as_stands_n", n=firm))]
    if under:
        items.append(([{"wide": 9, "high": 9, "line": ink.text2, "round_": True}],
                      canvas.say("only_conditional_n", n=under)))
    if ranges and frame["low"].notna().any():
        items.append(([{"wide": 24, "high": 5, "fill": ink.bars[0]}], canvas.say("scales_allow")))
    if firm and not came and frame.loc[~frame["conditional"], "commentator"].nunique() > 1:
        items.append(([{"wide": 4, "high": 14, "gap": 0, "fill": ink.text}, {"wide": 14, "high": 2, "fill": ink.text}],
                      canvas.say("median_half")))
    y = canvas.key(items, room=canvas.width) + 34
    apart, closer = canvas.say("axis_apart"), canvas.say("axis_closer")
    colours = [ink.apart, ink.closer]
    if came:
        yes, when = came
        apart = canvas.say("record_axis_no") if yes else canvas.say("record_axis_came_not_on", when=when)
        closer = canvas.say("record_axis_came_on", when=when) if yes else canvas.say("record_axis_yes")
        colours[yes] = ink.text
    canvas.text(apart, y, x=0, size=14, colour=colours[0], shift=-6 if narrow else 0)
    # A day beside an answer is long: then 50 alone stands for open.
    if not came or lettering.width(closer if came[0] else apart, 14) < canvas.plot_width / 2 - 30:
        canvas.text(canvas.say("axis_open"), y, x=0.5, align="center", size=14, colour=ink.text2)
    canvas.text(closer, y, x=1, align="right", size=14, colour=colours[1], shift=6 if narrow else 0)
    for place in (0, 25, 50, 75, 100):
        text = f"{place}\u2009%" if place in (0, 100) else f"{place}"
        align = "center" if 0 < place < 100 or not narrow else "left" if place == 0 else "right"
        canvas.text(text, y + 20, x=place / 100, align=align, size=13, colour=ink.text2,
                    shift={"left": -12, "center": 0, "right": 12}[align])
    return y + 34


def _median(canvas: Canvas, middle: Row, top: float, high: float, narrow: bool) -> None:
    ink, y = canvas.ink, top + high / 2 + (14 if narrow else 0)
    canvas.text(canvas.say("median_of", n=middle["n"]), top + 14 if narrow else y, left=0, size=theme.NAME)
    canvas.text(lettering.percent(middle["chance"]), top + 14 if narrow else y,
                **({"right": 0, "align": "right"} if narrow else {"x": 1, "shift": 37}), size=14, weight=600)
    line = {"type": "line", "xref": "x", "yref": "y", "line": {"color": ink.text, "width": 1.5}, "layer": "above"}
    canvas.add({**line, "x0": middle["low"], "x1": middle["high"], "y0": y, "y1": y})
    canvas.add({**line, "x0": middle["chance"], "x1": middle["chance"], "y0": y - 8, "y1": y + 8,
                "line": {"color": ink.text, "width": 4}})


def _lines(row: _Row, top: float, narrow: bool) -> list[float]:
    """Return the heights of a row's lines of marks."""
    start = top + (22 if narrow else 0)
    free = row.height - (22 if narrow else 0)
    gap = LINE if row.lines > 1 else 0
    return [start + free / 2 + (line - (row.lines - 1) / 2) * gap for line in range(row.lines)]


def _row(canvas: Canvas, row: _Row, top: float, narrow: bool, *, labelled: bool) -> None:
    ink = canvas.ink
    y = top + 15 if narrow else top + row.height / 2
    words = [pair for mark in row.firm for pair in mark.words]
    if narrow:
        canvas.text(lettering.fitted(row.name, canvas.width * 0.5, theme.NAME), y, left=0, size=theme.NAME)
        if words:
            more = f" +{len(words) - 1}" if len(words) > 1 else ""
            canvas.text(_worded(*words[0], canvas.width * 0.42, ink) + more, y, right=0, align="right", size=14, background=ink.bg)
    else:
        canvas.text(lettering.fitted(row.name, canvas.left - 12, theme.NAME), y, left=0, size=theme.NAME)
        most = _WORDS if labelled else 2
        shown = words if len(words) <= most else words[:most - 1]
        lines = [_worded(cue, chance, canvas.right - 40, ink) for cue, chance in shown]
        if len(shown) < len(words):
            lines.append(f"<span style='color:{ink.text2};font-size:13px'>{canvas.say('and_n_more', n=len(words) - len(shown))}</span>")
        for number, line in enumerate(lines):
            canvas.text(line, y + (number - (len(lines) - 1) / 2) * 17, x=1, shift=37, size=14)
    places = _lines(row, top, narrow)
    for mark in row.under if labelled else ():
        label = lettering.plain(_if_label(mark, canvas.say("conditional") if narrow else ""))
        shift = 12 if mark.side == "right" else -12
        canvas.text(label, places[mark.line], x=mark.chance, shift=shift, size=13, colour=ink.text2,
                    align="left" if mark.side == "right" else "right", background=ink.bg)


def _worded(cue: str, chance: float, room: float, ink: theme.Tokens) -> str:
    """Return a cue with its number, a word and its chance standing together."""
    number = lettering.percent(chance)
    word = lettering.fitted(cue, room - lettering.width(number, 13) - 6, 14)
    return f"{word} <span style='color:{ink.text2};font-size:13px'>{number}</span>"


def _marks(canvas: Canvas, rows: list[_Row], top: float, narrow: bool, *,
           ranges: bool) -> None:
    ink = canvas.ink
    bars, dots, y = [], [], top
    for row in rows:
        places = _lines(row, y, narrow)
        for mark in row.firm:
            if ranges and mark.low == mark.low:
                bars.append((mark.low, mark.high - mark.low, places[mark.line], ink.bars[mark.step]))
        for mark, hollow in [*((mark, False) for mark in row.firm), *((mark, True) for mark in row.under)]:
            dots.append((mark.chance, places[mark.line], ink.steps[mark.step], hollow, " ".join(mark.ids),
                         _hover(canvas, row.name, mark, hollow)))
        y += row.height
    if bars:
        base, length, at, colours = zip(*bars)
        canvas.trace("bar", orientation="h", base=base, x=length, y=at, width=[6] * len(bars),
                                       marker={"color": colours, "line": {"width": 0}}, hoverinfo="skip")
    x, heights, fills, hollows, ids, hover = (list(column) for column in zip(*dots))
    size = 12 if narrow else DOT
    canvas.trace(
        "scatter", x=x, y=heights, mode="markers", customdata=ids, hovertext=hover, hoverinfo="text", cliponaxis=False,
        marker={"symbol": "circle", "opacity": 1, "size": [HOLLOW if empty else size for empty in hollows],
                "color": [ink.bg if empty else colour for colour, empty in zip(fills, hollows)],
                "line": {"color": [colour if empty else ink.bg for colour, empty in zip(fills, hollows)],
                         "width": [2 if empty else 1.5 for empty in hollows]}})
    canvas.ringed(ids, x, heights, size + 7, by_part=True)


def _hover(canvas: Canvas, name: str, mark: _Mark, hollow: bool) -> str:
    words = "<br>".join(f"{lettering.fitted(cue, 260)} {lettering.percent(chance)}" for cue, chance in mark.words[:5])
    return f"{lettering.fitted(name, 300)}<br>{words}{canvas.say('if_mark') if hollow else ''}"

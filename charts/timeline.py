"""When, by one document: past, announced, predicted, and what came. A mark is a day; a bar is as long as the time said."""

from collections.abc import Iterable
from typing import cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from charts import calendar, dated, lettering, theme
from charts.canvas import Canvas, message
from charts.dated import GAP, HELD, Item

MOST = 40
_ROW = 26.0


def draw(frame: pd.DataFrame, *, doc_id: str | None = None, published: pd.Timestamp | None = None, span: tuple[pd.Timestamp, pd.Timestamp] | None = None, as_of: pd.Timestamp | None = None,
         dark: bool = False, width: float = 1104, narrow: bool = False, language: str = ENGLISH) -> go.Figure:
    """Return the timeline of one document, or of all rows given, a section a kind.

    Parameters
    ----------
    frame : frame
        As `chronology.dated` gives it; without `span`, rows that are not `placed` are left out.
    doc_id : str, optional
        Only this document's rows, and what came.
    published : Timestamp, optional
        The day it was written: a line across.
    span : (Timestamp, Timestamp), optional
        First and last day shown; without it, as far as the rows reach.
    as_of : Timestamp, optional
        A further line: the day the timeline is drawn for.
    dark, width
        Theme; pixels the chart is made for.
    narrow : bool
        On a phone the timeline keeps its form and scrolls inside: draw it at 900.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is a row's `mark`. With more than 40 happenings of a kind those nearest to the day of writing are drawn,
        and the rest is counted.
    """
    rows = frame[frame["placed"]] if span is None else frame
    rows = rows[rows["doc_id"].isin([doc_id, ""])] if doc_id is not None else rows
    if rows.empty:
        return message(Language.of(language).say("chart_no_dates"), dark=dark, width=width)
    written = calendar.number(published) + 0.5 if published is not None and pd.notna(published) else None
    rows, left_out = _nearest(rows, written)
    left, right = (118.0 if narrow else 128.0), 24.0
    ends = (calendar.number(span[0]), calendar.number(span[1]) + 1) if span else _span(rows, written)
    written = written if written is not None and ends[0] <= written <= ends[1] else None
    canvas = Canvas(10, left=left, right=right, span=ends, width=width, dark=dark, language=language)
    ink = canvas.ink
    dated_for = calendar.number(as_of) + 0.5 if as_of is not None and ends[0] <= calendar.number(as_of) < ends[1] else None
    top = 34.0 if dated_for is None else 52.0
    y, sections = top, []
    for kind in dated.KINDS:
        own = rows[rows["kind"] == kind]
        if own.empty:
            continue
        items = _packed(own, canvas, ends, written)
        lines = max(item.line for item in items) + 1
        sections.append((kind, canvas.say(f"head_{kind}"), len(own) + left_out.get(kind, 0), items, y))
        y += lines * _ROW + 18
    bottom = y - 4
    dated.axis(canvas, top - 8, bottom)
    for place, (kind, name, n, _, start) in enumerate(sections):
        if place:
            canvas.rule(start - 5, colour=ink.rule)
        dated.sign(canvas, kind, 0, start + _ROW / 2 + 4)
        canvas.text(f"{name} <span style='color:{ink.text2};font-weight:400'>{n:,}</span>", start + _ROW / 2 + 4, left=20,
                    size=theme.WORD, weight=600)
    if written is not None:
        _line(canvas, written, canvas.say("written_on", day=calendar.in_words(cast(pd.Timestamp, published), language)), top - 24, bottom, "above")
    if dated_for is not None:
        _line(canvas, dated_for, canvas.say("as_of_on", day=calendar.in_words(cast(pd.Timestamp, as_of), language)), 10, bottom, "below")
    dated.draw(canvas, [(item, start + 4 + _ROW * (item.line + 0.5)) for _, _, _, items, start in sections for item in items])
    if left_out:
        hidden = canvas.tongue.separated([canvas.say(f"n_{kind}", n=n) for kind, n in left_out.items()])
        canvas.text(canvas.say("showing_nearest", most=MOST, what=hidden), bottom + 56,
                    left=0, size=13, colour=ink.text2)
    canvas.height = bottom + (72 if left_out else 46)
    canvas.layout["barmode"] = "overlay"
    return canvas.finish()


def _line(canvas: Canvas, place: float, words: str, y: float, bottom: float, layer: str) -> None:
    """Draw an upright across the sections with its words on top, inside the figure."""
    canvas.upright(place, y + 12, bottom, colour=canvas.ink.text, width=1.5, layer=layer)
    at, half = canvas.pixels(place), lettering.width(words, 13) / 2
    align = "center" if half < at < canvas.width - half else "left" if at <= half else "right"
    canvas.text(words, y, x=place, align=align, size=13, background=canvas.ink.bg)


def _nearest(rows: pd.DataFrame, written: float | None) -> tuple[pd.DataFrame, dict[str, int]]:
    centre = written if written is not None else float(rows["first"].map(calendar.number).median())
    kept: list[pd.DataFrame] = []
    left_out: dict[str, int] = {}
    for kind, own in cast(Iterable[tuple[str, pd.DataFrame]], rows.groupby("kind", sort=False)):
        if len(own) > MOST:
            left_out[kind] = len(own) - MOST
            own = own.loc[(own["first"].map(calendar.number) - centre).abs().nsmallest(MOST).index]
        kept.append(own)
    return pd.concat(kept).sort_values(["first", "last", "start"], kind="stable"), left_out


def _span(rows: pd.DataFrame, written: float | None) -> tuple[float, float]:
    first, last = calendar.number(rows["first"].min()), calendar.number(rows["last"].max()) + 1
    if written is not None:
        first, last = min(first, written), max(last, written)
    room = max((last - first) * 0.04, 4)
    return first - room, last + room


def _packed(own: pd.DataFrame, canvas: Canvas, span: tuple[float, float], written: float | None) -> list[Item]:
    """Give each happening a line on which mark and label stand free, and its label a side.

    Packed for a narrower figure than asked for, so that labels still stand free where a browser gives less room.
    """
    track = max(min(canvas.width, HELD) - canvas.left - canvas.right, 200)
    wide = canvas.width - canvas.left - canvas.right
    scale, real = track / (span[1] - span[0]), wide / (span[1] - span[0])
    line_at = (written - span[0]) * scale if written is not None else None
    items: list[Item] = []
    taken: list[list[tuple[float, float]]] = []
    for row in cast(Iterable[dated.Row], own.itertuples()):
        item = dated.item(row)
        start, end = ((min(max(place, span[0]), span[1]) - span[0]) * scale for place in (item.first, item.last))
        start, end = (start - 7, end + 7) if row.day else (start, max(end, start + 4))
        room_right = _room(end, line_at, track, 1)
        room_left = _room(start, line_at, track, -1)
        # A bar that lies across the day of writing has its label before it.
        across = line_at is not None and start < line_at < end
        wanted = lettering.width(lettering.cut(row.label, 320, 14), 14) + GAP + 4
        item.side = "left" if across or (room_right < wanted and room_left > room_right) else "right"
        room = room_left if item.side == "left" else room_right
        stretch = real / scale  # the real figure has this much more room
        item.label = lettering.cut(row.label, max(room * max(stretch, 1) - GAP - 4, 56), 14)
        long = min(lettering.width(item.label, 14) + GAP + 4, max(room, 60))
        spanned = (start - long, end + 8) if item.side == "left" else (start - 8, end + long)
        item.line = next((number for number, others in enumerate(taken)
                          if all(spanned[1] < other[0] or other[1] < spanned[0] for other in others)), len(taken))
        if item.line == len(taken):
            taken.append([])
        taken[item.line].append(spanned)
        items.append(item)
    return items


def _room(edge: float, line_at: float | None, track: float, way: int) -> float:
    """Return the pixels from a mark's edge to the day of writing or the end of the figure, whichever is nearer."""
    if way > 0:
        stop = line_at - 8 if line_at is not None and edge <= line_at else track + 20
        return max(stop - edge, 0)
    stop = line_at + 8 if line_at is not None and edge >= line_at else 0.0
    return max(edge - stop, 0)

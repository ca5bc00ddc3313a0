"""When: past, announced and predicted. A mark is a day; a bar is exactly as long as the time that was said."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from charts import lettering, theme
from charts.canvas import Canvas, message

KINDS = (("past", "Past"), ("announced", "Announced"), ("predicted", "Predicted"))
MOST = 40
HELD = 700.0
_ROW, _BAR, _GAP = 26.0, 11, 6.0
_SYMBOL = {"past": "circle", "announced": "diamond-open", "predicted": "triangle-right-open"}


@dataclass
class _Item:
    row: object
    first: float
    last: float
    line: int = 0
    side: str = "right"
    label: str = ""


def _day(value) -> float:
    return float((pd.Timestamp(value) - pd.Timestamp("1970-01-01")).days)


def draw(frame: pd.DataFrame, *, doc_id: str | None = None, published=None, dark: bool = False, width: float = 1104,
         narrow: bool = False, chosen: str | None = None) -> go.Figure:
    """Return the timeline of one document, or of all rows given.

    Parameters
    ----------
    frame : frame
        As `summaries.timeline` gives it; rows that are not `placed` are left out.
    doc_id : str, optional
        Only this document's rows.
    published : Timestamp, optional
        The day it was written: a line across.
    dark, width
        Theme; pixels the chart is made for.
    narrow : bool
        On a phone the timeline keeps its form and scrolls inside: draw it at 900.
    chosen : str, optional
        `customdata` of the mark that gets a ring.

    Returns
    -------
    plotly Figure
        `customdata` is a prediction's id, or `doc_id:start` of an event. With more than 40 happenings of a kind those
        nearest to the day of writing are drawn with labels, and the rest is counted.
    """
    rows = frame[frame["placed"]]
    rows = rows[rows["doc_id"] == doc_id] if doc_id is not None else rows
    if rows.empty:
        return message("Nothing here can be placed on a calendar.", dark=dark, width=width)
    written = _day(published) + 0.5 if published is not None and pd.notna(published) else None
    rows, left_out = _nearest(rows, written)
    left, right = (118.0 if narrow else 128.0), 24.0
    span = _span(rows, written)
    canvas = Canvas(10, left=left, right=right, span=span, width=width, dark=dark)
    ink = canvas.ink
    top = 34.0
    y, sections = top, []
    for kind, name in KINDS:
        own = rows[rows["kind"] == kind]
        if own.empty:
            continue
        items = _packed(own, canvas, span, written)
        lines = max(item.line for item in items) + 1
        sections.append((kind, name, len(own) + left_out.get(kind, 0), items, y))
        y += lines * _ROW + 18
    bottom = y - 4
    for tick in _ticks(span, canvas.plot_width):
        canvas.upright(tick[0], top - 8, bottom)
        canvas.text(tick[1], bottom + 16, x=tick[0], align="center", size=13, colour=ink.text2)
        if tick[2]:
            canvas.text(tick[2], bottom + 34, x=tick[0], align="center", size=13, colour=ink.text2, weight=600)
    for place, (kind, name, n, _, start) in enumerate(sections):
        if place:
            canvas.rule(start - 5, colour=ink.rule)
        _section_head(canvas, kind, name, n, start + _ROW / 2 + 4)
    if written is not None:
        canvas.upright(written, top - 12, bottom, colour=ink.text, width=1.5, layer="above")
        words = f"written {_date(published)}"
        place = canvas.pixels(written)
        half = lettering.width(words, 13) / 2
        align = "center" if half < place < width - half else "left" if place <= half else "right"
        canvas.text(words, 10, x=written, align=align, size=13)
    _draw_items(canvas, sections, chosen)
    if left_out:
        hidden = ", ".join(f"{n:,} {kind}" for kind, n in left_out.items())
        canvas.text(f"Showing the {MOST} of a kind nearest to the day of writing; not drawn: {hidden}", bottom + 56,
                    left=0, size=13, colour=ink.text2)
    canvas.height = bottom + (72 if left_out else 46)
    canvas.figure.update_layout(height=canvas.height, yaxis_range=[canvas.height, 0], barmode="overlay")
    return canvas.finish()


def _nearest(rows: pd.DataFrame, written: float | None) -> tuple[pd.DataFrame, dict[str, int]]:
    centre = written if written is not None else float(rows["first"].map(_day).median())
    kept, left_out = [], {}
    for kind, own in rows.groupby("kind", sort=False):
        if len(own) > MOST:
            left_out[kind] = len(own) - MOST
            own = own.loc[(own["first"].map(_day) - centre).abs().nsmallest(MOST).index]
        kept.append(own)
    return pd.concat(kept).sort_values(["first", "last", "start"], kind="stable"), left_out


def _span(rows: pd.DataFrame, written: float | None) -> tuple[float, float]:
    first, last = _day(rows["first"].min()), _day(rows["last"].max()) + 1
    if written is not None:
        first, last = min(first, written), max(last, written)
    room = max((last - first) * 0.04, 4)
    return first - room, last + room


def _ticks(span: tuple[float, float], room: float) -> list[tuple[float, str, str]]:
    """Return place, label and, once a year, the year; days, months or years, whichever stand free of each other."""
    first, last = (pd.Timestamp("1970-01-01") + pd.Timedelta(days=place) for place in span)
    days = span[1] - span[0]
    most = max(int(room // 62), 2)
    if days / 7 <= most:
        step = next(size for size in (1, 2, 3, 7) if days / size <= most or size == 7)
        dates = pd.date_range(first.ceil("D"), last, freq=f"{step}D")
        labels = [f"{day.day} {day.strftime('%b')}" for day in dates]
    else:
        months = days / 30.44
        step = next((size for size in (1, 2, 3, 6, 12, 24, 60, 120, 240) if months / size <= most), 600)
        start = date(first.year, 1, 1)
        dates = [day for day in pd.date_range(start, last, freq=f"{step}MS") if first <= day]
        labels = [day.strftime("%b") if step < 12 else str(day.year) for day in dates]
    years, seen = [], None
    for day, label in zip(dates, labels):
        years.append(str(day.year) if day.year != seen and label != str(day.year) else "")
        seen = day.year
    return [(_day(day), label, year) for day, label, year in zip(dates, labels, years)]


def _packed(own: pd.DataFrame, canvas: Canvas, span: tuple[float, float], written: float | None) -> list[_Item]:
    """Give each happening a line on which mark and label stand free, and its label a side.

    Packed for a narrower figure than asked for, so that labels still stand free where a browser gives less room.
    """
    track = max(min(canvas.width, HELD) - canvas.left - canvas.right, 200)
    wide = canvas.width - canvas.left - canvas.right
    scale, real = track / (span[1] - span[0]), wide / (span[1] - span[0])
    line_at = (written - span[0]) * scale if written is not None else None
    items, taken = [], []
    for row in own.itertuples():
        item = _Item(row, _day(row.first), _day(row.last) + (0 if row.day else 1))
        if row.day:
            item.first = item.last = item.first + 0.5
        start, end = (item.first - span[0]) * scale, (item.last - span[0]) * scale
        start, end = (start - 7, end + 7) if row.day else (start, max(end, start + 4))
        room_right = _room(end, line_at, track, 1)
        room_left = _room(start, line_at, track, -1)
        # A bar that lies across the day of writing has its label before it.
        across = line_at is not None and start < line_at < end
        wanted = lettering.width(lettering.cut(row.label, 320, 14), 14) + _GAP + 4
        item.side = "left" if across or (room_right < wanted and room_left > room_right) else "right"
        room = room_left if item.side == "left" else room_right
        stretch = real / scale  # the real figure has this much more room
        item.label = lettering.cut(row.label, max(room * max(stretch, 1) - _GAP - 4, 56), 14)
        long = min(lettering.width(item.label, 14) + _GAP + 4, max(room, 60))
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


def _section_head(canvas: Canvas, kind: str, name: str, n: int, y: float) -> None:
    ink = canvas.ink
    if kind == "past":
        canvas.box(1, y - 5, 10, 10, fill=ink.text, round_=True)
    elif kind == "announced":
        canvas.path(((0, 0), (6, -6), (12, 0), (6, 6)), y)
    else:
        canvas.path(((1, -6), (11, 0), (1, 6)), y)
    canvas.text(f"{name} <span style='color:{ink.text2};font-weight:400'>{n:,}</span>", y, left=20, size=theme.WORD,
                weight=600)


def _mark_of(row) -> str:
    return row.ids if row.ids else f"{row.doc_id}:{row.start}"


def _hover(row) -> str:
    when = _date(row.first) if row.day else f"{_date(row.first)} to {_date(row.last)}"
    sentence = "<br>".join(lettering.plain(line) for line in lettering.lines(row.sentence, 360, 13, most=4))
    issue = f" · {lettering.plain(row.issue)}" if row.issue else ""
    return f"{when}{issue}<br>{sentence}"


def _date(day) -> str:
    day = pd.Timestamp(day)
    return f"{day.day} {day.strftime('%B %Y')}"


def _fill(ink, kind: str, colours: list[str]) -> dict:
    """Return how a bar looks: solid what was, outlined what is announced, hatched what is predicted."""
    if kind == "past":
        return {"color": ink.text2, "line": {"width": 0}}
    outlined = {"color": ink.bg, "line": {"color": colours, "width": 1.5}}
    if kind == "announced":
        return outlined
    return outlined | {"pattern": {"shape": "/", "fgcolor": colours, "bgcolor": ink.bg, "fillmode": "replace", "size": 6,
                                   "solidity": 0.35}}


def _draw_items(canvas: Canvas, sections: list, chosen: str | None, *, labelled: bool = True) -> None:
    """Draw marks and bars as at most four traces; without labels, smaller."""
    ink = canvas.ink
    thick, grown = (_BAR, 0) if labelled else (7, -3)
    bars, marks, ringed = [], [], []
    for kind, _, _, items, start in sections:
        for item in items:
            y = start + 4 + _ROW * (item.line + 0.5)
            colour = ink.steps[item.row.step] if kind == "predicted" else ink.text
            (marks if item.row.day else bars).append((kind, item, y, colour))
            if chosen and chosen in (item.row.ids, _mark_of(item.row)):
                ringed.append((item, y))
            if not labelled:
                continue
            if item.side == "left":
                canvas.text(lettering.plain(item.label), y, x=item.first, align="right",
                            shift=-(_GAP + (7 if item.row.day else 2)), size=14)
            else:
                canvas.text(lettering.plain(item.label), y, x=item.last, shift=_GAP + (7 if item.row.day else 2), size=14)
    held = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
    for kind, _ in KINDS:
        own = [(item, y, colour) for other, item, y, colour in bars if other == kind]
        if own:
            canvas.figure.add_trace(go.Bar(
                orientation="h", base=[item.first for item, _, _ in own],
                x=[item.last - item.first for item, _, _ in own], y=[y for _, y, _ in own], width=[thick] * len(own),
                customdata=[_mark_of(item.row) for item, _, _ in own],
                hovertext=[_hover(item.row) for item, _, _ in own], hoverinfo="text",
                marker=_fill(ink, kind, [colour for _, _, colour in own]), **held))
    if marks:
        canvas.figure.add_trace(go.Scatter(
            x=[item.first for _, item, _, _ in marks], y=[y for _, _, y, _ in marks], mode="markers",
            customdata=[_mark_of(item.row) for _, item, _, _ in marks],
            hovertext=[_hover(item.row) for _, item, _, _ in marks], hoverinfo="text", cliponaxis=False,
            marker={"symbol": [_SYMBOL[kind] for kind, _, _, _ in marks], "opacity": 1,
                    "size": [(11 if kind == "past" else 12) + grown for kind, _, _, _ in marks],
                    "color": [colour for _, _, _, colour in marks],
                    "line": {"width": [0 if kind == "past" else 1.75 for kind, _, _, _ in marks]}}, **held))
    for item, y in ringed:
        if item.row.day:
            canvas.figure.add_trace(go.Scatter(
                x=[item.first], y=[y], mode="markers", hoverinfo="skip",
                marker={"symbol": "circle-open", "size": 20, "color": ink.text, "line": {"width": 2}}))
        else:
            canvas.add({"type": "rect", "xref": "x", "x0": item.first, "x1": item.last, "yref": "y", "y0": y - 10,
                        "y1": y + 10, "line": {"color": ink.text, "width": 2}, "fillcolor": "rgba(0,0,0,0)"})


def draw_lanes(frame: pd.DataFrame, documents: pd.DataFrame, *, dark: bool = False, width: float = 1104,
               narrow: bool = False, chosen: str | None = None, most: int = MOST) -> go.Figure:
    """Return the timelines of many documents: a lane each, in one calendar, with one label a lane.

    The label is of what is predicted, else of what is announced, else of the latest that is past.

    Parameters
    ----------
    frame : frame
        As `summaries.timeline` gives it.
    documents : frame, schema DOCUMENTS
        Gives titles and days of writing; newest on top.
    dark, width, narrow, chosen
        As in `draw`.
    most : int
        Lanes drawn; of more documents the newest with anything placed.
    """
    rows = frame[frame["placed"]]
    lanes = documents[documents["doc_id"].isin(rows["doc_id"])].sort_values(
        ["published", "title"], ascending=[False, True], na_position="last", kind="stable")
    if lanes.empty:
        return message("Nothing here can be placed on a calendar.", dark=dark, width=width)
    hidden = max(len(lanes) - most, 0)
    lanes = lanes.head(most)
    rows = rows[rows["doc_id"].isin(lanes["doc_id"])]
    left, right, high, top = min(250.0, width * 0.3), 24.0, 40.0, 38.0
    published = lanes["published"].dropna()
    span = _span(rows, None)
    if len(published):
        span = min(span[0], _day(published.min()) - 4), max(span[1], _day(published.max()) + 4)
    bottom = top + high * len(lanes)
    canvas = Canvas(bottom + 46 + (22 if hidden else 0), left=left, right=right, span=span, width=width, dark=dark)
    ink = canvas.ink
    stroke = {"wide": 20, "high": 9}
    canvas.key([([{"wide": 10, "high": 10, "fill": ink.text, "round_": True}, {**stroke, "fill": ink.text2}], "past"),
                ([{**stroke, "line": ink.text}], "announced"),
                ([{**stroke, "fill": ink.bars[-1], "line": ink.steps[-1]}, {**stroke, "fill": ink.bars[1],
                                                                           "line": ink.steps[1]}], "predicted"),
                ([{"wide": 2, "high": 16, "fill": ink.text}], "written")], room=canvas.width)
    for tick in _ticks(span, canvas.plot_width):
        canvas.upright(tick[0], top, bottom)
        canvas.text(tick[1], bottom + 14, x=tick[0], align="center", size=13, colour=ink.text2)
        if tick[2]:
            canvas.text(tick[2], bottom + 32, x=tick[0], align="center", size=13, colour=ink.text2, weight=600)
    places, written = {}, {}
    for number, lane in enumerate(lanes.itertuples()):
        y = top + high * (number + 0.5)
        places[lane.doc_id] = y
        canvas.text(lettering.fitted(lane.title, left - 16, 14), y, left=0, size=14)
        canvas.rule(y + high / 2)
        if pd.notna(lane.published):
            written[lane.doc_id] = day = _day(lane.published) + 0.5
            canvas.upright(day, y - 18, y + 18, colour=ink.text, width=2, layer="above")
    _lane_marks(canvas, rows, places, written, chosen)
    if hidden:
        canvas.text(f"Showing the newest {most} of {most + hidden:,} documents", bottom + 56, left=0, size=13,
                    colour=ink.text2)
    canvas.figure.update_layout(barmode="overlay")
    return canvas.finish()


def _lane_marks(canvas: Canvas, rows: pd.DataFrame, places: dict[str, float], written: dict[str, float],
                chosen: str | None) -> None:
    sections = []
    for kind, name in KINDS:
        own = rows[rows["kind"] == kind]
        items = [_Item(row, _day(row.first) + (0.5 if row.day else 0), _day(row.last) + (0.5 if row.day else 1))
                 for row in own.itertuples()]
        for doc_id, y in places.items():
            mine = [item for item in items if item.row.doc_id == doc_id]
            shift = {"past": -11, "announced": 0, "predicted": 11}[kind]
            sections.append((kind, name, len(mine), mine, y + shift - 4 - _ROW / 2))
    _draw_items(canvas, sections, chosen, labelled=False)
    for doc_id, y in places.items():
        _lane_label(canvas, [item for _, _, _, items, _ in sections for item in items if item.row.doc_id == doc_id],
                    written.get(doc_id), y)


def _lane_label(canvas: Canvas, items: list[_Item], written: float | None, y: float) -> None:
    """Write a lane's one label beside its marks, on the side with more room."""
    if not items:
        return
    rank = {"predicted": 2, "announced": 1, "past": 0}
    telling = max(items, key=lambda item: (rank[item.row.kind], item.last))
    own = [] if written is None else [written]
    first, last = min([item.first for item in items] + own), max([item.last for item in items] + own)
    before, after = canvas.pixels(first) - canvas.left, canvas.width - canvas.pixels(last)
    # A browser may give less than the figure was made for.
    room = max(before, after) * 0.7 - 24
    if room < 60:
        return
    text = lettering.fitted(telling.row.label, room, 13)
    if after >= before:
        canvas.text(text, y, x=last, shift=12, size=13, colour=canvas.ink.text2)
    else:
        canvas.text(text, y, x=first, shift=-12, align="right", size=13, colour=canvas.ink.text2)

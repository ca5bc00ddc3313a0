"""When, in lanes by issue, commentator or document: each thing with its mark, or, where there are many, how many at once."""

from collections.abc import Iterable
from typing import Protocol, cast

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis import chronology
from analysis.chronology import Lanes
from analysis.language import ENGLISH, Language
from charts import calendar, dated, lettering
from charts.canvas import Canvas, message
from charts.dated import GAP, HELD, KINDS, Item

# A lane with more than this is drawn as a density.
MOST = chronology.EACH
# Lines of marks over all lanes, and in one lane.
_LINES, _MOST_LINES = 60, 14
_ROW, _DENSE, _AIR = 21.0, 44.0, 12.0
# A lane drawn as a density is so high; one with marks at least so.
DENSE_LANE, LEAST_LANE = _DENSE + _AIR, _ROW + _AIR
_LABELS = (280.0, 190.0, 120.0)
_RIGHT = 24.0


class _Row(dated.Row, Protocol):
    """A row of `Lanes.rows`."""

    lane: str


class _Lane(Protocol):
    """A row of `Lanes.lanes`."""

    lane: str
    label: str
    n: int
    published: pd.Timestamp


def draw(lanes: Lanes, *, span: tuple[pd.Timestamp, pd.Timestamp], written: pd.Series | None = None, as_of: pd.Timestamp | None = None, marks: int = MOST,
         dark: bool = False, width: float = 1104, narrow: bool = False, language: str = ENGLISH) -> go.Figure:
    """Return lanes in one calendar.

    Parameters
    ----------
    lanes : Lanes
        As `chronology.in_lanes` gives it.
    span : (Timestamp, Timestamp)
        First and last day shown.
    written : Series of Timestamp, optional
        Days on which documents were published: marks in a lane of their own.
    marks : int
        A lane with more is drawn as a density.
    as_of : Timestamp, optional
        A line across: the day the timeline is drawn for.
    dark, width
        Theme; pixels the chart is made for.
    narrow : bool
        On a phone the lanes keep their form and scroll inside: draw them at 900.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is a row's `mark`, or of a bar of a density `first/last/lane`. A time longer than a bar counts at its
        middle.
    """
    if lanes.lanes.empty:
        return message(Language.of(language).say("chart_no_dates"), dark=dark, width=width)
    ends = calendar.number(span[0]), calendar.number(span[1]) + 1
    canvas = Canvas(10, left=_left(narrow), right=_RIGHT, span=ends, width=width, dark=dark, language=language)
    ink = canvas.ink
    held = _held(width, narrow)
    edges, long = calendar.bins(ends, held, language=language)
    barrier = calendar.number(as_of) + 0.5 if as_of is not None and ends[0] <= calendar.number(as_of) < ends[1] else None
    drawn = _laid_out(lanes, ends, held, barrier, marks)
    own = _by_lane(lanes)
    dense = {lane: _counted(lanes.rows[["kind", "first", "last"]].take(own[lane]), edges, span) for lane, items in drawn.items() if items is None}
    highest = max((int(count.to_numpy().sum(axis=1).max()) for count in dense.values()), default=0)
    y = _key(canvas, highest, long, lanes.rows) + 22
    top = y + (18 if barrier is not None else 0)
    y = _written(canvas, written, ends, edges, top) if written is not None else top
    came = lanes.rows[lanes.rows["kind"] == "came"]
    placed: list[tuple[Item, float]] = []
    bars: list[pd.DataFrame] = []
    for lane in cast(Iterable[_Lane], lanes.lanes.itertuples()):
        items = drawn[lane.lane]
        high = _DENSE if items is None else _ROW * (max(item.line for item in items) + 1)
        middle = y + (_AIR + high) / 2
        _name(canvas, lane.label, lane.n, middle if items is None else y + _AIR / 2 + _ROW / 2)
        if pd.notna(lane.published) and ends[0] <= calendar.number(lane.published) < ends[1]:
            canvas.upright(calendar.number(lane.published) + 0.5, y + 2, y + high + _AIR - 2, colour=ink.border, width=1.5)
        if items is None:
            bars.append(_density(canvas, lane.lane, lane.label, dense[lane.lane], edges, y + _AIR / 2 + _DENSE, highest))
            items = _marks_only(came[came["lane"] == lane.lane])
            placed += [(item, y + _AIR / 2 + 7) for item in items]
        else:
            placed += [(item, y + _AIR / 2 + _ROW * (item.line + 0.5)) for item in items]
        for item, at in placed[len(placed) - len(items):]:
            if item.row.kind == "came":
                ends_at = (y + 2, y + high + _AIR - 2) if lane.lane in dense else (at - 10, at + 10)
                canvas.upright(item.first, *ends_at, colour=ink.text, width=2)
        y += high + _AIR
        canvas.rule(y)
    _stacked(canvas, bars)
    dated.axis(canvas, top - 4, y)
    if barrier is not None:
        canvas.upright(barrier, top - 6, y, colour=ink.text, width=1.5, layer="above")
        words = canvas.say("as_of_on", day=calendar.in_words(cast(pd.Timestamp, as_of), language))
        at, half = canvas.pixels(barrier), lettering.width(words, 13) / 2
        canvas.text(words, top - 15, x=barrier, align="center" if half < at < width - half - 24 else "right", size=13)
    dated.draw(canvas, placed, size=13, thick=9)
    if lanes.hidden:
        canvas.text(canvas.say("showing_lanes", shown=len(lanes.lanes), n=len(lanes.lanes) + lanes.hidden, more=lanes.left_out), y + 56, left=0, size=13,
                    colour=ink.text2)
    canvas.height = y + (72 if lanes.hidden else 46)
    canvas.layout["barmode"] = "overlay"
    return canvas.finish()


def least_height(lanes: Lanes, *, span: tuple[pd.Timestamp, pd.Timestamp], width: float = 1104, narrow: bool = False) -> float:
    """Return how many pixels the lanes alone take, each with its marks: to see, without drawing, that they are too high."""
    laid = _laid_out(lanes, (calendar.number(span[0]), calendar.number(span[1]) + 1), _held(width, narrow), None, MOST)
    return sum(_AIR + (_DENSE if items is None else _ROW * (max(item.line for item in items) + 1)) for items in laid.values())


def _by_lane(lanes: Lanes) -> dict[str, np.ndarray]:
    """Return the places of each lane's rows."""
    return {str(lane): np.asarray(places) for lane, places in lanes.rows.groupby("lane").indices.items()}


def _left(narrow: bool) -> float:
    return 170.0 if narrow else 200.0


def _held(width: float, narrow: bool) -> float:
    """Return how many pixels the calendar has."""
    return max(min(width, HELD) - _left(narrow) - _RIGHT, 200)


def _laid_out(lanes: Lanes, ends: tuple[float, float], held: float, barrier: float | None, marks: int) -> dict[str, list[Item] | None]:
    """Return the items of each lane with line and label; None for a lane in which they do not find room."""
    written = {lane.lane: calendar.number(lane.published) + 0.5 for lane in cast(Iterable[_Lane], lanes.lanes.itertuples()) if pd.notna(lane.published)}
    own = _by_lane(lanes)
    few = [lane for lane in lanes.lanes["lane"] if lane in own and len(own[lane]) <= marks]
    # All in one go: for each lane by itself, pandas takes longer than all that is done with its rows.
    rows = lanes.rows.take(np.concatenate([own[lane] for lane in few])) if few else lanes.rows.head(0)
    of_lane: dict[str, list[_Row]] = {lane: [] for lane in few}
    for row in cast(Iterable[_Row], rows.sort_values(["first", "last", "start"], kind="stable").itertuples()):
        of_lane[row.lane].append(row)
    drawn = {lane: _packed(of_lane[lane], ends, held, (barrier, written.get(lane))) if lane in of_lane else None for lane in lanes.lanes["lane"]}
    need = {lane: 1 + max(item.line for item in items) for lane, items in drawn.items() if items is not None}
    for lane in sorted(need, key=lambda lane: -need[lane]):
        if sum(need.values()) <= _LINES:
            break
        drawn[lane] = None
        del need[lane]
    return drawn


def _packed(rows: list[_Row], ends: tuple[float, float], held: float, barriers: tuple[float | None, ...]) -> list[Item] | None:
    """Return rows, in the order of their days, with line and label; None where they do not find room."""
    scale = held / (ends[1] - ends[0])
    stops = [(place - ends[0]) * scale for place in barriers if place is not None]
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_MOST_LINES)]
    items = []
    for row in rows:
        item = dated.item(row)
        start, end = ((min(max(place, ends[0]), ends[1]) - ends[0]) * scale for place in (item.first, item.last))
        start, end = (start - 7, end + 7) if row.day else (start, max(end, start + 4))
        ways = []
        for text in dict.fromkeys(lettering.cut(row.label, room, 13) for room in _LABELS):
            long = lettering.width(text, 13) + GAP + 4
            ways += [(text, "right", start - 2, end + long), (text, "left", start - long, end + 2)]
            if not row.day and end - start > long + 24 and all(abs((start + end) / 2 - stop) > long / 2 for stop in stops):
                ways.append((text, "inside", start - 2, end + 2))
        ways.append(("", "right", start - 2, end + 2))
        place = next(((number, text, side, span) for text, side, *span in ways for number in range(_MOST_LINES)
                      if _free(span, taken[number], start, end, stops, held, bool(text))), None)
        if place is None:
            return None
        item.line, item.label, item.side, span = place
        taken[item.line].append((span[0], span[1]))
        items.append(item)
    return items


def _free(span: list[float], others: list[tuple[float, float]], start: float, end: float, stops: list[float], held: float, labelled: bool) -> bool:
    if any(span[0] < other[1] and other[0] < span[1] for other in others):
        return False
    if not labelled:
        return True
    if span[0] < 0 or span[1] > held + 20:
        return False
    # A label crosses neither the day the timeline is drawn for nor that of writing.
    return not any(span[0] < stop < start or end < stop < span[1] for stop in stops)


def _marks_only(rows: pd.DataFrame) -> list[Item]:
    return [dated.item(row) for row in cast(Iterable[dated.Row], rows.itertuples())]


def _counted(rows: pd.DataFrame, edges: list[float], span: tuple[pd.Timestamp, pd.Timestamp]) -> pd.DataFrame:
    """Return how many of each kind lie in each bin, by their middle."""
    places = (chronology.middles(rows, span) - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    at = np.clip(np.searchsorted(edges, places, side="right") - 1, 0, len(edges) - 2)
    # In numpy: a crosstab for each lane took half the time of the chart.
    kinds = [kind for kind in KINDS if kind != "came"]
    bins, place = np.unique(at, return_inverse=True)
    count = np.zeros((len(bins), len(kinds)), dtype=int)
    kind = pd.Index(kinds).get_indexer(pd.Index(rows["kind"]))
    np.add.at(count, (place[kind >= 0], kind[kind >= 0]), 1)
    return pd.DataFrame(count, index=bins, columns=kinds)


def _density(canvas: Canvas, lane: str, label: str, count: pd.DataFrame, edges: list[float], base: float, highest: int) -> pd.DataFrame:
    """Return the bars of a lane's density, one kind on the other; they can be chosen.

    Returns
    -------
    frame
        kind, x, width, base, y (as Plotly has them), customdata, hovertext.
    """
    # Sides: two pixels at least, or a single thing could not be seen beside a thousand.
    amounts = count.to_numpy()
    high = np.where(amounts == 0, 0.0, np.maximum(amounts * ((_DENSE - 6) / max(highest, 1)), 2.0))
    under = high.cumsum(axis=1) - high
    bins = count.index.to_numpy()
    low, upper = (np.array(edges)[bins + side] for side in (0, 1))
    low, upper = np.maximum(low, canvas.span[0]), np.minimum(upper, canvas.span[1])
    codes = [f"{calendar.day(edges[place]).date()}/{calendar.day(edges[place + 1] - 1).date()}/{lane}" for place in bins]
    said = [_told(canvas, label, dict(zip(count.columns, own.tolist())), edges[place], edges[place + 1]) for place, own in zip(bins, amounts)]
    canvas.framed(codes, low, upper, [base + 2 - _DENSE / 2] * len(codes), _DENSE)
    place, number = amounts.nonzero()
    return pd.DataFrame({
        "kind": count.columns.to_numpy()[number], "x": ((low + upper) / 2)[place], "width": ((upper - low) * 0.86)[place],
        "base": base - under[place, number], "y": -high[place, number], "customdata": np.array(codes, dtype=object)[place],
        "hovertext": np.array(said, dtype=object)[place]})


def _stacked(canvas: Canvas, bars: list[pd.DataFrame]) -> None:
    """Draw the densities of all lanes, a trace a kind: solid past, outlined announced, hatched predicted."""
    every = pd.concat(bars) if bars else pd.DataFrame({"kind": []})
    for kind in KINDS:
        own = every[every["kind"] == kind]
        if len(own):
            canvas.trace(
                "bar", x=own["x"], width=own["width"], base=own["base"], y=own["y"], customdata=own["customdata"].tolist(),
                hovertext=own["hovertext"].tolist(), hoverinfo="text", marker=dated.fill(canvas.ink, kind, canvas.ink.text2))


def _told(canvas: Canvas, label: str, count: dict[str, int], first: float, last: float) -> str:
    parts = canvas.tongue.separated([canvas.say(f"n_{kind}", n=n) for kind, n in count.items() if n])
    when = calendar.range_in_words(calendar.day(first), calendar.day(last - 1), canvas.tongue.code)
    return f"{lettering.fitted(label, 300, 13)}<br>{when}<br>{parts}"


def _name(canvas: Canvas, label: str, n: int, y: float) -> None:
    count = f"{n:,}"
    room = canvas.left - 22 - lettering.width(count, 13)
    canvas.text(f"{lettering.fitted(label, room, 14)} <span style='color:{canvas.ink.text2};font-size:13px'>{count}</span>", y,
                left=0, size=14)


def _written(canvas: Canvas, written: pd.Series, ends: tuple[float, float], edges: list[float], y: float) -> float:
    """Draw the days on which documents were published, or how many at once, and return where the lanes begin."""
    days = written.dropna().map(calendar.number)
    days = days[(days >= ends[0]) & (days < ends[1])]
    if days.empty:
        return y
    counts = days.value_counts().sort_index()
    _name(canvas, canvas.say("written"), len(days), y + 12)
    if len(counts) <= 120:
        canvas.trace(
            "scatter", x=counts.index + 0.5, y=[y + 12] * len(counts), mode="markers", hoverinfo="text", cliponaxis=False,
            hovertext=[canvas.tongue.clauses([canvas.say("n_documents", n=int(n)), canvas.tongue.date(calendar.day(place))])
                       for place, n in cast(Iterable[tuple[int, int]], counts.items())],
            marker={"symbol": "line-ns", "size": 14, "opacity": 1, "line": {"width": 1.5, "color": canvas.ink.text2}})
    else:
        at = np.clip(np.searchsorted(edges, days, side="right") - 1, 0, len(edges) - 2)
        counts = pd.Series(at).value_counts().sort_index()
        low = np.maximum(np.array(edges)[counts.index], ends[0])
        upper = np.minimum(np.array(edges)[counts.index + 1], ends[1])
        high = np.maximum(counts.to_numpy() / counts.max() * 20, 1.5)
        canvas.trace(
            "bar", x=(low + upper) / 2, width=(upper - low) * 0.3, base=[y + 23] * len(counts), y=-high, hoverinfo="text",
            hovertext=[canvas.tongue.clauses([canvas.say("n_documents", n=int(n)), calendar.range_in_words(
                calendar.day(edges[place]), calendar.day(edges[place + 1] - 1), canvas.tongue.code)]) for place, n in cast(Iterable[tuple[int, int]], counts.items())],
            marker={"color": canvas.ink.text2, "line": {"width": 0}})
    canvas.rule(y + 26, colour=canvas.ink.rule)
    return y + 28


def _key(canvas: Canvas, highest: int, bar_long: str, rows: pd.DataFrame) -> float:
    """Draw what the shapes stand for and return the height of its last line."""
    ink = canvas.ink
    there = set(rows["kind"])
    vague = bool(((rows["kind"] == "past") & (rows["precision"] == "imprecise")).any())
    words = {kind: canvas.say(f"key_{kind}") for kind in KINDS}
    room = max(min(canvas.width, HELD) - 20, 300)
    place, y = 0.0, 10.0
    for kind in KINDS:
        if kind not in there:
            continue
        bar = 0 if kind == "came" else 26
        long = 18 + bar + lettering.width(words[kind], 14) + 18
        if place and place + long > room:
            place, y = 0.0, y + 22
        dated.sign(canvas, kind, place, y)
        if kind == "past":
            canvas.box(place + 18, y - 4.5, 20, 9, fill=ink.text2)
        elif kind == "announced":
            canvas.box(place + 18, y - 4.5, 20, 9, line=ink.text)
        elif kind == "predicted":
            canvas.box(place + 18, y - 4.5, 20, 9, line=ink.text)
            for shift in (3, 8, 13):
                canvas.path(((place + 18 + shift, 4), (place + 22 + shift, -4)), y, width=1)
        canvas.text(words[kind], y, left=place + 18 + bar, size=14, colour=ink.text2)
        place += long
    notes = [canvas.say("key_day_bar")]
    if vague:
        notes.append(canvas.say("key_dotted"))
    if highest:
        notes.append(canvas.say("key_density", span=bar_long, n=highest))
    for note in notes:
        long = lettering.width(note, 13) + 20
        if place and place + long > room:
            place, y = 0.0, y + 20
        canvas.text(note, y, left=place, size=13, colour=ink.text2)
        place += long
    return y

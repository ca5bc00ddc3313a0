"""Commentators by issues: colour and number are the value, size is how many statements stand behind it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language, chinese
from analysis.summaries import Matrix, step
from charts import lettering, theme
from charts.canvas import Canvas, Part, message

if TYPE_CHECKING:
    from analysis.co_occurrence import ActorMatrix

MOST_ROWS, MOST_COLUMNS = 40, 20
CROWDED = 10
_LYING = 52  # pixels of a column below which its heading stands
_BOTH = 32  # pixels of a column that holds an upright Chinese and an English heading
_SIGNED = 29  # pixels of a column whose cells hold a signed number
_SHARE = {1: 0.66, 2: 0.80}
_HEIGHT = {1: 24, 2: 29}


class _Cell(Protocol):
    """A cell of the matrix, or the end of a row or column; each has what its edge has."""

    Index: int
    commentator: str
    issue: str
    label: str
    label_zh: str
    value: float
    n: int
    conditional_only: bool
    both: bool
    x: float
    y: float
    against: float
    hopeful: float


def draw(table: Matrix, *, value: str = "outlook", dark: bool = False, width: float = 742, narrow: bool = False,
         least: int | None = None, nouns: tuple[str, str] = ("commentator", "issue"),
         language: str = ENGLISH) -> go.Figure:
    """Return the matrix.

    Parameters
    ----------
    table : Matrix
        As `summaries.matrix` gives it for the same `value`.
    value : {"outlook", "count", "mentions", "share", "certainty"}
        Outlook is signed and coloured to both sides; the numbers are grey.
    dark, width
        Theme; pixels the chart is made for (it holds from 570).
    narrow : bool
        On a phone the matrix keeps its form and scrolls inside: draw it at 600.
    least : int, optional
        Totals over fewer are written without colour; as given to `summaries.matrix` where it is not said.
    nouns : {("commentator", "issue"), ("commentator", "actor"), ("actor", "issue")}
        What a row and a column are.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is `commentator|issue`; of a total `commentator|` or `|issue`. Cut it at the last `|`.
    """
    least = table.least if least is None else least
    if table.cells.empty:
        tongue = Language.of(language)
        nothing = tongue.say(f"no_cell_{'mentions' if value == 'mentions' else 'statements'}", least=least,
                             row=tongue.say(f"noun_{nouns[0]}"), column=tongue.say(f"noun_{nouns[1]}"))
        return message(nothing, dark=dark, width=width)
    rows = table.rows[:MOST_ROWS]
    left = 108.0 if not narrow else 96.0
    longest = max(lettering.width(lettering.cut(name, 200, theme.NAME), theme.NAME) for name in rows["commentator"])
    left = min(max(left, longest + 14), width * 0.3)
    # The split beside a total in words; on a phone it stands in the hover and the table.
    split = value == "outlook" and "against" in rows
    words = _words(rows, Language.of(language)) if split and not narrow else 0.0
    counts = max((lettering.width(f"{n:,}", 13) for n in rows["n"]), default=0.0) if value == "outlook" else 0.0
    pitch, edge, right = 36.0, 48.0, max(40.0, counts + 16) + words
    columns = _widest(table.columns, value, width - left - right - edge, _needed(table.cells, value))
    tall = [lettering.cut(label, 116, 14) for label in columns["label_zh"]]
    count = len(columns)
    unit = (width - left - right - edge) / count
    crowded = count > CROWDED or unit < _LYING
    head = _head(columns, tall, unit, crowded)
    top = head + 50
    bottom = top + pitch * len(rows)
    cut_off = len(table.rows) - len(rows) + len(table.columns) - len(columns)
    height = bottom + 66 + (44 if split else 0) + (22 if cut_off else 0)
    span = (0.0, count + 0.25 + edge / max((width - left - right - edge) / count, 24))
    canvas = Canvas(height, left=left, right=right, span=span, width=width, dark=dark, language=language)
    ink = canvas.ink
    _key(canvas, value)
    total_x = (count + 0.2 + span[1]) / 2
    _heads(canvas, columns, tall, top, head, unit, crowded, total_x)
    placed = _place(table.cells, rows, columns)
    _cells(canvas, placed, value, top, pitch, unit)
    _edges(canvas, rows, columns, table, value, top, pitch, bottom, total_x, span[1], least, words)
    if split:
        _splits(canvas, rows, columns, top, pitch, bottom, words)
    for place, name in enumerate(rows["commentator"]):
        canvas.text(lettering.fitted(name, left - 12, theme.NAME), top + pitch * (place + 0.5), left=0,
                    size=theme.NAME)
    canvas.text(" ".join(_all(canvas)), bottom + 22, left=0, size=14)
    if value == "outlook":
        canvas.text("n", bottom + 48, left=0, size=13, colour=ink.text2)
        canvas.text("n", top - 14, right=8 + words, align="right", size=13, colour=ink.text2)
    canvas.choice(lambda mark: _rings(canvas, mark, rows, columns, top, pitch))
    if cut_off:
        canvas.text(canvas.say(f"showing_{nouns[0]}s_{nouns[1]}s", rows=len(rows), all_rows=len(table.rows), columns=len(columns),
                               all_columns=len(table.columns)), height - 10, left=0, size=13, colour=ink.text2)
    return canvas.finish()


def _needed(cells: pd.DataFrame, value: str) -> float:
    """Return how many pixels a column needs for the numbers in its cells."""
    return _SIGNED if value == "outlook" else lettering.width(f"{cells['value'].max():,.0f}", 13) + 6


def _widest(columns: pd.DataFrame, value: str, room: float, needed: float) -> pd.DataFrame:
    """Return the columns drawn: all, or those with most behind them, in the order given."""
    # Whoever reads English needs the English heading, and it stands beside the Chinese one.
    needed = needed if (columns["label"] == columns["label_zh"]).all() else max(needed, _BOTH)
    most = min(MOST_COLUMNS, max(int(room / needed), 1))
    if len(columns) <= most:
        return columns
    weight = columns["value"] if value in ("count", "mentions") else columns["n"]
    return columns.loc[weight.nlargest(most).index.sort_values()].reset_index(drop=True)


def _key(canvas: Canvas, value: str) -> None:
    ink = canvas.ink
    if value != "outlook":
        shades = [{"wide": 26, "high": 10, "gap": 0 if place < 3 else 4, "fill": _grey(canvas)[place]}
                  for place in range(4)]
        if value == "certainty":
            hollow = ([{"wide": 10, "high": 9, "line": ink.steps[0]}], canvas.say("only_conditionals"))
            canvas.key([(shades, canvas.say("even_to_sure_cell")), hollow], room=canvas.width)
        else:
            canvas.key([(shades, canvas.say("few_to_many_cell"))])
        return
    ramp = [{"wide": 22, "high": 10, "gap": 0 if place < 2 else 4, "fill": ink.cells[place]} for place in range(-2, 3)]
    mark = {"fill": ink.steps[0], "gap": 3}
    sizes = [{"wide": 7, "high": 7, **mark}, {"wide": 9, "high": 9, **mark}, {"wide": 11, "high": 11, **mark}]
    canvas.text("–1", 10, left=0, size=14, colour=ink.text2)
    shift = [{"wide": 16, "high": 0.1, "gap": 3}]
    canvas.key([(shift + ramp, "+1"), (sizes, canvas.say("one_two_three")),
                ([{"wide": 10, "high": 9, "line": ink.steps[0]}], canvas.say("only_conditionals")), ([], canvas.say("both_directions"))],
               room=canvas.width)


def _head(columns: pd.DataFrame, tall: list[str], unit: float, crowded: bool) -> float:
    """Return how many pixels the headings of the columns need."""
    if not crowded:
        return 30.0 + 14 * max(len(_stacked(label, unit - 6)) for label in columns["label"])
    latin = max((lettering.width(lettering.cut(label, 122, 12), 12) for label in columns["label"]), default=0)
    return max(max(18.5 * len(label) for label in tall), latin if unit >= _BOTH else 0) + 14


def _heads(canvas: Canvas, columns: pd.DataFrame, tall: list[str], top: float, head: float, unit: float, crowded: bool, total_x: float) -> None:
    ink = canvas.ink
    for place, row in enumerate(cast("Iterable[_Cell]", columns.itertuples())):
        x = place + 0.5
        latin = row.label != row.label_zh
        if crowded:
            # Chinese stands upright, its English reads upwards beside it.
            upright = "<br>".join(lettering.plain(sign) for sign in tall[place])
            canvas.text(upright, top - 10, x=x, align="center", valign="bottom", size=14, chinese=True,
                        shift=-7 if latin and unit >= _BOTH else 0)
            if latin and unit >= _BOTH:
                canvas.text(lettering.fitted(row.label, 122, 12), top - 10, x=x, align="center", valign="bottom",
                            size=12, colour=ink.text2, angle=-90, shift=10)
        else:
            english = _stacked(row.label, unit - 6) if latin else []
            size = 14 if lettering.width(row.label_zh, 14) <= unit else 12
            # Without an English heading under it, a long Chinese one has room for a second line.
            own = [lettering.fitted(row.label_zh, unit, size)] if latin or lettering.width(row.label_zh, size) <= unit - 2 else [
                lettering.plain(words) for words in lettering.lines(row.label_zh, unit - 2, size, most=2)]
            for line, words in enumerate(own):
                canvas.text(words, top - head + 10 + 17 * line, x=x, align="center", size=size, chinese=True)
            for line, words in enumerate(english):
                canvas.text(words, top - head + 28 + 14 * line, x=x, align="center", size=12, colour=ink.text2)
    lift = 28 if crowded else head - 10
    for line, name in enumerate(_all(canvas)):
        canvas.text(name, top - lift + 18 * line, x=total_x, align="center", size=12 if line else 14, chinese=not line,
                    colour=ink.text2 if line else None)


def _all(canvas: Canvas) -> list[str]:
    """Return the heading of the totals: in Chinese, and under it in English where that is spoken."""
    names = [Language.of(chinese(canvas.tongue.code)).say("all_total"), canvas.say("all_total")]
    return list(dict.fromkeys(names))


def _stacked(label: str, room: float) -> list[str]:
    """Return a label on one line where it fits, else on two."""
    if lettering.width(label, 12) <= room + (10 if " " not in label else 0):
        return [lettering.plain(label)]
    return [lettering.fitted(line, room + 10, 12) for line in lettering.lines(label, room, 12, most=2)]


def _place(cells: pd.DataFrame, rows: pd.DataFrame, columns: pd.DataFrame) -> pd.DataFrame:
    down = {name: place for place, name in enumerate(rows["commentator"])}
    across = {code: place for place, code in enumerate(columns["issue"])}
    placed = cells[cells["commentator"].isin(down) & cells["issue"].isin(across)]
    return placed.assign(down=placed["commentator"].map(down), across=placed["issue"].map(across))


def _grey(canvas: Canvas) -> list[str]:
    return ["#E3DFD7", "#CDC9C0", "#A9A59D", "#5E6469"] if canvas.ink is theme.LIGHT else \
        ["#2A3135", "#3F474C", "#5C656B", "#B3B7BA"]


def _shades(canvas: Canvas, values: pd.Series, most: float) -> tuple[list[str], list[str]]:
    """Return fill and ink for amounts: four greys, cut at a third, two thirds and all but the most."""
    greys = _grey(canvas)
    strong = "#FFFFFF" if canvas.ink is theme.LIGHT else theme.DARK.bg
    level = [min(3, int(4 * (amount / most) ** 0.5 - 1e-9)) if most else 0 for amount in values]
    return [greys[place] for place in level], [strong if place == 3 else canvas.ink.text for place in level]


def _bars(canvas: Canvas, frame: pd.DataFrame, fills: list[str], inks: list[str], texts: list[str], codes: list[str], hover: list[str], *, shares: pd.Series, heights: list[float], lines: list[str | None]) -> None:
    """Draw cells as one trace of bars: any size, coloured one by one, and each can be clicked."""
    canvas.trace(
        "bar", orientation="h", base=frame["x"] - shares / 2, x=shares, y=frame["y"], width=heights, customdata=codes,
        hovertext=hover, hoverinfo="text", text=texts, textposition="inside", insidetextanchor="middle", textangle=0,
        constraintext="none", cliponaxis=False,
        insidetextfont={"size": 13, "color": inks, "family": theme.FAMILY},
        marker={"color": fills, "line": {"color": [line or fill for line, fill in zip(lines, fills)],
                                         "width": [1.5 if line else 0 for line in lines]}})


def _cells(canvas: Canvas, placed: pd.DataFrame, value: str, top: float, pitch: float, unit: float) -> None:
    ink = canvas.ink
    frame = placed.assign(x=placed["across"] + 0.5, y=top + pitch * (placed["down"] + 0.5))
    everywhere = {(row, column) for row in range(int(frame["down"].max()) + 1)
                  for column in range(int(frame["across"].max()) + 1)}
    nothing = sorted(everywhere - set(zip(frame["down"], frame["across"])))
    canvas.trace(
        "scatter", x=[column + 0.5 for _, column in nothing], y=[top + pitch * (row + 0.5) for row, _ in nothing], mode="markers",
        marker={"size": 3, "color": ink.rule}, hoverinfo="skip")
    codes = (frame["commentator"] + "|" + frame["issue"]).tolist()
    names = {name: lettering.fitted(name, 300) for name in frame["commentator"].unique()}
    if value == "outlook":
        steps = [step(amount) for amount in frame["value"]]
        hollow = frame["conditional_only"].tolist()
        fills = [ink.bg if empty else ink.cells[level] for level, empty in zip(steps, hollow)]
        inks = [ink.text if empty else ink.inks[level] for level, empty in zip(steps, hollow)]
        lines = [ink.steps[level] if empty else None for level, empty in zip(steps, hollow)]
        said = [max(n, 1) for n in frame["n"]]
        room = 0.0 if unit >= 46 else 0.12  # a number needs 27 px
        shares = pd.Series([min(_SHARE.get(n, 0.96) + room, 0.96) for n in said], index=frame.index)
        heights: list[float] = [_HEIGHT.get(n, 34) for n in said]
        texts = [lettering.signed(amount) for amount in frame["value"]]
        hover = [f"{names[row.commentator]}<br>{texts[place]}, "
                 f"{canvas.say('only_conditional') if row.conditional_only else canvas.say('statement', n=int(row.n))}"
                 for place, row in enumerate(cast("Iterable[_Cell]", frame.itertuples()))]
    else:
        fills, inks = _shades(canvas, frame["value"], frame["value"].max())
        lines = [ink.steps[0] if value == "certainty" and empty else None for empty in frame["conditional_only"]]
        shares, heights = pd.Series(0.94, index=frame.index), [pitch - 2] * len(frame)
        texts = [f"{amount:,.0f}" for amount in frame["value"]]
        hover = [f"{names[row.commentator]}<br>{_amount(canvas, row, value)}" for row in cast("Iterable[_Cell]", frame.itertuples())]
    _bars(canvas, frame, fills, inks, texts, codes, hover, shares=shares, heights=heights, lines=lines)
    if value == "outlook":
        _divided(canvas, frame.assign(end=frame["x"] + shares / 2, ink=inks)[frame["both"]], unit)


def _divided(canvas: Canvas, both: pd.DataFrame, unit: float) -> None:
    """Write what says that a cell holds statements of both sides: a trace a colour, as a browser takes a millisecond and more for each note."""
    for colour, some in both.groupby("ink", sort=False):
        canvas.trace(
            "scatter", x=some["end"] - 3 / unit, y=some["y"] - 8.8, mode="text", text=["±"] * len(some), textposition="middle left", hoverinfo="skip", cliponaxis=False,
            textfont={"size": 11, "color": colour, "family": theme.FAMILY})


def _amount(canvas: Canvas, row: _Cell, value: str) -> str:
    """Return a grey cell in words."""
    if value == "mentions":
        return canvas.say("n_mention", n=int(row.n))
    said = canvas.say("statement", n=int(row.n)) if row.n else canvas.say("only_conditional")
    if value == "share":
        return canvas.say("share_of_own", share=f"{row.value:.0f}", said=said)
    return canvas.say("points_from_even", points=f"{row.value:.0f}", said=said) if value == "certainty" else said


def _words(rows: pd.DataFrame, tongue: Language) -> float:
    """Return how many pixels the splits beside the rows need."""
    lines = [tongue.say(key, share=100) for key in ("split_against", "split_for")]
    return max(lettering.width(line, 12) for line in lines) + 12 if len(rows) else 0.0


def _splits(canvas: Canvas, rows: pd.DataFrame, columns: pd.DataFrame, top: float, pitch: float, bottom: float, words: float) -> None:
    """Write how many of a hundred statements expect further apart, and how many closer, beside and below the totals."""
    ink = canvas.ink
    for place, row in enumerate(cast("Iterable[_Cell]", rows.itertuples()) if words else ()):
        if row.n:
            for shift, key, share, colour in ((-8, "split_against", row.against, ink.steps[-2]), (8, "split_for", row.hopeful, ink.steps[2])):
                canvas.text(canvas.say(key, share=round(share)), top + pitch * (place + 0.5) + shift, right=8, align="right", size=12,
                            colour=colour)
    for line, (key, side, colour) in enumerate((("split_apart", "against", ink.steps[-2]), ("split_closer", "hopeful", ink.steps[2]))):
        y = bottom + 72 + 20 * line
        canvas.text(canvas.say(key), y, left=0, size=13, colour=colour)
        for place, (share, n) in enumerate(zip(columns[side], columns["n"])):
            if n:
                canvas.text(f"{share:.0f}", y, x=place + 0.5, align="center", size=13, colour=colour)


def _below(canvas: Canvas, sums: pd.Series) -> list[str]:
    """Return the sums below the columns: shortened, where one would stand in the next one's column; the hover has them in full."""
    written = [f"{amount:,.0f}" for amount in sums]
    if max(lettering.width(text, 13) for text in written) <= canvas.pixels(1) - canvas.pixels(0) - 4:
        return written
    return [canvas.tongue.short(amount) for amount in sums]


def _edges(canvas: Canvas, rows: pd.DataFrame, columns: pd.DataFrame, table: "Matrix | ActorMatrix", value: str, top: float, pitch: float, bottom: float, total_x: float, end: float, least: int, words: float) -> None:
    """Draw the totals, in strips of their own."""
    below = _below(canvas, columns["n" if value == "outlook" else "value"])
    wide = (end - len(columns) - 0.2) * 0.98  # inside the axis, or Plotly leaves the text out
    down = rows.assign(x=total_x, y=[top + pitch * (place + 0.5) for place in range(len(rows))], wide=wide,
                       high=pitch - 2, code=rows["commentator"] + "|")
    across = columns.assign(x=[place + 0.5 for place in range(len(columns))], y=bottom + 22, wide=0.96, high=24,
                            code="|" + columns["issue"])
    whole = pd.DataFrame([{"x": total_x, "y": bottom + 22, "wide": wide, "high": 24, "code": "|", **table.total}])
    edge = pd.concat([down, across, whole], ignore_index=True)
    edge = edge[edge["value"].notna()]
    ink = canvas.ink
    if value == "outlook":
        steps = [step(amount) for amount in edge["value"]]
        # A total over too few statements is no finding: a number without colour.
        enough = [n >= least for n in edge["n"]]
        fills = [ink.cells[level] if sure else ink.bg for level, sure in zip(steps, enough)]
        inks = [ink.inks[level] if sure else ink.text2 for level, sure in zip(steps, enough)]
        texts = [lettering.signed(amount) for amount in edge["value"]]
        for row in cast("Iterable[_Cell]", down.itertuples()):
            canvas.text(f"{row.n:,}", row.y, right=8 + words, align="right", size=13, colour=ink.text2)
        for row, text in zip(cast("Iterable[_Cell]", [*across.itertuples(), *whole.itertuples()]), [*below, f"{table.total['n']:,}"]):
            canvas.text(text, bottom + 48, x=row.x, align="center", size=13, colour=ink.text2)
        hover = [f"{text}, {canvas.say('statement', n=int(n))}" for text, n in zip(texts, edge["n"])]
    else:
        fills, inks = [ink.bg] * len(edge), [ink.text2] * len(edge)
        hover = [f"{amount:,.0f}" for amount in edge["value"]]
        sums = dict(zip(across["code"], below))
        texts = [sums.get(code, exact) for code, exact in zip(edge["code"], hover)]
    _bars(canvas, edge, fills, inks, texts, edge["code"].tolist(), hover, shares=edge["wide"],
          heights=edge["high"].tolist(), lines=[None] * len(edge))
    canvas.layout["barmode"] = "overlay"


def _rings(canvas: Canvas, mark: str, rows: pd.DataFrame, columns: pd.DataFrame, top: float, pitch: float) -> list[Part]:
    name, _, code = mark.rpartition("|")
    names, codes = list(rows["commentator"]), list(columns["issue"])
    if name not in names or code not in codes:
        return []
    x, y = codes.index(code), top + pitch * names.index(name)
    return [canvas.frame(x, x + 1, y, y + pitch)]

"""Who points where: a square a prediction, a row an issue, outward from a gutter of open ones."""

from collections.abc import Iterable
from typing import Any, Protocol, cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from charts import lettering, theme
from charts.canvas import Canvas, message

UNITS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MOST, MOST_FEW = 40, 4
_SIDES = {"apart": -1, "open": 0, "closer": 1}


def _measures(narrow: bool) -> dict[str, float]:
    if narrow:
        return {"left": 0, "right": 34, "row": 44, "size": 10, "pitch": 13.5, "tight": 9}
    return {"left": 164, "right": 36, "row": 32, "size": 18, "pitch": 25, "tight": 11}


def unit(split: pd.DataFrame, *, width: float = 716, narrow: bool = False) -> int:
    """Return how many predictions one square stands for: 1, unless the longest row would not fit."""
    fit = _measures(narrow)
    most = int((width - fit["left"] - fit["right"]) // fit["tight"]) - 1
    amounts = split.groupby(["issue", "side", "step", "conditional"]).size()
    for size in UNITS:
        # As many squares as `_grouped` makes of an amount: a remainder of half a square counts.
        drawn = ((amounts + size // 2) // size).clip(lower=1) if size > 1 else amounts
        if _columns(drawn.groupby(["issue", "side"]).sum())[0] <= most:
            return size
    return UNITS[-1]


def _grouped(split: pd.DataFrame, size: float) -> pd.DataFrame:
    """Return a row a square: the predictions of one issue, step and kind, `size` at a time."""
    keys = ["issue", "side", "step", "conditional"]
    if size == 1:
        return split.assign(ids=split["prediction_id"], many=1)
    rows = split.assign(part=split.groupby(keys).cumcount() // size)
    squares = rows.groupby([*keys, "part"], sort=False, as_index=False).agg(
        label=("label", "first"), label_zh=("label_zh", "first"), n=("n", "first"), few=("few", "first"),
        many=("prediction_id", "size"), ids=("prediction_id", " ".join))
    # A remainder under half a square is not drawn, unless it is all there is.
    return squares[(squares["many"] * 2 >= size) | (squares["part"] == 0)]


def _columns(squares: pd.Series) -> tuple[float, float, float, float]:
    """Return columns needed in all, in the gutter, left and right of it, for squares by issue and side."""
    most = squares.groupby("side").max()
    gutter = max(most.get("open", 0), 2.4) + 0.8
    left, right = float(most.get("apart", 0)), float(most.get("closer", 0))
    return gutter + max(left, 3.2) + max(right, 2.4), gutter, max(left, 3.2), max(right, 2.4)


def draw(split: pd.DataFrame, *, dark: bool = False, width: float = 716, narrow: bool = False,
         chosen: str | None = None, least: int = 3, language: str = ENGLISH) -> go.Figure:
    """Return the split of predictions by issue.

    Parameters
    ----------
    split : frame
        As `summaries.split_by_issue` gives it.
    dark, width, narrow
        Theme; pixels the chart is made for (it holds from 570); the layout for a phone.
    chosen : str, optional
        A prediction_id: its square gets a ring.
    least : int
        As given to `split_by_issue`; named over the issues below it.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` of a mark is its prediction_id, or several joined by a blank.
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
    size = unit(split, width=width, narrow=narrow)
    squares = _grouped(split, size)
    # The last square of the longest row keeps clear of its number.
    widest = max(lettering.width(f"{n:,}", 13) for n in split["n"])
    fit = fit | {"right": max(fit["right"], 6 + widest + fit["size"] / 2 + 6)}
    needed, gutter, _, closer = _columns(squares.groupby(["issue", "side"]).size())
    across = max((width - fit["left"] - fit["right"]) / fit["pitch"], needed)
    end = gutter / 2 + closer + max(across - needed, 0) * 0.1
    rows, few_at, bottom = _rows(split, fit, narrow)
    top = 66 if not narrow else 84
    height = top + bottom + (24 if hidden else 4)
    canvas = Canvas(height, left=fit["left"], right=fit["right"], span=(end - across, end), width=width, dark=dark,
                    language=language)
    ink = canvas.ink
    top_line = _key(canvas, size, narrow)
    heads = top - 20 if not narrow else top_line + 28
    canvas.text(canvas.say("axis_apart"), heads, x=-gutter / 2, align="right", size=14, colour=ink.apart, shift=-2)
    canvas.text(canvas.say("axis_open"), heads, x=0, align="center", size=14, colour=ink.text2)
    canvas.text(canvas.say("axis_closer"), heads, x=gutter / 2, size=14, colour=ink.closer, shift=2)
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
    # A column holds from 570 px: where squares stand close, they are small enough not to touch there.
    pitch = (width - fit["left"] - fit["right"]) / across
    _marks(canvas, squares, rows, top, gutter, min(fit["size"], max(int(0.72 * pitch), 6)), chosen, size)
    return canvas.finish()


class _Square(Protocol):
    """A row of squares: one prediction, or several of one kind."""

    label: str
    commentator: str
    cue: str
    probability: float
    conditional: bool
    many: int


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


def _key(canvas: Canvas, size: float, narrow: bool) -> float:
    ink = canvas.ink
    square = 10

    def mark(step: int, **more: object) -> dict[str, Any]:
        return {"wide": square, "high": square, "fill": ink.steps[step], **more}
    items = [([mark(-2), mark(2)], canvas.say("sure")), ([mark(-1), mark(1)], canvas.say("hedged")), ([mark(0)], canvas.say("axis_open")),
             ([{"wide": square - 1.5, "high": square - 1.5, "line": ink.steps[0]}], canvas.say("only_conditional"))]
    if size > 1:
        items.append(([], canvas.say("square_is", n=size)))
    return canvas.key(items, room=canvas.width)


def _marks(canvas: Canvas, squares: pd.DataFrame, rows: dict[str, float], top: int, gutter: float, size: float, chosen: str | None, many: int) -> None:
    order = squares.groupby(["issue", "side"], sort=False).cumcount()
    number = squares.groupby(["issue", "side"])["issue"].transform("size")
    side = squares["side"].map(_SIDES)
    x = (side * (gutter / 2 + 0.5 + order)).where(side != 0, order - (number - 1) / 2)
    y = squares["issue"].map(rows) + top
    ink = canvas.ink
    hover = _hover(canvas, squares, many)
    canvas.figure.add_trace(go.Scatter(
        x=x, y=y, mode="markers", customdata=squares["ids"].tolist(), hovertext=hover, hoverinfo="text",
        marker={"symbol": ["square-open" if hollow else "square" for hollow in squares["conditional"]],
                "size": [size - 2 if hollow else size for hollow in squares["conditional"]],
                "color": [ink.steps[step] for step in squares["step"]],
                "line": {"width": [2 if hollow else 0 for hollow in squares["conditional"]]}, "opacity": 1},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}}, cliponaxis=False))
    if chosen:
        ringed = squares["ids"].str.split(" ").map(lambda ids: chosen in ids)
        canvas.figure.add_trace(go.Scatter(
            x=x[ringed], y=y[ringed], mode="markers", hoverinfo="skip",
            marker={"symbol": "square-open", "size": size + 6, "color": ink.text, "line": {"width": 2}}))


def _hover(canvas: Canvas, squares: pd.DataFrame, many: int) -> list[str]:
    if many > 1:
        return [lettering.plain(canvas.say("named_amount", name=row.label, amount=canvas.say("n_prediction", n=int(row.many)))) for row in cast(Iterable[_Square], squares.itertuples())]
    return [f"{lettering.fitted(row.commentator, 300)}<br>{lettering.fitted(row.cue, 200)} {lettering.percent(row.probability)}"
            f"{canvas.say('if_mark') if row.conditional else ''}" for row in cast(Iterable[_Square], squares.itertuples())]

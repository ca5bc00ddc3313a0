"""The rows of `charts.split` filled with squares, a prediction each, or two where one each would not fit."""

from collections.abc import Iterable
from typing import Any, Protocol, cast

import pandas as pd

from charts import lettering
from charts.canvas import Canvas

# A square of five would show a single prediction as large as five.
UNITS = (1, 2)
_SIDES = {"apart": -1, "open": 0, "closer": 1}


def unit(split: pd.DataFrame, fit: dict[str, float], width: float) -> int | None:
    """Return how many predictions one square stands for; None where the longest row would find no room with any."""
    most = int((width - fit["left"] - fit["right"]) // fit["tight"]) - 1
    amounts = split.groupby(["issue", "side", "step", "conditional"]).size()
    for size in UNITS:
        # As many squares as `_grouped` makes of an amount: a remainder of half a square counts.
        drawn = ((amounts + size // 2) // size).clip(lower=1) if size > 1 else amounts
        if _columns(drawn.groupby(["issue", "side"]).sum())[0] <= most:
            return size
    return None


def _grouped(split: pd.DataFrame, size: int) -> pd.DataFrame:
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


class _Square(Protocol):
    """A row of squares: one prediction, or several of one kind."""

    label: str
    commentator: str
    cue: str
    probability: float
    conditional: bool
    many: int


class Squares:
    """The rows of the chart filled with squares.

    Attributes
    ----------
    span : (float, float)
        Of the horizontal axis: 1 is a square and what is between two.
    gutter : float
        How wide the open ones stand.
    right : float
        Pixels kept free for the number of predictions.
    """

    def __init__(self, split: pd.DataFrame, size: int, fit: dict[str, float], width: float) -> None:
        self._size, self._squares = size, _grouped(split, size)
        # The last square of the longest row keeps clear of its number.
        widest = max(lettering.width(f"{n:,}", 13) for n in split["n"])
        self.right = max(fit["right"], 6 + widest + fit["size"] / 2 + 6)
        room = width - fit["left"] - self.right
        needed, self.gutter, _, closer = _columns(self._squares.groupby(["issue", "side"]).size())
        across = max(room / fit["pitch"], needed)
        end = self.gutter / 2 + closer + max(across - needed, 0) * 0.1
        self.span = (end - across, end)
        # A column holds from 570 px: where squares stand close, they are small enough not to touch there.
        self._side = min(fit["size"], max(int(0.72 * room / across), 6))

    def key(self, canvas: Canvas) -> list[tuple[list[dict[str, Any]], str]]:
        """Return what the key says beside what the colours mean."""
        return [([], canvas.say("square_is", n=self._size))] if self._size > 1 else []

    def fill(self, canvas: Canvas, rows: dict[str, float]) -> None:
        """Draw the squares at the heights given by issue; they can be chosen."""
        squares, side = self._squares, self._side
        order = squares.groupby(["issue", "side"], sort=False).cumcount()
        number = squares.groupby(["issue", "side"])["issue"].transform("size")
        sign = squares["side"].map(_SIDES)
        x = (sign * (self.gutter / 2 + 0.5 + order)).where(sign != 0, order - (number - 1) / 2)
        y = squares["issue"].map(rows)
        ink = canvas.ink
        canvas.trace(
            "scatter", x=x, y=y, mode="markers", customdata=squares["ids"].tolist(), hovertext=self._hover(canvas), hoverinfo="text",
            marker={"symbol": ["square-open" if hollow else "square" for hollow in squares["conditional"]],
                    "size": [side - 2 if hollow else side for hollow in squares["conditional"]],
                    "color": [ink.steps[step] for step in squares["step"]],
                    "line": {"width": [2 if hollow else 0 for hollow in squares["conditional"]]}, "opacity": 1}, cliponaxis=False)
        canvas.ringed(squares["ids"].tolist(), x, y, side + 6, square=True, by_part=True)

    def _hover(self, canvas: Canvas) -> list[str]:
        rows = cast(Iterable[_Square], self._squares.itertuples())
        if self._size > 1:
            return [lettering.plain(canvas.say("named_amount", name=row.label, amount=canvas.say("n_prediction", n=int(row.many)))) for row in rows]
        return [f"{lettering.fitted(row.commentator, 300)}<br>{lettering.fitted(row.cue, 200)} {lettering.percent(row.probability)}"
                f"{canvas.say('if_mark') if row.conditional else ''}" for row in rows]

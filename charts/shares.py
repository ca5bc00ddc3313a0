"""Which way the predictions on each issue point, as shares: bars outward from the open ones, where squares would find no room.

Diverging stacked bars after Robbins & Heiberger, *Plotting Likert and Other Rating Scales*, Proceedings of the Section on Survey Research
Methods, American Statistical Association 2011, pp. 1058-1066; the open ones have a gutter of their own instead of half of each side.
"""

import re
from typing import Any

import pandas as pd

from charts import lettering
from charts.canvas import Canvas, Part

# Free for the share written at a bar's end, in pixels; between the gutter and a side, in shares of the predictions on an issue.
_LABEL, _GAP = 46.0, 0.03
_STEP = re.compile("-?[0-9]")
_PART = ["issue", "side", "step", "conditional"]
_SIDES = {"apart": -1, "open": 0, "closer": 1}


class Shares:
    """The rows of the chart filled with bars: a part each for how surely, and whether only under a condition.

    Attributes
    ----------
    span : (float, float)
        Of the horizontal axis: 1 is as wide as all predictions on an issue.
    gutter : float
        How wide the open ones stand, at most.
    right : float
        Pixels kept free for the number of predictions.
    """

    def __init__(self, split: pd.DataFrame, fit: dict[str, float], width: float) -> None:
        counted = split.groupby(_PART, sort=False).agg(label=("label", "first"), n=("n", "first"), many=("n", "size")).reset_index()
        self._split = split
        # Only what points somewhere or stands open is drawn, so that is what a share is of.
        self._parts = counted.assign(share=counted["many"] / counted.groupby("issue")["many"].transform("sum"))
        sums = self._parts.groupby(["issue", "side"])["share"].sum().groupby("side").max()
        self.gutter = max(float(sums.get("open", 0)), 0.08) + 2 * _GAP
        apart, closer = (max(float(sums.get(side, 0)), 0.2) for side in ("apart", "closer"))
        self.right = max(fit["right"], 16 + max(lettering.width(f"{n:,}", 13) for n in split["n"]))
        label = _LABEL * (self.gutter + apart + closer) / max(width - fit["left"] - self.right - 2 * _LABEL, 1)
        self.span = (-self.gutter / 2 - apart - label, self.gutter / 2 + closer + label)
        self._high = fit["bar"]

    def key(self, canvas: Canvas) -> list[tuple[list[dict[str, Any]], str]]:
        """Return what the key says beside what the colours mean."""
        return [([], canvas.say("share_is"))]

    def fill(self, canvas: Canvas, rows: dict[str, float]) -> None:
        """Draw the bars at the heights given by issue; their parts can be chosen."""
        ink, parts = canvas.ink, self._parts
        sign = parts["side"].map(_SIDES)
        begins = parts.groupby(["issue", "side"], sort=False)["share"].cumsum() - parts["share"]
        whole = parts.groupby(["issue", "side"], sort=False)["share"].transform("sum")
        inner = (self.gutter / 2 + begins) * sign
        base = inner.where(sign >= 0, inner - parts["share"]).where(sign != 0, begins - whole / 2)
        heights = parts["issue"].map(rows)
        colours = [ink.steps[step] for step in parts["step"]]
        marks = [_mark(*kind) for kind in zip(parts["issue"], parts["step"], parts["conditional"])]
        canvas.layout["barmode"] = "overlay"
        canvas.trace(
            "bar", orientation="h", base=base.tolist(), x=parts["share"].tolist(), y=heights.tolist(), width=[self._high] * len(parts),
            customdata=marks, hoverinfo="text", hovertext=self._hover(canvas), cliponaxis=False,
            marker={"color": [ink.bg if hollow else colour for hollow, colour in zip(parts["conditional"], colours)],
                    "line": {"color": [colour if hollow else ink.bg for hollow, colour in zip(parts["conditional"], colours)],
                             "width": [2 if hollow else 1 for hollow in parts["conditional"]]}})
        ends = parts.assign(whole=whole).drop_duplicates(["issue", "side"])
        for issue, side, share in zip(ends["issue"], ends["side"], ends["whole"]):
            if side != "open":
                canvas.text(lettering.percent(share), rows[issue], x=_SIDES[side] * (self.gutter / 2 + share), shift=6 * _SIDES[side],
                            align="left" if side == "closer" else "right", size=13, colour=ink.text2)
        places = {mark: place for place, mark in enumerate(marks)}

        def rings(mark: str) -> list[Part]:
            place = places.get(self._held(mark))
            if place is None:
                return []
            left, middle, high = base.iloc[place], heights.iloc[place], self._high / 2 + 3
            return [canvas.frame(left, left + parts["share"].iloc[place], middle - high, middle + high)]

        canvas.choice(rings)

    def _held(self, mark: str) -> str:
        """Return the bar a mark stands for: its own, or that of the first prediction of a square."""
        first = mark.partition(" ")[0]
        if "|" in first:
            return first
        own = self._split[self._split["prediction_id"] == first] if first else self._split.iloc[:0]
        return next((_mark(*kind) for kind in zip(own["issue"], own["step"], own["conditional"])), first)

    def _hover(self, canvas: Canvas) -> list[str]:
        said = []
        for label, side, step, hollow, many, share in zip(*(self._parts[name] for name in ("label", "side", "step", "conditional", "many", "share"))):
            how = canvas.say("native_if" if hollow else {2: "native_sure", 1: "native_hedged"}.get(abs(step), "native_open"))
            way = canvas.say(f"native_{side}")
            kind = way if how == way else canvas.say("native_side", side=way, how=how)
            said.append(f"{lettering.fitted(label, 300)}<br>{lettering.plain(kind)}: {many:,} ({lettering.percent(share)})")
        return said


def _mark(issue: str, step: int, conditional: bool) -> str:
    return f"{issue}|{step}|{'if' if conditional else ''}"


def meant(split: pd.DataFrame, mark: str) -> list[str]:
    """Return the predictions a mark of the chart stands for.

    Parameters
    ----------
    split : frame
        As `summaries.split_by_issue` gives it.
    mark : str
        Of a bar, issue, step and condition; of a square, its predictions, parted by blanks.
    """
    issue, _, kind = mark.partition("|")
    step, _, condition = kind.partition("|")
    if not kind:
        return mark.split()
    if not _STEP.fullmatch(step):
        return []
    # The numbers first: of many predictions, few texts are left to compare.
    alike = split[(split["step"] == int(step)) & (split["conditional"] == (condition == "if"))]
    return list(alike.loc[alike["issue"] == issue, "prediction_id"])

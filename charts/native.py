"""What a chart holds, said so that another program can draw it itself: bars, dots, lines, a table; numbers, no pixels."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Protocol, cast

import pandas as pd

from analysis import summaries
from analysis.language import Language
from charts import lettering, theme

INK = theme.LIGHT
MOST_BARS, MOST_DOTS, MOST_ROWS, MOST_COLUMNS, MOST_LINES = 18, 16, 15, 12, 8
_SIDES = {-1: "apart", 1: "closer"}


@dataclass(frozen=True)
class Series:
    """One series: a value, or none, for each category; `hollow` is drawn as an outline."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    hollow: bool = False


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, stacked; to both sides of 0 where `diverging` (the numbers to the left are negative).

    Attributes
    ----------
    categories : tuple of str
        From top to bottom.
    series : tuple of Series
    head : str
        What the length is.
    aside : Series or None
        Bars of their own beside these, for what belongs to neither side.
    digits : int
    left_out : int
        Categories that found no room.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    head: str = ""
    diverging: bool = False
    aside: Series | None = None
    digits: int = 0
    left_out: int = 0
    kind: str = field(default="bars", init=False)


@dataclass(frozen=True)
class Dot:
    """One dot: how far along its row, from where to where the words reach, what stands beside it, and what its colour means."""

    row: int
    x: float
    low: float
    high: float
    label: str
    colour: str
    hollow: bool
    meaning: str


@dataclass(frozen=True)
class Dots:
    """A row a name, dots along it between two ends; `x` in percent."""

    rows: tuple[str, ...]
    dots: tuple[Dot, ...]
    ends: tuple[str, str, str]
    left_out: int = 0
    kind: str = field(default="scatter", init=False)


@dataclass(frozen=True)
class Lines:
    """Lines over periods; of outlook, from -1 to 1."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    low: float | None = None
    high: float | None = None
    digits: int = 0
    left_out: int = 0
    kind: str = field(default="lines", init=False)


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, fill and ink."""

    text: str
    fill: str = "#FFFFFF"
    ink: str = INK.text


@dataclass(frozen=True)
class Grid:
    """A shaded table: heads across, then a name and its cells a row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left_out: tuple[int, int] = (0, 0)
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Shapes:
    """The figure itself, mark by mark, as shapes that can be moved."""

    kind: str = field(default="shapes", init=False)


@dataclass(frozen=True)
class Picture:
    """A picture: what no chart of an office program can show."""

    kind: str = field(default="picture", init=False)


Native = Bars | Dots | Lines | Grid | Shapes | Picture


def split(rows: pd.DataFrame, language: Language) -> Bars:
    """Return predictions by issue as bars to both sides, from what `summaries.split_by_issue` gives; the open ones aside."""
    order = list(dict.fromkeys(rows["issue"]))
    most = rows["issue"].value_counts()
    kept = set(most.index[:MOST_BARS])
    issues = [issue for issue in order if issue in kept]
    labels = rows.drop_duplicates("issue").set_index("issue")["label"]
    series = []
    # From the middle outwards: sure, hedged, and only under a condition.
    for sign, side in _SIDES.items():
        for name, level, hollow in (("sure", 2, False), ("hedged", 1, False), ("if", 1, True)):
            own = rows[(rows["side"] == side) & (rows["conditional"] == hollow)]
            if not hollow:
                own = own[own["step"].abs() == level]
            count = own["issue"].value_counts()
            if len(count):
                series.append(Series(language.say("native_side", side=language.say(f"native_{side}"), how=language.say(f"native_{name}")),
                                     tuple(sign * int(count.get(issue, 0)) or None for issue in issues), INK.steps[sign * level], hollow))
    free = rows[rows["side"] == "open"]["issue"].value_counts()
    aside = Series(language.say("native_open"), tuple(int(free.get(issue, 0)) for issue in issues), INK.steps[0]) if len(free) else None
    return Bars(tuple(labels[issue] for issue in issues), tuple(series), language.say("native_predictions"), diverging=True, aside=aside,
                left_out=len(order) - len(issues))


def chances(rows: pd.DataFrame, language: Language) -> Dots:
    """Return who gives an issue which chance as dots in rows, from what `summaries.outcomes` gives."""
    said = rows["commentator"].value_counts()
    kept = set(said.index[:MOST_DOTS])
    names = [name for name in dict.fromkeys(rows["commentator"]) if name in kept]
    place = {name: number for number, name in enumerate(names)}
    dots = []
    # Who says as much twice has one dot.
    for (name, conditional, chance), own in cast(Iterable[tuple[tuple[str, bool, float], pd.DataFrame]], rows[rows["commentator"].isin(kept)].groupby(["commentator", "conditional", "chance"], sort=False)):
        cue = lettering.cut(own["cue"].iloc[0], 110, 14) + (f" +{len(own) - 1}" if len(own) > 1 else "")
        step = int(own["step"].iloc[0])
        dots.append(Dot(place[name], round(100 * chance, 4), 100 * own["low"].min(), 100 * own["high"].max(), f"{cue} {lettering.percent(chance)}",
                        INK.steps[step], bool(conditional), _meaning(step, conditional, language)))
    return Dots(tuple(names), tuple(dots), (language.say("native_apart"), language.say("native_open"), language.say("native_closer")), left_out=len(said) - len(names))


def _meaning(step: int, conditional: bool, language: Language) -> str:
    """Return what a mark's colour and fill say, in words."""
    side = language.say("native_open" if not step else "native_apart" if step < 0 else "native_closer")
    how = "if" if conditional else "" if not step else "sure" if abs(step) == 2 else "hedged"
    return language.say("native_side", side=side, how=language.say(f"native_{how}")) if how else side


def shortened(native: "Native", most: int) -> "Native":
    """Return a chart with at most so many rows, those with most in them, in their order."""
    if isinstance(native, Bars) and len(native.categories) > most:
        every = (*native.series, *((native.aside,) if native.aside else ()))
        weight = [sum(abs(series.values[place] or 0) for series in every) for place in range(len(native.categories))]
        kept = sorted(sorted(range(len(weight)), key=lambda place: -weight[place])[:most])
        cut = [replace(series, values=tuple(series.values[place] for place in kept)) for series in every]
        return replace(native, categories=tuple(native.categories[place] for place in kept), series=tuple(cut[:len(native.series)]),
                       aside=cut[-1] if native.aside else None, left_out=native.left_out + len(weight) - most)
    if isinstance(native, Dots) and len(native.rows) > most:
        return replace(native, rows=native.rows[:most], dots=tuple(dot for dot in native.dots if dot.row < most),
                       left_out=native.left_out + len(native.rows) - most)
    if isinstance(native, Grid) and len(native.rows) > most:
        return replace(native, rows=(*native.rows[:most - 1], native.rows[-1]), left_out=(native.left_out[0] + len(native.rows) - most, native.left_out[1]))
    return native


def table(matrix: summaries.Matrix, language: Language, *, value: str = "outlook", chinese: bool = False) -> Grid:
    """Return a matrix as a shaded table with its totals."""
    weight = matrix.columns["n"] if value == "outlook" else matrix.columns["value"]
    columns = matrix.columns.loc[weight.nlargest(MOST_COLUMNS).index.sort_values()] if len(matrix.columns) > MOST_COLUMNS else matrix.columns
    rows = matrix.rows.head(MOST_ROWS)
    cells = {(cell.commentator, cell.issue): cell for cell in cast(Iterable[_Amount], matrix.cells.itertuples())}
    most = float(matrix.cells["value"].max()) if len(matrix.cells) else 0.0
    made = [(row.commentator, (*(_cell(cells.get((row.commentator, code)), value, most) for code in columns["issue"]),
                               _total(row, value, matrix.least))) for row in cast(Iterable[_Amount], rows.itertuples())]
    if len(made):
        whole = SimpleNamespace(value=matrix.total["value"], n=int(matrix.total.get("n", 0)))
        made.append((language.say("native_all"), (*(_total(column, value, matrix.least) for column in cast(Iterable[_Amount], columns.itertuples())),
                                                  _total(whole, value, matrix.least))))
    return Grid((*columns["label_zh" if chinese else "label"], language.say("native_all")), tuple(made),
                (len(matrix.rows) - len(rows), len(matrix.columns) - len(columns)))


class _Amount(Protocol):
    """A cell of a matrix, or the end of a row or column."""

    commentator: str
    issue: str
    value: float
    n: int
    conditional_only: bool
    both: bool


def _cell(cell: _Amount | None, value: str, most: float) -> Cell:
    if cell is None:
        return Cell("")
    if value != "outlook":
        return _amount(cell.value, most)
    level = summaries.step(cell.value)
    text = lettering.signed(cell.value) + (f" ({cell.n})" if cell.n > 1 else "")
    # An outline cannot be drawn in a table: what hangs on a condition stands in brackets, without a fill.
    return Cell(f"[{lettering.signed(cell.value)}]") if cell.conditional_only else Cell(text, INK.cells[level], INK.inks[level])


def _amount(amount: float, most: float) -> Cell:
    greys = ("#E3DFD7", "#CDC9C0", "#A9A59D", "#5E6469")
    level = min(3, int(4 * (amount / most) ** 0.5 - 1e-9)) if most else 0
    return Cell(f"{amount:,.0f}", greys[level], "#FFFFFF" if level == 3 else INK.text)


def _total(row: _Amount | SimpleNamespace, value: str, least: int) -> Cell:
    if pd.isna(row.value):
        return Cell("")
    if value != "outlook":
        return Cell(f"{row.value:,.0f}", "#FFFFFF", INK.text2)
    level, text = summaries.step(row.value), f"{lettering.signed(row.value)} ({row.n:,})"
    # A total over too few statements is no finding: a number without colour.
    return Cell(text, INK.cells[level], INK.inks[level]) if row.n >= least else Cell(text, "#FFFFFF", INK.text2)


def ranked(frame: pd.DataFrame, *, name: str, value: str, head: str, digits: int = 0, most: int = MOST_BARS) -> Bars:
    """Return ranked bars; the first is the longest."""
    rows = frame.head(most)
    return Bars(tuple(str(text) for text in rows[name]), (Series(head, tuple(float(number) for number in rows[value]), INK.steps[0]),), head,
                digits=digits, left_out=len(frame) - len(rows))


def keywords(top: pd.DataFrame, groups: list[str], names: dict[str, str], *, by: str, head: str) -> Bars:
    """Return the words that set groups apart: of two groups, bars to either side; of more, below each other."""
    each = max(MOST_BARS // max(len(groups), 1), 3) if len(groups) != 2 else MOST_BARS // 2
    rows = top[top["group"].isin(groups) & (top["rank"] <= each)]
    rows = pd.concat([rows[rows["group"] == group] for group in groups]) if len(rows) else rows
    colours = (INK.text2, INK.accent, INK.steps[0], INK.border, INK.text, INK.text3)
    two = len(groups) == 2
    series = tuple(Series(names.get(group, group), tuple((-1 if two and place == 0 else 1) * float(amount) if own == group else None
                                                         for own, amount in zip(rows["group"], rows[by])), colours[place % len(colours)])
                   for place, group in enumerate(groups))
    return Bars(tuple(rows["word"]), series, head, diverging=two, digits=1)


def over_time(trend: pd.DataFrame, *, what: str, form: Callable[[pd.Timestamp], str]) -> Lines:
    """Return series over periods as lines; those with most behind them."""
    kept = trend.groupby("series", sort=False)["n"].sum().nlargest(MOST_LINES).index
    order = [name for name in dict.fromkeys(trend["series"]) if name in set(kept)]
    periods = sorted(trend["period"].unique())
    colours = (INK.text, INK.closer, INK.apart, INK.accent, INK.steps[0], INK.steps[1], INK.steps[-1], INK.text2)
    labels = trend.drop_duplicates("series").set_index("series")["label"]
    made = []
    for place, name in enumerate(order):
        own = trend[trend["series"] == name].set_index("period")["value"]
        made.append(Series(str(labels[name]), tuple(float(own[period]) if period in own.index else None for period in periods),
                           colours[place % len(colours)]))
    return Lines(tuple(form(pd.Timestamp(period)) for period in periods), tuple(made), -1.0 if what == "outlook" else 0.0,
                 1.0 if what == "outlook" else None, digits=1 if what in ("outlook", "words") else 0, left_out=trend["series"].nunique() - len(order))

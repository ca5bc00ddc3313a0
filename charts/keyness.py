"""What sets groups apart in words: of two groups, bars to either side; of more, a column of bars each."""

from collections.abc import Iterable
from typing import Protocol, cast

import pandas as pd
import plotly.graph_objects as go

from analysis.language import ENGLISH, Language
from charts import lettering, theme
from charts.canvas import Canvas, message

MOST_ROWS, MOST_GROUPS = 25, 6
_ROW, _TOP = 28.0, 58.0
_SHARE = 570 / 716  # words keep clear of the bars down to this share of the width drawn for


def draw(ranked: pd.DataFrame, *, by: str = "g2", groups: list[str] | None = None, names: dict[str, str] | None = None,
         dark: bool = False, width: float = 716, narrow: bool = False, language: str = ENGLISH) -> go.Figure:
    """Return the words each group uses more than the rest.

    Parameters
    ----------
    ranked : frame
        As `keyness.top` gives it.
    by : {"g2", "log_ratio", "z"}
        The length of the bars; as given to `keyness.top`.
    groups : list of str, optional
        The groups in order, also those no word is typical of; without it, those in the frame.
    names : dict of str to str, optional
        Group to the name shown.
    dark, width, narrow
        Theme; pixels the chart is made for; on a phone groups stand under each other.
    language : {"en", "zh-Hans", "zh-Hant"}

    Returns
    -------
    plotly Figure
        `customdata` is `group|word`; cut it at the last `|`.
    """
    if ranked.empty:
        return message(Language.of(language).say("keyness_none"), dark=dark, width=width)
    order = list(groups or dict.fromkeys(ranked["group"]))
    shown = order[:MOST_GROUPS]
    rows = ranked[ranked["group"].isin(shown) & (ranked["rank"] <= MOST_ROWS)]
    if rows.empty:
        return message(Language.of(language).say("keyness_none"), dark=dark, width=width)
    names = {group: (names or {}).get(group, group) for group in shown}
    hidden = len(order) - len(shown)
    if narrow or len(shown) == 1:
        return _stacked(rows, shown, names, by, hidden, dark, width, language)
    if len(shown) == 2:
        return _diverging(rows, shown, names, by, dark, width, language)
    return _columns(rows, shown, names, by, hidden, dark, width, language)


class _Word(Protocol):
    """A row of a table of keyness."""

    word: str
    group: str
    rate: float
    rest_rate: float
    count: int
    rest: int
    g2: float
    log_ratio: float
    z: float


def _note(row: _Word) -> str:
    """Return the number beside a bar: how many times as often, and how often."""
    if row.rest == 0:
        return f"{row.count:,} : 0"
    ratio = 2 ** row.log_ratio
    return f"{ratio:.1f}×" if ratio < 9.95 else f"{ratio:,.0f}×"


def _hover(canvas: Canvas, rows: pd.DataFrame, names: dict[str, str]) -> list[str]:
    return [f"{lettering.fitted(row.word, 240)}<br>" + canvas.say(
        "keyness_rates", group=lettering.fitted(names[row.group], 240), rate=f"{row.rate:.1f}", rest_rate=f"{row.rest_rate:.1f}") + "<br>" +
        canvas.say("keyness_figures", count=int(row.count), rest=int(row.rest), g2=f"{row.g2:.1f}",
                   log_ratio=lettering.signed(row.log_ratio), z=lettering.signed(row.z)) for row in cast("Iterable[_Word]", rows.itertuples())]


def _bars(canvas: Canvas, rows: pd.DataFrame, x: list[float], base: list[float], y: list[float], names: dict[str, str]) -> None:
    keys = (rows["group"] + "|" + rows["word"]).tolist()
    canvas.trace(
        "bar", orientation="h", x=x, base=base, y=y, width=[16] * len(rows), customdata=keys, hoverinfo="text", hovertext=_hover(canvas, rows, names),
        marker={"color": canvas.ink.steps[0], "line": {"width": 0}})
    canvas.framed(keys, base, [first + long for first, long in zip(base, x)], y, 22)
    canvas.layout["barmode"] = "overlay"


def _head(canvas: Canvas, by: str, y: float = 10) -> None:
    canvas.text(canvas.say("keyness_bar", measure=canvas.say(f"bar_{by}")), y, left=0, size=theme.AXIS,
                colour=canvas.ink.text2)


def _diverging(rows: pd.DataFrame, shown: list[str], names: dict[str, str], by: str, dark: bool, width: float, language: str) -> go.Figure:
    """Draw two groups back to back: words stand at the middle, the bars grow outwards."""
    deep = int(rows["rank"].max())
    longest = max(lettering.width(lettering.cut(word, 120, 15), 15) for word in rows["word"])
    gutter, number = longest / _SHARE + 16, 66.0
    unit = max((width - 2 * gutter - 2 * number) / 2, 40)
    # In pixels of the width it is made for; the axis stretches with the figure.
    canvas = Canvas(_TOP + _ROW * deep + 8, span=(0.0, width), width=width, dark=dark, language=language)
    ink = canvas.ink
    _head(canvas, by)
    longest_bar = rows[by].max()
    middle = width / 2
    place = rows["group"].map({group: -1 if number == 0 else 1 for number, group in enumerate(shown)}).to_numpy()
    long = (rows[by] / longest_bar * unit).to_numpy()
    y = (_TOP + _ROW * (rows["rank"] - 0.5)).to_numpy()
    base = middle + place * gutter
    for group, side in zip(shown, (-1, 1)):
        canvas.text(lettering.fitted(names[group], width / 2 - 24, theme.NAME), 38, x=middle + side * gutter, size=theme.NAME,
                    align="right" if side < 0 else "left", weight=600 if names[group].isascii() else None)
        if not (rows["group"] == group).any():
            canvas.text(canvas.say("no_own_word"), _TOP + _ROW / 2, x=middle + side * gutter, size=theme.AXIS, colour=ink.text2,
                        align="right" if side < 0 else "left")
    _bars(canvas, rows, (place * long).tolist(), base.tolist(), y.tolist(), names)
    for row, side, length, height in zip(cast("Iterable[_Word]", rows.itertuples()), place.tolist(), long, y):
        canvas.text(lettering.fitted(row.word, 124, 15), height, x=middle + side * 8, size=15, chinese=True,
                    align="right" if side < 0 else "left")
        canvas.text(_note(row), height, x=middle + side * (gutter + length), shift=side * 6, size=theme.AXIS, colour=ink.text2,
                    align="right" if side < 0 else "left")
    canvas.upright(middle, _TOP, _TOP + _ROW * deep, colour=ink.rule)
    return canvas.finish()


def _columns(rows: pd.DataFrame, shown: list[str], names: dict[str, str], by: str, hidden: int, dark: bool, width: float, language: str) -> go.Figure:
    """Draw three to six groups in columns of one scale, two or three across."""
    across = 2 if len(shown) == 4 or width < 560 else 3
    pitch = width / across
    longest = max(lettering.width(lettering.cut(text, pitch * 0.36, 15), 15) for text in rows["word"])
    word = longest / _SHARE + 10
    unit = max(pitch - word - 66, 12)
    place = 28.0
    start: dict[str, tuple[float, float]] = {}
    for opening in range(0, len(shown), across):
        block = shown[opening:opening + across]
        start |= {group: (pitch * number, place) for number, group in enumerate(block)}
        place += 40 + _ROW * max(int(rows.loc[rows["group"].isin(block), "rank"].max()) if rows["group"].isin(block).any() else 1, 1)
    canvas = Canvas(place + (28 if hidden else 6), span=(0.0, width), width=width, dark=dark, language=language)
    ink = canvas.ink
    _head(canvas, by)
    first, top = (rows["group"].map({group: at[side] for group, at in start.items()}).to_numpy() for side in (0, 1))
    y = top + 30 + (_ROW * (rows["rank"] - 0.5)).to_numpy()
    long = (rows[by] / rows[by].max() * unit).to_numpy()
    for group, (x, down) in start.items():
        canvas.text(lettering.fitted(names[group], (pitch - 14) * 0.8, theme.NAME), down + 12, x=x, size=theme.NAME)
        if not (rows["group"] == group).any():
            canvas.text(canvas.say("no_own_word"), down + 30 + _ROW / 2, x=x, size=theme.AXIS, colour=ink.text2)
    _bars(canvas, rows, long.tolist(), (first + word).tolist(), y.tolist(), names)
    for row, x, length, height in zip(cast("Iterable[_Word]", rows.itertuples()), first.tolist(), long.tolist(), y.tolist()):
        canvas.text(lettering.fitted(row.word, pitch * 0.36, 15), height, x=x, size=15, chinese=True)
        canvas.text(_note(row), height, x=x + word + length, shift=5, size=theme.AXIS, colour=ink.text2)
    if hidden:
        canvas.text(canvas.say("showing_groups", shown=len(shown), n=len(shown) + hidden), canvas.height - 10, left=0, size=13, colour=ink.text2)
    return canvas.finish()


def _stacked(rows: pd.DataFrame, shown: list[str], names: dict[str, str], by: str, hidden: int, dark: bool, width: float, language: str) -> go.Figure:
    """Draw groups under each other, for a phone."""
    place, heads, heights = 30.0, {}, []
    for group in shown:
        heads[group] = place + 14
        own = int((rows["group"] == group).sum())
        heights += [place + 34 + _ROW * (number + 0.5) for number in range(own)]
        place += 34 + _ROW * max(own, 1) + 12
    rows = pd.concat([rows[rows["group"] == group] for group in shown])
    word = min(max(lettering.width(lettering.cut(text, width * 0.35, 15), 15) for text in rows["word"]) + 10, width * 0.4)
    unit = max(width - word - 66, 20)
    canvas = Canvas(place + (24 if hidden else 0), span=(0.0, width), width=width, dark=dark, language=language)
    ink = canvas.ink
    canvas.text(canvas.say("keyness_bar_short", measure=canvas.say(f"bar_{by}")), 10, left=0, size=theme.AXIS, colour=ink.text2)
    long = (rows[by] / rows[by].max() * unit).to_numpy()
    for group, y in heads.items():
        canvas.text(lettering.fitted(names[group], width - 10, theme.NAME), y, left=0, size=theme.NAME)
        if not (rows["group"] == group).any():
            canvas.text(canvas.say("no_own_word"), y + 34, left=0, size=theme.AXIS, colour=ink.text2)
    _bars(canvas, rows, long.tolist(), [word] * len(rows), heights, names)
    for row, length, height in zip(cast("Iterable[_Word]", rows.itertuples()), long, heights):
        canvas.text(lettering.fitted(row.word, word - 8, 15), height, left=0, size=15, chinese=True)
        canvas.text(_note(row), height, x=word + length, shift=5, size=theme.AXIS, colour=ink.text2)
    if hidden:
        canvas.text(canvas.say("showing_groups", shown=len(shown), n=len(shown) + hidden), canvas.height - 10, left=0, size=13, colour=ink.text2)
    return canvas.finish()

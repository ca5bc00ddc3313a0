"""Charts with a calendar: what is dated, in lanes; and issues over time."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import chronology, evidence, findings, narrowing, trends
from analysis.codebook import Codebook
from analysis.language import Language
from analysis.schemas import Tables
from analysis.verification.docket import open_docket
from charts import lanes, native, timeline, trend
from charts.exhibits import MOST_QUOTES, Exhibit, View, register

TRENDS = ("mentions", "predictions", "outlook")
# Up to so many documents have a panel each; of more, all share the lanes.
PANELS = 3
# A month is a point up to ten years of them.
MONTHS = 120
MOST_LANES = 12
# Key, days of publication and calendar of a timeline take at least so much of its height.
_HEAD = 130
# With a key of two lines and a word on the lanes left out, as lanes drawn as amounts have it.
_HEAD_OF_AMOUNTS = 172


def day_of(text: str) -> pd.Timestamp | None:
    """Return a day as the address writes it, or None."""
    try:
        return pd.Timestamp(date.fromisoformat(text))
    except ValueError:
        return None


def padded(span: tuple[pd.Timestamp, pd.Timestamp]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return a range with a little room at its ends."""
    room = max((span[1] - span[0]) * 0.02, pd.Timedelta(days=2)).floor("D")
    return span[0] - room, span[1] + room


@dataclass(frozen=True)
class Shown:
    """What of the calendar is shown.

    Attributes
    ----------
    tables : Tables
        The selection's; as of a day, only what was written by then.
    dated : frame
        As `chronology.dated` gives it without words, of these tables.
    rows : frame
        Those of them in the days shown.
    whole, span : (Timestamp, Timestamp)
        The days there are, and those shown.
    asked : bool
        Whether the days shown were asked for.
    as_of : Timestamp or None
        The day the timeline is drawn for.
    by : {"issue", "commentator", "document"}
    panels : list of str
        Documents that have a panel each, instead of lanes. Where there are some, every row is in words.
    sorted : dict
        What was sorted into lanes before.
    """

    tables: Tables
    dated: pd.DataFrame
    rows: pd.DataFrame
    whole: tuple[pd.Timestamp, pd.Timestamp]
    span: tuple[pd.Timestamp, pd.Timestamp]
    asked: bool
    as_of: pd.Timestamp | None
    by: str
    panels: list[str]
    sorted: dict[tuple[int, str, str], chronology.Lanes] = field(default_factory=dict, repr=False, compare=False)

    def lanes(self, codebook: Codebook, language: str, most: int = MOST_LANES) -> chronology.Lanes:
        """Return what is shown, in lanes."""
        tongue = Language.of(language)
        key = most, codebook.fingerprint, language
        if key not in self.sorted:
            self.sorted[key] = chronology.in_lanes(
                self.rows, self.by, self.tables, codebook, most=most, language=language,
                nothing=tongue.say("lane_none" if self.by == "issue" else "lane_nobody"), came=tongue.say("lane_came"))
        return self.sorted[key]


@dataclass(frozen=True)
class Counted:
    """Issues over time, and by what time they were counted."""

    rows: pd.DataFrame
    per: str


def shown(view: View, everything: pd.DataFrame) -> Shown:
    """Return what of the calendar is shown.

    Parameters
    ----------
    view : View
    everything : frame
        As `chronology.dated` gives it for the view's tables; at least one row.
    """
    tables, dated = view.tables, everything
    published = chronology.written(tables)[1].dropna()
    as_of = day_of(view.one("asof")) if len(published) else None
    if as_of is not None:
        then = chronology.as_of(everything, tables, as_of)
        tables, dated = then.tables, then.rows
    known = dated if len(dated) else everything
    edges = (published.min(), published.max()) if len(published) else chronology.extent(everything)
    reach = chronology.extent(everything)
    whole = padded((min(reach[0], edges[0]), max(reach[1], edges[1])))
    first, last = day_of(view.one("from")), day_of(view.one("to"))
    asked = first is not None and last is not None and first <= last
    span = padded(chronology.extent(known, usual=True))
    if first is not None and last is not None and asked and first <= whole[1] and last >= whole[0]:
        span = (max(first, whole[0]), min(last, whole[1]))
    placed = [key for key in dated.loc[dated["placed"], "doc_id"].unique() if key]
    by = view.one("by", chronology.BY, "document" if len(placed) <= PANELS else "issue")
    panels: list[str] = []
    if by == "document" and 0 < len(placed) <= PANELS:
        panels = list(narrowing.some_documents(tables, placed).sort_values(["published", "title"])["doc_id"])
        dated = chronology.worded(dated, view.codebook, view.language)
    return Shown(tables, dated, chronology.within(dated, *span), whole, span, asked, as_of, by, panels)


@register("timeline", "by", "from", "to", "asof")
def dated(view: View) -> Exhibit:
    """Return what documents report as past, announce and predict, and what came, on one calendar."""
    came = (view.docket or open_docket(view.tables, view.codebook)).came()
    everything = chronology.dated(view.tables, view.codebook, language=view.language, came=came, words=False)
    if everything.empty:
        none = chronology.Lanes(everything.assign(lane=""), pd.DataFrame({"lane": [], "label": [], "n": [], "published": []}), 0)
        day = pd.Timestamp("2000-01-01")
        return Exhibit("timeline", findings.timeline(everything, view.tables, language=view.language), view.language, {}, None, True,
                       lambda **how: lanes.draw(none, span=(day, day), language=view.language, **how),
                       lambda: everything.drop(columns=["placed", "mark"]), lambda: evidence.sentences(view.tables, []), width=1104)
    part = shown(view, everything)
    if part.as_of is not None:
        finding = chronology.finding_as_of(chronology.as_of(everything, view.tables, part.as_of), part.as_of, language=view.language)
    else:
        finding = findings.timeline(everything, view.tables, language=view.language)
    options = {"by": part.by} | ({"from": str(part.span[0].date()), "to": str(part.span[1].date())} if part.asked else {})
    options |= {"asof": str(part.as_of.date())} if part.as_of is not None else {}
    return Exhibit("timeline", finding, view.language, options, part, part.rows.empty, lambda **how: _figure(view, part, **how),
                   lambda: chronology.worded(part.rows, view.codebook, view.language).drop(columns=["placed", "mark"]), lambda: _quotes(view, part), native.Shapes, width=1104, fits=True)


def _figure(view: View, part: Shown, high: float | None = None, **how: Any) -> go.Figure:
    """Return one document's panel, or lanes: as many as a height holds, the fullest ones."""
    if len(part.panels) == 1:
        published = dict(zip(*chronology.written(part.tables)))[part.panels[0]]
        return timeline.draw(part.rows if part.asked else part.dated, doc_id=part.panels[0], published=published,
                             span=part.span if part.asked else None, as_of=part.as_of, language=view.language, **how)
    def drawn(most: int, **form: Any) -> go.Figure:
        return lanes.draw(part.lanes(view.codebook, view.language, most), span=part.span, written=chronology.written(part.tables)[1], as_of=part.as_of,
                          language=view.language, **how, **form)

    whole, form = part.lanes(view.codebook, view.language), {name: how[name] for name in ("width", "narrow") if name in how}
    if high is None or (_HEAD + len(whole.lanes) * lanes.LEAST_LANE <= high
                        and _HEAD + lanes.least_height(whole, span=part.span, **form) <= high):
        figure = drawn(MOST_LANES)
        if high is None or figure.layout.height <= high:
            return figure
    # Amounts instead of marks, and then as many lanes as the height holds.
    most = min(max(int((high - _HEAD_OF_AMOUNTS) // lanes.DENSE_LANE), 2), MOST_LANES)
    figure = drawn(most, marks=0)
    while figure.layout.height > high and most > 2:
        most = max(most - max(int(-(-(figure.layout.height - high) // lanes.DENSE_LANE)), 1), 2)
        figure = drawn(most, marks=0)
    return figure


def _quotes(view: View, part: Shown) -> pd.DataFrame:
    """Return what predicts for a day, else what announces, else what reports."""
    for kind in ("predicted", "announced", "past"):
        rows = part.rows[part.rows["kind"] == kind]
        ids = [key for key in dict.fromkeys(rows["ids"]) if key]
        if ids:
            return evidence.sentences(part.tables, ids[:MOST_QUOTES], mapping=view.mapping)
        if len(rows):
            return evidence.mention_sentences(part.tables, part.tables.events.merge(rows[["doc_id", "start"]].head(MOST_QUOTES)))
    return evidence.sentences(part.tables, [])


@register("timeline_issues", "trend", "from", "to", "asof")
def issues_over_time(view: View) -> Exhibit:
    """Return how often issues are named or judged, or which outlook they have, by the day documents were published."""
    what = view.one("trend", TRENDS, TRENDS[0])
    counted, options = view.tables, {"trend": what}
    as_of = day_of(view.one("asof"))
    first, last = day_of(view.one("from")), day_of(view.one("to"))
    documents, written = chronology.written(counted)
    if as_of is not None:
        counted = chronology.of_documents(counted, set(documents[written < as_of + pd.Timedelta(days=1)]))
        options["asof"] = str(as_of.date())
    if first is not None and last is not None and first <= last:
        inside = written.between(first, last + pd.Timedelta(days=1), inclusive="left")
        counted = chronology.of_documents(counted, set(documents[inside]))
        options |= {"from": str(first.date()), "to": str(last.date())}
    per = trends.finest(counted, MONTHS)
    rows = trends.over_time(counted, view.codebook, what=what, per=per, language=view.language)
    finding = trends.finding(rows, what=what, per=per, least=view.selection.least, left_out=trends.undated(counted),
                             codebook=view.codebook, language=view.language)
    return Exhibit("timeline_issues", finding, view.language, options, Counted(rows, per), rows.empty,
                   lambda **how: trend.draw(rows, what=what, language=view.language, **how), lambda: rows,
                   lambda: _of_peak(view, rows, per), lambda: over_time(rows, what, view.language), width=742)


def over_time(rows: pd.DataFrame, what: str, language: str) -> native.Lines:
    """Return a trend as native lines, periods as the language writes them."""
    tongue, days = Language.of(language), rows["period"]
    form = "year" if ((days.dt.month == 1) & (days.dt.day == 1)).all() else "month_short" if (days.dt.day == 1).all() else "day_short"
    return native.over_time(rows, what=what, form=lambda day: tongue.date(day, form))


def _of_peak(view: View, rows: pd.DataFrame, per: str) -> pd.DataFrame:
    """Return the predictions behind the furthest points, one each; of mentions, those of the highest."""
    held = rows[rows["ids"] != ""]
    if len(held):
        ids = held.reindex(held["value"].abs().sort_values(ascending=False, kind="stable").index)["ids"].str.split(" ").str[0]
        return evidence.sentences(view.tables, list(dict.fromkeys(ids))[:MOST_QUOTES], mapping=view.mapping)
    if rows.empty:
        return evidence.sentences(view.tables, [])
    lead = rows.iloc[int(rows["value"].argmax())]
    documents, published = chronology.written(view.tables)
    written = set(documents[published.dt.to_period(trends.PER[per]).dt.to_timestamp() == lead["period"]])
    named = view.tables.mentions
    named = named[(named["kind"] == "issue") & (named["code"] == lead["series"]) & named["doc_id"].isin(written)]
    return evidence.mention_sentences(view.tables, named.drop_duplicates("commentary_id").head(MOST_QUOTES))

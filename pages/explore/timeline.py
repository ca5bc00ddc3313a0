"""Timeline: what the documents report as past, announce, and predict for a day; what came; what was known on a day."""

from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from analysis import chronology, narrowing, trends
from analysis import evidence as sentences
from analysis.schemas import NONE
from charts import timeline
from charts.calendar import in_words, range_in_words
from charts.canvas import Figure
from charts.shown.dates import TRENDS, day_of
from pages.parts import (
    address,
    alone,
    around,
    chart,
    downloads,
    evidence,
    exhibit,
    filters,
    grouping,
    happenings,
    language,
    page,
)
from pages.parts.language import say
from pages.parts.markup import bilingual, safe

# Of what has no place on the calendar this much is named, the rest counted.
NAMED = 4
ZOOMS = (3653, 365, 91, 31, 7)
# A browser counts a slider's days in microseconds, exactly for so long before and after 1970.
SLIDABLE = (date(1685, 1, 1), date(2255, 1, 1))


def slidable(day: date) -> date:
    """Return a day as far as a slider reaches; a text may speak of the year 3000."""
    return min(max(day, SLIDABLE[0]), SLIDABLE[1])


def bar_of(mark: str) -> tuple[pd.Timestamp, pd.Timestamp, str] | None:
    """Return first day, last day and lane of a bar of a density, or None."""
    first, _, rest = mark.partition("/")
    last, _, lane = rest.partition("/")
    days = day_of(first), day_of(last)
    return (*days, lane) if None not in days and lane else None


def keep_range(first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Keep a range of days in the address."""
    around.keep(**{"from": str(first.date()), "to": str(last.date()), "part": None})


def slid() -> None:
    """Take over the days of the slider."""
    first, last = st.session_state["days"]
    keep_range(pd.Timestamp(first), pd.Timestamp(last))


def zoom() -> None:
    """Take over the length chosen; nothing chosen is the first view."""
    chosen = st.session_state["zoom"]
    if chosen in (None, "usual"):
        address.keep(**{"from": None, "to": None, "part": None})
    elif chosen == "all":
        keep_range(*whole)
    else:
        keep_range(*chronology.zoomed(span, int(chosen), whole, centre))


def move(way: int) -> None:
    """Move the range by half its length."""
    days = (span[1] - span[0]).days + 1
    keep_range(*chronology.zoomed(span, days, whole, span[0] + (span[1] - span[0]) / 2 + pd.Timedelta(days=way * (days // 2 or 1))))


def turn_as_of() -> None:
    """Turn the view of a day on or off."""
    address.keep(asof=str(newest.date()) if st.session_state["as_of"] else None, part=None)


def slid_day() -> None:
    """Take over the day of the view of a day."""
    address.keep(asof=str(st.session_state["as_of_day"]), part=None)


def chosen_lanes() -> None:
    """Take over what a lane is."""
    address.keep(by=st.session_state["lanes"])


def chosen_trend() -> None:
    """Take over what is counted over time."""
    address.keep(trend=st.session_state["trend"], point=None)


def missing(shown: dict) -> str:
    """Return what has no place on the calendar, in words."""
    parts = [say("undated_prediction", n=shown["undated"])] if shown["undated"] else []
    parts += [say("whole_year", year=year, label=label) for year, label in shown["years"][:NAMED]]
    if len(shown["years"]) > NAMED:
        parts.append(say("more", n=len(shown["years"]) - NAMED))
    return say("not_shown", what=say("semicolon").join(parts)) if parts else ""


def outside_range() -> str:
    """Return what lies before and after the days shown, and what has no day, in words."""
    before, after = int((dated["last"] < span[0]).sum()), int((dated["first"] > span[1]).sum())
    undated = int(now.predictions["horizon_end"].isna().sum())
    parts = [say("n_before", n=before)] if before else []
    parts += [say("n_after", n=after)] if after else []
    parts += [say("undated_prediction", n=undated)] if undated else []
    return say("not_shown", what=language.spoken().separated(parts)) if parts else ""


def of_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of some rows: of predictions, or else of events."""
    predicted = [key for key in dict.fromkeys(rows["ids"]) if key]
    if predicted:
        return sentences.sentences(now, predicted[:evidence.MOST], mapping=view.mapping)
    places = rows[rows["kind"] != "came"].head(evidence.MOST)
    return sentences.mention_sentences(now, now.events.merge(places[["doc_id", "start"]]))


def behind(mark: str, bar: tuple | None, listed: pd.DataFrame) -> tuple[pd.DataFrame, str, str]:
    """Return the sentences behind a mark, the rail's title, and what stands above them; of a bar, those of the rows listed."""
    if bar:
        return of_rows(listed), range_in_words(*bar[:2], language.current()), ""
    if mark.startswith("came:"):
        row = next(dated[dated["mark"] == mark].itertuples(), None)
        if row is None:
            return sentences.sentences(now, []), say("evidence"), ""
        before = now.predictions[(now.predictions["issue"] == row.issues) & (now.predictions["made_on"] <= row.first)]
        lead = (f'<p class="lh-note">{say("full_stop", sentence=in_words(row.first, language.current()))} {say("source_of", source="")}'
                f"{happenings.outside(row.sentence, safe(row.sentence))}</p>")
        if len(before):
            lead += f'<p class="lh-note">{bilingual(say("predicted_before", issue=view.codebook.running(row.issues, language.current())))}</p>'
        return sentences.sentences(now, list(before["prediction_id"]), mapping=view.mapping), row.label, lead
    doc_id, _, start = mark.rpartition(":")
    if doc_id and start.isdecimal():
        events = now.events[(now.events["doc_id"] == doc_id) & (now.events["start"] == int(start))]
        return sentences.mention_sentences(now, events), say("evidence"), ""
    return sentences.sentences(now, mark.split(), mapping=view.mapping), say("evidence"), ""


def stands_for(mark: str, bar: tuple | None) -> dict[str, tuple[str, ...]] | None:
    """Return what a bar or what came stands for, as parts of a selection; of another mark its sentences say it."""
    if bar:
        part_of = {"issue": "issues", "commentator": "commentators", "document": "documents"}[by]
        return {part_of: (bar[2],) if bar[2] not in (NONE, "came") else ()}
    if mark.startswith("came:"):
        return {"issues": tuple(dated.loc[dated["mark"] == mark, "issues"].iloc[:1])}
    return None


def point_stands_for(point: str) -> dict[str, object] | None:
    """Return the issue and the days of a point of the chart over time, as parts of a selection; of predictions their sentences say it."""
    series, _, day = point.rpartition("|")
    when = day_of(day)
    return {"issues": (series,), **grouping.within(pd.Period(when, freq=trends.PER[per]))} if series and when is not None else None


def narrow_to_days() -> None:
    """Narrow every page to what was written in the days shown."""
    filters.narrow(replace(view.selection, since=span[0].date(), until=span[1].date()))


def behind_point(point: str) -> pd.DataFrame:
    """Return the sentences behind a point of the chart over time: predictions, or an issue in a month."""
    series, _, day = point.rpartition("|")
    when = day_of(day)
    if not series or when is None:
        return sentences.sentences(now, point.split(), mapping=view.mapping)
    days = now.documents["published"].dt.to_period(trends.PER[per]).dt.to_timestamp()
    written = set(now.documents.loc[days == when, "doc_id"])
    named = now.mentions[(now.mentions["code"] == series) & (now.mentions["kind"] == "issue") & now.mentions["doc_id"].isin(written)]
    return sentences.mention_sentences(now, named.head(evidence.MOST))


def panel(row, **form) -> Figure:
    """Return one document's calendar."""
    rows = chronology.within(dated, *span) if asked else dated
    return timeline.draw(rows, doc_id=row.doc_id, published=row.published, span=span if asked else None, as_of=as_of, language=language.current(),
                         **form)


view = page.opened("timeline")
asked_for = {"from": address.own("from"), "to": address.own("to"), "asof": address.own("asof")}
calendar = exhibit.of(view, "timeline", by=address.own("by"), **asked_for)
part = calendar.shown
if part is None:
    page.empty(say("no_dates"), say("no_dates_next"), back=view.selection.narrowed, reader=True)
    st.stop()

published = narrowing.columns(view.tables, "documents", "published")["published"].dropna()
newest = published.max() if len(published) else part.dated["last"].max()
now, dated, shown, as_of, by = part.tables, part.dated, part.rows, part.as_of, part.by
# The days shown: all there are, those of a first view, or those the address asks for.
whole, span, asked = part.whole, part.span, part.asked
page.heading(view.in_words(), calendar.title, calendar.subtitle)
centre = as_of or (shown["first"].sort_values().iloc[len(shown) // 2] if len(shown) else None)

with st.container(horizontal=True, gap="medium", key="timeline_choices", vertical_alignment="bottom"):
    st.session_state["lanes"] = by
    st.segmented_control(say("lanes"), chronology.BY, format_func=lambda name: say(f"lane_{name}"), key="lanes", required=True,
                         on_change=chosen_lanes)
    days = (span[1] - span[0]).days + 1
    fitting = ["usual", "all", *(str(size) for size in ZOOMS if size < (whole[1] - whole[0]).days)]
    st.session_state["zoom"] = "usual" if not asked else "all" if span == whole else str(days) if str(days) in fitting else None
    st.segmented_control(say("zoom"), fitting, format_func=lambda name: say(f"zoom_{name}"), key="zoom", on_change=zoom)
    st.button(say("earlier"), key="move_earlier", on_click=move, args=(-1,), disabled=span[0] <= whole[0])
    st.button(say("later"), key="move_later", on_click=move, args=(1,), disabled=span[1] >= whole[1])
    if len(published):
        st.session_state["as_of"] = as_of is not None
        st.toggle(say("as_of"), key="as_of", help=say("help_as_of"), on_change=turn_as_of)
with st.container(key="timeline_days"):
    st.session_state["days"] = (slidable(span[0].date()), slidable(span[1].date()))
    st.slider(say("days_shown"), slidable(whole[0].date()), slidable(whole[1].date()), format=say("slider_day"), key="days", on_change=slid)
    written = published.between(span[0], span[1] + pd.Timedelta(days=1), inclusive="left")
    if asked and written.any() and not written.all():
        st.button(say("narrow_to_days", when=range_in_words(*span, language.current())), key="narrow_days", type="tertiary",
                  icon=":material/filter_alt:", on_click=narrow_to_days)
    if as_of is not None:
        bounds = (slidable(published.min().date()), slidable(max(whole[1].date(), newest.date())))
        st.session_state["as_of_day"] = min(max(as_of.date(), bounds[0]), bounds[1])
        st.slider(say("as_of_day"), *bounds, format=say("slider_day"), key="as_of_day", on_change=slid_day)


@alone.part
def marked() -> None:
    """Draw the calendar, below it what it holds as a list and, beside that, what a mark rests on."""
    chosen = address.own("show")
    alt = chart.alt(calendar.finding)
    # One place for however many documents: what stands below keeps its own.
    with st.container(key="calendar"):
        if part.panels:
            documents = now.documents.set_index("doc_id", drop=False).loc[part.panels]
            for place, row in enumerate(documents.itertuples()):
                page.block(row.title, missing(chronology.not_shown(dated, now, row.doc_id)), apart=place > 0)
                with st.container(key=f"scrolls900_{row.doc_id}"):
                    chart.draw(exhibit.panel(calendar, row.doc_id, partial(panel, row), narrow=900, chosen=chosen), f"timeline_{row.doc_id}", alt)
        else:
            with st.container(key="scrolls900"):
                chart.draw(exhibit.drawn(calendar, narrow=900, chosen=chosen), "timeline", alt)
    page.footer(calendar.note, outside_range() if not part.panels else "", calendar.source)
    downloads.exhibit(calendar, "timeline", view.tables)

    # The same as a list, beside the sentences.
    bar = bar_of(chosen)
    listed = shown
    if bar:
        held = part.lanes(view.codebook, language.current()).rows
        middles = chronology.middles(held, span)
        listed = held[(held["lane"] == bar[2]) & (middles >= bar[0]) & (middles < bar[1] + pd.Timedelta(days=1))]
    main, side = page.columns()
    with main:
        when = range_in_words(*(bar[:2] if bar else span), language.current())
        happenings.show(listed, view.codebook, say("by_date"), say("by_date_note", n=len(listed), when=when))
    with side:
        if chosen:
            picked, title, lead = behind(chosen, bar, listed)
            evidence.rail(picked, title, lead=lead, back=True, only=stands_for(chosen, bar))
            if bar:
                st.button(say("zoom_there", when=when), key="zoom_there", on_click=keep_range, args=bar[:2])
        else:
            # Unasked, what predicts for a day, else what announces, else what reports.
            best = next((rows for kind in ("predicted", "announced", "past") if len(rows := shown[shown["kind"] == kind])), shown)
            evidence.rail(of_rows(best), say("evidence"), say("evidence_note"),
                          beyond=max(best["mark"].nunique() - evidence.MOST, 0))


marked()

# Issues over time, by the day on which documents were published.
what = address.own("trend", TRENDS[0])
what = what if what in TRENDS else TRENDS[0]
over_time = exhibit.of(view, "timeline_issues", trend=what, **asked_for)
per = over_time.shown.per
page.block(say("over_time"), language.spoken().paragraph(chart.alt(over_time.finding), say("over_time_range") if asked else ""), apart=True)
st.session_state["trend"] = what
st.segmented_control(say("counted"), TRENDS, format_func=lambda name: say(f"trend_{name}"), key="trend", required=True,
                     label_visibility="collapsed", on_change=chosen_trend)


@alone.part
def over_time_marked() -> None:
    """Draw the chart over time and, beside it, what its mark rests on."""
    point = address.own("point")
    with st.container(key="trend_body"):
        main, side = st.columns([2.1, 1.0], gap="large")
    with main:
        chart.draw(exhibit.drawn(over_time, chosen=point), "trend", chart.alt(over_time.finding), chosen_as="point")
        page.footer(over_time.note, over_time.source)
        downloads.exhibit(over_time, "timeline-issues", view.tables, linked=False)
    with side:
        if point:
            evidence.rail(behind_point(point), say("evidence"), back=True, chosen_as="point", only=point_stands_for(point))
        else:
            st.html(f'<p class="lh-note">{say("over_time_note")}</p>')


over_time_marked()

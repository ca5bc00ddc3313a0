"""Timeline: what the documents report as past, announce, and predict for a day."""

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis import chronology, findings
from charts import slide
from charts import timeline as lanes
from pages.parts import address, chart, downloads, evidence, page, screen, tables
from pages.parts.language import many, say

# More panels than this are a scroll without end: then all documents share one.
PANELS = 3
# Of what has no place on the calendar this much is named, the rest counted.
NAMED = 4


def missing(shown: dict) -> str:
    """Return what has no place on the calendar, in words."""
    parts = [many("undated_prediction", shown["undated"])] if shown["undated"] else []
    parts += [say("whole_year", year=year, label=label) for year, label in shown["years"][:NAMED]]
    if len(shown["years"]) > NAMED:
        parts.append(say("more", n=f"{len(shown['years']) - NAMED:,}"))
    return say("not_shown", what="; ".join(parts)) if parts else ""


def behind(mark: str) -> pd.DataFrame:
    """Return the sentence behind a mark: a prediction's id, or a document and the place of an event in it."""
    doc_id, _, start = mark.rpartition(":")
    if doc_id and start.isdecimal():
        events = view.tables.events
        return sentences.mention_sentences(view.tables, events[(events["doc_id"] == doc_id)
                                                               & (events["start"] == int(start))])
    return sentences.sentences(view.tables, mark.split(), mapping=view.mapping)


def unasked() -> tuple[pd.DataFrame, int]:
    """Return the sentences shown unasked, those that predict for a day, else announce, else report, and how many more."""
    predicted = list(dated.loc[dated["kind"] == "predicted", "ids"])
    if predicted:
        first = sentences.sentences(view.tables, predicted[:evidence.MOST], mapping=view.mapping)
        return first, max(len(predicted) - evidence.MOST, 0)
    announced = dated[dated["kind"] == "announced"]
    marks = announced if len(announced) else dated
    places = view.tables.events.merge(marks[["doc_id", "start"]])
    return (sentences.mention_sentences(view.tables, places.head(evidence.MOST)),
            max(len(places) - evidence.MOST, 0))


view = page.opened("timeline")
dated = tables.counted(chronology.dated, view.selection, view.codebook)
finding = findings.timeline(dated, view.tables)
source = view.source()

if dated.empty:
    page.empty(say("no_dates"), say("no_dates_next"), back=view.selection.narrowed, reader=True)
    st.stop()

page.heading(view.in_words(), finding.title, finding.subtitle)
documents = view.tables.documents
placed = documents[documents["doc_id"].isin(dated.loc[dated["placed"], "doc_id"])].sort_values(["published", "title"])
chosen = address.own("show")
alt = f"{finding.title}. {finding.subtitle}"
if placed.empty:
    page.block("", missing(chronology.not_shown(dated, view.tables)))
elif len(placed) <= PANELS:
    for row in placed.itertuples():
        page.block(row.title, missing(chronology.not_shown(dated, view.tables, row.doc_id)), apart=row.Index != placed.index[0])
        with st.container(key=f"scrolls900_{row.doc_id}"):
            chart.draw(lanes.draw(dated, doc_id=row.doc_id, published=row.published, **screen.fit(900), chosen=chosen or None), f"timeline_{row.doc_id}", alt)
else:
    page.block("", missing(chronology.not_shown(dated, view.tables)))
    with st.container(key="scrolls900"):
        chart.draw(lanes.draw_lanes(dated, documents, **screen.fit(900), chosen=chosen or None),
                   "timeline", alt)
page.footer(finding.note, source)


def picture(make):
    """Return the timeline as a picture with its finding on it: of all documents, or of the only one."""
    if len(placed) == 1:
        only = placed.iloc[0]
        figure = lanes.draw(dated, doc_id=only["doc_id"], published=only["published"], width=slide.WIDTH)
    else:
        figure = lanes.draw_lanes(dated, documents, width=slide.WIDTH)
    return make(figure, title=finding.title, subtitle=finding.subtitle, footer=f"{finding.note} {source}".strip())


downloads.row("timeline", lambda: dated, lambda: picture(slide.png), lambda: picture(slide.svg))
picked = behind(chosen) if chosen else None
with st.container(key="below", width=760):
    if picked is not None and len(picked):
        evidence.rail(picked, say("evidence"), back=True)
    else:
        first, beyond = unasked()
        evidence.rail(first, say("evidence"), say("evidence_note"), beyond=beyond)

"""Overview: which way the predictions point on each issue."""

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis import findings, summaries
from charts import shares
from pages.parts import (
    address,
    alone,
    chart,
    downloads,
    evidence,
    exhibit,
    language,
    page,
    question_list,
    screen,
    tables,
)
from pages.parts.language import say
from pages.parts.markup import bilingual, link

MOST_DOCUMENTS = 40


def highlights(stands_out) -> str:
    """Return what stands out as safe HTML, each with the page that shows it."""
    standing = ""
    for item in stands_out:
        where = link(item.page, address.query_of(address.selection()) | item.query, f"{say(item.page)} →")
        standing += (f'<div class="lh-standing"><p class="lh-figure">{bilingual(item.figure)}</p>'
                     f"<p>{bilingual(item.sentence)}</p>{where}</div>")
    return standing


def documents_table(documents: pd.DataFrame) -> str:
    """Return the documents as an HTML table, each a link into the Reader."""
    most = max(int(documents["predictions"].max()), 1)
    rows = ""
    for row in documents.itertuples():
        day = language.spoken().date(row.published, "day_short") if not pd.isna(row.published) else say("undated")
        title = link("reader", address.query_of(address.selection()) | {"doc": row.doc_id}, bilingual(row.title))
        judged = row.apart + row.open + row.closer
        bars = "".join(f'<b class="{kind}" style="width:{170 * n / most:.0f}px"></b>' for kind, n in
                       (("a", row.apart), ("o", row.open), ("c", row.closer)) if n)
        split = say("split", apart=row.apart, open=row.open, closer=row.closer) if judged else ""
        rows += (f"<tr><td>{day}</td><td>{title}<small>{bilingual(row.outlet)}</small></td>"
                 f'<td class="lh-n" data-of="{say("voices").lower()}">{row.voices}</td>'
                 f'<td class="lh-n" data-of="{say("predictions").lower()}">{row.predictions}</td>'
                 f'<td><span class="lh-split">{bars}</span><small>{split}</small></td></tr>')
    heads = "".join(f'<th scope="col"{" class=lh-n" if key in ("voices", "predictions") else ""}>{say(key)}</th>'
                    for key in ("written", "title", "voices", "predictions", "direction"))
    return f'<table class="lh-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


view = page.opened("overview")
shown = exhibit.of(view, "overview", phone=True)


@alone.part
def marked() -> None:
    """Draw the chart and, beside it, what its mark rests on."""
    drawing, beside = page.columns()
    chosen = address.own("show")
    with drawing:
        # In a window as narrow as a phone's that is none, it scrolls: a phone has a form of its own.
        with st.container(key="squares" if screen.phone() else "scrolls600"):
            chart.draw(exhibit.drawn(shown, chosen=chosen), "squares", chart.alt(shown.finding))
        page.footer(shown.note, shown.source)
        downloads.exhibit(shown, "overview", view.tables)
    with beside:
        ids = shares.meant(shown.shown, chosen)
        picked = sentences.sentences(view.tables, ids[:evidence.MOST], mapping=view.mapping)
        if len(picked):
            evidence.rail(picked, say("evidence"), say("sentence", n=len(ids)) if len(ids) > 1 else "", back=True, beyond=len(ids) - len(picked))
        else:
            standing = tables.counted(findings.stands_out, view.selection, view.codebook, view.selection, language=language.current())
            evidence.rail(picked, say("stands_out"), lead=highlights(standing))


if shown.empty:
    page.empty(say("no_predictions"), say("no_predictions_next"), back=view.selection.narrowed, reader=True)
else:
    page.heading(view.in_words(), shown.title, shown.subtitle)
    marked()

question_list.due_and_answered(view)

overview = tables.counted(summaries.documents_overview, view.selection)
if view.selection.narrowed:
    # A document in which nobody says what the filter asks for has no place under it.
    overview = overview[(overview["voices"] > 0) | (overview["predictions"] > 0)]
if len(overview):
    page.block(say("documents"), apart=True)
    st.html(documents_table(overview.head(MOST_DOCUMENTS)))
if len(overview) > MOST_DOCUMENTS:
    page.block("", say("n_more_documents", n=len(overview) - MOST_DOCUMENTS))

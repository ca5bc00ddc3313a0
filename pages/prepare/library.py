"""Library: put documents in, set their dates, take them out."""

import pandas as pd
import streamlit as st

from analysis import summaries
from analysis.reposts import Reposts
from pages.parts import address, imports, language, page, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, link, safe

# More than this nobody reads through; the Reader finds a document by its title.
LISTED = 100
OUTCOMES = {"taken": "added", "repost": "repost", "already there": "already", "refused": "refused"}


def date_document(doc_id: str, title: str) -> None:
    """Correct the document's day of publication."""
    day = st.session_state["change_published"]
    tables.library().set_published(doc_id, day)
    tables.changed()
    st.session_state["note"] = say("dated", name=title, day=day or say("undated"))


def delete_document(doc_id: str, title: str) -> None:
    """Take the document out of the library."""
    tables.library().remove(doc_id)
    tables.changed()
    st.session_state["removed"] = (doc_id, title)


def bring_back(doc_id: str) -> None:
    """Put a document taken out back in."""
    tables.library().restore(doc_id)
    tables.changed()


def count_apart(doc_id: str) -> None:
    """Count a repost by itself, or let the first one stand for it."""
    Reposts(tables.library().engine).count_apart(doc_id, st.session_state[f"apart_{doc_id}"])
    tables.changed()


def show_sample() -> None:
    """Show the sample beside the user's documents, or leave it out."""
    tables.library().shows_sample = st.session_state["sample"]
    tables.changed()


def reported(report) -> str:
    """Return what became of a document as a line of safe HTML."""
    name = bilingual(report.title or report.source)
    why = safe(language.spoken().again(report.reason, "fault_"))
    return f'<li class="lh-{OUTCOMES[report.outcome]}">{say(OUTCOMES[report.outcome], name=name, why=why)}</li>'


def list_of(documents: pd.DataFrame) -> str:
    """Return documents as an HTML table, each a link into the Reader; of very many the newest."""
    rows = ""
    for row in documents.head(LISTED).itertuples():
        day = language.spoken().date(row.published, "day_short") if not pd.isna(row.published) else say("undated")
        title = link("reader", address.query_of(address.selection()) | {"doc": row.doc_id}, bilingual(row.title))
        rows += (f"<tr><td>{day}</td><td>{title}<small>{bilingual(row.outlet)}</small></td>"
                 f'<td class="lh-n" data-of="{say("voices").lower()}">{row.voices}</td>'
                 f'<td class="lh-n" data-of="{say("predictions").lower()}">{row.predictions}</td></tr>')
    heads = "".join(f'<th scope="col"{" class=lh-n" if key in ("voices", "predictions") else ""}>{say(key)}</th>'
                    for key in ("written", "title", "voices", "predictions"))
    more = f'<p class="lh-note">{say("n_more_documents", n=len(documents) - LISTED)}</p>' if len(documents) > LISTED else ""
    return f'<table class="lh-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'


corpus = tables.current()
if st.session_state.get("page") != "library":
    address.read("library", corpus.tables, corpus.codebook)
documents = summaries.documents_overview(corpus.tables)
own = documents[documents["doc_id"].isin(corpus.own)]
sample = documents[~documents["doc_id"].isin(corpus.own)]

page.heading("", say("library_finding", n=len(documents)),
             say("library_subtitle"))
if corpus.faults:
    with st.expander(say("faults"), icon=":material/warning:", expanded=True):
        st.code("\n".join(corpus.faults), language=None, wrap_lines=True)
if note := st.session_state.pop("note", ""):
    page.notice(note)
if removed := st.session_state.pop("removed", None):
    with st.container(horizontal=True, vertical_alignment="center"):
        page.notice(say("removed", name=removed[1]))
        st.button(say("bring_back"), key="bring_back", on_click=bring_back, args=(removed[0],))
if reports := st.session_state.pop("reports", []):
    st.html(f'<ul class="lh-reports" role="status">{"".join(reported(report) for report in reports)}</ul>')

bringing, keeping = page.columns(1.0)
with bringing:
    imports.draw()
with keeping:
    page.block(say("your_documents"), "" if len(own) else say("no_own"))
    if len(own):
        st.html(list_of(own))
        titles = dict(zip(own["doc_id"], own["title"]))
        doc_id = st.selectbox(say("choose_document"), list(titles), format_func=lambda key: titles[key], key="change")
        published = own.loc[own["doc_id"] == doc_id, "published"].iloc[0]
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            st.date_input(say("published"), value=None if pd.isna(published) else published.date(), format="YYYY-MM-DD",
                          min_value="1900-01-01", max_value="2199-12-31", key="change_published", width=180)
            st.button(say("set_date"), key="set_date", on_click=date_document, args=(doc_id, titles[doc_id]))
            st.button(say("delete"), key="delete", on_click=delete_document, args=(doc_id, titles[doc_id]))
        how, words = tables.library().dating(doc_id)
        st.html(f'<p class="lh-note">{say(f"dated_{how}", words=bilingual(words))}</p>')
    if found := Reposts(tables.library().engine).found():
        page.block(say("reposts", n=len(found)), say("reposts_note"), apart=True)
        known = tables.library().titles()
        for repost in found[:LISTED]:
            st.html(f'<p class="lh-note">{bilingual(known[repost.doc_id])} → {bilingual(known[repost.of])}, '
                    f'{say("reposts_alike", percent=round(100 * repost.similarity))}</p>')
            st.toggle(say("reposts_apart"), repost.apart, key=f"apart_{repost.doc_id}", on_change=count_apart, args=(repost.doc_id,))
    page.block(say("sample_documents"), apart=True)
    st.session_state["sample"] = tables.library().shows_sample
    st.toggle(say("show_sample"), key="sample", on_change=show_sample)
    if len(sample):
        st.html(list_of(sample))

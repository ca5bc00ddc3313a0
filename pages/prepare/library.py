"""Library: put documents in, find them, put right what is known of them, take them out."""

import pandas as pd
import streamlit as st

from analysis import summaries
from analysis.corpus import Corpus
from analysis.selection import Selection
from pages.parts import (
    access,
    address,
    audit_log,
    import_jobs,
    imports,
    language,
    library_list,
    page,
    project_forms,
    tables,
)
from pages.parts.language import say
from pages.parts.markup import bilingual, link

# More than this nobody reads through; the Reader finds a document by its title.
LISTED = 100


def bring_back(doc_ids: list[str]) -> None:
    """Put documents taken out back in."""
    tables.library().restore(*doc_ids)
    tables.changed()


def show_sample() -> None:
    """Show the sample beside the project's documents, or leave it out."""
    tables.library().shows_sample = st.session_state["sample"]
    tables.changed()


@st.cache_data(show_spinner=False, max_entries=8)
def sample_of(fingerprint: str, _corpus: Corpus) -> tuple[tuple[str, ...], int]:
    """Return the newest documents of the sample, and how many it has."""
    texts = _corpus.tables.documents
    sample = texts[~texts["doc_id"].isin(_corpus.own)].sort_values("published", ascending=False, na_position="last")
    return tuple(sample["doc_id"].head(LISTED)), len(sample)


def list_of(documents: pd.DataFrame, n: int) -> str:
    """Return documents as an HTML table, each a link into the Reader, with how many more there are of `n`."""
    rows = ""
    for row in documents.itertuples():
        day = language.spoken().date(row.published, "day_short") if not pd.isna(row.published) else say("undated")
        title = link("reader", address.query_of(address.selection()) | {"doc": row.doc_id}, bilingual(row.title))
        rows += (f"<tr><td>{day}</td><td>{title}<small>{bilingual(row.outlet)}</small></td>"
                 f'<td class="lh-n" data-of="{say("voices").lower()}">{row.voices}</td>'
                 f'<td class="lh-n" data-of="{say("predictions").lower()}">{row.predictions}</td></tr>')
    heads = "".join(f'<th scope="col"{" class=lh-n" if key in ("voices", "predictions") else ""}>{say(key)}</th>'
                    for key in ("written", "title", "voices", "predictions"))
    more = f'<p class="lh-note">{say("n_more_documents", n=n - len(documents))}</p>' if n > len(documents) else ""
    return f'<table class="lh-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'


corpus = tables.current()
if st.session_state.get("page") != "library":
    address.read("library", corpus.tables, corpus.codebook)

page.heading("", say("library_finding", n=len(corpus.tables.documents)), say("library_subtitle" if tables.library().shows_sample else "library_subtitle_own"))
if corpus.faults:
    with st.expander(say("faults"), icon=":material/warning:", expanded=True):
        page.lines(*corpus.faults)
if note := st.session_state.pop("note", ""):
    page.notice(note)
if removed := st.session_state.pop("removed", None):
    with st.container(horizontal=True, vertical_alignment="center"):
        page.notice(say("removed", name=removed[1]))
        st.button(say("bring_back"), key="bring_back", on_click=bring_back, args=(removed[0],), disabled=not access.may(access.CODER))
if reports := st.session_state.pop("reports", []):
    st.html(import_jobs.listed(reports))

project_forms.draw()
import_jobs.draw()
bringing, keeping = page.columns(1.0, 2.0)
with bringing:
    if access.allows(access.CODER):
        imports.draw()
with keeping:
    library_list.draw()
    page.block(say("sample_documents"), apart=True)
    st.session_state["sample"] = tables.library().shows_sample
    st.toggle(say("show_sample"), key="sample", on_change=show_sample, disabled=not access.may(access.ADMIN))
    sample, n = sample_of(corpus.fingerprint, corpus)
    if n:
        st.html(list_of(tables.counted(summaries.documents_overview, Selection(documents=sample)), n))
    if access.allows(access.ADMIN):
        imports.whole()
        audit_log.draw()

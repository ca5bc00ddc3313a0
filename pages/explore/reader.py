"""Reader: a document as published, with its marks, and what each says beside it."""

import pandas as pd
import streamlit as st

from pages.parts import address, evidence, language, marked, page, tables
from pages.parts.language import many, say
from pages.parts.markup import bilingual, link

LAYERS = ("predictions", "issues", "actors", "dates")
# The key: each look shown on the words that name it.
LOOKS = (("predictions", "lh-pred a", "look_apart"), ("predictions", "lh-pred o", "look_open"),
         ("predictions", "lh-pred c", "look_closer"), ("predictions", "lh-cue", "look_cue"),
         ("predictions", "lh-cond", "look_condition"), ("issues", "lh-mark lh-issue", "look_issue"),
         ("actors", "lh-mark lh-actor", "look_actor"), ("dates", "lh-mark lh-date", "look_date"))


def choose_document() -> None:
    """Keep the document chosen; the place in the one before goes."""
    address.keep(doc=st.session_state["doc"], at=None)


def choose_layers() -> None:
    """Keep which marks are shown."""
    layers = st.session_state["layers"] or []
    address.keep(marks="-".join(layers) or "none" if set(layers) != set(LAYERS) else None)


def facts(document) -> str:
    """Return outlet, day and script in a line."""
    day = language.spoken().date(document.published) if not pd.isna(document.published) else say("undated")
    return " · ".join(part for part in (document.outlet, document.author, day, say(f"script_{document.script}")) if part)


view = page.opened("reader")
everything = view.corpus.tables.documents
offered = list(view.tables.documents.sort_values(["published", "title"])["doc_id"])
doc_id = address.own("doc")
if doc_id and doc_id not in set(everything["doc_id"]):
    page.notice(say("unknown_document"))
    doc_id = ""
doc_id = doc_id or offered[0]
if doc_id not in offered:
    offered.append(doc_id)
document = next(everything[everything["doc_id"] == doc_id].itertuples())
titles = dict(zip(everything["doc_id"], everything["title"]))

# The document is chosen here, so the filter's documents and days do not hide its marks.
around = view.selection.without("documents").without("since").without("until")
inside = tables.narrowed(around)
predictions = inside.predictions[inside.predictions["doc_id"] == doc_id]
all_predictions = view.corpus.tables.predictions
all_of_it = int((all_predictions["doc_id"] == doc_id).sum())

page.heading(facts(document), document.title,
             say("reader_n", predictions=many("n_prediction", len(predictions)),
                 voices=many("n_voice", predictions["commentator"].nunique())))
if view.corpus.urls.get(doc_id, "").startswith(("https://", "http://")):
    st.html(f'<p class="lh-note">{marked.original(view.corpus.urls[doc_id])}</p>')
if len(predictions) < all_of_it:
    page.block("", say("filtered_marks", n=len(predictions), all=all_of_it))

wanted = address.own("marks")
layers = [layer for layer in LAYERS if not wanted or layer in wanted.split("-")]
with st.container(horizontal=True, gap="medium", key="reader_choices"):
    st.session_state["doc"] = doc_id
    st.selectbox(say("document"), offered, format_func=lambda key: titles[key], key="doc", width=420,
                 on_change=choose_document)
    st.session_state["layers"] = layers
    st.pills(say("layers"), LAYERS, selection_mode="multi", format_func=lambda layer: say(f"layer_{layer}"), key="layers",
             on_change=choose_layers)

looks = "".join(f'<span class="{look}">{say(key)}</span>' for layer, look, key in LOOKS if layer in layers)
if looks:
    st.html(f'<p class="lh-looks">{looks}</p>')

at = address.own("at")
at = int(at) if at.isdecimal() and int(at) < len(document.text) else None
parts = marked.parts(document.text)
number = marked.part_of(parts, at or 0)


def there(place: int, text: str) -> str:
    """Return a link to a place in this document."""
    query = address.query_of(address.selection(), "reader") | {"doc": doc_id, "at": str(place)}
    return link("reader", query, text)


spoken = view.corpus.tables.commentaries
spoken = spoken[spoken["doc_id"] == doc_id].sort_values("start")
first_words = spoken.drop_duplicates("commentator")
told = predictions["commentator"].value_counts()
if len(first_words) > 1:
    st.html('<nav class="lh-voices">' + "".join(
        there(row.start, f"{bilingual(row.commentator)} {told.get(row.commentator, 0)}") for row in first_words.itertuples())
        + "</nav>")


def turn_pages() -> None:
    """Draw the links to the parts of a long document before and after this one."""
    if len(parts) > 1:
        before = there(parts[number - 1][0], say("earlier_part")) if number else ""
        after = there(parts[number + 1][0], say("later_part")) if number + 1 < len(parts) else ""
        st.html(f'<div class="lh-parts">{before}<span>{say("part", n=number + 1, all=len(parts))}</span>{after}</div>')


turn_pages()
text = marked.read(document, parts[number], spoken, predictions, inside.mentions, inside.events, layers, at,
                   lambda code, kind: view.codebook.label(code, language.current(), kind), evidence.likelihood_short)
st.html(text)
turn_pages()
if at is not None:
    st.html(f"<script>/* {doc_id.encode().hex()} {at} */ window.setTimeout(() => {{ const here = "
            "document.getElementById('lh-here'); if (here) here.scrollIntoView({block: 'center'}); }, 60);</script>",
            unsafe_allow_javascript=True)

"""Reader: a document as published, with its marks, and what each says beside it."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import narrowing
from pages.parts import address, decisions, evidence, hits, language, marked, page, screen, selected, tables, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, link, option, outside

TO_THE_PLACE = Path(__file__).parent.parent / "parts" / "here.js"
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


def find() -> None:
    """Keep what is looked for in the text; the place shown goes."""
    address.keep(find=st.session_state["find"].strip() or None, at=None)


def facts(document) -> str:
    """Return outlet, day and script in a line."""
    day = language.spoken().date(document.published) if not pd.isna(document.published) else say("undated")
    return " · ".join(part for part in (document.outlet, document.author, day, say(f"script_{document.script}")) if part)


view = page.opened("reader")
everything = view.corpus.tables.documents
offered = list(narrowing.columns(view.tables, "documents", "doc_id", "published", "title").sort_values(["published", "title"])["doc_id"])
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
own, whole = (narrowing.of_document(there, doc_id) for there in (tables.narrowed(around), view.corpus.tables))
predictions, all_of_it = own.predictions, len(whole.predictions)

page.heading(facts(document), document.title,
             say("reader_n", predictions=say("n_prediction", n=len(predictions)),
                 voices=say("n_voice", n=predictions["commentator"].nunique())))
if url := view.corpus.urls.get(doc_id, ""):
    st.html(f'<p class="lh-note">{outside(url)}</p>')
decisions.told()
if len(predictions) < all_of_it:
    page.block("", say("filtered_marks", n=len(predictions), all=all_of_it))

wanted = address.own("marks")
layers = [layer for layer in LAYERS if not wanted or layer in wanted.split("-")]
with st.container(horizontal=True, gap="medium", key="reader_choices"):
    st.session_state["doc"] = doc_id
    st.selectbox(say("document"), offered, format_func=lambda key: option(titles[key]), key="doc", width=420,
                 on_change=choose_document)
    st.session_state["layers"] = layers
    st.pills(say("layers"), LAYERS, selection_mode="multi", format_func=lambda layer: say(f"layer_{layer}"), key="layers",
             on_change=choose_layers)
    wanted_word = address.own("find")
    st.session_state["find"] = wanted_word
    st.text_input(say("find_here"), key="find", width=220, on_change=find)

looks = "".join(f'<span class="{look}">{say(key)}</span>' for layer, look, key in LOOKS if layer in layers)
if looks:
    st.html(f'<p class="lh-looks">{looks}</p>')

at = address.own("at")
at = int(at) if at.isdecimal() and int(at) < len(document.text) else None
parts = marked.parts(document.text)
number = marked.part_of(parts, at or 0)


def there(place: int, text: str, kind: str = "lh-go", told: str = "") -> str:
    """Return a link to a place in this document."""
    query = address.query_of(address.selection(), "reader") | {"doc": doc_id, "at": str(place)}
    return link("reader", query, text, kind, told)


def label(code: str, kind: str) -> str:
    """Return what an issue or an actor is called."""
    return view.codebook.label(code, language.current(), kind)


found = hits.of_word(document.text, wanted_word) if wanted_word else hits.of_marks(predictions, own.mentions, own.events, layers)


spoken = whole.commentaries.sort_values("start")
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


if wanted_word and not found:
    page.notice(say("find_nothing", word=wanted_word[:60]))
if found:
    bars = hits.BARS_NARROW if screen.phone() else hits.BARS
    st.html(f'<div class="lh-hits">{hits.stepping(found, at, there)}</div>{hits.strip(found, len(document.text), at, there, bars)}')
turn_pages()
st.html(marked.read(document, parts[number], spoken, predictions, own.mentions, own.events, layers, at, label, evidence.likelihood_short))
turn_pages()
selected.draw(document, spoken, own.mentions)
numbered = predictions.sort_values(["start", "end", "prediction_id"])
numbered = numbered.assign(number=range(1, len(numbered) + 1))
numbered = numbered[(numbered["start"] < parts[number][1]) & (numbered["end"] > parts[number][0])]
if len(numbered) and "predictions" in layers:
    tabular.folded(hits.table(document, numbered, there, label, evidence.likelihood_short))
if at is not None:
    # Another place is other HTML, so that the script runs again.
    st.html(f'<span hidden data-place="{doc_id.encode().hex()} {at:d}"></span><script>{TO_THE_PLACE.read_text(encoding="utf-8")}</script>',
            unsafe_allow_javascript=True)

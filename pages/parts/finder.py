"""The finder at the top of the sidebar: type any name, issue or word, and land on it."""

import streamlit as st

from analysis import finder, narrowing
from analysis.corpus import Corpus
from analysis.schemas import Tables
from analysis.selection import Selection
from pages.parts import address, language, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, link

MOST, EACH = 14, 5


@st.cache_resource(show_spinner=False, max_entries=4)
def _index(fingerprint: str, tongue: str, _corpus: Corpus) -> finder.Index:
    return finder.index(_corpus.tables, _corpus.codebook, language=tongue)


def show(corpus: Corpus) -> None:
    """Draw the box, and under it what the text typed may mean, each a link to its page.

    Notes
    -----
    What was found goes once one of it is opened: whoever has landed no longer looks for it.
    """
    state = st.session_state
    here = address.query_of(address.selection(), state.get("page", "")) | {"page": [state.get("page", "")]}
    if state.get("finder_from") not in (None, here):
        state["finder"] = ""
        state["finder_from"] = None
    with st.sidebar, st.container(key="finding"):
        text = st.text_input(say("finder"), key="finder", placeholder=say("finder_help"), on_change=_typed).strip()
        if text:
            state["finder_from"] = here
            found = finder.find(_index(corpus.fingerprint, language.current(), corpus), text, most=MOST, each=EACH)
            st.html(f'<nav class="lh-found" aria-label="{say("finder_found")}">{_results(found, text)}</nav>')


def _typed() -> None:
    st.session_state["finder_from"] = None


def _results(found, text: str) -> str:
    chosen = address.selection()
    narrowed = tables.narrowed(chosen) if chosen.narrowed else None
    judged = _judged(tables.current().tables)
    whole = Selection(least=chosen.least, mapping=chosen.mapping)
    shown = ""
    for kind in dict.fromkeys(found["kind"]):
        items = ""
        for row in found[found["kind"] == kind].itertuples():
            there = narrowed is None or _stands(narrowed, kind, row.key)
            place, query = _place(kind, row.key, judged)
            note = " · ".join(part for part in (row.note, f"{row.n:,}", "" if there else say("outside")) if part)
            items += (f"<li>{link(place, address.query_of(chosen if there else whole) | query, bilingual(row.label))}"
                      f"<small>{bilingual(note)}</small></li>")
        shown += f"<h2>{say(f'finder_{kind}')}</h2><ul>{items}</ul>"
    shown = shown or f"<p>{say('finder_nothing')}</p>"
    texts = link("words", address.query_of(chosen) | {"show": text}, say("finder_texts", text=bilingual(text[:40])))
    return f"{shown}<p>{texts}</p>"


def _judged(shown: Tables) -> set[str]:
    """Return the issues on which something is expected that draws the parties together or apart."""
    return set(shown.predictions.loc[shown.predictions["valence"] != 0, "issue"].unique())


def _place(kind: str, key: str, judged: set[str]) -> tuple[str, dict[str, str]]:
    """Return the page that shows something, and what of it; an issue nobody judges is shown where it is named."""
    if kind == "issue" and key not in judged:
        return "issues", {"issue": key, "value": "mentions"}
    return {"commentator": ("commentator", {"who": key}), "issue": ("outcomes", {"about": key}),
            "actor": ("actors", {"actor": key}), "document": ("reader", {"doc": key}),
            "word": ("words", {"show": key})}[kind]


def _stands(narrowed: Tables, kind: str, key: str) -> bool:
    """Return whether something is under the filter; if not, landing on it takes the filter back."""
    if kind == "commentator":
        return bool((narrowed.commentaries["commentator"] == key).any())
    if kind == "issue":
        return key in _judged(narrowed) or key not in _judged(tables.current().tables)
    if kind == "actor":
        return bool((narrowed.mentions["code"] == key).any())
    if kind == "document":
        return bool((narrowing.columns(narrowed, "documents", "doc_id")["doc_id"] == key).any())
    return bool((narrowed.words["word"] == key).any())

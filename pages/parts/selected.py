"""Words marked in the Reader, and what can be said of them: a prediction, another voice, a name put down by mistake, a new term."""

import re

import pandas as pd
import streamlit as st

from analysis.reviews import Review
from analysis.text import fold
from pages.parts import access, address, decisions, language, page, review_form, review_voices, tables
from pages.parts.language import say
from pages.parts.markup import LANGUAGES, bilingual, link, option, plain, safe

# Nobody predicts in more than this; a whole text marked by mistake is no quote.
LONGEST = 2000


def take(place: str) -> None:
    """Note which words were marked, as a browser told it; `draw` checks it."""
    st.session_state["marked_place"] = place


def draw(document, spoken: pd.DataFrame, mentions: pd.DataFrame) -> None:
    """Open what can be said of the words just marked in a document.

    Parameters
    ----------
    document : row of DOCUMENTS
    spoken, mentions : frame
        The document's commentaries and mentions.
    """
    place = read(st.session_state.pop("marked_place", ""), document.doc_id, document.text)
    if place and access.may(access.CODER):
        _opened(document, *place, spoken, mentions)


def read(told: str, doc_id: str, text: str) -> tuple[int, int] | None:
    """Return the place a browser told, without the blanks at its ends; None where it is none of this text."""
    found = re.fullmatch(r"([^:]{1,80}):(\d{1,9}):(\d{1,9})", told)
    if not found or found[1] != doc_id:
        return None
    start, end = int(found[2]), min(int(found[3]), len(text))
    quote = text[start:end]
    start, end = start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))
    return (start, end) if 0 <= start < end and end - start <= LONGEST else None


def _opened(document, start: int, end: int, spoken: pd.DataFrame, mentions: pd.DataFrame) -> None:
    @st.dialog(say("marked_title"), width="large")
    def dialog() -> None:
        _draw(document, start, end, spoken, mentions)

    dialog()


def _draw(document, start: int, end: int, spoken: pd.DataFrame, mentions: pd.DataFrame) -> None:
    text, book = document.text, tables.current().codebook
    quote = text[start:end]
    st.html(f'<blockquote class="lh-quote"><p class="lh-said" lang="{LANGUAGES[document.script]}"><bdi>{safe(quote)}</bdi></p></blockquote>')
    inside = mentions[(mentions["start"] < end) & (mentions["end"] > start)]
    ways = ["prediction", "voice", *(["mention"] if len(inside) else []), "term"]
    way = st.segmented_control(say("marked_as"), ways, format_func=lambda name: say(f"marked_{name}"), default="prediction", required=True,
                               key="marked_way")
    names = sorted(set(tables.current().tables.commentaries["commentator"]))
    key = f"marked_{document.doc_id}_{start}_{end}"
    if way == "prediction":
        voice = _voice(spoken, start)
        review_form.draw(None, book, names, key, commentator=voice, outcome=quote)
        if st.button(say("review_add_button"), key="marked_add", type="primary"):
            told = review_form.filled(None, key)
            _done(told["commentator"], Review(document.doc_id, "prediction", "add", told["issue"], start, end, quote, told, decisions.coder()))
    elif way == "voice":
        st.html(page.note(say("marked_voice_note")))
        name = st.selectbox(say("review_commentator"), names, index=None, accept_new_options=True, format_func=option, key="marked_name", placeholder=say("review_choose"))
        whole = _stretch(spoken, start)
        on = st.toggle(say("marked_to_the_end"), key="marked_on", disabled=whole is None)
        if st.button(say("marked_voice_button"), key="marked_voice_save", type="primary"):
            last = int(whole.end) if on and whole is not None else end
            owner = whole.commentator if whole is not None else "none"
            made = Review(document.doc_id, "stretch", "split", owner, start, last, text[start:last][:60], {"commentator": (name or "").strip()},
                          decisions.coder())
            _done(owner, made)
    elif way == "mention":
        rows = list(inside.itertuples())
        number = st.radio(say("review_mention"), range(len(rows)), key="marked_mention", format_func=lambda place: (
            plain(f"{rows[place].surface}: {book.label(rows[place].code, language.current(), rows[place].kind)}")))
        if st.button(say("review_mention_button"), key="marked_mention_save", type="primary"):
            _done(rows[number].surface, review_voices.not_named(document.doc_id, rows[number]))
    else:
        st.html(page.note(say("marked_term_note")))
        query = address.visit() | {"term": fold(quote)[:60], "kind": "issue"}
        st.html(f'<p>{link("codebook", query, bilingual(say("marked_term_button", term=quote[:30])))}</p>')


def _voice(spoken: pd.DataFrame, place: int) -> str:
    row = _stretch(spoken, place)
    return row.commentator if row is not None else ""


def _stretch(spoken: pd.DataFrame, place: int):
    around = [row for row in spoken.itertuples() if row.start <= place < row.end]
    return min(around, key=lambda row: row.end - row.start) if around else None


def _done(name: str, review: Review) -> None:
    """Keep a decision and close what was open; where it cannot be kept, say why and leave all as it was filled in."""
    if decisions.decide(name, review):
        st.rerun()
    st.error(plain(st.session_state.pop("review_note", "")))

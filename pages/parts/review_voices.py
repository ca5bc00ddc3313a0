"""Forms for who speaks where: a voice called by another name, a stretch given away, split, merged; names put down by mistake."""

from itertools import combinations

import pandas as pd
import streamlit as st

from analysis.reviews import Review
from analysis.reviews.records import BEGINNING
from analysis.schemas import NONE
from analysis.text import fold_each
from pages.parts import decisions, language, page, tables
from pages.parts.language import say
from pages.parts.markup import option

ACTIONS = ("reassign", "split", "merge")
_SHOWN = 28
# A name has hardly more characters.
_LONGEST = 40


def stretch(doc_id: str, row, verdict: str, text: str, name: str = "", start: int | None = None, end: int | None = None) -> Review:
    """Return a decision on a stretch, or on a part of it."""
    start, end = int(row.start) if start is None else start, int(row.end) if end is None else end
    return Review(doc_id, "stretch", verdict, row.commentator, start, end, text[start:end][:BEGINNING],
                  {"commentator": name} if verdict != "merge" else {}, decisions.coder())


def alike(names: list[str]) -> list[tuple[str, str]]:
    """Return pairs of names that one person may have, each in the names' order: written in the other script first, then the one inside the other, the longest first."""
    folded = dict(zip(names, fold_each(names)))
    places = {name: place for place, name in enumerate(names)}
    by_form: dict[str, list[str]] = {}
    for name, form in folded.items():
        by_form.setdefault(form, []).append(name)
    written = [pair for same in by_form.values() for pair in combinations(same, 2)]
    # A name's own parts are looked up: each name held against each took seconds for five thousand.
    inside = {tuple(sorted((whole, other), key=places.__getitem__)) for form, wholes in by_form.items() for part in _parts(form)
              for whole in wholes for other in by_form.get(part, ())}
    return [*written, *sorted(inside, key=lambda pair: (-min(len(folded[name]) for name in pair), places[pair[0]], places[pair[1]]))]


def _parts(form: str) -> set[str]:
    """Return the runs of two characters and more within a name, the name itself aside; none of what is too long for one."""
    return set() if len(form) > _LONGEST else {form[start:end] for start in range(len(form)) for end in range(start + 2, len(form) + 1)} - {form}


def draw_names(names: list[str], doc_id: str) -> None:
    """Draw the form that calls a voice by another name, and pairs that may be one person."""
    with st.expander(say("review_voices"), key="review_voices"):
        for one, other in alike(names)[:6]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.html(page.note(say("review_alike", one=one, other=other)))
                st.button(say("review_one_person"), key=f"one_{one}_{other}", on_click=_rename, args=(other, one, NONE))
        with st.form("rename", border=False):
            st.html(page.note(say("review_voices_note")))
            st.selectbox(say("review_voice"), names, format_func=option, key="rename_from")
            st.text_input(say("review_voice_new"), key="rename_to")
            st.form_submit_button(say("review_rename"), on_click=_renamed, args=(doc_id,))


def _renamed(doc_id: str) -> None:
    _rename(st.session_state["rename_from"], st.session_state["rename_to"].strip(), doc_id)
    st.session_state["rename_to"] = ""


def _rename(before: str, now: str, doc_id: str) -> None:
    decisions.decide(before, Review(doc_id, "voice", "rename", before, said={"commentator": now}, coder=decisions.coder()))


def draw_stretches(doc_id: str, spoken: pd.DataFrame, text: str, names: list[str]) -> None:
    """Draw who speaks where in a document, and the form that puts it right.

    Parameters
    ----------
    doc_id : str
    spoken : frame, schema COMMENTARIES
        The document's.
    text : str
    names : list of str
        Voices to choose from; another can be typed.
    """
    with st.expander(say("review_stretches"), key="review_stretches"), st.form("stretches", border=False):
        st.html(page.note(say("review_stretches_note")))
        rows = list(spoken.sort_values(["start", "end"]).itertuples())
        if not rows:
            st.html(page.note(say("review_no_stretch")))
        st.selectbox(say("review_stretch"), range(len(rows)), key="stretch_of", index=0 if rows else None,
                     format_func=lambda number: option(f"{rows[number].commentator}: {text[rows[number].start:rows[number].end].strip()[:_SHOWN]}…"))
        st.radio(say("review_stretch_is"), ACTIONS, format_func=lambda action: say(f"review_stretch_{action}"), key="stretch_action")
        st.selectbox(say("review_commentator"), names, index=None, accept_new_options=True, format_func=option, key="stretch_to", placeholder=say("review_choose"))
        st.text_input(say("review_stretch_from"), key="stretch_words")
        st.form_submit_button(say("review_stretch_button"), on_click=_told_apart, args=(doc_id, rows, text))


def _told_apart(doc_id: str, rows: list, text: str) -> None:
    number, action = st.session_state["stretch_of"], st.session_state["stretch_action"]
    if number is None or number >= len(rows):
        return
    row, name, start = rows[number], (st.session_state["stretch_to"] or "").strip(), None
    if action == "split":
        words = st.session_state["stretch_words"].strip()
        start = text.find(words, row.start, row.end) if words else -1
        if start < 0:
            st.session_state["review_note"] = say("review_stretch_absent")
            return
    if decisions.decide(row.commentator, stretch(doc_id, row, action, text, name, start)):
        st.session_state["stretch_words"] = ""


def draw_mentions(doc_id: str, mentions: pd.DataFrame) -> None:
    """Draw the form that takes out what a document does not name."""
    book = tables.current().codebook
    counted = mentions.groupby(["kind", "code", "surface"]).size().sort_values(ascending=False)
    choices = list(counted.index)
    with st.expander(say("review_mentions"), key="review_mentions"), st.form("mentions", border=False):
        st.html(page.note(say("review_mentions_note")))
        st.selectbox(say("review_mention"), choices, key="mention_of", index=0 if choices else None, format_func=lambda key: option(say(
            "review_mention_n", surface=key[2], label=book.label(key[1], language.current(), key[0]), n=int(counted[key]))))
        st.form_submit_button(say("review_mention_button"), on_click=_not_named, args=(doc_id, mentions))


def _not_named(doc_id: str, mentions: pd.DataFrame) -> None:
    if not st.session_state["mention_of"]:
        return
    kind, code, surface = st.session_state["mention_of"]
    here = mentions[(mentions["kind"] == kind) & (mentions["code"] == code) & (mentions["surface"] == surface)]
    decisions.decide(surface, *(not_named(doc_id, row) for row in here.itertuples()))


def not_named(doc_id: str, row) -> Review:
    """Return the decision that a place does not name what it was taken for."""
    return Review(doc_id, "mention", "reject", row.code, int(row.start), int(row.end), row.surface, {}, decisions.coder())

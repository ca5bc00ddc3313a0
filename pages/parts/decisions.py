"""Decisions as pages make them: under whose name, kept, said in words, and what happens when another was faster."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis import changes, narrowing, reviews
from analysis.reviews import Assignment, Assignments, DecidedMeanwhile, Review, Reviewed, ReviewError, codings, settling
from analysis.schemas import Tables
from pages.parts import access, language, page, sessions, tables
from pages.parts.language import say

ME = access.ME
_SAME = (*settling.COMPARED, "condition", "outcome")


def records() -> reviews.Reviews:
    """Return the reviews of the library."""
    return reviews.Reviews(tables.library().engine)


def coder() -> str:
    """Return under whose name decisions are kept."""
    return access.name()


def ask_coder() -> None:
    """Draw the field for one's name; it holds for the visit, on every page. Whoever logged in has one."""
    if sessions.configured():
        return
    st.session_state["coder_name"] = st.session_state.get("coder", "")
    st.text_input(say("review_coder"), key="coder_name", placeholder=ME, help=say("review_coder_help"), width=240, max_chars=60,
                  on_change=_named)


def _named() -> None:
    st.session_state["coder"] = st.session_state["coder_name"].strip()


def state() -> int:
    """Return a number that grows with every decision and assignment."""
    return changes.counts(tables.library().engine).get("reviews", 0)


def seen() -> list[Review]:
    """Return every review the coder may see, oldest first. It is shared: read, never write."""
    return _seen(str(tables.library().engine.url), state(), coder(), records())


@st.cache_resource(show_spinner=False, max_entries=8)
def _seen(library: str, state: int, who: str, _kept: reviews.Reviews) -> list[Review]:
    return _kept.seen_by(who)


def given() -> list[Assignment]:
    """Return which documents are given to which coders."""
    return Assignments(tables.library().engine).listed()


def own_tables(made: Sequence[Review], tasks: Sequence[Assignment], codebook) -> Reviewed | None:
    """Return the documents the coder codes blind as only they see them; None where there are none."""
    together: dict[str, list[Assignment]] = {}
    for task in tasks:
        together.setdefault(task.doc_id, []).append(task)
    blind = settling.blind({doc_id: theirs for doc_id, theirs in together.items() if len(theirs) > 1})
    mine = {task.doc_id: task.blank for task in tasks if task.coder == coder() and task.doc_id in blind}
    coded = tables.as_coded().tables
    here = set(coded.documents["doc_id"]) & mine.keys()
    if not here:
        return None
    return codings.own(codings.of_documents(coded, here), made, coder(), codebook, [doc_id for doc_id in here if mine[doc_id]])


def others_blind(tasks: Sequence[Assignment]) -> set[str]:
    """Return the documents several others code blind to each other just now: nobody else should decide on them."""
    together: dict[str, list[Assignment]] = {}
    for task in tasks:
        together.setdefault(task.doc_id, []).append(task)
    several = {doc_id: theirs for doc_id, theirs in together.items() if len(theirs) > 1}
    return {doc_id for doc_id in settling.blind(several) if coder() not in {task.coder for task in several[doc_id]}}


def as_the_coder_sees(view: page.Page, own: Reviewed | None, hidden: set[str]) -> tuple[Tables, dict[str, str]]:
    """Return the tables of the selection as the coder sees them, and which predictions they have reviewed."""
    shown, standing = view.tables, view.corpus.standing
    rows = shown.predictions[~shown.predictions["doc_id"].isin(hidden)]
    if own is not None:
        mine = narrowing.narrow(own.tables, view.selection, view.codebook).predictions
        rows = pd.concat([rows[~rows["doc_id"].isin(set(own.tables.documents["doc_id"]))], mine], ignore_index=True)
        standing = standing | own.standing
    plain = Tables(shown.documents, shown.commentaries, shown.mentions, rows.reset_index(drop=True), shown.events, shown.words)
    return plain, standing


def decide(name: str, *made: Review, before: int | None = None) -> bool:
    """Keep decisions on one subject, and note what became of them; a fault leaves everything as it was.

    Parameters
    ----------
    name : str
        Whom or what they are about.
    made : Review
    before : int, optional
        The last review that was on the page; where somebody has decided since, theirs is shown and nothing is kept.
    """
    try:
        numbers = records().keep(*made, seen=before)
    except ReviewError as error:
        st.session_state["review_note"] = say("review_refused", why=str(error))
        return False
    except DecidedMeanwhile as told:
        tables.decided()
        if _alike(told.review, made[0]):
            st.session_state["review_note"] = say("review_saved", name=name, verdict=said(made[0]))
            return True
        st.session_state["meanwhile"] = told.review, made, name
        return False
    st.session_state["last_review"] = numbers
    st.session_state["review_note"] = say("review_saved", name=name, verdict=said(made[0]))
    tables.decided()
    return True


def _alike(one: Review, other: Review) -> bool:
    said_of = [dict(review.said) for review in (one, other)]
    return one.verdict == other.verdict and all(said_of[0].get(name) == said_of[1].get(name) for name in _SAME)


def undo(numbers: list[int]) -> None:
    """Take decisions back."""
    for number in numbers:
        records().undo(number)
    st.session_state.pop("last_review", None)
    tables.decided()


def said(review: Review) -> str:
    """Return a decision in a word."""
    name = dict(review.said).get("commentator", "")
    return say("review_verdict_mention" if (review.kind, review.verdict) == ("mention", "reject") else f"review_verdict_{review.verdict}", name=name)


def told() -> None:
    """Draw what became of the last decision, and what another decided meanwhile."""
    if note := st.session_state.pop("review_note", ""):
        page.notice(note)
    if "meanwhile" not in st.session_state:
        return
    other, mine, name = st.session_state["meanwhile"]
    page.notice(say("review_meanwhile", who=other.coder, name=name, time=f"{other.made_at:%H:%M}", verdict=in_full(other)))
    with st.container(horizontal=True, gap="small"):
        st.button(say("review_keep_mine"), key="keep_mine", on_click=_over, args=(mine, name))
        st.button(say("review_leave_theirs"), key="leave_theirs", on_click=_left)


def in_full(review: Review) -> str:
    """Return a decision with what it says of a prediction."""
    told = dict(review.said)
    if review.kind != "prediction" or review.verdict == "reject" or not told:
        return said(review)
    book = tables.current().codebook
    parts = [told.get("commentator", ""), book.label(str(told.get("issue", "")), language.current()),
             say(str(told["likelihood"])) if "likelihood" in told else "", str(told.get("outcome", ""))]
    return f"{said(review)} ({language.spoken().separated([part for part in parts if part])})"


def _over(mine: tuple[Review, ...], name: str) -> None:
    st.session_state.pop("meanwhile", None)
    decide(name, *mine)


def _left() -> None:
    st.session_state.pop("meanwhile", None)

"""Questions: what commentators were asked by events, what they expected, and what came."""

import pandas as pd
import streamlit as st

from analysis.verification import docket as dockets
from pages.parts import (
    access,
    address,
    docket,
    language,
    page,
    question_exchange,
    question_form,
    question_links,
    question_list,
    question_one,
)
from pages.parts.language import say

LOOKS = ("list", "links", "ask", "files")


def chosen_look() -> None:
    """Keep what of the page is looked at."""
    look = st.session_state["question_look"]
    address.keep(look=None if look == LOOKS[0] else look, part=None)


def news() -> None:
    """Say what became of what was just done, and offer the way back."""
    if note := st.session_state.pop("question_note", ""):
        page.notice(note)
    if (withdrawn := st.session_state.get("withdrawn_question")) and access.may(access.CODER):
        st.button(say("question_bring_back"), key="bring_back_withdrawn", on_click=question_form.bring_back, args=(withdrawn,))
    if faults := st.session_state.pop("question_faults", []):
        with st.expander(say("question_faults", n=len(faults)), icon=":material/warning:", expanded=True):
            page.lines(*faults)


def narrowed(opened: dockets.Docket, judged: pd.DataFrame) -> pd.DataFrame:
    """Return the questions of the selection: all, or those on which something in it bears."""
    if not view.selection.narrowed:
        return opened.questions
    on_issue = opened.questions["issue"].isin(view.selection.issues)
    return opened.questions[opened.questions["question_id"].isin(set(judged["question_id"])) | on_issue]


view = page.opened("questions")
opened = docket.current()
if opened.faults:
    with st.expander(say("question_unread", n=len(opened.faults)), icon=":material/warning:"):
        page.lines(*opened.faults)
wanted = address.own("question")
if wanted and wanted not in opened.book.asked:
    page.notice(say("question_not_here", name=wanted[:60]))
    wanted = ""
if wanted:
    news()
    question_one.draw(view, wanted)
    st.stop()

judged = opened.judged(view.tables.predictions, view.mapping)
asked = narrowed(opened, judged)
finding = dockets.finding(asked, docket.today(), language=language.current())
page.heading(view.in_words(), finding.title, finding.subtitle)
look = address.own("look", LOOKS[0])
look = look if look in LOOKS else LOOKS[0]
st.session_state["question_look"] = look
st.segmented_control(say("question_look"), LOOKS, key="question_look", required=True, label_visibility="collapsed",
                     format_func=lambda name: say(f"look_questions_{name}"), on_change=chosen_look)
news()
if look == "list":
    question_list.draw(asked, judged)
    page.footer(say("questions_footer"), view.source())
elif look == "links":
    question_links.queue(view)
elif look == "ask":
    page.block(say("ask_title"), say("ask_title_note"))
    if access.allows(access.CODER):
        question_form.ask(None, view.codebook)
else:
    question_exchange.draw()

"""The forms in which a question is asked, changed and answered."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from analysis.codebook import Codebook
from analysis.language import ENGLISH
from analysis.verification import questions
from analysis.verification.questions import BETWEEN_TERMS, Known, Question, Source
from pages.parts import address, docket, language, page, tables
from pages.parts.language import say
from pages.parts.markup import option

ANSWERS = ("yes", "no", "void", "open")
VALENCES = {1: "closer", -1: "apart", 0: "neither"}
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
# Fields of `sources` offered at once.
_ROOM = 2


def keep(question_id: str, entry: Mapping, opened: bool) -> bool:
    """Keep an entry as the user's own question; where anything is wrong, say what, keep nothing and lose nothing typed."""
    question, faults = questions.read(question_id, entry, Known.of(tables.current().codebook), language.current(), own=True)
    if question is None:
        st.session_state["question_faults"] = faults
        return False
    docket.own().save([question])
    st.session_state["question_note"] = say("question_saved")
    if opened:
        address.keep(question=question.question_id, look=None)
    return True


def ask(asked: Question | None, codebook: Codebook) -> None:
    """Draw the form for a new question, or for another version of one."""
    name = asked.question_id if asked else "new"
    turn = st.session_state.get("asked_turn", 0)

    def key(field: str) -> str:
        return f"ask_{field}_{name}_{turn}"

    issues = sorted(codebook.issues, key=lambda code: codebook.label(code, language.current()))
    actors = sorted(codebook.actors, key=lambda code: codebook.label(code, language.current(), "actor"))
    with st.form(f"ask_{name}", border=False):
        st.text_input(say("ask_en"), asked.en if asked else "", key=key("en"), max_chars=questions.LONGEST)
        st.text_input(say("ask_zh"), asked.zh if asked else "", key=key("zh"), max_chars=questions.LONGEST)
        field = _own_language("criteria")
        st.text_area(say("ask_criteria"), getattr(asked, field) if asked else "", key=key(field), height=80, help=say("ask_criteria_help"))
        about, way = st.columns(2)
        about.selectbox(say("ask_issue"), issues, issues.index(asked.issue) if asked and asked.issue in issues else None, key=key("issue"),
                        format_func=lambda code: option(codebook.label(code, language.current())))
        way.selectbox(say("ask_valence"), list(VALENCES), list(VALENCES).index(asked.valence) if asked else 0, key=key("valence"),
                      format_func=lambda value: say(f"valence_{VALENCES[value]}"))
        st.multiselect(say("ask_actors"), actors, [code for code in asked.actors if code in actors] if asked else None, key=key("actors"),
                       format_func=lambda code: option(codebook.label(code, language.current(), "actor")))
        st.text_input(say("ask_terms"), "，".join(asked.terms) if asked else "", key=key("terms"), help=say("ask_terms_help"))
        first, last = st.columns(2)
        first.date_input(say("ask_opened"), asked.opened if asked else None, key=key("opened"), min_value=_EARLIEST, max_value=_LATEST,
                         format="YYYY-MM-DD")
        last.date_input(say("ask_closes"), asked.closes if asked else None, key=key("closes"), min_value=_EARLIEST, max_value=_LATEST,
                        format="YYYY-MM-DD")
        field = _own_language("note")
        st.text_area(say("ask_note"), getattr(asked, field) if asked else "", key=key(field), height=68)
        st.form_submit_button(say("ask_save") if asked else say("ask_new"), on_click=_asked, args=(asked, key))


def _own_language(field: str) -> str:
    """Return under which name a text is kept in the visit's language."""
    return field if language.current() == ENGLISH else f"{field}_zh"


def _asked(asked: Question | None, key) -> None:
    state = st.session_state
    typed = {field: state[key(field)] or "" for field in ("en", "zh", "issue", _own_language("criteria"), _own_language("note"))}
    days = {field: state[key(field)].isoformat() if state[key(field)] else "" for field in ("opened", "closes")}
    terms = [term.strip() for term in state[key("terms")].replace("，", BETWEEN_TERMS).replace(",", BETWEEN_TERMS).split(BETWEEN_TERMS)]
    told = questions.entry(asked) if asked else {}
    entry = {**told, **typed, **days, "valence": state[key("valence")], "actors": list(state[key("actors")]),
             "terms": [term for term in terms if term]}
    taken = docket.current().book.asked
    question_id = asked.question_id if asked else questions.name_of(typed["en"] or typed["zh"], taken)
    if keep(question_id, entry, opened=not asked) and not asked:
        # The form is empty for the next one.
        state["asked_turn"] = state.get("asked_turn", 0) + 1


def answer(asked: Question) -> None:
    """Draw the form in which a question is answered, with its source, or an answer taken back."""
    name = asked.question_id
    with st.form(f"answer_{name}", border=False):
        st.radio(say("answer_what"), ANSWERS, ANSWERS.index(asked.resolution), key=f"answer_{name}_what", horizontal=True,
                 format_func=lambda told: say(f"answer_{told}"))
        st.date_input(say("answer_day"), asked.resolved_on, key=f"answer_{name}_day", min_value=_EARLIEST, max_value=_LATEST,
                      format="YYYY-MM-DD", help=say("answer_day_help"), width=220)
        for number in range(_ROOM):
            title, url = st.columns(2)
            title.text_input(say("answer_source", n=number + 1), key=f"answer_{name}_title_{number}")
            url.text_input(say("answer_url", n=number + 1), key=f"answer_{name}_url_{number}", placeholder="https://")
        st.form_submit_button(say("answer_save"), on_click=_answered, args=(asked,))


def _answered(asked: Question) -> None:
    state, name = st.session_state, asked.question_id
    seen = docket.today().date()
    sources = [Source(title.strip(), url.strip(), seen) for title, url in
               ((state[f"answer_{name}_title_{number}"], state[f"answer_{name}_url_{number}"]) for number in range(_ROOM))
               if title.strip() or url.strip()]
    # What had settled it is a source of the user's version too: only the link to the fact goes.
    known = [*questions.sources_of(asked), *sources] if asked.settled_by else sources
    told = questions.resolved(asked, state[f"answer_{name}_what"], state[f"answer_{name}_day"], known)
    if told.resolved_on and told.resolved_on > seen:
        state["question_faults"] = [say("answer_future", day=told.resolved_on)]
        return
    keep(name, questions.entry(told), opened=False)


def versions(question_id: str, own: bool) -> None:
    """Say whose version this is, and offer the way back to the shipped one, or to the user's."""
    made = docket.own().versions(question_id)
    if own:
        with st.container(horizontal=True, vertical_alignment="center", key="question_versions"):
            st.html(page.note(say("question_is_own", n=sum(entry is not None for _, entry in made))), width="content")
            st.button(say("question_withdraw"), key="withdraw", type="tertiary", on_click=_withdraw, args=(question_id,))
    elif made:
        st.button(say("question_bring_back"), key="bring_back_question", type="tertiary", on_click=bring_back, args=(question_id,))


def _withdraw(question_id: str) -> None:
    docket.own().withdraw(question_id)
    st.session_state["withdrawn_question"] = question_id
    st.session_state["question_note"] = say("question_withdrawn")


def bring_back(question_id: str) -> None:
    """Put the user's last version of a question back into use."""
    docket.own().bring_back(question_id)
    st.session_state.pop("withdrawn_question", None)
    st.session_state["question_note"] = say("question_saved")

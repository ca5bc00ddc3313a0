"""Links between predictions and questions: proposed with a reason, confirmed or rejected by a person, one by one or many at once."""

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis.schemas import LINKS
from analysis.verification import docket as dockets
from analysis.verification import linking
from analysis.verification.links import UNCONDITIONAL
from pages.parts import access, docket, evidence, language, page, tables, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, option, safe
from pages.parts.page import Page

# So much of what is likely enough to be looked at, where more is asked for on one question.
WIDE = 0.4
# More rows than this no one chooses from.
MOST = 300
SHOWN = ["question", "commentator", "quote", "way", "reason", "confidence"]


def decide(rows: pd.DataFrame, decision: str) -> None:
    """Keep a decision on proposals, and what is needed to take it back."""
    docket.own().decide(LINKS.frame(rows.assign(decision=decision, own=True)))
    st.session_state["last_links"] = rows
    st.session_state["question_note"] = say(f"links_{decision}", n=len(rows))


def undo() -> None:
    """Take the last decision back."""
    rows = st.session_state.pop("last_links")
    docket.own().decide(LINKS.frame(rows.assign(decision="proposed", own=True)))
    st.session_state["question_note"] = say("links_undone", n=len(rows))


def _decide_one(row: pd.DataFrame, decision: str) -> None:
    key = _key(next(row.itertuples()))
    state = st.session_state
    told = {"direction": state[f"direction_{key}"]}
    if f"condition_{key}" in state:
        told |= {"condition": state[f"condition_{key}"], "condition_is": state[f"condition_is_{key}"]}
    decide(row.assign(**told), decision)


def _later(key: str) -> None:
    st.session_state.setdefault("links_put_off", []).append(key)


def _turn(key: str) -> None:
    st.session_state[f"direction_{key}"] = -st.session_state[f"direction_{key}"]


def _key(row) -> str:
    # A decision whose sentence is gone has its place alone.
    return f"{row.prediction_id or row.start}|{row.question_id}"


def queue(view: Page) -> None:
    """Draw the proposals: the surest one to decide on, and all of them as a list to choose many from."""
    here = set(view.tables.predictions["prediction_id"])
    least = linking.weights().least
    bound = st.session_state.get("links_from", least)
    rows = docket.proposals(bound)
    rows = rows[rows["prediction_id"].isin(here)]
    put_off = st.session_state.get("links_put_off", [])
    late = pd.Series([_key(row) in put_off for row in rows.itertuples()], index=rows.index, dtype="bool")
    rows = pd.concat([rows[~late], rows[late]])
    page.block(say("links_title", n=len(rows)), say("links_note" if len(rows) else "links_none"))
    st.session_state["links_from"] = bound
    st.segmented_control(say("links_from"), (least, WIDE), key="links_from", required=True,
                         format_func=lambda share: say("links_from_percent", percent=round(100 * share)))
    if rows.empty:
        _undo_button()
        return
    working, beside = page.columns(1.6, 1.0, "links")
    with working:
        _card(rows.head(1), view)
    with beside:
        sure = rows[rows["confidence"] >= linking.weights().sure]
        page.block(say("links_bulk"), say("links_bulk_note"))
        if len(sure) and access.allows(access.CODER):
            st.button(say("links_confirm_sure", n=len(sure), percent=round(100 * linking.weights().sure)), key="confirm_sure",
                      on_click=decide, args=(sure, "confirmed"))
    _grid(rows, "links", SHOWN)


def _card(one: pd.DataFrame, view: Page) -> None:
    (row,) = one.itertuples()
    key, asked = _key(row), docket.current().book.asked[row.question_id]
    link = tabular.here(bilingual(dockets.text(asked, language.current())), question=row.question_id)
    st.html(evidence.quotes(sentences.sentences(view.tables, [row.prediction_id], mapping=view.mapping))
            + f'<p class="lh-asked">{link}</p><p class="lh-note">{bilingual(dockets.criteria(asked, language.current()))}</p>'
            + page.note(say("links_why", reason=row.reason, percent=round(100 * row.confidence))))
    if not access.allows(access.CODER):
        return
    _told(row, key)
    with st.container(horizontal=True, gap="small", key="link_actions"):
        st.button(say("links_confirm"), key="confirm_link", on_click=_decide_one, args=(one, "confirmed"), shortcut="a", type="primary")
        st.button(say("links_reject"), key="reject_link", on_click=_decide_one, args=(one, "rejected"), shortcut="x")
        st.button(say("links_turn"), key="turn_link", on_click=_turn, args=(key,), shortcut="s")
        st.button(say("links_later"), key="later_link", on_click=_later, args=(key,), shortcut="l")
        _undo_button()


def _undo_button() -> None:
    if "last_links" in st.session_state and access.may(access.CODER):
        st.button(say("links_undo"), key="undo_links", on_click=undo, shortcut="z")


def _told(row, key: str) -> None:
    """Ask which way a link points, and of a prediction with a condition, which question it hangs on."""
    state, book = st.session_state, docket.current().book.asked
    state.setdefault(f"direction_{key}", int(row.direction))
    st.radio(say("links_bears"), (1, -1), key=f"direction_{key}", horizontal=True,
             format_func=lambda way: say("answer_yes" if way > 0 else "answer_no"))
    stated = dict(zip(tables.current().tables.predictions["prediction_id"], tables.current().tables.predictions["condition"]))
    if not row.condition and not stated.get(row.prediction_id):
        return
    choices = ["", UNCONDITIONAL, *(name for name in book if name != row.question_id)]
    named = {"": say("condition_unsaid"), UNCONDITIONAL: say("condition_none")}
    state.setdefault(f"condition_{key}", row.condition if row.condition in choices else "")
    state.setdefault(f"condition_is_{key}", row.condition_is)
    hangs, how = st.columns([3, 1], vertical_alignment="bottom")
    hangs.selectbox(say("links_condition"), choices, key=f"condition_{key}",
                    format_func=lambda name: named.get(name) or option(dockets.text(book[name], language.current())))
    how.radio(say("links_condition_is"), ("yes", "no"), key=f"condition_is_{key}", horizontal=True,
              format_func=lambda answer: say(f"answer_{answer}"))


def _grid(rows: pd.DataFrame, name: str, columns: list[str]) -> None:
    """Draw proposals as a list in which many can be chosen, with the keyboard too, and decided on at once."""
    rows = rows.head(MOST)
    book = docket.current().book.asked
    shown = rows.assign(question=[dockets.text(book[key], language.current()) for key in rows["question_id"]],
                        way=[say("answer_yes" if way > 0 else "answer_no") for way in rows["direction"]],
                        confidence=(100 * rows["confidence"]).round())
    heads = {column: st.column_config.TextColumn(say(f"links_{column}"), width=width) for column, width in
             (("question", "large"), ("commentator", "small"), ("quote", "large"), ("way", "small"), ("reason", "large"))}
    # The list is painted, and what is painted loads no font: the same signs stand unseen beside it.
    signs = "".join(sorted(set("".join(shown[columns[:-1]].to_numpy().ravel()))))
    st.html(f'<span class="lh-signs" aria-hidden="true" lang="zh">{safe(signs)}</span>')
    held = st.dataframe(shown[columns], key=f"grid_{name}_{st.session_state.get('question_turn', 0)}", hide_index=True, on_select="rerun",
                        selection_mode="multi-row", alt=say("links_list"),
                        column_config=heads | {"confidence": st.column_config.NumberColumn(say("links_confidence"), format="%d %%")})
    chosen = rows.iloc[[place for place in held["selection"]["rows"] if place < len(rows)]]
    if not access.may(access.CODER):
        return
    if chosen.empty:
        st.html(page.note(say("links_choose")))
        return
    with st.container(horizontal=True, gap="small", key=f"bulk_{name}"):
        for decision in ("confirmed", "rejected"):
            st.button(say(f"links_bulk_{decision}", n=len(chosen)), key=f"bulk_{decision}_{name}", on_click=_decide_many,
                      args=(chosen, decision))


def _decide_many(rows: pd.DataFrame, decision: str) -> None:
    decide(rows, decision)
    # The list is another one now: what was chosen in the old one goes.
    st.session_state["question_turn"] = st.session_state.get("question_turn", 0) + 1


def more(question_id: str) -> None:
    """Offer what may bear on a question and was not sure enough to be proposed."""
    with st.expander(say("links_more"), key="question_more", icon=":material/search:"):
        rows = docket.proposals(WIDE, question_id)
        st.html(page.note(say("links_more_note") if len(rows) else say("links_none")))
        if len(rows):
            _grid(rows, "more", SHOWN[1:])


def decided(question_id: str) -> None:
    """Offer to change decisions on a question, and name those whose sentence is gone."""
    links = docket.current().links
    rows = links[links["question_id"] == question_id].reset_index(drop=True)
    if rows.empty:
        return
    with st.expander(say("links_decided", n=len(rows)), key="question_links", icon=":material/link:"):
        named = {_key(row): " · ".join([say(f"decision_{row.decision}"), row.commentator, row.quote[:40],
                                        *([] if row.prediction_id else [say("links_lost")])]) for row in rows.itertuples()}
        key = st.selectbox(say("links_decision"), list(named), format_func=lambda key: option(named[key]), key="decided_link")
        one = rows.iloc[[list(named).index(key)]]
        (row,) = one.itertuples()
        st.html(page.note(say("links_by_you" if row.own else "links_shipped")) + (page.note(row.reason) if row.reason else ""))
        if not access.allows(access.CODER):
            return
        _told(row, key)
        with st.container(horizontal=True, gap="small", key="decision_actions"):
            st.button(say("links_keep"), key="keep_decision", on_click=_decide_one, args=(one, "confirmed"))
            st.button(say("links_reject"), key="reject_decision", on_click=_decide_one, args=(one, "rejected"))
            _undo_button()

"""Coders: who codes which documents, who has coded what, and how far they agree; the program is one of them."""

import math

import numpy as np
import pandas as pd
import streamlit as st

from analysis import reliability
from analysis.reviews import MACHINE, Assignment, AssignmentError, Assignments, codings
from pages.parts import access, address, agreeing, decisions, language, page, tables, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, link, option, plain

# Documents of a list at most; of one's own those still to be coded come first, of those compared the ones with least agreement.
LISTED = 20
# Of each document, the variables that say most; all of them are in the table above.
OF_DOCUMENT = ("predicts", "issue", "likelihood", "valence")


def tasks() -> Assignments:
    """Return the documents given to coders."""
    return Assignments(tables.library().engine)


def give() -> None:
    """Give the documents chosen to the coders named."""
    state = st.session_state
    try:
        n = tasks().assign(state["give_documents"], state["give_coders"], blank=state["give_blank"])
    except AssignmentError as error:
        state["coders_note"] = say("coders_refused", why=str(error))
        return
    state["coders_note"] = say("coders_given", n=n)
    state["give_documents"], state["give_coders"] = [], []
    tables.decided()


def done(doc_id: str, finished: bool) -> None:
    """Note that the coder is done with a document, or goes on with it."""
    try:
        (tasks().finish if finished else tasks().reopen)(doc_id, decisions.coder())
    except AssignmentError as error:
        st.session_state["coders_note"] = say("coders_refused", why=str(error))
        return
    st.session_state["coders_note"] = say("coders_done" if finished else "coders_on")
    tables.decided()


def withdraw() -> None:
    """Take a document from a coder."""
    doc_id, coder = st.session_state["withdraw"]
    tasks().withdraw(doc_id, coder)
    st.session_state["coders_note"] = say("coders_withdrawn", name=coder)
    tables.decided()


def number(value: float) -> str:
    """Return a coefficient as text."""
    return "–" if math.isnan(value) else f"{value:.2f}"


def percent(value: float) -> str:
    """Return a share as text."""
    return "–" if math.isnan(value) else say("percent", n=round(100 * value))


def mine(own: list[Assignment], titles: dict[str, str]) -> None:
    """Draw the coder's documents and where to code them."""
    rows = []
    own = sorted(own, key=lambda task: task.done_at is not None)
    for task in own:
        if task.doc_id not in titles:
            continue
        query = address.visit()
        where = link("review", query | {"document": task.doc_id}, say("review")) if not task.blank else link(
            "reader", query | {"doc": task.doc_id, "marks": "none"}, say("reader"))
        rows.append([bilingual(titles[task.doc_id]), say("coders_state_done" if task.done_at else "coders_state_open"), where])
    page.block(say("coders_mine", n=len(rows)), say("coders_mine_note") if rows else say("coders_mine_none"))
    if not rows:
        return
    st.html(tabular.listed([(say("document"), False), (say("coders_state"), False), ("", False)], rows[:LISTED]))
    if len(rows) > LISTED:
        st.html(page.note(say("coders_mine_more", n=len(rows) - LISTED)))
    here = [task for task in own if task.doc_id in titles]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        doc_id = st.selectbox(say("document"), [task.doc_id for task in here], format_func=lambda key: option(titles[key]), key="mine", width=360)
        task = next(task for task in here if task.doc_id == doc_id)
        st.button(say("coders_go_on" if task.done_at else "coders_finish"), key="finish", on_click=done, args=(doc_id, task.done_at is None),
                  disabled=not access.may(access.CODER))


def everybody(given: list[Assignment]) -> None:
    """Draw who coded what, when."""
    told = codings.work(decisions.seen(), given)
    page.block(say("coders_work"), say("coders_work_note"), apart=True)
    if told.empty:
        st.html(page.note(say("coders_work_none")))
        return
    heads = [(say("review_who"), False), *((say(f"coders_{name}"), True) for name in ("assigned", "done_n", "decisions")), (say("coders_when"), False)]
    rows = []
    for row in told.itertuples():
        days = "–" if pd.isna(row.first) else " – ".join(dict.fromkeys(language.spoken().date(day, "day_short") for day in (row.first, row.last)))
        split = say("coders_split", accepted=row.accepted, corrected=row.corrected, rejected=row.rejected, added=row.added, other=row.other)
        rows.append([f"{bilingual(row.coder)}<small>{split}</small>", f"{row.assigned:,}", f"{row.done:,}", f"{row.decisions:,}", days])
    _table(heads, rows)


def giving(titles: dict[str, str], given: list[Assignment]) -> None:
    """Draw the form that gives documents to coders."""
    known = sorted({task.coder for task in given} | ({decisions.coder()} - {decisions.ME}))
    with st.expander(say("coders_give"), key="coders_give", expanded=not given), st.form("give", border=False):
        st.html(page.note(say("coders_give_note")))
        st.multiselect(say("coders_documents"), list(titles), format_func=lambda key: option(titles[key]), key="give_documents", placeholder=say("review_choose"))
        st.multiselect(say("coders_names"), known, accept_new_options=True, format_func=option, key="give_coders", placeholder=say("coders_type"))
        st.toggle(say("coders_blank"), key="give_blank", help=say("coders_blank_help"))
        st.form_submit_button(say("coders_give_button"), on_click=give)
    there = [(task.doc_id, task.coder) for task in given if task.doc_id in titles]
    if there:
        with st.expander(say("coders_withdraw"), key="coders_withdraw"), st.form("withdrawing", border=False):
            st.selectbox(say("coders_task"), there, key="withdraw", format_func=lambda one: option(f"{one[1]}: {titles[one[0]]}"))
            st.form_submit_button(say("coders_withdraw_button"), on_click=withdraw)


def agreement(given: list[Assignment], titles: dict[str, str]) -> None:
    """Draw how far coders agree, by variable and by document."""
    coded = agreeing.written(given)
    if len(coded) < 2:
        page.block(say("coders_agreement"), say("coders_agreement_none"))
        return
    people = [coder for coder in coded if coder != MACHINE]
    page.block(say("coders_agreement"), say("coders_agreement_note"))
    chosen = st.pills(say("coders_compared"), list(coded), selection_mode="multi", default=people if len(people) > 1 else list(coded),
                      format_func=lambda coder: plain(agreeing.name(coder)), key="compared")
    if len(chosen) < 2:
        st.html(page.note(say("coders_two")))
        return
    told = agreeing.figures(coded, chosen)
    heads = [(say("coders_variable"), False), *((say(f"coders_{name}"), True) for name in ("n", "same", "alpha", "nominal", "kappa", "unitised"))]
    _table(heads, [[say(f"coders_{row.variable}"), f"{row.n:,}", percent(row.same), number(row.alpha), number(row.nominal), number(row.kappa), number(row.unitised)]
                   for row in told[told["doc_id"] == ""].itertuples()])
    st.html(page.note(say("coders_scale")))
    each = told[told["doc_id"] != ""]
    if each["doc_id"].nunique():
        page.block(say("coders_by_document"), say("coders_by_document_note"))
        edges = [name for name in (reliability.STRETCHES,) if name in set(each["variable"])]
        heads = [(say("document"), False), *((say(f"coders_{name}"), True) for name in (*OF_DOCUMENT, *edges))]
        rows = []
        agreed = {doc_id: own.set_index("variable") for doc_id, own in each.groupby("doc_id", sort=False)}
        # Where too little varies to tell, alpha is no number: those come last.
        for doc_id, values in sorted(agreed.items(), key=lambda one: np.nan_to_num(one[1]["alpha"].min(), nan=2.0)):
            rows.append([bilingual(titles.get(doc_id, doc_id)), *(
                f"{number(values.loc[name, 'alpha'])} ({int(values.loc[name, 'n'])})" for name in OF_DOCUMENT), *(
                f"{number(values.loc[name, 'unitised'])} ({int(values.loc[name, 'n'])})" for name in edges)])
        _table(heads, rows[:LISTED])
        if len(rows) > LISTED:
            st.html(page.note(say("coders_more_documents", n=len(rows) - LISTED)))
    program(given, coded)


def program(given: list[Assignment], coded) -> None:
    """Draw how good the program is on the documents people have settled."""
    several = agreeing.finished(given)
    if not several or MACHINE not in coded:
        return
    left, places = agreeing.open_units(given, decisions.seen()), agreeing.open_places(given, decisions.seen())
    open_documents = {row["doc_id"] for unit in left for row in unit.values()} | {one.doc_id for place in places for one in place.values()}
    page.block(say("coders_machine"), say("coders_machine_note"), apart=True)
    if left or places:
        st.html(f'<p class="lh-note">{say("coders_open", n=len(left) + len(places))} {link("adjudication", address.visit(), say("adjudication"))}</p>')
    settled = [task for task in given if task.doc_id not in open_documents]
    truth = agreeing.after_all(settled)
    if not truth.documents:
        return
    told = reliability.found(coded[MACHINE], truth)
    both = agreeing.figures({MACHINE: coded[MACHINE], "": truth}, (MACHINE, ""))
    values = both[both["doc_id"] == ""].set_index("variable")
    st.html(page.note(say("coders_machine_found", n=len(truth.documents), rows=told["n"], recall=percent(told["recall"]), precision=percent(told["precision"]),
                          f1=number(told["f1"]))))
    _table([(say("coders_variable"), False), (say("coders_alpha"), True), (say("coders_unitised"), True)],
           [[say(f"coders_{name}"), number(row.alpha), number(row.unitised)] for name, row in values.iterrows()])


def _table(heads: list[tuple[str, bool]], rows: list[list[str]]) -> None:
    """Draw a table whose first column may be broken into lines."""
    st.html(f'<div class="lh-coders">{tabular.listed(heads, rows)}</div>')


corpus = tables.current()
if st.session_state.get("page") != "coders":
    address.read("coders", corpus.tables, corpus.codebook)
given = decisions.given()
titles = dict(zip(corpus.tables.documents["doc_id"], corpus.tables.documents["title"]))
given = [task for task in given if task.doc_id in titles]
several = {task.doc_id for task in given}

page.heading("", say("coders_finding", n=len(several), done=say("coders_so_many_done", n=len(agreeing.finished(given)))) if several else say("coders_nothing"), say("coders_subtitle"))
if note := st.session_state.pop("coders_note", ""):
    page.notice(note)
working, comparing = page.columns(1.0, 1.0)
with working:
    decisions.ask_coder()
    mine([task for task in given if task.coder == decisions.coder()], titles)
    if access.allows(access.ADMIN):
        giving(titles, given)
    everybody(given)
with comparing:
    agreement(given, titles)

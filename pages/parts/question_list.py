"""Questions as a list: what each asks, what was expected, what came; and the short lists of other pages."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis import narrowing
from analysis.verification import docket as dockets
from analysis.verification.docket import Docket
from charts import lettering
from pages.parts import address, docket, language, tables, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, link
from pages.parts.page import Page

EACH = 25
STATUSES = ("all", "open", "overdue", "yes", "no", "void")
# On another page only so many stand.
SHORT = 3


def draw(asked: pd.DataFrame, judged: pd.DataFrame) -> None:
    """Draw the list, a part at a time.

    Parameters
    ----------
    asked : frame, schema QUESTIONS
    judged : frame, schema JUDGEMENTS
        What was expected of them.
    """
    status = dockets.status(asked, docket.today())
    counts = status.value_counts()
    choices = ["all", *(name for name in STATUSES[1:] if counts.get(name, 0))]
    wanted = address.own("status", "all")
    wanted = wanted if wanted in choices else "all"
    st.session_state["question_status"] = wanted
    st.segmented_control(say("question_status"), choices, key="question_status", required=True, label_visibility="collapsed",
                         format_func=lambda name: say(f"status_{name}", n=len(asked) if name == "all" else int(counts[name])),
                         on_change=_chosen)
    rows = asked.assign(status=status)
    rows = rows if wanted == "all" else rows[rows["status"] == wanted]
    rows = _ordered(rows)
    parts = max(-(-len(rows) // EACH), 1)
    told = address.own("part")
    part = min(int(told), parts) if told.isdecimal() and int(told) > 0 else 1
    shown = rows.iloc[(part - 1) * EACH:part * EACH]
    by_question = dict(iter(judged.groupby("question_id")))
    body = [_row(row, by_question.get(row.question_id)) for row in shown.itertuples()]
    heads = [(say("question_head"), False), (say("question_expected_head"), True), (say("question_closes_head"), False),
             (say("question_came_head"), False)]
    with st.container(key="question_list"):
        st.html(f'<div class="lh-questions">{tabular.listed(heads, body)}</div>')
        if parts > 1:
            with st.container(horizontal=True, key="question_parts", vertical_alignment="center"):
                st.button(say("earlier_part"), key="earlier_questions", type="tertiary", disabled=part == 1, on_click=_turn,
                          args=(part - 1,))
                st.html(f'<span class="lh-note">{say("part", n=part, all=parts)}</span>', width="content")
                st.button(say("later_part"), key="later_questions", type="tertiary", disabled=part == parts, on_click=_turn,
                          args=(part + 1,))


def _chosen() -> None:
    address.keep(status=None if st.session_state["question_status"] == "all" else st.session_state["question_status"], part=None)


def _turn(part: int) -> None:
    address.keep(part=str(part) if part > 1 else None)


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is open first, soonest first, then what was answered, latest first."""
    waiting = rows["status"].isin(["open", "overdue"])
    # Assigned to no row at all, a column brings its own rows along, all of them blank: it is assigned before any row goes.
    ahead = rows.assign(over=rows["status"] == "overdue")[waiting].sort_values(["over", "closes", "question_id"], kind="stable")
    return pd.concat([ahead.drop(columns="over"), rows[~waiting].sort_values(["resolved_on", "question_id"], ascending=[False, True],
                                                                            kind="stable")])


def _row(row, judged: pd.DataFrame | None) -> list[str]:
    tongue = language.spoken()
    label = tables.current().codebook.label(row.issue, language.current())
    name = tabular.here(bilingual(dockets.text(row, language.current())), question=row.question_id)
    expected = dockets.expected_over_time(judged) if judged is not None else pd.DataFrame()
    if len(expected):
        last = expected.iloc[-1]
        gave = f'{lettering.percent(last["consensus"])}<small>{say("question_voices", n=int(last["n"]))}</small>'
    else:
        gave = "–"
    own = f' · {say("question_own")}' if row.own else ""
    return [f"{name}<small>{bilingual(label)}{own}</small>", gave, tongue.date(row.closes, "day_short"), answer(row)]


def answer(row) -> str:
    """Return what came of a question, in a word with its day, as safe HTML; `row` has its `status`."""
    day = "" if pd.isna(row.resolved_on) else f"<small>{language.spoken().date(row.resolved_on, 'day_short')}</small>"
    return f'<span class="lh-answer lh-{row.status}">{say(f"answer_{row.status}")}</span>{day}'


def due_and_answered(view: Page) -> None:
    """Draw what is due soon and what was answered lately, of the questions that a page's predictions bear on; nothing where there is none."""
    day = docket.today()
    known = _known(view.corpus.fingerprint, docket.own().state(), day, docket.current())
    made = narrowing.columns(view.tables, "predictions", "prediction_id")["prediction_id"]
    here = set(made[made.isin(list(known.asked_of))])
    asked = known.own.union(*(known.asked_of[prediction] for prediction in here))
    if not asked:
        return
    coming, done = (rows[rows["question_id"].isin(asked)].head(SHORT) for rows in (known.due, known.answered))
    with st.container(key="body_questions"):
        ahead, behind = st.columns(2, gap="large")
    with ahead:
        st.html(_short(say("due_soon"), coming, say("due_none")))
    with behind:
        st.html(_short(say("answered_lately"), done, say("answered_none")))


@dataclass(frozen=True)
class _Known:
    """What is known of all questions, for every selection.

    Attributes
    ----------
    due, answered : frame, schema QUESTIONS with `status`
        Soonest first; newest first.
    own : frozenset of str
        Keys of the user's own.
    asked_of : dict of str to set of str
        Keys of the questions that a prediction answers, by prediction_id.
    """

    due: pd.DataFrame
    answered: pd.DataFrame
    own: frozenset[str]
    asked_of: dict[str, set[str]]


@st.cache_resource(show_spinner=False, max_entries=8)
def _known(fingerprint: str, state: tuple[str, str], day: pd.Timestamp, _opened: Docket) -> _Known:
    asked = _opened.questions.assign(status=dockets.status(_opened.questions, day))
    confirmed = _opened.links[(_opened.links["decision"] == "confirmed") & _opened.links["question_id"].isin(asked["question_id"])]
    asked_of: dict[str, set[str]] = {}
    for prediction, question in zip(confirmed["prediction_id"], confirmed["question_id"]):
        asked_of.setdefault(prediction, set()).add(question)
    return _Known(dockets.due(asked, day), dockets.answered(asked, len(asked)), frozenset(asked.loc[asked["own"], "question_id"]), asked_of)


def _short(title: str, rows: pd.DataFrame, none: str) -> str:
    items = "".join(
        f"<li>{link('questions', address.query_of(address.selection()) | {'question': row.question_id}, bilingual(dockets.text(row, language.current())))}"
        f"<small>{_due(row)}</small></li>" for row in rows.itertuples())
    body = f'<ul class="lh-due">{items}</ul>' if items else f'<p class="lh-note">{none}</p>'
    return f'<section><h2 class="lh-block lh-apart">{bilingual(title)}</h2>{body}</section>'


def _due(row) -> str:
    if row.status in ("open", "overdue"):
        return say("due_by" if row.status == "open" else "due_over", day=language.spoken().date(row.closes, "day_short"))
    return answer(row)

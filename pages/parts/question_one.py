"""One question: what was expected of it when, what came, by which pages, and the sentences behind it."""

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis.verification import docket as dockets
from pages.parts import (
    access,
    address,
    briefing_adding,
    chart,
    docket,
    downloads,
    evidence,
    exhibit,
    language,
    page,
    question_form,
    question_links,
    tabular,
)
from pages.parts.language import say
from pages.parts.markup import bilingual, link, outside
from pages.parts.page import Page


def draw(view: Page, question_id: str) -> None:
    """Draw a question.

    Parameters
    ----------
    view : Page
    question_id : str
        One of the docket's.
    """
    opened = docket.current()
    row = next(opened.questions[opened.questions["question_id"] == question_id].itertuples())
    shown = exhibit.of(view, "question", question=question_id)
    judged = shown.data
    page.heading(view.codebook.label(row.issue, language.current()), shown.title, shown.subtitle)
    st.button(say("all_questions"), key="all_questions", type="tertiary", icon=":material/arrow_back:", on_click=_leave)
    main, side = page.columns()
    chosen = address.own("show")
    with main:
        if not shown.empty:
            chart.draw(exhibit.drawn(shown, chosen=chosen), "consensus", chart.alt(shown.finding))
            page.footer(_left_out(judged), shown.source)
            downloads.exhibit(shown, f"question-{question_id}", view.tables)
        st.html(_facts(row, opened))
    with side:
        ids = chosen.split() or list(dict.fromkeys(judged["prediction_id"]))
        evidence.rail(sentences.sentences(view.tables, ids, mapping=view.mapping), say("evidence"), back=bool(chosen),
                      lead="" if ids else f'<p class="lh-note">{say("question_nobody")}</p>')
    if len(judged):
        page.block(say("question_rows"), say("question_rows_note"), apart=True)
        st.html(f'<div class="lh-judged">{_rows(judged)}</div>')
    question_links.decided(row.question_id)
    question_links.more(row.question_id)
    if not access.allows(access.CODER):
        return
    with st.expander(say("question_answer"), key="question_answer", icon=":material/gavel:"):
        question_form.answer(opened.book.asked[question_id])
    with st.expander(say("question_edit"), key="question_edit", icon=":material/edit:"):
        question_form.ask(opened.book.asked[question_id], view.codebook)
    question_form.versions(question_id, opened.book.asked[question_id].own)


def _leave() -> None:
    address.keep(question=None, show=None)


def _left_out(judged: pd.DataFrame) -> str:
    counts = judged["standing"].value_counts()
    told = [say(f"left_{standing}", n=int(counts[standing])) for standing in ("void", "outside", "unsettled") if counts.get(standing, 0)]
    return say("left_out", what=language.spoken().separated(told)) if told else ""


def _facts(row, opened) -> str:
    """Return what defines the question and what its answer rests on, as safe HTML."""
    tongue = language.spoken()
    parts = [(say("question_criteria"), bilingual(criteria))] if (criteria := dockets.criteria(row, language.current())) else []
    parts.append((say("question_time"), say("question_window", opened=tongue.date(row.opened), closes=tongue.date(row.closes))))
    parts.append((say("question_valence"), say(f"valence_{question_form.VALENCES[row.valence]}")))
    if note := dockets.note(row, language.current()):
        parts.append((say("question_note"), bilingual(note)))
    sources = opened.sources[opened.sources["question_id"] == row.question_id]
    if len(sources):
        parts.append((say("question_sources"), "<ul>" + "".join(f"<li>{_source(source)}</li>" for source in sources.itertuples()) + "</ul>"))
    body = "".join(f"<dt>{bilingual(name)}</dt><dd>{told}</dd>" for name, told in parts)
    return f'<dl class="lh-facts">{body}</dl>'


def _source(source) -> str:
    told = outside(source.url, bilingual(source.title or source.url))
    seen = "" if pd.isna(source.seen) else f" <small>{bilingual(say('question_seen', day=source.seen))}</small>"
    return told + seen


def _rows(judged: pd.DataFrame) -> str:
    """Return every forecast on the question with its standing, as safe HTML: nothing that was said is hidden."""
    heads = [(say("commentator"), False), (say("written"), False), (say("question_quote"), False), (say("question_gave"), True),
             (say("question_standing"), False)]
    body = []
    for row in judged.itertuples():
        who = link("commentator", address.query_of(address.selection()) | {"who": row.commentator}, bilingual(row.commentator))
        day = language.spoken().date(row.made_on, "day_short") if not pd.isna(row.made_on) else say("undated")
        quote = link("reader", address.query_of(address.selection()) | {"doc": row.doc_id, "at": str(row.start)}, bilingual(row.quote))
        quote += f" {briefing_adding.quote_button(row, short=True)}"
        hedged = f"<small>{say('question_hedged')}</small>" if row.hedged else ""
        why = f"<small>{bilingual(_why(row))}</small>" if row.why else ""
        body.append([who, day, quote, f"{tabular.here(f'{100 * row.forecast:.0f} %', show=row.prediction_id)}{hedged}",
                     f"{say(f'standing_{row.standing}')}{why}"])
    return tabular.listed(heads, body)


def _why(row) -> str:
    named = docket.current().book.asked.get(row.condition)
    asked = dockets.text(named, language.current()) if named else row.condition
    answer = say(f"answer_{row.condition_is}").lower()
    return say(f"why_{row.why}", question=asked, answer=answer)

"""Outcomes: what each commentator gives an issue, a row a commentator."""

import streamlit as st

from analysis import evidence as sentences
from analysis import summaries
from analysis.schemas import Tables
from analysis.verification import answered
from pages.parts import (
    address,
    alone,
    chart,
    downloads,
    evidence,
    exhibit,
    language,
    named_conditions,
    page,
    records,
    tables,
    tabular,
)
from pages.parts.language import say
from pages.parts.markup import bilingual, option


def judged(narrowed: Tables) -> list[str]:
    """Return the issues on which something is predicted that draws the parties together or apart, most first."""
    predictions = narrowed.predictions
    return list(predictions.loc[predictions["valence"] != 0, "issue"].value_counts().index)


def most_judged(narrowed: Tables) -> str | None:
    """Return the issue shown unasked."""
    return summaries.most_judged(narrowed.predictions)


def right_table(held: dict[str, list[str]]) -> str:
    """Return who expected what came, who left it open and who doubted it, as safe HTML."""
    body = [[bilingual(say(f"record_held_{side}")), str(len(names)), bilingual(language.spoken().separated(names))]
            for side, names in held.items()]
    return tabular.listed([(say("record_before"), False), (say("record_n"), True), (say("record_who_head"), False)], body)


def choose_issue() -> None:
    """Keep the issue chosen on the page; the mark and the question chosen on another issue go."""
    address.keep(about=st.session_state["about"], show=None, question=None)


def choose_question() -> None:
    """Keep the answered question chosen on the page; the mark chosen before goes."""
    address.keep(question=st.session_state["asked"] or None, show=None)


view = page.opened("outcomes")
issues = tables.counted(judged, view.selection)
if not issues:
    page.empty(say("no_predictions"), say("no_predictions_next"), back=view.selection.narrowed, reader=True)
    st.stop()

counted, asked = records.made(view).rows, address.own("question")
about = address.own("about") or counted.set_index("question_id")["issue"].to_dict().get(asked, "")
issue = about if about in issues else tables.counted(most_judged, view.selection)
settled = counted[counted["issue"] == issue]
asked = asked if asked in set(settled["question_id"]) else ""
shown = exhibit.of(view, "answered", question=asked) if asked else exhibit.of(view, "outcomes", about=issue)
rows = shown.shown

page.heading(view.in_words(), shown.title, shown.subtitle)
with st.container(key="asked_about", horizontal=True, gap="medium"):
    if len(issues) > 1:
        st.session_state["about"] = issue
        st.selectbox(say("issue"), issues, format_func=lambda code: option(view.codebook.label(code, language.current())),
                     key="about", width=320, on_change=choose_issue)
    if len(settled):
        st.session_state["asked"] = asked
        titles = records.titles()
        st.selectbox(say("record_settled"), ["", *dict.fromkeys(settled["question_id"])], key="asked", width=520,
                     on_change=choose_question, format_func=lambda name: option(titles.get(name, name)) if name else say("record_all_said"))


@alone.part
def marked() -> None:
    """Draw the chart and, beside it, what its mark rests on."""
    drawing, beside = page.columns()
    chosen = address.own("show")
    with drawing:
        chart.draw(exhibit.drawn(shown, chosen=chosen), "answered" if asked else "outcomes", chart.alt(shown.finding))
        page.footer(shown.note, shown.source)
        downloads.exhibit(shown, "outcomes", view.tables)
        if asked:
            page.block(say("record_who_was_right"), say("record_one_question", least=records.rules().least_graded), apart=True)
            st.html(right_table(answered.sides(settled[settled["question_id"] == asked])))
        conditions = summaries.conditions(rows)
        if len(conditions) and not asked:
            page.block(say("what_would_change"), say("what_would_change_note"), apart=True)
            st.html(named_conditions.table(conditions))
    with beside:
        # A dot stands for all that one commentator said with the same chance.
        picked = sentences.sentences(view.tables, chosen.split(), mapping=view.mapping)
        if len(picked):
            evidence.rail(picked, picked["commentator"].iloc[0], back=True)
        else:
            first = rows[~rows["conditional"]].drop_duplicates("commentator") if not rows["conditional"].all() else rows
            ids = list(first["prediction_id"])
            evidence.rail(sentences.sentences(view.tables, ids[:evidence.MOST], mapping=view.mapping), say("evidence"),
                          say("evidence_note"), beyond=max(len(ids) - evidence.MOST, 0))


marked()

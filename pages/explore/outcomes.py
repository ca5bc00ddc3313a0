"""Outcomes: what each commentator gives an issue, a row a commentator."""

import pandas as pd
import streamlit as st

from analysis import answered, findings, summaries, verdicts
from analysis import evidence as sentences
from analysis.schemas import Tables
from charts import lettering, slide
from charts import outcomes as dots
from pages.parts import (
    address,
    chart,
    downloads,
    evidence,
    exhibit,
    language,
    page,
    records,
    screen,
    script,
    tables,
    tabular,
)
from pages.parts.language import say
from pages.parts.markup import bilingual


def chances(narrowed: Tables, codebook, issue: str, mapping: str):
    """Return a row a prediction on the issue, as drawn."""
    return summaries.outcomes(narrowed.predictions, codebook, issue, mapping=mapping)


def judged(narrowed: Tables) -> list[str]:
    """Return the issues on which something is predicted that draws the parties together or apart, most first."""
    predictions = narrowed.predictions
    return list(predictions.loc[predictions["valence"] != 0, "issue"].value_counts().index)


def most_judged(narrowed: Tables) -> str | None:
    """Return the issue shown unasked."""
    return summaries.most_judged(narrowed.predictions)


def conditions_table(conditions) -> str:
    """Return the conditions named and what is expected then, as safe HTML."""
    rows, before = "", ""
    for row in conditions.itertuples():
        who = bilingual(row.commentator) if row.commentator != before else ""
        before = row.commentator
        rows += (f'<tr><td>{who}</td><td>{bilingual(script.shown(row.condition)[0])}</td>'
                 f'<td><span class="lh-dot lh-s{int(row.step):+d}"></span>{bilingual(row.cue)}</td>'
                 f'<td class="lh-n">{lettering.percent(row.chance)}</td></tr>')
    heads = "".join(f'<th scope="col"{" class=lh-n" if key == "chance" else ""}>{say(key)}</th>'
                    for key in ("commentator", "if", "then", "chance"))
    return f'<table class="lh-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def answered_on(issue: str) -> pd.DataFrame:
    """Return the forecasts that count on answered questions of an issue."""
    counted = records.made(view).rows
    return counted[counted["issue"] == issue]


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

issue = address.own("about")
if issue not in issues:
    issue = tables.counted(most_judged, view.selection)
rows = tables.counted(chances, view.selection, view.codebook, issue, view.selection.mapping)
finding = findings.outcomes(rows, view.codebook, issue, language=language.current())
settled, came, held = answered_on(issue), None, {}
asked = address.own("question")
if asked and asked in set(settled["question_id"]):
    question = records.questions().loc[asked]
    said = records.made(view).statements
    rows = answered.outcomes(said[said["question_id"] == asked], view.corpus.tables, view.mapping)
    held = answered.sides(settled[settled["question_id"] == asked])
    came = (question["resolution"] == "yes", language.spoken().date(question["resolved_on"]))
    finding = verdicts.question(records.question(asked), came[0], question["resolved_on"], held, records.sources(asked),
                                language=language.current())
else:
    asked = ""
source = view.source()

page.heading(view.in_words(), finding.title, finding.subtitle)
if len(issues) > 1:
    st.session_state["about"] = issue
    st.selectbox(say("issue"), issues, format_func=lambda code: view.codebook.label(code, language.current()),
                 key="about", width=320, on_change=choose_issue)
if len(settled):
    st.session_state["asked"] = asked
    st.selectbox(say("record_settled"), ["", *dict.fromkeys(settled["question_id"])], key="asked", width=520, on_change=choose_question,
                 format_func=lambda name: records.question(name) if name else say("record_all_said"))
drawing, beside = page.columns()
chosen = address.own("show")
with drawing:
    chart.draw(dots.draw(rows, **screen.fit(), chosen=chosen or None, came=came), f"outcomes_{issue}_{asked}",
               chart.alt(finding))
    page.footer(finding.note, source)

    def picture(make):
        """Return the chart as a picture with its finding on it."""
        return make(dots.draw(rows, width=slide.WIDTH, came=came, language=language.current()), title=finding.title, subtitle=finding.subtitle,
                    footer=f"{finding.note} {source}".strip())

    if asked:
        downloads.row("outcomes", lambda: sentences.sentences(view.tables, list(rows["prediction_id"]), mapping=view.mapping),
                      lambda: picture(slide.png), lambda: picture(slide.svg))
    else:
        downloads.exhibit(exhibit.of(view, "outcomes", about=issue), "outcomes", view.tables)
    if came:
        page.block(say("record_who_was_right"), say("record_one_question", least=records.rules().least_graded), apart=True)
        st.html(right_table(held))
    conditions = summaries.conditions(rows)
    if len(conditions) and not came:
        page.block(say("what_would_change"), say("what_would_change_note"), apart=True)
        st.html(conditions_table(conditions))
with beside:
    picked = sentences.sentences(view.tables, [chosen] if chosen else [], mapping=view.mapping)
    if len(picked):
        evidence.rail(picked, picked["commentator"].iloc[0], back=True)
    else:
        first = rows[~rows["conditional"]].drop_duplicates("commentator") if not rows["conditional"].all() else rows
        ids = list(first["prediction_id"])
        evidence.rail(sentences.sentences(view.tables, ids[:evidence.MOST], mapping=view.mapping), say("evidence"),
                      say("evidence_note"), beyond=max(len(ids) - evidence.MOST, 0))

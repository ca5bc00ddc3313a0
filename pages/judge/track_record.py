"""Track record: what commentators expected, set against what came; no grade before there is enough to grade."""

import math

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis.verification import record
from charts import lettering, scores
from charts.scores import number
from charts.shown.judging import MEASURES, SHARED
from pages.parts import address, chart, downloads, evidence, exhibit, language, page, records, screen, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, option, safe

TOLD = ("n", "brier", "reliability", "resolution", "uncertainty", "log", "skill_base", "skill_consensus", "peer", "area", "sharpness")
DIGITS = {"peer": 0, "n": 0}
WITH_ENDS = ("brier", "log", "skill_base", "skill_consensus", "peer", "area")


def value(row, measure: str) -> str:
    """Return a score with its interval below, as safe HTML."""
    figure = getattr(row, measure)
    if math.isnan(figure) or (measure in SHARED and row.shared < view.selection.least):
        return "–"
    digits, tongue = DIGITS.get(measure, 2), language.spoken()
    told = number(figure, digits, tongue)
    if measure in WITH_ENDS and not math.isnan(getattr(row, f"{measure}_low")):
        ends = [number(getattr(row, f"{measure}_{end}"), digits, tongue) for end in ("low", "high")]
        told += f"<small>{safe((' … ' if '–' in ''.join(ends) else ' – ').join(ends))}</small>"
    return told


def scores_table(table: pd.DataFrame) -> str:
    """Return all commentators' scores with intervals and grades, as safe HTML."""
    least, ranked = records.rules().least_graded, int(table["rank"].notna().sum())
    body = []
    for row in table.head(scores.MOST).itertuples():
        if not row.graded:
            grade = say("record_grade_few", n=row.questions, least=least)
        elif math.isnan(row.rank):
            grade = say("record_grade_unshared", n=row.shared, least=least)
        else:
            grade = say("record_grade_rank", rank=int(row.rank), low=int(row.rank_low), high=int(row.rank_high), n=ranked)
        body.append([tabular.here(bilingual(row.commentator), who=row.commentator), f"{row.questions:,}",
                     *(value(row, measure) for measure in MEASURES), bilingual(grade)])
    heads = [(say("commentator"), False), (say("record_resolved"), True),
             *((say(f"record_measure_{measure}"), True) for measure in MEASURES), (say("record_grade"), False)]
    return tabular.listed(heads, body, beyond=max(len(table) - scores.MOST, 0))


def mappings_table(told: pd.DataFrame, shared: int, who: str) -> str:
    """Return every score under every mapping, as safe HTML."""
    labels = [view.codebook.mapping_label(code, language.current()) for code in told["mapping"]]
    rows = list(told.itertuples())
    body = [[f'{bilingual(say(f"record_measure_{measure}"))}<small>{bilingual(measure_about(measure, shared))}</small>',
             *(value(row, measure) for row in rows)]
            for measure in TOLD if who or measure != "peer"]
    return tabular.listed([(say("record_measure"), False), *((label, True) for label in labels)], body)


def measure_about(measure: str, shared: int) -> str:
    """Return what a measure's numbers mean."""
    return say("record_about_skill_consensus", n=shared) if measure == "skill_consensus" else say(f"record_about_{measure}")


def wording_table(worded: pd.DataFrame) -> str:
    """Return how often came what was worded so, as safe HTML."""
    body = [[bilingual(say(row.likelihood)), lettering.percent(row.said), say("record_of", came=row.came, n=row.n),
             f"{lettering.percent(row.share)}<small>{lettering.percent(row.low)} – {lettering.percent(row.high)}</small>"]
            for row in worded.itertuples()]
    return tabular.listed([(say("record_wording"), False), (say("record_stands_for"), True), (say("record_came_head"), True),
                           (say("record_share"), True)], body)


def choose_who() -> None:
    """Keep whose record is shown; the marks chosen of another go."""
    address.keep(who=st.session_state["whose"] or None, show=None)


def choose_measure() -> None:
    """Keep the score by which commentators are drawn."""
    measure = st.session_state["measure"]
    address.keep(score=None if measure in (None, MEASURES[0]) else measure)


view = page.opened("track_record")
rules, everybody = records.rules(), records.made(view)
voices = list(everybody.rows["commentator"].value_counts().index)
who = address.own("who")
if who and who not in voices:
    page.notice(say("person_not_here", name=who[:60]))
    who = ""
shown = everybody.of(who) if who else everybody
table = record.grades(everybody, record.table(everybody.rows, rules, pooled=everybody.pooled), rules)
figures = record.figures(shown.rows, rules, everybody.pooled if who else None)
calibrated = exhibit.of(view, "track_record", who=who)
if calibrated.empty:
    page.empty(calibrated.title, language.spoken().paragraph(calibrated.subtitle, calibrated.note), back=view.selection.narrowed)
    st.stop()

page.heading(view.in_words(), calibrated.title, calibrated.subtitle)
st.session_state["whose"] = who
st.selectbox(say("record_who"), ["", *voices], key="whose", width=320, on_change=choose_who,
             format_func=lambda name: option(name) or say("record_everybody"))
drawing, beside = page.columns()
chosen, rows, curve = address.own("show"), shown.rows, calibrated.shown
with drawing:
    page.block(say("record_calibration"), say("record_calibration_note"))
    chart.draw(exhibit.drawn(calibrated, chosen=chosen), "calibration", chart.alt(calibrated.finding))
    page.footer(calibrated.note, calibrated.source)
    downloads.exhibit(calibrated, "track-record", view.tables)
    page.block(say("record_by_wording"), say("record_by_wording_note"), apart=True)
    st.html(wording_table(record.by_wording(shown.statements, rules)))
with beside:
    picked = record.prediction_ids(record.behind(shown, chosen, rules)) if chosen else []
    if picked:
        of_bin = curve[chosen == "bin|" + curve["bin"].astype("str")]
        title = say("record_bin", said=lettering.percent(of_bin["said"].iloc[0]), came=int(of_bin["came"].iloc[0]),
                    n=int(of_bin["n"].iloc[0])) if len(of_bin) else say("evidence")
        note = say("sentence", n=len(picked))
    else:
        title, note = say("evidence"), say("record_evidence_note")
    ids = picked or record.prediction_ids(record.latest(rows))
    evidence.rail(sentences.sentences(view.corpus.tables, ids[:evidence.MOST], mapping=view.mapping), title, note, back=bool(picked),
                  beyond=max(len(ids) - evidence.MOST, 0), first=evidence.FEW)

if not who:
    measure = address.own("score")
    measure = measure if measure in MEASURES else MEASURES[0]
    scored = exhibit.of(view, "scores", score=measure)
    page.block(say("record_scores"), say("record_scores_note", least=rules.least_graded, few=rules.least_interval), apart=True)
    st.session_state["measure"] = measure
    st.segmented_control(say("record_measure"), MEASURES, key="measure", on_change=choose_measure, label_visibility="collapsed",
                         format_func=lambda name: say(f"record_measure_{name}"))
    st.html(page.note(say("record_head", measure=say(f"record_measure_{measure}"),
                          about=measure_about(measure, int(table["shared"].sum())))))
    enough = table["questions"] >= view.selection.least
    if not scored.empty:
        chart.draw(exhibit.drawn(scored), f"scores_{measure}", say("record_scores"), chosen_as="who")
    (tabular.folded if screen.phone() else st.html)(scores_table(table[enough]))
    if not enough.all():
        fewer = say("record_fewer", n=int((~enough).sum()), least=view.selection.least)
        st.html(f'<details class="lh-behind"><summary>{bilingual(fewer)}</summary>{scores_table(table[~enough])}</details>')
    downloads.exhibit(scored, "scores", view.tables, linked=False)

page.block(say("record_calls"), say("record_calls_note"), apart=True)
best, worst = record.calls(rows)
asked = records.titles()
for column, head, called, none in zip(page.columns(1, 1, name="_calls"), ("record_best", "record_worst"), (best, worst),
                                    ("record_no_best", "record_no_worst")):
    with column:
        calls = "".join(records.call(row, view, asked) for row in called.itertuples()) or page.note(say(none))
        st.html(f'<section class="lh-rail"><h3 class="lh-part">{bilingual(say(head))}</h3>{calls}</section>')

issues = exhibit.of(view, "scores_issues", who=who)
if not issues.empty:
    page.block(say("record_by_issue"), say("record_by_issue_note", least=view.selection.least), apart=True)
    chart.draw(exhibit.drawn(issues, chosen=chosen), "by_issue", chart.alt(issues.finding))
    downloads.exhibit(issues, "scores-issues", view.tables, linked=False)

page.block(say("record_sensitivity"), say("record_sensitivity_note"), apart=True)
each = records.under_each_mapping(view, who)
st.html(mappings_table(each, figures["shared"], who))
downloads.row("mappings", lambda: each, linked=False)

page.block(say("record_lines"), say("record_lines_note"), apart=True)
st.html(records.listed(rows, voices=not who))
downloads.row("record", lambda: records.lines(view, shown), linked=False)

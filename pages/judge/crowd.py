"""Crowd: whether the commentators together know more than one by one, as far as so few questions can tell."""

import math

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis.verification import crowd, record, verdicts
from charts import lettering
from charts.scores import number
from pages.parts import address, chart, downloads, evidence, exhibit, language, page, records, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual


def sure_table(table: pd.DataFrame) -> str:
    """Return how often the sure, the leaning and the open were right, as safe HTML."""
    body = []
    for row in table.itertuples():
        right = "–" if math.isnan(row.share) else (f"{lettering.percent(row.share)}<small>{lettering.percent(row.low)} – "
                                                   f"{lettering.percent(row.high)}</small>")
        body.append([bilingual(say(f"crowd_group_{row.group}")), f"{row.n:,}", f"{row.questions:,}",
                     lettering.percent(row.said) if row.n else "–", right])
    return tabular.listed([(say("crowd_group"), False), (say("record_measure_n"), True), (say("crowd_questions"), True),
                           (say("crowd_said"), True), (say("crowd_right"), True)], body)


def pools_table(gains: dict[str, crowd.Gain]) -> str:
    """Return other ways of putting forecasts together, as safe HTML."""
    body = [[bilingual(say(f"crowd_pool_{how}")), number(gain.consensus, 3, language.spoken()),
             say("crowd_beaten_of", some=round(gain.beaten * gain.forecasts), n=gain.forecasts)] for how, gain in gains.items()]
    return tabular.listed([(say("crowd_pool"), False), (say("record_brier_head"), True), (say("crowd_beaten"), True)], body)


view = page.opened("crowd")
rules, shown = records.rules(), records.made(view)
rows = shown.rows
drawn = exhibit.of(view, "crowd")
if drawn.empty:
    page.empty(drawn.title, drawn.subtitle, back=view.selection.narrowed)
    st.stop()

page.heading(view.in_words(), drawn.title, drawn.subtitle)
drawing, beside = page.columns()
chosen, together = address.own("show"), drawn.shown
with drawing:
    chart.draw(exhibit.drawn(drawn, chosen=chosen), "crowd", chart.alt(drawn.finding))
    page.footer(drawn.note, drawn.source)
    downloads.exhibit(drawn, "crowd", view.tables)
with beside:
    picked = record.prediction_ids(record.behind(shown, chosen, rules)) if chosen else []
    shared = rows[rows["question_id"].isin(together["question_id"])]
    ids = picked or record.prediction_ids(record.latest(shared))
    evidence.rail(sentences.sentences(view.corpus.tables, ids[:evidence.MOST], mapping=view.mapping), say("evidence"),
                  say("sentence", n=len(picked)) if picked else say("record_evidence_note"), back=bool(picked),
                  beyond=max(len(ids) - evidence.MOST, 0), first=evidence.FEW)

left, right = page.columns(1, 1, name="_asked")
with left:
    page.block(say("crowd_sure"), verdicts.sure(crowd.surest(rows, rules), crowd.sure_or_leaning(rows, rules),
                                                language=language.current()), apart=True)
    st.html(sure_table(crowd.surest(rows, rules)))
    page.block(say("crowd_pools"), apart=True)
    st.html(pools_table({how: crowd.against_members(rows, rules, how) for how in crowd.POOLS}))
with right:
    extreme = exhibit.of(view, "crowd_extreme")
    page.block(say("crowd_extreme"), verdicts.extremised(extreme.data, language=language.current()), apart=True)
    chart.draw(exhibit.drawn(extreme), "extreme", chart.alt(extreme.finding))
    downloads.exhibit(extreme, "extremising", view.tables, linked=False)

page.block(say("crowd_members"), say("crowd_members_note"), apart=True)
others = exhibit.of(view, "crowd_members")
if not others.empty:
    chart.draw(exhibit.drawn(others), "members", chart.alt(others.finding))
if len(others.shown) < len(others.data):
    st.html(page.note(say("record_fewer", n=len(others.data) - len(others.shown), least=view.selection.least)))
downloads.exhibit(others, "members", view.tables, linked=False)

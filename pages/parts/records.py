"""The record behind the pages that judge, made once for a selection, and how its lines are shown."""

from datetime import date

import pandas as pd
import streamlit as st

from analysis import evidence as sentences
from analysis.corpus import Corpus
from analysis.language import to_taiwan
from analysis.selection import Selection
from analysis.verification import record, record_lines, scoring_rules
from analysis.verification.docket import Docket
from analysis.verification.record import Everybody, Record
from analysis.verification.scoring_rules import Rules
from charts import lettering
from charts.scores import number
from pages.parts import address, docket, evidence, language, tables, tabular
from pages.parts.language import say
from pages.parts.markup import bilingual, link
from pages.parts.page import Page

MOST_LINES = 20


def rules() -> Rules:
    """Return the rules a record is made by."""
    return scoring_rules.load()


def today() -> date:
    """Return the day of counting."""
    return docket.today().date()


def made(view: Page) -> Record:
    """Return the record of the visitor's selection. It is shared by all visitors: read, never write."""
    asked = docket.current()
    return _made(view.corpus.fingerprint, docket.own().state(), view.selection, today(), view.corpus, asked)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Selection: repr})
def _made(fingerprint: str, state: tuple[int, int], selection: Selection, as_of: date, _corpus: Corpus, _docket: Docket) -> Record:
    return _everybody(fingerprint, state, selection.mapping, as_of, _corpus, _docket).only(tables.narrowed(selection).predictions["prediction_id"])


@st.cache_resource(show_spinner=False, max_entries=8)
def _everybody(fingerprint: str, state: tuple[int, int], mapping: str, as_of: date, _corpus: Corpus, _docket: Docket) -> Everybody:
    return record.everybody(_docket.judged(_corpus.tables.predictions, _corpus.codebook.mappings[mapping]), rules(), as_of=as_of)


def figures(own: Record) -> dict:
    """Return the scores of one commentator's record, with intervals no narrower than everybody's spread makes them."""
    return record.figures(own.rows, rules(), own.pooled)


def under_each_mapping(view: Page, who: str = "") -> pd.DataFrame:
    """Return the same record under each mapping, as `record.sensitivity` gives it."""
    asked = docket.current()
    return _each(view.corpus.fingerprint, docket.own().state(), view.selection, today(), who, view.corpus, asked)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Selection: repr})
def _each(fingerprint: str, state: tuple[int, int], selection: Selection, as_of: date, who: str, _corpus: Corpus, _docket: Docket) -> pd.DataFrame:
    judged = {code: _docket.judged(_corpus.tables.predictions, mapping) for code, mapping in _corpus.codebook.mappings.items()}
    return record.sensitivity(judged, tables.narrowed(selection).predictions["prediction_id"], rules(), as_of=as_of, commentator=who)


def titles() -> dict[str, str]:
    """Return every question's text in the visit's language, by its id."""
    asked = docket.current().questions
    told = dict(zip(asked["question_id"], asked["en" if language.current() == "en" else "zh"]))
    return told if language.current() != "zh-Hant" else {key: to_taiwan(text) for key, text in told.items()}


def question_link(question_id: str, asked: dict[str, str]) -> str:
    """Return a question's text, one of `titles`, as a link to its page, as safe HTML."""
    return link("questions", address.query_of(address.selection()) | {"question": question_id}, bilingual(asked.get(question_id, question_id)))


def lines(view: Page, own: Record) -> pd.DataFrame:
    """Return the record line by line with quotes and sources, for download."""
    asked = docket.current()
    return record_lines.lines(own.judgements, own.rows, view.corpus.tables, asked.questions, asked.sources, view.corpus.urls,
                              chinese=language.current() != "en")


def listed(rows: pd.DataFrame, *, voices: bool, most: int = MOST_LINES) -> str:
    """Return forecasts that count as a table, latest first, each question a link, as safe HTML."""
    heads = [*([(say("commentator"), False)] if voices else []), (say("written"), False), (say("record_question"), False),
             (say("record_said"), True), (say("record_answer"), True), (say("record_brier_head"), True)]
    body, asked = [], titles()
    for row in record.latest(rows).head(most).itertuples():
        gave = tabular.here(lettering.percent(row.probability), show=row.prediction_ids)
        who = [link("commentator", address.query_of(address.selection()) | {"who": row.commentator}, bilingual(row.commentator))]
        answer = say("record_answer_yes") if row.outcome else say("record_answer_no")
        body.append([*(who if voices else []), language.spoken().date(row.made_on, "day_short"), question_link(row.question_id, asked), gave,
                     answer, number(row.brier, 2, language.spoken())])
    return tabular.listed(heads, body, beyond=max(len(rows) - most, 0))


def call(row, view: Page, asked: dict[str, str]) -> str:
    """Return a forecast with its question, what came, what the others gave, and its quotes, as safe HTML."""
    came = say("record_came") if row.outcome else say("record_came_not")
    alone = pd.isna(row.consensus)
    against = say("record_call_base" if alone else "record_call_against", own=lettering.percent(row.probability),
                  others=lettering.percent(row.base if alone else row.consensus)) if not (alone and pd.isna(row.base)) else ""
    quotes = evidence.quotes(sentences.sentences(view.corpus.tables, row.prediction_ids.split(" "), mapping=view.mapping))
    return f'<div class="lh-call"><p class="lh-asked">{question_link(row.question_id, asked)}</p><p class="lh-note">{came} {against}</p>{quotes}</div>'

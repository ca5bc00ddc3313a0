import numpy as np
import pandas as pd
import pytest

from analysis.verification.forecasts import MIXED, counting, standings, statements
from analysis.verification.scoring import ScoringError
from tests.analysis.verification.made_judgements import TODAY, judgement, judgements


def test_last_day_before_the_answer_counts():
    rows = judgements(judgement(made_on="2020-01-05", likelihood="will"), judgement(made_on="2020-06-01", likelihood="unlikely"))
    found = counting(rows, as_of=TODAY)
    assert found["probability"].tolist() == [0.20]
    assert found["prediction_ids"].tolist() == ["d1-p001"]


def test_statements_of_one_day_count_alike():
    rows = judgements(judgement(likelihood="will"), judgement(likelihood="possible"))
    found = counting(rows, as_of=TODAY).iloc[0]
    assert found["probability"] == pytest.approx(0.725, abs=1e-12)
    assert (found["likelihood"], found["statements"], found["prediction_ids"]) == (MIXED, 2, "d0-p001 d1-p001")


def test_the_same_word_for_and_against_is_mixed():
    rows = judgements(judgement(likelihood="likely"), judgement(likelihood="likely", direction=-1))
    assert counting(rows, as_of=TODAY)[["likelihood", "probability"]].iloc[0].tolist() == [MIXED, 0.5]


def test_an_outcome_worded_against_the_question_is_turned():
    rows = judgements(judgement(likelihood="will", direction=-1, happened=0.0))
    assert counting(rows, as_of=TODAY)["probability"].iloc[0] == pytest.approx(0.05, abs=1e-12)
    told = statements(rows, as_of=TODAY).iloc[0]
    assert (told["stated"], told["came"]) == (pytest.approx(0.95), 1.0)


@pytest.mark.parametrize(("standing", "why"), [("open", "question_open"), ("open", "condition_open"), ("void", "condition_failed"),
                                               ("void", "question_void"), ("outside", "made_late"), ("unsettled", "condition_unsaid")])
def test_what_does_not_stand_as_scored_never_counts(standing, why):
    rows = judgements(judgement(standing=standing, why=why, happened=np.nan, condition="q9" if "condition" in why else ""))
    assert counting(rows, as_of=TODAY).empty
    assert statements(rows, as_of=TODAY).empty
    assert standings(rows, as_of=TODAY) == {"counted": 0, "superseded": 0, "waiting": 0,
                                            **dict.fromkeys(("open", "void", "outside", "unsettled"), 0), standing: 1}


def test_a_later_void_statement_does_not_hide_an_earlier_one():
    rows = judgements(judgement(likelihood="will"),
                      judgement(made_on="2020-06-01", likelihood="wont", standing="void", why="condition_failed", happened=np.nan))
    assert counting(rows, as_of=TODAY)["probability"].tolist() == [0.95]


def test_a_question_answered_early_waits_for_its_deadline():
    rows = judgements(judgement(closes="2026-12-31"), judgement("q2", closes="2026-11-21"), judgement("q3", closes="2026-11-22"))
    assert counting(rows, as_of=TODAY)["question_id"].tolist() == ["q2"]
    assert standings(rows, as_of=TODAY)["waiting"] == 2


def test_every_statement_stands_somewhere_once():
    rows = judgements(judgement(made_on="2020-01-01"), judgement(made_on="2020-02-01"), judgement("q2", closes="2030-01-01"),
                      judgement("q3", standing="open", happened=np.nan), judgement("q4", standing="void", happened=np.nan))
    told = standings(rows, as_of=TODAY)
    assert told == {"counted": 1, "superseded": 1, "waiting": 1, "open": 1, "void": 1, "outside": 0, "unsettled": 0}
    assert sum(told.values()) == len(rows)


@pytest.mark.parametrize("column", ["happened", "made_on"])
def test_scored_without_an_answer_or_a_day_is_refused(column):
    rows = judgements(judgement())
    rows.loc[0, column] = np.nan if column == "happened" else pd.NaT
    with pytest.raises(ScoringError, match="d0-p001 on q1 stands as scored"):
        counting(rows, as_of=TODAY)


def test_no_judgement_gives_empty_tables():
    assert counting(judgements(), as_of=TODAY).empty
    assert statements(judgements(), as_of=TODAY).empty

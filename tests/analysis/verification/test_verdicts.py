import numpy as np
import pandas as pd
import pytest

from analysis.verification import crowd, record, scoring_rules, verdicts
from tests.analysis.verification.made_judgements import forecasts, world

RULES = scoring_rules.load()
STANDINGS = {"counted": 0, "superseded": 1, "waiting": 2, "open": 3, "void": 4, "outside": 5, "unsettled": 6}
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def told(every, **how):
    rows = record.scored(every, RULES)
    return verdicts.everybody(rows, record.table(rows, RULES), STANDINGS, RULES, **how)


def one(every, **how):
    rows = record.scored(every, RULES)
    own = rows[rows["commentator"] == "c00"]
    return verdicts.one("c00", record.figures(own, RULES, record.pooled_variance(rows)), STANDINGS, own, RULES, **how)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("questions", [0, 1, 6, 24, 25, 60])
def test_findings_are_short_in_every_language(questions, language):
    every = world([0.5, 2.0, 3.0], questions, seed=1) if questions else forecasts([], [])
    for finding in (told(every, language=language), one(every, language=language)):
        assert finding.title
        assert len(finding.title.split()) <= 15
        assert len(finding.title) <= (110 if language == "en" else 34)
        assert "{" not in finding.title + finding.subtitle + finding.note


def test_under_25_there_is_no_verdict():
    assert told(world([0.1, 3.0], 24, seed=1)).title == "Too few to grade anybody: c00 has most, 24 of 25 resolved"
    assert one(world([0.1, 3.0], 24, seed=1)).title == "c00: too few to grade, 24 of 25 resolved"


def test_from_25_on_the_interval_decides():
    assert told(world([0.1, 4.0], 200, seed=1)).title == "1 of 2 graded commentators did better than the others"
    assert "None of 6" in told(world([1.0] * 6, 25, seed=1)).title
    assert one(world([0.1, 4.0], 200, seed=1)).title == "c00 did better than the base rate"
    noise = np.random.default_rng(2).choice([0.2, 0.8], 60), np.random.default_rng(3).integers(0, 2, 60)
    blind = forecasts(*noise, commentators=["c00"] * 60)
    assert "better" not in one(blind).title


def test_all_that_does_not_count_is_told():
    note = told(world([1.0], 6, seed=1)).note
    assert note.startswith("Not counted: 3 on open questions or conditions, 4 void")
    for part in ("5 undated or said too late", "6 under a condition nobody has tied", "2 answered before the deadline", "1 replaced"):
        assert part in note


def test_what_does_not_count_is_told_where_nothing_does():
    assert told(forecasts([], [])).note.startswith("Not counted: 3 on open questions")


def test_hedged_forecasts_are_marked():
    rows = record.scored(forecasts([0.5, 0.8], [1, 0]).assign(hedged=[True, False]), RULES)
    assert verdicts.left_out(rows, {}) == "1 forecast only says it may come (可能) and counts as its number, 50 %."


def test_where_nothing_is_hedged_or_left_out_nothing_is_said_of_it():
    assert verdicts.left_out(record.scored(forecasts([0.8], [1]), RULES), {}) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_crowd_is_no_conclusion_under_25_questions(language):
    few, many = (verdicts.crowd(crowd.against_members(world([0.5, 1, 2], n, seed=1), RULES), RULES, language=language) for n in (24, 25))
    assert "24" in few.subtitle
    assert len(many.subtitle) < len(few.subtitle)
    assert verdicts.crowd(crowd.against_members(forecasts([0.8], [1]), RULES), RULES, language=language).subtitle


def test_extremising_is_told_as_far_as_its_interval_goes():
    right = ([1] * 19 + [0]) + ([0] * 19 + [1])
    timid = forecasts(([0.6] * 20 + [0.4] * 20) * 2, right * 2, [f"q{place}" for place in range(40)] * 2, ["甲"] * 40 + ["乙"] * 40)
    assert "would have helped" in verdicts.extremised(crowd.extremising(timid, RULES))
    few = crowd.extremising(timid[timid["question_id"].isin(["q0", "q1", "q2", "q3"])], RULES)
    assert verdicts.extremised(few).startswith("Not to be told from 4 questions")
    assert "three" in verdicts.extremised(few[~few["fitted"]])


def test_sure_ones_are_no_better_until_the_interval_says_so():
    alike = forecasts([0.95, 0.8] * 10, [1, 1] * 10)
    assert verdicts.sure(crowd.surest(alike, RULES), crowd.sure_or_leaning(alike, RULES)).startswith("Not to be told")
    apart = forecasts([0.95, 0.8] * 30, [1, 0] * 30)
    assert verdicts.sure(crowd.surest(apart, RULES), crowd.sure_or_leaning(apart, RULES)).startswith("Yes: the sure were right in 100 %")
    other = forecasts([0.95, 0.8] * 30, [0, 1] * 30)
    assert verdicts.sure(crowd.surest(other, RULES), crowd.sure_or_leaning(other, RULES)).startswith("No:")
    assert "nothing to compare" in verdicts.sure(crowd.surest(alike.head(1), RULES), (np.nan,) * 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("came", [True, False])
def test_one_question_says_who_was_right_and_grades_nobody(language, came):
    held = {"expected": ["甲", "乙"], "open": ["丙"], "doubted": ["丁"]}
    finding = verdicts.question("The two meet", came, pd.Timestamp("2018-07-16"), held, ["A page"], language=language)
    assert "4" in finding.title
    assert ("2" if came else "1") in finding.title
    assert "A page" in finding.note
    assert "2018" in finding.subtitle


@pytest.mark.parametrize(("held", "came", "title"), [
    ({"expected": [], "open": ["甲", "乙"], "doubted": []}, True, "All 2 left it open"),
    ({"expected": ["甲", "乙"], "open": [], "doubted": []}, True, "All 2 expected what came"),
    ({"expected": ["甲"], "open": [], "doubted": []}, False, "The one commentator expected what never came"),
    ({"expected": [], "open": [], "doubted": ["甲", "乙"]}, True, "All 2 doubted what came"),
    ({"expected": [], "open": ["甲"], "doubted": ["乙"]}, False, "1 of 2 doubted what never came; 0 expected it")])
def test_where_all_agree_the_finding_says_so(held, came, title):
    assert verdicts.question("The two meet", came, pd.Timestamp("2018-07-16"), held).title == title

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from analysis.schemas import LIKELIHOODS
from analysis.verification import decomposition, record, scoring_rules
from analysis.verification.forecasts import counting, statements
from tests.analysis.verification.made_judgements import POINTS, TODAY, forecasts, judgement, judgements, world

RULES = scoring_rules.load()
BOLD = dict(zip(LIKELIHOODS, (0.01, 0.1, 0.5, 0.9, 0.99)))


def test_figures_are_those_of_scikit_learn():
    every = world([0.5, 1, 2], 40, seed=3, share=0.7)
    rows = record.scored(every, RULES)
    told = record.figures(rows, RULES) | record.spread(rows, RULES)
    p, o = every["probability"], every["outcome"]
    assert told["brier"] == pytest.approx(brier_score_loss(o, p), abs=1e-12)
    assert told["log"] == pytest.approx(log_loss(o, p), abs=1e-12)
    assert told["area"] == pytest.approx(roc_auc_score(o, p), abs=1e-12)
    assert told["reliability"] - told["resolution"] + told["uncertainty"] == pytest.approx(told["brier"], abs=1e-12)
    for name in ("brier", "log", "skill_base", "skill_consensus", "peer"):
        assert told[f"{name}_low"] <= told[name] <= told[f"{name}_high"]


def test_skill_against_the_others_by_hand():
    asked = [f"q{place}" for place in range(5)]
    rows = record.scored(forecasts([0.8] * 5 + [0.5] * 5 + [0.9], [1] * 10 + [0], [*asked, *asked, "alone"], ["甲"] * 5 + ["乙"] * 5 + ["甲"]),
                         RULES)
    told = record.table(rows, RULES).set_index("commentator")
    assert told.loc["甲", "skill_consensus"] == pytest.approx(1 - 0.04 / 0.25, abs=1e-12)
    assert told["n"].to_dict() == {"甲": 6, "乙": 5}
    assert told["shared"].to_dict() == {"甲": 5, "乙": 5}


def test_skill_of_four_questions_is_not_told():
    rows = record.scored(world([1.0, 1.0], 4, seed=1), RULES)
    assert record.table(rows, RULES)[["skill_base", "skill_consensus"]].isna().all().all()


def test_who_was_always_right_is_not_certain_to_be():
    always, others = [0.95] * 6, list(np.random.default_rng(1).choice([0.2, 0.8], 12))
    asked = [f"q{place}" for place in range(6)]
    rows = record.scored(forecasts(always + others, [1] * 18, asked * 3, ["甲"] * 6 + ["乙"] * 6 + ["丙"] * 6), RULES)
    told = record.table(rows, RULES).set_index("commentator").loc["甲"]
    spread = np.sqrt(rows.groupby("commentator")["brier"].var(ddof=0).mean() * 18 / 15)
    assert told["brier_low"] == 0
    assert told["brier_high"] == pytest.approx(0.0025 + 1.959963984540054 * spread / np.sqrt(6), abs=1e-12)


def test_grades_begin_at_25_resolved_questions():
    for n, graded in ((24, False), (25, True)):
        assert bool(record.table(record.scored(world([1.0, 1.0], n, seed=1), RULES), RULES)["graded"].all()) is graded


def test_scores_by_issue_keep_every_forecast():
    rows = record.scored(forecasts([0.8, 0.5], [1, 0]).assign(issue=["summit", "sanctions"]), RULES)
    assert record.table(rows, RULES, by="issue")["n"].sum() == 2


def test_wording_counts_what_was_stated_not_the_question():
    rows = judgements(judgement("a", likelihood="will", direction=-1, happened=0.0), judgement("b", likelihood="will", happened=0.0),
                      judgement("c", likelihood="possible"))
    found = record.by_wording(statements(rows, as_of=TODAY), RULES)
    assert found["likelihood"].tolist() == ["will", "possible"]
    assert found[["n", "came"]].to_numpy().tolist() == [[2, 1], [1, 1]]
    assert found["said"].tolist() == pytest.approx([0.95, 0.5])


def test_every_mapping_scores_the_same_forecasts():
    words = [(f"q{place}", LIKELIHOODS[place % 5], float(place % 2)) for place in range(30)]
    judged = {code: judgements(*(judgement(question, likelihood=word, happened=came, points=points) for question, word, came in words))
              for code, points in (("lunheng", POINTS), ("bold", BOLD))}
    found = record.sensitivity(judged, judged["bold"]["prediction_id"], RULES, as_of=TODAY).set_index("mapping")
    assert found["n"].tolist() == [30, 30]
    assert found.loc["bold", "sharpness"] > found.loc["lunheng", "sharpness"]
    assert found.loc["bold", "area"] == pytest.approx(found.loc["lunheng", "area"], abs=1e-12)
    own = counting(judged["bold"], as_of=TODAY)
    assert found.loc["bold", "brier"] == pytest.approx(brier_score_loss(own["outcome"], own["probability"]), abs=1e-12)


def test_one_commentators_record_is_held_against_everybody():
    rows = judgements(*(judgement(f"q{place}", who, likelihood=word) for place in range(5) for who, word in (("甲", "will"), ("乙", "unlikely"))))
    whole = record.made(rows, rows.loc[rows["commentator"] == "甲", "prediction_id"], RULES, as_of=TODAY)
    told = record.figures(whole.rows, RULES)
    assert (told["n"], told["shared"]) == (5, 5)
    assert told["skill_consensus"] == pytest.approx(1 - 0.05**2 / 0.8**2, abs=1e-12)
    assert set(whole.statements["commentator"]) == {"甲"}
    assert whole.standings["counted"] == 5


def test_a_filter_keeps_forecasts_of_which_a_statement_passes():
    rows = judgements(judgement(), judgement(likelihood="will"), judgement("q2"))
    whole = record.made(rows, ["d1-p001"], RULES, as_of=TODAY)
    assert whole.rows["prediction_ids"].tolist() == ["d0-p001 d1-p001"]
    assert whole.of("甲").rows.equals(whole.rows)
    assert whole.of("乙").rows.empty


def test_a_record_of_a_selection_has_the_columns_of_the_whole():
    rows = judgements(*(judgement(f"q{place}", who, likelihood=word) for place, word in enumerate(("will", "likely", "wont")) for who in "甲乙"))
    whole = record.everybody(rows, RULES, as_of=TODAY)
    assert list(whole.only(["d0-p001"]).rows.columns) == list(whole.rows.columns)
    # However few are looked at, how far off a mean may be comes of everybody.
    assert whole.only(["d0-p001"]).pooled == whole.pooled == record.pooled_variance(whole.rows) and whole.pooled["brier"] > 0


def test_each_grade_stands_beside_its_own_commentator():
    ranked = record.made(rows := judgements(*(judgement(f"q{place}", who, likelihood=word) for place in range(30) for who, word in (("乙", "unlikely"), ("甲", "will")))),
                         rows["prediction_id"], RULES, as_of=TODAY)
    told = record.grades(ranked, record.table(ranked.rows, RULES), RULES)
    assert told.set_index("commentator")["rank"].to_dict() == {"甲": 1, "乙": 2}


@pytest.mark.parametrize(("mark", "questions"), [
    ("issue|sanctions", ["q3"]), ("question|q2|80", ["q2"]), ("question|q2|20", []), ("d0-p001 d2-p001", ["q1", "q3"]), ("gone", [])])
def test_behind_a_mark_stand_its_forecasts(mark, questions):
    rows = judgements(judgement("q1"), judgement("q2"), judgement("q3", issue="sanctions"))
    whole = record.made(rows, rows["prediction_id"], RULES, as_of=TODAY)
    assert record.behind(whole, mark, RULES)["question_id"].tolist() == questions


def test_behind_a_bin_stand_the_forecasts_it_holds_the_latest_first():
    rows = judgements(judgement("q1", likelihood="will"), judgement("q2", made_on="2020-01-05"), judgement("q3", made_on="2020-03-05"))
    whole = record.made(rows, rows["prediction_id"], RULES, as_of=TODAY)
    likely = int(decomposition.places(np.array([0.8]), RULES.edges)[0])
    assert record.behind(whole, f"bin|{likely}", RULES)["question_id"].tolist() == ["q3", "q2"]


def test_best_call_is_the_one_the_others_missed():
    rows = record.scored(forecasts([0.95, 0.95, 0.95, 0.05, 0.5], [1, 1, 1, 1, 0], ["easy", "easy", "hard", "hard", "alone"],
                                   ["甲", "乙", "甲", "乙", "甲"]), RULES)
    best, worst = record.calls(rows)
    assert best.iloc[0][["question_id", "commentator"]].tolist() == ["hard", "甲"]
    assert worst.iloc[0][["question_id", "commentator"]].tolist() == ["hard", "乙"]
    assert not set(best["prediction_ids"]) & set(worst["prediction_ids"])
    assert list(best.columns) == list(worst.columns) == list(rows.columns)


def test_an_empty_record_has_empty_tables():
    rows = record.scored(forecasts([], []), RULES)
    assert record.table(rows, RULES).empty
    assert np.isnan(record.figures(rows, RULES)["brier"])
    assert all(part.empty for part in record.calls(rows))
    assert record.by_wording(statements(judgements(), as_of=TODAY), RULES).empty

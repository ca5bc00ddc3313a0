import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.verification import crowd, scoring_rules
from tests.analysis.verification.made_judgements import forecasts, world

RULES = scoring_rules.load()


def test_error_of_members_is_that_of_the_consensus_and_their_diversity():
    rows = crowd.consensus(world([0.5, 1, 2, 3], 40, seed=1, share=0.8), RULES)
    assert (rows["members"] - rows["brier"] - rows["diversity"]).abs().max() < 1e-12


def test_gain_is_the_diversity_of_a_mean():
    found = crowd.against_members(world([0.5, 1, 2, 3], 40, seed=1), RULES)
    assert found.gain == pytest.approx(found.diversity, abs=1e-12)
    assert found.low < found.gain < found.high
    assert (found.questions, found.forecasts) == (40, 160)


def test_shares_beaten_by_hand():
    # The consensus .5 scores .25: it beats .2 on a yes, ties with .5, and loses to .8.
    found = crowd.against_members(forecasts([0.2, 0.5, 0.8], [1, 1, 1], ["q"] * 3, "甲乙丙"), RULES)
    assert (found.beaten, found.tied) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert np.isnan(found.low)


def test_one_voice_is_no_crowd():
    assert crowd.against_members(forecasts([0.8], [1]), RULES).questions == 0
    assert crowd.members(forecasts([0.8], [1]), RULES).empty
    assert crowd.extremising(forecasts([0.8], [1]), RULES).empty


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=9))
def test_every_pool_lies_among_its_members(probabilities):
    for how in crowd.POOLS:
        assert min(probabilities) - 1e-9 <= crowd.pooled(probabilities, how) <= max(probabilities) + 1e-9


def test_pools_by_hand():
    assert crowd.pooled([0.2, 0.5, 0.8]) == pytest.approx(0.5, abs=1e-12)
    assert crowd.pooled([0.1, 0.2, 0.9], "median") == 0.2
    # Odds 1/4 and 4/1 have the geometric mean 1.
    assert crowd.pooled([0.2, 0.8], "odds") == pytest.approx(0.5, abs=1e-12)
    assert crowd.pooled([0.5, 0.9], "odds") == pytest.approx(0.75, abs=1e-12)


def test_extremising_by_hand():
    assert crowd.extremised([0.5, 0.8], 1).tolist() == pytest.approx([0.5, 0.8], abs=1e-12)
    # Odds of 2 to the power of 2 are 4.
    assert crowd.extremised([2 / 3], 2)[0] == pytest.approx(0.8, abs=1e-12)
    assert crowd.extremised([0.5], 3)[0] == 0.5


def test_what_extremising_saves_stands_with_its_interval():
    found = crowd.extremising(forecasts([0.6, 0.4] * 20, [1, 0, 0, 1, 1] * 8, [f"q{place // 2}" for place in range(40)], ["甲", "乙"] * 20), RULES)
    assert list(found.columns) == ["exponent", "fitted", "n", "brier", "saved", "low", "high"]
    assert (found["low"] <= found["saved"]).all() and (found["saved"] <= found["high"]).all()


def test_extremising_helps_a_timid_crowd_and_harms_a_bold_one():
    right, often = ([1] * 19 + [0]) + ([0] * 19 + [1]), ([1] * 14 + [0] * 6) + ([0] * 14 + [1] * 6)
    asked, two = [f"q{place}" for place in range(40)] * 2, ["甲"] * 40 + ["乙"] * 40
    timid = crowd.extremising(forecasts(([0.6] * 20 + [0.4] * 20) * 2, right * 2, asked, two), RULES)
    bold = crowd.extremising(forecasts(([0.95] * 20 + [0.05] * 20) * 2, often * 2, asked, two), RULES)
    fitted = timid[timid["fitted"]].iloc[0]
    assert fitted["saved"] > 0
    assert fitted["low"] > 0
    assert fitted["exponent"] > 3
    assert bold[bold["fitted"]]["exponent"].iloc[0] < 1
    assert timid[timid["exponent"] == 2]["saved"].iloc[0] > 0 > bold[bold["exponent"] == 2]["saved"].iloc[0]
    assert timid[timid["exponent"] == 1]["saved"].iloc[0] == 0


def test_fitted_exponent_never_sees_the_question_it_is_tried_on():
    p, o = [0.6, 0.6, 0.6], [1, 1, 0]
    both = forecasts(p * 2, o * 2, ["a", "b", "c"] * 2, ["甲"] * 3 + ["乙"] * 3)
    found = crowd.extremising(both, RULES)
    fitted = found[found["fitted"]].iloc[0]
    # Without c the best is as bold as may be; without a or b half came, and the mean of .6 is pulled to .5.
    bold, timid = crowd.extremised([0.6], RULES.largest)[0], crowd.extremised([0.6], 1 / RULES.largest)[0]
    assert fitted["brier"] == pytest.approx((2 * (timid - 1) ** 2 + bold**2) / 3, abs=1e-3)


def test_sure_leaning_and_open_are_counted_apart():
    rows = forecasts([0.95, 0.05, 0.95, 0.8, 0.2, 0.5], [1, 0, 0, 1, 1, 1])
    found = crowd.surest(rows, RULES).set_index("group")
    assert found["n"].to_dict() == {"sure": 3, "leaning": 2, "open": 1}
    assert found["right"].to_dict() == {"sure": 2, "leaning": 1, "open": 0}
    assert np.isnan(found.loc["open", "share"])
    assert found.loc["sure", "low"] < 2 / 3 < found.loc["sure", "high"]
    gap, low, high = crowd.sure_or_leaning(rows, RULES)
    assert gap == pytest.approx(2 / 3 - 1 / 2, abs=1e-12)
    assert low <= gap <= high


@pytest.mark.parametrize("mapping", ["lunheng", "icd203", "kent", "survey"])
def test_what_counts_as_sure_is_so_under_every_mapping(book, mapping):
    points = book.mappings[mapping].points
    found = crowd.surest(forecasts([points[word] for word in ("will", "wont", "likely", "unlikely", "possible")], [1] * 5), RULES)
    assert found["n"].tolist() == [2, 2, 1]


def test_members_are_held_against_the_others_on_shared_questions():
    rows = forecasts([0.9, 0.9, 0.5, 0.9], [1, 1, 1, 0], ["a", "b", "a", "c"], ["甲", "甲", "乙", "甲"])
    found = crowd.members(rows, RULES).set_index("commentator")
    assert found["n"].to_dict() == {"甲": 1, "乙": 1}
    assert found.loc["甲", "better"] == pytest.approx(0.24, abs=1e-12)


def test_members_have_an_interval_from_the_least_number_of_questions_on():
    found = crowd.members(world([0.5, 2], RULES.least_interval, seed=3), RULES)
    assert (found["low"] < found["better"]).all() and (found["better"] < found["high"]).all()
    few = crowd.members(world([0.5, 2], RULES.least_interval - 1, seed=3), RULES)
    assert len(few) == 2 and few[["low", "high"]].isna().all(axis=None)


def test_nothing_at_all_is_said_of_nothing():
    empty = forecasts([], [])
    assert crowd.against_members(empty, RULES).forecasts == 0
    assert crowd.surest(empty, RULES)["n"].tolist() == [0, 0, 0]
    assert np.isnan(crowd.sure_or_leaning(empty, RULES)[0])

import numpy as np
import pytest
from scipy import stats

from analysis.verification import resampling, scoring_rules

RULES = scoring_rules.load()


def test_interval_of_a_mean_is_near_that_of_scipy():
    values = np.random.default_rng(2).normal(0, 1, 60)
    told = stats.bootstrap((values,), np.mean, n_resamples=4000, method="percentile", rng=1).confidence_interval
    found = resampling.mean(values, np.arange(60), RULES)
    assert found == pytest.approx((told.low, told.high), abs=0.03)


def test_voices_on_one_question_are_drawn_together():
    values = np.random.default_rng(2).normal(0, 1, 10)
    once = resampling.mean(values, np.arange(10), RULES)
    assert resampling.mean(np.repeat(values, 5), np.repeat(np.arange(10), 5), RULES) == pytest.approx(once, abs=1e-12)


def test_under_the_least_number_of_questions_there_is_no_interval():
    assert np.isnan(resampling.mean([0.1] * 8, ["q1", "q2", "q3", "q4"] * 2, RULES)).all()
    assert np.isfinite(resampling.mean([0.1] * 5, range(5), RULES)).all()


def test_unknown_values_count_for_nothing():
    values = [0.1, 0.5, 0.2, 0.9, 0.4, np.nan]
    assert resampling.mean(values, range(6), RULES) == resampling.mean(values[:5], range(5), RULES)


def test_interval_of_a_skill_is_taken_from_one():
    above, below = np.random.default_rng(3).random(20), np.random.default_rng(4).random(20)
    low, high = resampling.ratio(above, below, range(20), RULES)
    assert resampling.ratio(above, below, range(20), RULES, less_from=1.0) == pytest.approx((1 - high, 1 - low), abs=1e-12)

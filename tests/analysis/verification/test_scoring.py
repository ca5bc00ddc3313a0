import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from analysis.verification.scoring import ScoringError, brier, log_score, sharpness, skill

FORECASTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=60)


@given(FORECASTS)
def test_brier_is_that_of_scikit_learn(rows):
    p, o = map(np.array, zip(*rows))
    assert brier(p, o).mean() == pytest.approx(brier_score_loss(o, p), abs=1e-12)


@given(FORECASTS)
def test_log_score_is_that_of_scikit_learn_on_clipped_forecasts(rows):
    p, o = map(np.array, zip(*rows))
    told = log_loss(o, np.clip(p, 0.01, 0.99), labels=[0, 1])
    assert log_score(p, o, clip=0.01).mean() == pytest.approx(told, abs=1e-12)


def test_a_sure_error_costs_what_the_clip_allows():
    assert log_score([1.0], [0], clip=0.01)[0] == pytest.approx(-math.log(0.01), abs=1e-12)


def test_saying_one_half_scores_a_quarter_and_ln_2():
    assert brier([0.5, 0.5], [0, 1]).tolist() == [0.25, 0.25]
    assert log_score([0.5], [1], clip=0.01)[0] == pytest.approx(math.log(2), abs=1e-12)


def test_skill_by_hand():
    assert skill([0.01, 0.09], [0.04, 0.16]) == pytest.approx(0.5, abs=1e-12)


def test_skill_leaves_out_where_the_reference_is_unknown():
    assert skill([0.04, 1.0], [0.16, np.nan]) == pytest.approx(0.75, abs=1e-12)


@pytest.mark.parametrize("reference", [[np.nan], [0.0]])
def test_no_skill_without_a_reference_to_beat(reference):
    assert math.isnan(skill([0.1], reference))


def test_sharpness_by_hand():
    assert sharpness([0.5, 0.5]) == 0
    assert sharpness([0.0, 1.0]) == 1
    assert sharpness([0.75, 0.5]) == pytest.approx(0.125, abs=1e-12)
    assert math.isnan(sharpness([]))


@pytest.mark.parametrize("outcome", [np.nan, 0.5, 2])
def test_what_has_no_outcome_is_refused_with_its_place(outcome):
    with pytest.raises(ScoringError, match=r"place 1\..*open or void"):
        brier([0.5, 0.7], [1, outcome])


@pytest.mark.parametrize("probability", [-0.1, 1.1, np.nan])
def test_what_is_no_probability_is_refused(probability):
    with pytest.raises(ScoringError, match="expected 0 to 1"):
        log_score([probability], [1], clip=0.01)


def test_forecasts_and_outcomes_must_pair():
    with pytest.raises(ScoringError, match="as many outcomes"):
        brier([0.5, 0.5], [1])

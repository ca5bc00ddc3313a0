import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score, roc_curve

from analysis.verification.discrimination import area, curve, newcombe

WORDS = st.lists(st.tuples(st.sampled_from([0.05, 0.2, 0.5, 0.8, 0.95]), st.integers(0, 1)), min_size=2, max_size=60) \
    .filter(lambda rows: len({o for _, o in rows}) == 2)


@given(WORDS)
def test_area_is_that_of_scikit_learn(rows):
    p, o = zip(*rows)
    found = area(p, o)
    assert found.value == pytest.approx(roc_auc_score(o, p), abs=1e-12)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_curve_is_that_of_scikit_learn():
    drawn = np.random.default_rng(8)
    p, o = drawn.choice([0.05, 0.2, 0.5, 0.8, 0.95], 50), drawn.integers(0, 2, 50)
    alarms, hits, thresholds = roc_curve(o, p, drop_intermediate=False)
    found = curve(p, o)
    assert found["false_alarms"].to_numpy() == pytest.approx(alarms, abs=1e-12)
    assert found["hits"].to_numpy() == pytest.approx(hits, abs=1e-12)
    assert found["threshold"].to_numpy()[1:] == pytest.approx(thresholds[1:], abs=1e-12)


def test_interval_ends_where_newcombes_equation_holds():
    low, high = newcombe(0.8, 12, 9, 0.95)
    for end in (low, high):
        spread = end * (1 - end) * (1 + (10.5 - 1) * ((1 - end) / (2 - end) + end / (1 + end))) / (12 * 9)
        assert (0.8 - end) ** 2 == pytest.approx(1.959963984540054**2 * spread, abs=1e-12)


def test_a_perfect_order_of_few_is_not_certain():
    found = area([0.9, 0.8, 0.1], [1, 1, 0])
    assert (found.value, found.high) == (1, 1)
    assert found.low < 0.6
    wrong = area([0.1, 0.2, 0.9], [1, 1, 0])
    assert (wrong.value, wrong.low) == (0, 0)
    assert wrong.high > 0.4


def test_interval_rests_on_questions_where_many_answer_the_same():
    alone = area([0.8, 0.2], [1, 0], ["q1", "q2"])
    many = area([0.8] * 10 + [0.2] * 10, [1] * 10 + [0] * 10, ["q1"] * 10 + ["q2"] * 10)
    assert (many.yes, many.no) == (1, 1)
    assert many.low == alone.low


def test_interval_covers_the_truth():
    drawn, covered = np.random.default_rng(11), 0
    for _ in range(600):
        yes, no = drawn.normal(1, 1, 15), drawn.normal(0, 1, 20)
        found = area(1 / (1 + np.exp(-np.r_[yes, no])), [1] * 15 + [0] * 20)
        covered += found.low <= 0.7602499389065233 <= found.high  # the normal distribution function at 1 / sqrt(2)
    assert covered >= 0.935 * 600


def test_where_all_answers_are_the_same_nothing_can_be_told_apart():
    assert np.isnan(area([0.2, 0.8], [1, 1]).value)
    assert curve([0.2, 0.8], [1, 1]).empty


def test_where_all_answers_are_the_same_the_curve_has_its_columns_and_no_row():
    found = curve([0.2, 0.8], [1, 1])
    assert found.empty and list(found.columns) == ["threshold", "false_alarms", "hits"]

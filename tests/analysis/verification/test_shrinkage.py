import numpy as np
import pytest

from analysis.verification.shrinkage import shrink, variance_of_means


def test_equal_variances_by_hand():
    # Paule and Mandel: between + 1 = sum of squares / degrees of freedom = 50 / 2; kept 24 / 25.
    found = shrink([-5.0, 0.0, 5.0], [1.0, 1.0, 1.0])
    assert found.between == pytest.approx(24, abs=1e-9)
    assert found.value == pytest.approx([-4.8, 0, 4.8], abs=1e-9)


def test_intervals_by_hand():
    # Kept 96 / 100; every weight is 1 / 100. The spread is what is kept of the variance, and what is given away of the centre's own.
    found = shrink([-10.0, 0.0, 10.0], [4.0, 4.0, 4.0])
    spread = np.sqrt(0.96 * 4 + 0.04**2 / 0.03)
    assert found.between == pytest.approx(96, abs=1e-9)
    assert found.high - found.value == pytest.approx([1.959963984540054 * spread] * 3, abs=1e-9)
    assert found.value - found.low == pytest.approx([1.959963984540054 * spread] * 3, abs=1e-9)


def test_luck_alone_is_drawn_to_one_value():
    found = shrink([-0.1, 0.0, 0.1], [1.0, 1.0, 1.0])
    assert found.between == 0
    assert found.value == pytest.approx([0, 0, 0], abs=1e-12)


def test_who_rests_on_less_is_drawn_further():
    found = shrink([10.0, 10.0, -10.0, -10.0], [1.0, 50.0, 1.0, 50.0])
    assert found.value[1] < found.value[0]


def test_shrunk_means_lie_nearer_the_truth():
    drawn, plain, better = np.random.default_rng(1), 0.0, 0.0
    for _ in range(50):
        truth, variance = drawn.normal(0, 1, 20), drawn.uniform(0.2, 4, 20)
        seen = drawn.normal(truth, np.sqrt(variance))
        found = shrink(seen, variance)
        plain += np.sum((seen - truth) ** 2)
        better += np.sum((found.value - truth) ** 2)
    assert better < 0.75 * plain


def test_a_variance_must_be_above_nothing():
    with pytest.raises(ValueError, match="above 0"):
        shrink([1.0, 2.0], [0.0, 1.0])


def test_spread_is_pooled_over_groups():
    assert variance_of_means([1.0, 3.0, 10.0], [0, 0, 1]) == pytest.approx([1.0, 2.0], abs=1e-12)
    assert np.isnan(variance_of_means([1.0, 3.0], [0, 1])).all()

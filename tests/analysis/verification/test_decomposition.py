from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.verification.decomposition import murphy
from analysis.verification.scoring import brier

EDGES = [0.0, 0.125, 0.4, 0.6, 0.875, 1.0]
FORECASTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=60)
WORDS = st.lists(st.tuples(st.sampled_from([0.05, 0.2, 0.5, 0.8, 0.95]), st.integers(0, 1)), min_size=1, max_size=60)


@given(FORECASTS)
def test_parts_add_up_with_unequal_forecasts_in_a_bin(rows):
    p, o = map(np.array, zip(*rows))
    assert murphy(p, o, edges=EDGES).brier == pytest.approx(brier(p, o).mean(), abs=1e-12)


@given(WORDS)
def test_murphys_three_parts_add_up_where_every_value_is_a_bin(rows):
    p, o = map(np.array, zip(*rows))
    parts = murphy(p, o)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(brier(p, o).mean(), abs=1e-12)
    assert parts.within_variance == pytest.approx(0, abs=1e-15)
    assert parts.within_covariance == pytest.approx(0, abs=1e-15)


def test_parts_by_hand():
    # .2 came once of four, .8 three times of four; half of all came.
    parts = murphy([0.2] * 4 + [0.8] * 4, [1, 0, 0, 0, 1, 1, 1, 0])
    assert parts.reliability == pytest.approx(0.05**2, abs=1e-12)
    assert parts.resolution == pytest.approx(0.25**2, abs=1e-12)
    assert parts.uncertainty == pytest.approx(0.25, abs=1e-12)
    assert (parts.n, parts.bins) == (8, 2)


def test_bins_by_loops():
    p, o = np.random.default_rng(4).random(80), np.random.default_rng(5).integers(0, 2, 80)
    reliability = resolution = variance = covariance = 0.0
    for left, right in pairwise(EDGES):
        inside = [k for k in range(80) if left <= p[k] < right or (right == 1 and p[k] == 1)]
        said, came = sum(p[k] for k in inside) / len(inside), sum(o[k] for k in inside) / len(inside)
        reliability += len(inside) * (said - came) ** 2 / 80
        resolution += len(inside) * (came - o.mean()) ** 2 / 80
        variance += sum((p[k] - said) ** 2 for k in inside) / 80
        covariance += 2 * sum((p[k] - said) * (o[k] - came) for k in inside) / 80
    parts = murphy(p, o, edges=EDGES)
    assert [parts.reliability, parts.resolution, parts.within_variance, parts.within_covariance] == \
        pytest.approx([reliability, resolution, variance, covariance], abs=1e-12)


def test_no_forecast_has_no_parts():
    parts = murphy([], [])
    assert np.isnan(parts.brier)
    assert parts.n == 0

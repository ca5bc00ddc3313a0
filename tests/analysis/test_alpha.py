import math
from itertools import permutations

import numpy as np
import pytest

from analysis.alpha import alpha

# Four observers, twelve units: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C.
PUBLISHED = [[code for code in unit if code != "."] for unit in zip("123321412...", "1233224125.3", ".3332342251.", "12332441251.")]


def slowly(units, scale=None):
    """Alpha by its definition: every ordered pair of codes of a unit against every ordered pair of all paired codes."""
    units = [unit for unit in units if len(unit) > 1]
    codes = [code for unit in units for code in unit]

    def apart(a, b):
        if scale is None:
            return float(a != b)
        low, high = sorted((scale.index(a), scale.index(b)))
        between = sum(codes.count(code) for code in scale[low:high + 1])
        return (between - (codes.count(a) + codes.count(b)) / 2) ** 2

    observed = sum(sum(apart(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units) / len(codes)
    expected = sum(apart(a, b) for a, b in permutations(codes, 2)) / (len(codes) * (len(codes) - 1))
    return 1 - observed / expected


def test_the_published_example_has_the_published_values():
    assert alpha(PUBLISHED) == pytest.approx(0.743, abs=5e-4)
    assert alpha(PUBLISHED, "12345") == pytest.approx(0.815, abs=5e-4)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_the_definition_says(seed):
    drawn = np.random.default_rng(seed)
    units = [[str(drawn.integers(1, 6)) for _ in range(drawn.integers(1, 5))] for _ in range(30)]
    assert alpha(units) == pytest.approx(slowly(units))
    assert alpha(units, "12345") == pytest.approx(slowly(units, "12345"))


def test_full_agreement_is_one_and_a_step_apart_is_better_than_four():
    assert alpha([["a", "a"], ["b", "b"]]) == 1
    units = [["1", "1"], ["5", "5"], ["3", "3"]] * 3
    assert alpha([*units, ["4", "5"]], "12345") > alpha([*units, ["1", "5"]], "12345")


@pytest.mark.parametrize("units", [[], [["a"], ["b"]], [["a", "a"], ["a", "a"]]])
def test_where_nothing_can_be_told_there_is_no_number(units):
    assert math.isnan(alpha(units))


def test_a_code_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="not on the scale"):
        alpha([["1", "9"]], "12345")

import math

import pytest

from analysis import unitising
from analysis.unitising import Continuum

# Krippendorff 2004, Content Analysis, 2nd edition, page 254: two observers of a continuum of 300, which begins at 150.
FIRST = {"c": [(75, 145), (220, 250)], "k": [(30, 90), (150, 200)]}
SECOND = {"c": [(70, 150), (205, 225), (250, 270)], "k": [(30, 90), (150, 200)]}


def test_published_example_comes_out_as_published():
    c, k = unitising.of_kinds(300, [FIRST, SECOND])
    assert unitising.alpha([c]) == pytest.approx(0.7286, abs=0.0001)
    assert unitising.alpha([k]) == 1
    assert unitising.alpha([c, k]) == pytest.approx(0.8591, abs=0.0005)


def test_edges_a_little_apart_cost_little_and_another_place_costs_all():
    same = unitising.alpha([Continuum(200, [[(20, 60)], [(20, 60)]])])
    near = unitising.alpha([Continuum(200, [[(20, 60)], [(22, 61)]])])
    away = unitising.alpha([Continuum(200, [[(20, 60)], [(120, 160)]])])
    assert same == 1
    assert 0.9 < near < 1
    assert away < 0


def test_a_unit_nobody_else_has_is_held_against_them():
    assert unitising.alpha([Continuum(100, [[(10, 20)], []])]) < 0.1
    assert math.isnan(unitising.alpha([Continuum(100, [[], []])]))
    assert math.isnan(unitising.alpha([Continuum(100, [[(10, 20)]])]))


def test_units_of_one_coder_that_touch_are_one():
    assert unitising.alpha([Continuum(100, [[(10, 20), (20, 30)], [(10, 30)]])]) == 1

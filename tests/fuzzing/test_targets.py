"""Every target with a small fixed number of cases, the same each time."""

import pytest

from tests.fuzzing.target import run
from tests.fuzzing.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_result_or_documented_error(target):
    assert run(target, target.fixed).fault == ""


def test_names_are_told_apart():
    assert len({target.name for target in TARGETS}) == len(TARGETS)

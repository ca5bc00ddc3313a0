"""Reading and coding take time in proportion to the text, whatever it repeats."""

import pytest

from tests.fuzzing.growth import TIMES, measured, steps


@pytest.fixture(scope="module")
def every_step():
    made = steps()
    for do in made.values():
        do("先读一遍。")
    return made


@pytest.mark.parametrize("name", ["commas", "quotes in quotes", "he said", "cues", "mixed"])
@pytest.mark.parametrize("step", ["fold and cut", "voices", "mentions and dates", "predictions"])
def test_four_times_the_text_takes_nowhere_near_sixteen_times_as_long(every_step, step, name):
    found = measured(step, name, every_step[step], 4000, 2)
    assert not found.careless, f"{found.ratio:.1f} times for {TIMES} times the text"

"""The sentence tests of data/sentences, held at the figures reached."""

import pandas as pd
import pytest

from analysis import check, codebook, pipeline


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    book = codebook.load()
    return check.run(lambda documents: pipeline.code(documents, book).predictions).set_index("phenomenon")


FLOORS = {"developed": (0.94, 0.98, 0.92), "held out": (0.85, 0.88, 0.83), "beside the rules": (0.92, 0.96, 0.90)}


@pytest.mark.parametrize("half", FLOORS)
def test_figures_stay_at_or_above_their_floor(figures, half):
    f1, kappa, sign = FLOORS[half]
    row = figures.loc[half]
    assert row["f1"] >= f1
    assert row["kappa"] >= kappa
    assert row["sign"] >= sign


def test_sentences_written_beside_the_rules_leave_the_halves_as_they_were(figures):
    assert list(figures.loc[["developed", "held out"], "sentences"]) == [344, 343]


def test_every_phenomenon_is_measured(figures):
    assert {"negation", "conditions", "rhetorical", "carry", "voices", "not_predictions"} <= set(figures.index)


def test_sentences_without_prediction_stay_without_row(figures):
    row = figures.loc["not_predictions"]
    assert row["expected"] == 0
    assert row["found"] <= 0.06 * row["sentences"]


def test_kappa_of_perfect_and_chance_agreement():
    assert check.kappa(["will", "wont"], ["will", "wont"]) == 1
    assert check.kappa(["will", "will", "wont", "wont"], ["will", "wont", "will", "wont"]) == 0

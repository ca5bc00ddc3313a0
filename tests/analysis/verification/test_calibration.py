import numpy as np
import pytest
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve

from analysis.verification import scoring_rules
from analysis.verification.calibration import curve, effective, wilson

RULES = scoring_rules.load()


@pytest.mark.parametrize(("came", "n"), [(0, 1), (1, 1), (3, 7), (20, 20), (0, 40), (17, 25)])
def test_wilson_is_that_of_scipy(came, n):
    told = binomtest(came, n).proportion_ci(0.95, method="wilson")
    assert [float(end) for end in wilson(came, n, 0.95)] == pytest.approx([told.low, told.high], abs=1e-12)


def test_wilson_of_nothing_is_unknown():
    assert np.isnan(wilson(0, 0, 0.95)).all()


def test_curve_is_that_of_scikit_learn():
    drawn = np.random.default_rng(3)
    p = drawn.random(400)
    o = (drawn.random(400) < p).astype(int)
    share, said = calibration_curve(o, p, n_bins=4)
    found = curve(p, o, np.arange(400), scoring_rules.Rules(**{**vars(RULES), "edges": (0.0, 0.25, 0.5, 0.75, 1.0)}))
    assert found["share"].to_numpy() == pytest.approx(share, abs=1e-12)
    assert found["said"].to_numpy() == pytest.approx(said, abs=1e-12)
    assert found["n"].sum() == 400
    assert ((found["low"] < found["share"]) & (found["share"] < found["high"])).all()
    assert ((found["boot_low"] < found["share"]) & (found["share"] < found["boot_high"])).all()


def test_same_words_share_a_bin_under_every_mapping(book):
    points = np.array([[mapping.points[word] for word in ("wont", "unlikely", "possible", "likely", "will")]
                       for mapping in book.mappings.values()])
    for values in (points, 1 - points[:, ::-1]):
        for row in values:
            assert curve(row, [0, 0, 0, 1, 1], list("abcde"), RULES)["bin"].tolist() == [0, 1, 2, 3, 4]


def test_five_voices_on_one_question_are_one_case():
    assert effective(["q1"] * 5) == 1
    assert effective(["q1", "q2", "q3"]) == 3
    assert effective(["q1", "q1", "q2"]) == pytest.approx(9 / 5, abs=1e-12)
    found = curve([0.95] * 5, [1] * 5, ["q1"] * 5, RULES)
    assert found["low"].iloc[0] == pytest.approx(binomtest(1, 1).proportion_ci(0.95, method="wilson").low, abs=1e-12)
    assert found[["n", "questions", "came"]].iloc[0].tolist() == [5, 1, 5]


def test_an_empty_record_has_an_empty_curve():
    assert curve([], [], [], RULES).empty

import math

import numpy as np
import pytest

from analysis.verification.references import base_rate, consensus_of_others, peer_score
from tests.analysis.verification.made_judgements import forecasts, world


def test_base_rate_leaves_the_question_out():
    rows = forecasts([0.5] * 4, [1, 0, 0, 1], ["a", "b", "c", "a"], ["甲", "甲", "甲", "乙"])
    assert base_rate(rows).tolist() == [0.0, 0.5, 0.5, 0.0]


def test_one_question_has_no_base_rate():
    assert np.isnan(base_rate(forecasts([0.5], [1]))).all()


def test_each_of_two_questions_is_the_others_base_rate():
    rows = forecasts([0.5, 0.5], [1, 0], ["a", "b"])
    assert base_rate(rows).tolist() == [0.0, 1.0]


def test_consensus_is_of_the_others():
    rows = forecasts([0.2, 0.4, 0.9, 0.5], [1, 1, 1, 0], ["a", "a", "a", "b"], ["甲", "乙", "丙", "甲"])
    assert consensus_of_others(rows)[:3] == pytest.approx([0.65, 0.55, 0.3], abs=1e-12)
    assert math.isnan(consensus_of_others(rows)[3])


def test_peer_score_by_loops():
    rows = world([0.3, 1, 2], 30, seed=2, share=0.6)
    found = peer_score(rows, clip=0.01)
    for place, row in enumerate(rows.itertuples()):
        others = [math.log(o.probability if o.outcome else 1 - o.probability) for o in rows.itertuples()
                  if o.question_id == row.question_id and o.commentator != row.commentator]
        if others:
            own = math.log(row.probability if row.outcome else 1 - row.probability)
            assert found[place] == pytest.approx(100 * (own - sum(others) / len(others)), abs=1e-10)
        else:
            assert math.isnan(found[place])


def test_peer_scores_of_a_question_sum_to_nothing():
    rows = world([0.3, 1, 2, 3], 20, seed=4)
    sums = rows.assign(peer=peer_score(rows, clip=0.01)).groupby("question_id")["peer"].sum()
    assert sums.abs().max() == pytest.approx(0, abs=1e-10)

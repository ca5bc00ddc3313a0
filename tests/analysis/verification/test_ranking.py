import numpy as np
import pandas as pd

from analysis.verification import scoring_rules
from analysis.verification.ranking import ranks
from analysis.verification.references import peer_score
from tests.analysis.verification.made_judgements import forecasts, world

RULES = scoring_rules.load()
NOISE = (0.1, 0.5, 0.9, 1.4, 1.9, 2.5, 3.2, 4.0)


def ranked(rows):
    return ranks(rows.assign(score=peer_score(rows, clip=RULES.clip)), RULES)


def test_commentators_of_known_skill_are_ranked_within_their_intervals():
    inside = total = 0
    for seed in range(12):
        table = ranked(world(NOISE, 200, seed, share=0.7))
        true = table["commentator"].str[1:].astype(int) + 1
        inside += int(((table["rank_low"] <= true) & (true <= table["rank_high"])).sum())
        total += len(table)
    assert total == 12 * len(NOISE)
    assert inside >= 0.95 * total


def test_many_answers_tell_the_best_from_the_worst():
    table = ranked(world(NOISE, 400, seed=5))
    assert table["commentator"].iloc[0] in ("c00", "c01")
    assert table["commentator"].iloc[-1] in ("c06", "c07")
    best, worst = table.iloc[0], table.iloc[-1]
    assert best["rank_high"] < worst["rank_low"]


def test_equal_commentators_cannot_be_told_apart():
    table = ranked(world([1.0] * 8, 60, seed=6))
    assert (table["rank_high"] - table["rank_low"]).median() >= 4


def test_under_25_shared_questions_nobody_is_ranked():
    assert ranked(world(NOISE, 24, seed=1)).empty
    assert len(ranked(world(NOISE, 25, seed=1))) == len(NOISE)


def test_questions_nobody_else_answered_do_not_count():
    alone = forecasts([0.8] * 40, [1] * 40)
    assert ranked(alone).empty


def test_ranks_are_the_same_every_time():
    rows = world(NOISE, 60, seed=9)
    again = rows.sample(frac=1, random_state=1).reset_index(drop=True)
    pd.testing.assert_frame_equal(ranked(rows), ranked(again), rtol=1e-9)


def test_four_hundred_commentators_are_ranked_at_once():
    drawn = np.random.default_rng(3)
    table = ranked(world(drawn.uniform(0.2, 3, 400), 60, seed=3, share=0.9))
    assert len(table) == 400
    assert table["rank"].between(table["rank_low"], table["rank_high"]).all()

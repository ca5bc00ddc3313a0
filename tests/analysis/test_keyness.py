from math import log

import numpy as np
import pandas as pd
import pytest

from analysis import groups, keyness
from analysis.schemas import Tables
from tests.charts import invented


def table(**said):
    return pd.DataFrame([{"group": group, "word": word, "count": n} for group, words in said.items()
                         for word, n in words.items()]).astype(keyness.COUNTS)


def test_log_likelihood_by_hand():
    # 10 of 100 against 5 of 200: 5 and 10 expected, 2 (10 ln 2 + 5 ln 1/2) = 10 ln 2
    assert keyness.log_likelihood(10, 5, 100, 200) == pytest.approx(10 * log(2))
    assert keyness.log_likelihood(0, 5, 100, 200) == pytest.approx(10 * log(1.5))
    assert keyness.log_likelihood(5, 10, 100, 200) == pytest.approx(0)


def test_log_ratio_counts_doublings():
    assert keyness.log_ratio(10, 5, 100, 200) == pytest.approx(2)
    assert keyness.log_ratio(0, 4, 100, 100) == pytest.approx(-3)


def test_log_odds_by_hand():
    difference, z = keyness.log_odds(10, 5, 100, 200, 1, 10)
    expected = log(11 / (110 - 11)) - log(6 / (210 - 6))
    assert difference == pytest.approx(expected)
    assert z == pytest.approx(expected / (1 / 11 + 1 / 6) ** 0.5)


def test_prior_draws_rare_words_together():
    weak, strong = (keyness.log_odds(3, 0, 1000, 1000, 3 * scale, 2000 * scale)[0] for scale in (0.01, 1))
    assert weak > strong > 0


def test_false_finds_by_hand():
    assert keyness.adjusted(np.array([0.04, 0.01, 0.03, 0.5])).tolist() == pytest.approx([0.16 / 3, 0.04, 0.16 / 3, 0.5])
    assert keyness.adjusted(np.array([])).tolist() == []
    assert keyness.adjusted(np.array([0.01]), 10).tolist() == pytest.approx([0.1])


def test_two_groups_are_each_others_rest():
    found = keyness.measure(table(a={"对话": 30, "制裁": 10}, b={"对话": 10, "制裁": 30}))
    for_a, for_b = (found[(found["group"] == group) & (found["word"] == "对话")].iloc[0] for group in "ab")
    assert for_a["g2"] == pytest.approx(for_b["g2"])
    assert for_a["log_ratio"] == pytest.approx(-for_b["log_ratio"])
    assert (for_a["rate"], for_a["rest_rate"]) == (7500, 2500)
    assert set(keyness.top(found)["word"] + keyness.top(found)["group"]) == {"对话a", "制裁b"}


def test_each_of_three_groups_stands_against_the_others_together():
    found = keyness.measure(table(a={"对话": 40, "会": 60}, b={"对话": 1, "会": 99}, c={"对话": 1, "会": 99}))
    row = found[(found["group"] == "a") & (found["word"] == "对话")].iloc[0]
    assert (row["count"], row["rest"], row["size"], row["rest_size"]) == (40, 2, 100, 200)
    assert row["p"] < row["q"] < 0.001


def test_word_the_group_never_uses_is_under_used():
    found = keyness.measure(table(a={"会": 100}, b={"会": 50, "制裁": 50}))
    row = found[(found["group"] == "a") & (found["word"] == "制裁")].iloc[0]
    assert row["count"] == 0 and row["log_ratio"] < 0 and row["z"] < 0 and row["g2"] > 10.83


def test_rare_words_are_not_tested_but_count_in_the_size():
    found = keyness.measure(table(a={"会": 9, "罕": 1}, b={"会": 10}), least=3)
    assert set(found["word"]) == {"会"}
    assert found.loc[found["group"] == "a", "size"].iloc[0] == 10


def test_one_group_or_none_has_no_rest():
    assert keyness.measure(table(a={"会": 9})).empty
    assert keyness.measure(pd.DataFrame(columns=list(keyness.COUNTS)).astype(keyness.COUNTS)).empty
    assert keyness.top(keyness.measure(table(a={"会": 9}))).empty


@pytest.mark.parametrize("by", keyness.MEASURES)
def test_top_words_are_ranked_within_their_group(by):
    found = keyness.top(keyness.measure(table(a={"对话": 30, "制裁": 9, "会": 61}, b={"对话": 1, "制裁": 1, "会": 98})), by=by)
    assert found.loc[found["group"] == "a", "word"].tolist()[0] == "对话"
    assert found.loc[found["group"] == "a", "rank"].tolist() == list(range(1, (found["group"] == "a").sum() + 1))


def test_many_groups_are_ranked_alike_without_their_empty_cells():
    rows = {f"g{number:02d}": {"会": 50, f"词{number}": 9} for number in range(30)}
    found = keyness.measure(table(**rows))
    assert (found["count"] > 0).all()
    assert keyness.top(found, most=1).set_index("group")["word"]["g07"] == "词7"


def test_counts_leave_actors_and_short_words_out():
    tables = invented.tables([], words=[invented.word("甲国", 3), invented.word("会", 9), invented.word("会谈", 2),
                                        invented.word("会谈", 1, voice="王某")])
    members = groups.assign(tables, "commentator")
    found = keyness.counts(tables.words, members, codebook=invented.codebook())
    assert found.set_index("group")["count"].to_dict() == {"李某": 2, "王某": 1}
    assert "甲国" in set(keyness.counts(tables.words, members, codebook=invented.codebook(), actors=True)["word"])


def test_finding_names_the_surest_word():
    found = keyness.top(keyness.measure(table(a={"对话": 30, "会": 70}, b={"会": 100})))
    assert keyness.finding(found, {"a": "李某"}).title == "Only 李某 uses 对话, 30 times"
    assert keyness.finding(found.iloc[:0]).title == "No word clearly sets these groups apart"
    twice = keyness.top(keyness.measure(table(a={"对话": 60, "会": 40}, b={"对话": 20, "会": 80})))
    assert keyness.finding(twice).title == "a uses 对话 3.0 times as often as the rest"


def test_nobody_says_nothing():
    assert groups.assign(Tables.empty(), "commentator").empty
    assert keyness.counts(Tables.empty().words, groups.assign(Tables.empty(), "issue")).empty

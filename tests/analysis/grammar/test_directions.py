"""The direction of a claim, judged by its characters where no listed word tells it."""

import csv

import pytest

from analysis import codebook
from analysis.grammar import directions, outcomes, vocabulary
from analysis.text import fold

FIELDS = {code: issue.field for code, issue in codebook.load().issues.items()}


@pytest.mark.parametrize(("clause", "issue", "value"), [
    ("两国的驻军会各退十里", "china_india_border", 1), ("那几艘扣下的渔船会还给对方", "south_china_sea", 1),
    ("海关会把对方的货柜一只只翻开来查", "trade", -1), ("炮弹会再落到村子里", "thailand_cambodia", -1),
    ("这一席恐怕要差三千票", "taiwan_politics", 0), ("年底前会再减两次", "monetary_policy", 0),
])
def test_a_clause_nobody_wrote_a_rule_for_has_its_direction(clause, issue, value):
    assert directions.judge(clause, issue, FIELDS[issue])[0] == value


def test_shares_are_shares_and_digits_are_all_alike():
    told = directions.judge("年底前会再减3次", "monetary_policy", "economy")
    assert told == directions.judge("年底前会再减9次", "monetary_policy", "economy")
    assert 1 / 3 < told[1] <= 1


def test_an_issue_of_ones_own_is_judged_by_its_field_and_words():
    assert directions.judge("对方的渔船会被水炮赶走", "deep_sea", "security")[0] == -1
    assert directions.judge("", "deep_sea", "none_such") == directions.judge("", "", "")


def test_a_file_with_a_broken_line_is_named_with_the_line(tmp_path):
    path = tmp_path / "weights.tsv"
    path.write_text("kind\tname\tapart\tcloser\nbias\t\t-1\t-2\npiece\t撞\tmany\t3\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"weights.tsv\n  line 3: .*python -m tests.valence fit"):
        directions.weights(path)


def test_the_weights_are_small_and_know_every_issue():
    assert directions.WEIGHTS.stat().st_size < 1_000_000
    assert set(directions.weights().issues) == set(FIELDS)


def test_of_the_clauses_the_weights_were_fitted_to_most_of_which_no_word_decides_are_judged_right():
    """Not how good they are on others (python -m tests.valence judge), but that clauses, pieces and weights belong together."""
    words, right, n = vocabulary.load(), 0, 0
    with directions.WEIGHTS.with_name("clauses.tsv").open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            clause, valence = fold(row["clause"]), int(row["valence"])
            if place % 8 or outcomes.valence(clause, "", words):
                continue
            n += 1
            right += directions.judge(clause, row["issue"], FIELDS[row["issue"]])[0] == valence
    assert n > 500 and right > 0.85 * n

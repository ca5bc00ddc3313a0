import pytest

from analysis import compare, groups, keyness
from analysis.schemas import Tables
from charts import matrix
from tests.charts import invented

BOOK = invented.codebook()


def two():
    rows = [invented.prediction(number, "李某", "summit", "wont", 1) for number in range(1, 4)]
    rows += [invented.prediction(number, "王某", "summit", "will", 1) for number in range(4, 7)]
    rows += [invented.prediction(number, voice, "sanctions", "unlikely", 1) for number, voice in
             ((7, "李某"), (8, "李某"), (9, "李某"), (10, "王某"), (11, "王某"), (12, "王某"))]
    rows += [invented.prediction(13, "王某", "x", "will", 1, condition="如果"), invented.prediction(14, "李某", "y", "will", 1)]
    tables = invented.tables(rows, words=[invented.word("对话", 30), invented.word("会谈", 70),
                                          invented.word("会谈", 99, voice="王某"), invented.word("甲国", 50, voice="王某")])
    return tables, groups.split(tables, "commentator", ["李某", "王某"])


def test_amounts_stand_side_by_side():
    found = compare.amounts(two()[1]).set_index("measure")
    assert found.loc["predictions"].tolist() == [7, 7]
    assert found.loc["conditional"].tolist() == [0, 1]
    assert found.loc["words"].tolist() == [100, 149]


def test_means_with_n_on_each_issue():
    found = compare.issues(two()[1], BOOK)
    row = found[(found["issue"] == "summit") & (found["group"] == "王某")].iloc[0]
    assert (row["mean"], row["n"], row["closer"], row["apart"]) == (pytest.approx(0.9), 3, 3, 0)
    only_if = found[found["issue"] == "x"].iloc[0]
    assert (only_if["n"], only_if["conditional"]) == (0, 1)
    assert only_if["mean"] != only_if["mean"]


def test_shared_and_differing_positions():
    found = compare.positions(compare.issues(two()[1], BOOK)).set_index("issue")
    assert found["kind"].to_dict() == {"summit": "differ", "sanctions": "share", "x": "few", "y": "few"}
    assert found.loc["summit", ["gap", "low", "high"]].tolist() == [pytest.approx(1.8), "李某", "王某"]
    assert compare.positions(compare.issues(two()[1], BOOK), least=1).set_index("issue")["kind"]["y"] == "one_sided"


def test_groups_can_be_drawn_as_a_matrix_in_their_order():
    by_issue = compare.issues(groups.split(two()[0], "commentator", ["王某", "李某"]), BOOK)
    table = compare.matrix(by_issue, ["王某", "李某"])
    assert table.rows["commentator"].tolist() == ["王某", "李某"]
    assert table.columns["issue"].tolist() == ["sanctions", "summit"]
    assert table.hidden["issues"] == 2 and table.total["n"] == 12
    assert len(matrix.draw(table).data) > 0


def test_words_that_set_groups_apart():
    found = keyness.top(compare.words(two()[1], BOOK))
    assert found.loc[found["group"] == "李某", "word"].tolist() == ["对话"]
    assert "甲国" not in set(found["word"])


def test_who_is_most_like_one_commentator():
    tables = invented.tables([invented.prediction(1, "李某", "summit", "wont", 1), invented.prediction(2, "李某", "x", "wont", 1),
                              invented.prediction(3, "王某", "summit", "wont", 1), invented.prediction(4, "王某", "x", "wont", 1),
                              invented.prediction(5, "赵某", "summit", "will", 1), invented.prediction(6, "赵某", "x", "will", 1)])
    found = compare.likeness(tables, "王某")
    assert found[["commentator", "net"]].to_numpy().tolist() == [["李某", 1], ["赵某", -1]]


def test_finding_names_the_widest_gap():
    found = compare.positions(compare.issues(two()[1], BOOK))
    assert compare.finding(found, ["李某", "王某"]).title == "李某 and 王某 differ on 1 of 2 issues, most on Leaders' meeting"
    assert compare.finding(found[found["kind"] == "share"], ["甲", "乙"]).title == "甲 and 乙 agree on Sanctions"
    assert compare.finding(found.iloc[:0], ["甲", "乙", "丙"]).title == "The 3 groups take no position on the same issue"


def test_shared_voices_are_counted():
    tables, parts = two()
    assert compare.pairs({**parts, "all": tables}) == [("李某", "王某", 0), ("李某", "all", 1), ("王某", "all", 1)]


@pytest.mark.parametrize("parts", [{}, {"a": Tables.empty()}, {"a": Tables.empty(), "b": Tables.empty()}])
def test_nothing_can_be_compared(parts):
    by_issue = compare.issues(parts, BOOK)
    assert by_issue.empty and compare.positions(by_issue).empty and compare.words(parts, BOOK).empty
    assert compare.matrix(by_issue, list(parts)).cells.empty
    assert len(compare.amounts(parts).columns) == len(parts) + 1

import pytest

from analysis import summaries
from analysis.schemas import Tables
from tests.charts import invented


@pytest.mark.parametrize(("outlook", "expected"), [(-0.9, -2), (-0.75, -2), (-0.6, -1), (-0.2, -1), (-0.19, 0), (0, 0),
                                                   (0.2, 1), (0.74, 1), (0.75, 2), (float("nan"), 0)])
def test_steps_are_cut_at_a_fifth_and_three_quarters(outlook, expected):
    assert summaries.step(outlook) == expected


def test_the_split_leaves_out_what_moves_neither_way():
    split = summaries.split_by_issue(invented.four().predictions, invented.codebook())
    assert list(split["prediction_id"].str[-3:]) == ["001", "002", "003"]
    assert split["few"].all()


def test_the_split_puts_sure_before_hedged_before_conditional():
    rows = [invented.prediction(1, "李某", "summit", "wont", 1, condition="如果甲国让步"),
            invented.prediction(2, "李某", "summit", "unlikely", 1), invented.prediction(3, "王某", "summit", "wont", 1)]
    split = summaries.split_by_issue(invented.tables(rows).predictions, invented.codebook())
    assert list(split["prediction_id"].str[-3:]) == ["003", "002", "001"]


def test_chance_is_of_coming_closer_whichever_way_the_outcome_points():
    rows = [invented.prediction(1, "李某", "summit", "likely", 1), invented.prediction(2, "王某", "summit", "likely", -1)]
    frame = summaries.outcomes(invented.tables(rows).predictions, invented.codebook(), "summit").set_index("commentator")
    assert frame.loc["李某", "chance"] == pytest.approx(0.8)
    assert frame.loc["王某", "chance"] == pytest.approx(0.2)
    assert frame.loc["王某", ["low", "high"]].tolist() == pytest.approx([1 - 0.84, 1 - 0.7])


def test_possible_has_no_range():
    frame = summaries.outcomes(invented.four().predictions, invented.codebook(), "sanctions")
    assert frame[["low", "high"]].isna().all(axis=None)


def test_the_side_most_take_stands_on_top_and_who_only_speaks_conditionally_below():
    rows = [invented.prediction(1, "甲", "summit", "wont", 1), invented.prediction(2, "乙", "summit", "will", 1),
            invented.prediction(3, "丙", "summit", "likely", 1), invented.prediction(4, "丁", "summit", "will", 1,
                                                                                  condition="如果甲国让步")]
    frame = summaries.outcomes(invented.tables(rows).predictions, invented.codebook(), "summit")
    assert list(frame["commentator"]) == ["乙", "丙", "甲", "丁"]


def test_a_commentator_counts_once_in_the_median():
    rows = [invented.prediction(number, "甲", "summit", "will", 1) for number in range(1, 9)]
    rows += [invented.prediction(10 + number, name, "summit", "wont", 1) for number, name in enumerate("乙丙")]
    middle = summaries.median(summaries.outcomes(invented.tables(rows).predictions, invented.codebook(), "summit"))
    assert middle["n"] == 3
    assert middle["chance"] == pytest.approx(0.05)


def test_a_condition_counts_in_no_mean():
    table = summaries.matrix(invented.four(), invented.codebook(), least=1)
    cell = table.cells[(table.cells["commentator"] == "李某") & (table.cells["issue"] == "summit")].iloc[0]
    assert cell["value"] == pytest.approx(-0.9)
    assert cell["n"] == 1
    assert cell["ids"] == "d1-p001 d1-p002"


def test_a_cell_of_conditions_only_says_so():
    rows = [invented.prediction(1, "李某", "summit", "will", 1, condition="如果甲国让步")]
    cell = summaries.matrix(invented.tables(rows), invented.codebook(), least=1).cells.iloc[0]
    assert cell["conditional_only"]
    assert cell["n"] == 0
    assert cell["value"] == pytest.approx(0.9)


def test_a_voice_on_both_sides_is_marked():
    rows = [invented.prediction(1, "李某", "summit", "will", 1), invented.prediction(2, "李某", "summit", "wont", 1)]
    assert summaries.matrix(invented.tables(rows), invented.codebook(), least=1).cells["both"].tolist() == [True]


def test_commentators_and_issues_below_the_least_are_hidden():
    rows = [invented.prediction(number, "甲", "summit", "will", 1) for number in range(1, 4)]
    rows += [invented.prediction(10 + number, "乙", "sanctions", "will", 1) for number in range(2)]
    rows += [invented.prediction(20, "丙", "summit", "will", 1), invented.prediction(21, "乙", "summit", "wont", 1)]
    table = summaries.matrix(invented.tables(rows), invented.codebook(), least=3)
    assert list(table.rows["commentator"]) == ["乙", "甲"]
    assert list(table.columns["issue"]) == ["summit"]
    assert table.hidden == {"commentators": 1, "issues": 1}
    assert table.total["n"] == 4


def test_the_matrix_of_mentions_counts_places():
    table = summaries.matrix(invented.four(), invented.codebook(), value="mentions", least=1)
    assert table.total["value"] == 2
    assert set(table.cells["commentator"]) == {"李某", "王某"}


def test_shares_are_percent_of_a_commentators_own_statements():
    rows = [invented.prediction(number, "甲", "summit", "will", 1) for number in range(3)]
    rows += [invented.prediction(9, "甲", "sanctions", "will", 1), invented.prediction(10, "乙", "sanctions", "will", 1)]
    table = summaries.matrix(invented.tables(rows), invented.codebook(), value="share", least=1)
    assert {(row.commentator, row.issue): row.value for row in table.cells.itertuples()} == {
        ("甲", "summit"): 75, ("甲", "sanctions"): 25, ("乙", "sanctions"): 100}
    assert dict(zip(table.columns["issue"], table.columns["value"])) == {"summit": 60, "sanctions": 40}
    assert list(table.rows["value"]) == [100, 100]


def test_certainty_is_the_distance_from_even_whatever_the_side():
    rows = [invented.prediction(1, "甲", "summit", "will", 1), invented.prediction(2, "甲", "summit", "possible", 1),
            invented.prediction(3, "甲", "sanctions", "wont", -1)]
    table = summaries.matrix(invented.tables(rows), invented.codebook(), value="certainty", least=1)
    assert {row.issue: row.value for row in table.cells.itertuples()} == pytest.approx({"summit": 22.5, "sanctions": 45})
    assert table.total["value"] == pytest.approx(30)


def test_totals_say_how_many_of_a_hundred_are_against_and_for():
    likelihoods = ["wont", "wont", "will", "will", "will"]
    rows = [invented.prediction(number, "甲", "summit", word, 1) for number, word in enumerate(likelihoods)]
    table = summaries.matrix(invented.tables(rows), invented.codebook(), least=1)
    assert table.rows[["against", "hopeful"]].iloc[0].tolist() == pytest.approx([40, 60])
    assert table.columns[["against", "hopeful"]].iloc[0].tolist() == pytest.approx([40, 60])


def test_a_folded_field_pools_the_statements_of_its_issues():
    book = invented.codebook()
    field = book.issues["summit"].field
    inside = [code for code, issue in book.issues.items() if issue.field == field]
    rows = [invented.prediction(number, "甲", "summit", "will", 1) for number in range(3)]
    rows.append(invented.prediction(9, "甲", inside[-1], "wont", 1))
    table = summaries.matrix(invented.tables(rows), book, least=1, folded=[field])
    assert list(table.columns["issue"]) == [f"field:{field}"]
    assert table.cells["value"].iloc[0] == pytest.approx((3 * 0.9 - 0.9) / 4)
    assert summaries.issues_of(f"field:{field}", book) == inside
    assert table.columns["label"].iloc[0][0].isupper()
    assert list(summaries.matrix(invented.tables(rows), book, least=1).columns["issue"]) == [inside[-1], "summit"]


@pytest.mark.parametrize(("order", "expected"), [("", "丙甲乙"), ("size", "乙丙甲"), ("outlook", "丙甲乙"), ("likeness", "丙甲乙")])
def test_the_matrix_is_ordered_as_asked(order, expected):
    said = {"甲": ("possible", 1), "乙": ("will", 3), "丙": ("wont", 2)}
    rows = [invented.prediction(10 * place + number, who, "summit", word, 1) for place, (who, (word, times)) in enumerate(said.items())
            for number in range(times)]
    table = summaries.matrix(invented.tables(rows), invented.codebook(), least=1, order=order)
    assert "".join(table.rows["commentator"]) == expected


def test_an_unknown_value_of_the_matrix_is_named():
    with pytest.raises(ValueError, match="outlook, count, mentions"):
        summaries.matrix(invented.four(), invented.codebook(), value="colour")


def test_names_of_states_stay_only_when_asked_for():
    tables = invented.four()
    assert "甲国" not in set(summaries.ranked_words(tables, invented.codebook())["word"])
    assert "甲国" in set(summaries.ranked_words(tables, invented.codebook(), actors=True)["word"])


def test_commentators_and_words_of_likelihood_are_no_words_to_count():
    tables = invented.tables([invented.prediction(1, "李某", "summit", "likely", 1, cue="很可能")],
                             words=[invented.word("很可能", 9), invented.word("李某", 8), invented.word("会晤", 1)])
    assert list(summaries.ranked_words(tables, invented.codebook())["word"]) == ["会晤"]


def test_words_of_one_commentator():
    ranked = summaries.ranked_words(invented.four(), invented.codebook(), by="commentator", group="王某")
    assert dict(zip(ranked["word"], ranked["count"])) == {"制裁": 4, "突破": 2}


def test_documents_are_counted_by_side():
    row = summaries.documents_overview(invented.four()).iloc[0]
    assert row[["voices", "predictions", "apart", "open", "closer"]].tolist() == [3, 4, 1, 1, 1]


def test_nothing_comes_of_nothing():
    empty, codebook = Tables.empty(), invented.codebook()
    assert summaries.split_by_issue(empty.predictions, codebook).empty
    assert summaries.outcomes(empty.predictions, codebook).empty
    assert summaries.median(summaries.outcomes(empty.predictions, codebook)) is None
    assert summaries.most_judged(empty.predictions) is None
    assert all(summaries.matrix(empty, codebook, value=value).cells.empty for value in summaries.VALUES)
    assert summaries.ranked_words(empty, codebook).empty
    assert summaries.documents_overview(empty).empty
    assert summaries.counts(empty)["predictions"] == 0

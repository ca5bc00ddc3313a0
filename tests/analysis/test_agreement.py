import json

import pandas as pd
import pytest

from analysis import agreement, store
from analysis.agreement import Coding, figures, kappa, meeting, pairs
from analysis.schemas import DOCUMENTS, LIKELIHOODS, PREDICTIONS, SCHEMAS, Tables


def table(*rows):
    """Rows of (doc_id, commentator, issue, start, end, likelihood, valence, condition)."""
    return PREDICTIONS.frame([{
        "prediction_id": f"p{n}", "commentary_id": "c", "doc_id": doc, "commentator": who, "made_on": pd.NaT, "issue": issue,
        "outcome": "停火", "likelihood": likelihood, "probability": 0.5, "valence": valence, "outlook": 0.0,
        "condition": condition, "horizon_start": pd.NaT, "horizon_end": pd.NaT, "cue": "会", "quote": "停火会来",
        "start": start, "end": end} for n, (doc, who, issue, start, end, likelihood, valence, condition) in enumerate(rows)])


FIRST = table(("d", "甲", "trade", 0, 10, "will", -1, ""), ("d", "甲", "iran", 20, 30, "likely", 1, "如果"),
              ("d", "乙", "trade", 40, 50, "wont", 1, ""), ("d", "乙", "syria", 60, 70, "possible", 1, ""),
              ("e", "丙", "trade", 0, 10, "will", 1, ""))
SECOND = table(("d", "甲", "trade", 0, 10, "will", -1, ""), ("d", "甲", "iran", 25, 40, "possible", 1, ""),
               ("d", "乙", "trade", 42, 48, "unlikely", 1, ""), ("d", "丁", "syria", 60, 70, "possible", 1, ""))


@pytest.fixture
def told():
    return figures(Coding(frozenset("de"), FIRST), Coding(frozenset("df"), SECOND))


def test_only_documents_both_coded_are_compared(told):
    assert told["documents"] == {"first": 2, "second": 2, "both": 1}
    assert told["rows"] == {"first": 4, "second": 4, "both": 3}


def test_figures_are_those_worked_out_by_hand(told):
    assert told["found"] == {"first_also_second": 0.75, "second_also_first": 0.75, "f1": 0.75,
                             "f1_whoever_whatever_issue": 1.0}
    same = told["on_pairs"]
    # will/will, likely/possible, wont/unlikely: one of three exact; by chance will 1/3 x 1/3.
    assert same["likelihood_exact"] == pytest.approx(1 / 3)
    assert same["likelihood_within_a_step"] == 1.0
    assert same["likelihood_kappa"] == pytest.approx((1 / 3 - 1 / 9) / (1 - 1 / 9))
    # Steps apart: observed 0+1+1 of 3; expected from all 9 crossings: will 0+2+3, likely 1+1+2, wont 4+2+1 = 16 of 9.
    assert same["likelihood_kappa_linear"] == pytest.approx(1 - (2 / 3) / (16 / 9))
    # Squared: will 0+4+9, likely 1+1+4, wont 16+4+1 = 40 of 9.
    assert same["likelihood_kappa_quadratic"] == pytest.approx(1 - (2 / 3) / (40 / 9))
    # -1/-1, +1/0, -1/-1
    assert same["outlook_sign"] == pytest.approx(2 / 3)
    assert same["condition"] == pytest.approx(2 / 3)
    assert told["confusion"]["likely"]["possible"] == 1
    assert told["likelihoods"]["will"] == {"first": 1, "second": 1, "both": 1}


def test_cohens_own_kind_of_table():
    left = ["yes"] * 25 + ["no"] * 25
    right = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(left, right) == pytest.approx(0.4)


def test_kappa_of_two_codes_is_the_same_however_weighted():
    left, right = ["will", "wont", "will", "wont"], ["will", "will", "will", "wont"]
    assert kappa(left, right, LIKELIHOODS, 1) == pytest.approx(kappa(left, right))
    assert kappa(left, right, LIKELIHOODS, 2) == pytest.approx(kappa(left, right))


def test_a_table_agrees_with_itself_wholly():
    coding = Coding(frozenset("de"), FIRST)
    told = figures(coding, coding)
    assert set(told["found"].values()) == {1.0}
    assert set(told["on_pairs"].values()) == {1.0}


def test_nothing_to_compare_is_no_figure():
    told = figures(Coding(frozenset("d"), PREDICTIONS.empty()), Coding(frozenset("d"), PREDICTIONS.empty()))
    assert set(told["found"].values()) == {None} and set(told["on_pairs"].values()) == {None}
    assert "–" in agreement.show(told, "a", "b")


def test_f1_is_the_same_whoever_is_first():
    left, right = Coding(frozenset("d"), FIRST[:2]), Coding(frozenset("d"), SECOND)
    assert figures(left, right)["found"]["f1"] == figures(right, left)["found"]["f1"] == pytest.approx(4 / 6)


def test_the_largest_overlap_is_paired_and_each_row_once():
    long = table(("d", "甲", "trade", 0, 30, "will", 1, ""))
    two = table(("d", "甲", "trade", 0, 10, "will", 1, ""), ("d", "甲", "trade", 10, 30, "wont", 1, ""))
    assert pairs(long, two) == [(0, 1)]


def test_quotes_that_share_less_than_half_of_the_shorter_are_two_predictions():
    one = table(("d", "甲", "trade", 0, 10, "will", 1, ""))
    assert pairs(one, table(("d", "甲", "trade", 5, 15, "will", 1, ""))) == [(0, 0)]
    assert pairs(one, table(("d", "甲", "trade", 6, 16, "will", 1, ""))) == []


def written(folder, predictions, form):
    documents = DOCUMENTS.frame([{
        "doc_id": doc, "source": f"{doc}.txt", "title": "题", "outlet": "", "author": "", "published": pd.NaT,
        "published_precision": "unknown", "script": "Hans", "text": "停火会来"} for doc in "de"])
    empty = Tables.empty()
    store.write(Tables(documents, empty.commentaries, empty.mentions, predictions, empty.events, empty.words), folder, form)
    return folder


@pytest.mark.parametrize("form", store.FORMATS)
def test_every_format_of_build_is_read(tmp_path, form):
    coding = agreement.read(written(tmp_path / "a", FIRST, form))
    assert coding.documents == frozenset("de")
    assert figures(coding, Coding(frozenset("de"), FIRST))["on_pairs"]["condition"] == 1.0
    assert len(agreement.read(written(tmp_path / "b", PREDICTIONS.empty(), form)).predictions) == 0


def test_a_folder_without_tables_is_named(tmp_path):
    with pytest.raises(agreement.AgreementError, match="no documents table here"):
        agreement.read(tmp_path)


def test_a_table_of_other_columns_is_named(tmp_path):
    written(tmp_path, FIRST, "csv")
    (tmp_path / "predictions.csv").write_text("a,b\n1,2\n")
    with pytest.raises(agreement.AgreementError, match="predictions"):
        agreement.read(tmp_path)


def test_the_command_prints_both_sides_or_json(tmp_path, capsys):
    from analysis.__main__ import main

    first, second = written(tmp_path / "rules", FIRST, "parquet"), written(tmp_path / "model", SECOND, "csv")
    assert main(["agreement", str(first), str(second)]) == 0
    shown = capsys.readouterr().out
    assert "rules" in shown and "model" in shown and "Cohen's kappa" in shown
    assert main(["agreement", str(first), str(second), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == {"first": 5, "second": 4, "both": 3}


def test_the_command_names_a_folder_that_holds_nothing(tmp_path, capsys):
    from analysis.__main__ import main

    assert main(["agreement", str(tmp_path), str(tmp_path)]) == 1
    assert "Give a folder" in capsys.readouterr().err


def test_quotes_meet_that_share_half_of_the_shorter_largest_overlap_first():
    left, right = [(0, 10), (8, 20)], [(5, 18), (0, 4), (30, 40)]
    everything = [(i, j) for i in range(2) for j in range(3)]
    assert meeting(everything, left, right) == [(1, 0), (0, 1)]
    assert meeting([(0, 0)], left, right) == [(0, 0)]
    assert meeting([(0, 2)], left, right) == []


def test_line_separator_in_a_text_parts_no_row_of_json_lines(tmp_path):
    documents = DOCUMENTS.frame([{"doc_id": "d", "source": "a", "title": "题", "outlet": "", "author": "", "published": None, "published_precision": "unknown",
                                  "script": "Hans", "text": "一\u2028二\x85三"}])
    store.write(Tables(documents, *(schema.empty() for schema in SCHEMAS[1:])), tmp_path, "jsonl")
    assert agreement.read(tmp_path).documents == {"d"}

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.schemas import LINKS
from analysis.verification import linking, links, questions
from analysis.verification.linking import Weights
from tests.analysis.asked import corpus, link, question

ANY = replace(linking.weights(), least=0.0)
MEET = question(terms=("会晤", "见 面"), actors=("russia",))


def proposed(tables, book, *asked, by=ANY, **how):
    return linking.propose(tables, questions.table(asked), book, by=by, **how)


def test_issue_actors_time_and_words_make_a_proposal_with_its_reason(book):
    tables = corpus(("甲", "summit", "likely", 1, "普京多半要去会晤。", ""))
    (row,) = proposed(tables, book, MEET, by=None).itertuples()
    assert (row.question_id, row.prediction_id, row.decision, row.direction) == ("they-meet", "d-p0", "proposed", 1)
    assert row.confidence >= linking.weights().sure
    assert row.reason == "on the leaders’ meeting; says “会晤”; names Russia; written 1 March 2030"


def test_the_reason_is_told_in_the_language_asked_for(book):
    (row,) = proposed(corpus(("甲", "summit", "likely", 1, "普京多半要去会晤。", "")), book, MEET, language="zh-Hans").itertuples()
    assert row.reason == "议题：首脑会晤；说到“会晤”；提到俄罗斯；写于2030年3月1日"


def test_words_count_in_either_script_and_apart(book):
    tables = corpus(("甲", "summit", "likely", 1, "普京也許會去見上一面。", ""), ("甲", "summit", "likely", 1, "普京另有打算。", ""))
    rows = proposed(tables, book, MEET, by=replace(ANY, soon=0)).set_index("prediction_id")["confidence"]
    assert rows["d-p0"] - rows["d-p1"] == pytest.approx(ANY.words_said)


def test_an_outcome_of_the_other_sign_points_to_no(book):
    (row,) = proposed(corpus(("甲", "summit", "will", -1, "普京会取消会晤。", "")), book, MEET).itertuples()
    assert row.direction == -1
    (row,) = proposed(corpus(("甲", "summit", "will", 0, "普京总要会晤。", "")), book, MEET).itertuples()
    assert row.direction == 1


@pytest.mark.parametrize("made_on", [None, "2029-12-31", "2031-01-01"])
def test_what_was_not_said_while_the_question_was_open_is_not_proposed(book, made_on):
    assert proposed(corpus(("甲", "summit", "likely", 1, "普京要去会晤。", ""), made_on=made_on), book, MEET).empty


def test_what_is_said_on_the_day_an_open_question_closes_is_proposed(book):
    assert len(proposed(corpus(("甲", "summit", "likely", 1, "普京要去会晤。", ""), made_on="2030-12-31"), book, MEET)) == 1


def test_nothing_is_proposed_from_the_day_the_answer_was_known(book):
    known = replace(MEET, resolution="yes", resolved_on=date(2030, 3, 1))
    said = ("甲", "summit", "likely", 1, "普京要去会晤。", "")
    assert proposed(corpus(said), book, known).empty
    assert len(proposed(corpus(said, made_on="2030-02-28"), book, known)) == 1


def test_texts_that_name_none_of_those_concerned_are_passed_over(book):
    assert proposed(corpus(("甲", "summit", "likely", 1, "美国要去会晤。", "")), book, MEET).empty


def test_another_issue_is_proposed_only_with_a_word_of_the_outcome(book):
    rows = proposed(corpus(("甲", "syria", "likely", 1, "普京要去会晤。", ""), ("甲", "syria", "likely", 1, "普京不会撤军。", "")), book, MEET)
    assert rows["prediction_id"].tolist() == ["d-p0"]


def test_a_term_wholly_outside_the_questions_is_passed_over(book):
    tables = corpus(("甲", "summit", "likely", 1, "普京要去会晤。", ""))
    tables.predictions["horizon_start"] = tables.predictions["horizon_end"] = pd.Timestamp("2035-01-01")
    assert proposed(tables, book, MEET).empty


def test_of_a_sentence_on_several_issues_only_that_of_the_question_is_proposed(book):
    tables = corpus(("甲", "sanctions", "likely", 1, "普京要去会晤。", ""), ("甲", "summit", "likely", 1, "另一句。", ""))
    tables.predictions.loc[1, ["start", "end", "quote", "outcome"]] = tables.predictions.loc[0, ["start", "end", "quote", "outcome"]]
    assert proposed(tables, book, MEET)["prediction_id"].tolist() == ["d-p1"]


VOTE = question("vote", issue="us_politics", valence=0, terms=("赢得选举",))


@pytest.mark.parametrize(("condition", "meant"), [
    ("如果赢得选举", ("vote", "yes")), ("如果没有赢得选举", ("vote", "no")), ("如果下雨", ("", "yes"))])
def test_a_condition_is_taken_to_the_question_it_names(book, condition, meant):
    rows = proposed(corpus(("甲", "summit", "likely", 1, "普京会去会晤。", condition)), book, MEET, VOTE)
    (row,) = rows[rows["question_id"] == "they-meet"].itertuples()
    assert (row.condition, row.condition_is) == meant


def test_the_opposite_and_the_same_belong_to_the_condition_before(book):
    tables = corpus(("甲", "summit", "likely", 1, "普京会去会晤。", "如果赢得选举"), ("甲", "summit", "wont", 1, "普京不会会晤。", "反之"),
                    ("甲", "summit", "likely", 1, "普京才会会晤。", "到那时"), ("乙", "summit", "likely", 1, "普京又会会晤。", "反之"))
    rows = proposed(tables, book, MEET, VOTE)
    rows = rows[rows["question_id"] == "they-meet"].set_index("prediction_id")[["condition", "condition_is"]]
    assert rows.loc["d-p1"].tolist() == ["vote", "no"]
    assert rows.loc["d-p2"].tolist() == ["vote", "yes"]
    assert rows.loc["d-p3"].tolist() == ["", "yes"]


def test_otherwise_is_the_opposite_of_what_was_predicted_before(book):
    worse = question("worse", issue="sanctions", valence=-1, terms=("加码",))
    tables = corpus(("甲", "summit", "will", 1, "普京只能会晤。", ""), ("甲", "sanctions", "will", -1, "普京将遭制裁加码。", "否则"))
    rows = proposed(tables, book, MEET, worse).set_index("question_id")
    assert rows.loc["worse", ["condition", "condition_is"]].tolist() == ["they-meet", "no"]


def test_a_question_without_terms_is_looked_for_by_the_words_of_its_proposition(book):
    (asked,) = questions.table([question(zh="普京与特朗普在2030年12月31日前签署停火协议")]).itertuples()
    terms = {part for term in linking.terms_of(asked, book) for part in term}
    assert "签署" in terms and not terms & {"普京", "特朗普", "12", "月", "日"}


def test_empty_tables_and_no_questions_bring_no_proposals(book):
    assert proposed(corpus(), book, MEET).empty
    assert proposed(corpus(("甲", "summit", "likely", 1, "普京要去会晤。", "")), book).empty


def test_proposals_are_measured_against_a_persons_links():
    rows = list(corpus(*[("甲", "summit", "likely", 1, f"第{n}句。", "") for n in "一二三四"]).predictions.itertuples())
    made = LINKS.frame([link(row, confidence=confidence, decision="proposed") for row, confidence in zip(rows, (.9, .8, .7, .3))])
    told = LINKS.frame([link(rows[0]), link(rows[1], direction=-1), link(rows[3])])
    found = linking.measure(made, told, .5)
    assert (found.proposed, found.right, found.confirmed, found.direction) == (3, 2, 3, .5)
    assert (found.precision, found.recall, found.f1) == (2 / 3, 2 / 3, 2 / 3)


def test_weights_that_miss_one_are_named(tmp_path):
    path = tmp_path / "linking.toml"
    path.write_text("[weights]\nissue_same = 1\n[bounds]\nleast = 0.5\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"linking\.toml"):
        linking.weights(path)


@pytest.fixture(scope="module")
def sample(book):
    from analysis import documents, pipeline

    folder = Path(__file__).parent.parent.parent.parent / "data" / "sample"
    return pipeline.code(documents.table(documents.gather([folder]).readings), book)


def test_shipped_links_name_questions_and_sentences_that_are_there(book, sample):
    asked = questions.load(book).asked
    decided = links.anchored(links.shipped(sample), sample)
    assert set(decided["question_id"]) <= set(asked)
    assert set(decided["condition"]) <= {*asked, links.UNCONDITIONAL, ""}
    assert (decided["prediction_id"] != "").mean() > 0.95
    texts = dict(zip(sample.documents["doc_id"], sample.documents["text"]))
    shipped = links.shipped(sample)
    assert all(texts[row.doc_id][row.start:row.end] == row.quote for row in shipped.itertuples())


def test_proposals_for_the_sample_stay_as_good_as_said(book, sample):
    asked = questions.table(questions.load(book).asked.values())
    decided = links.anchored(links.shipped(sample), sample)
    decided = decided[decided["decision"] == "confirmed"]
    made = linking.propose(sample, asked, book)
    sure = linking.measure(made, decided, linking.weights().sure)
    every = linking.measure(made, decided, linking.weights().least)
    assert sure.precision > .72 and sure.recall > .75
    assert every.recall > .82
    assert isinstance(linking.weights(), Weights)

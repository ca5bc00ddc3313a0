from datetime import date

import pandas as pd
import pytest

from analysis.library import Library
from analysis.verification import docket, judgements, questions
from analysis.verification.happenings import happened
from analysis.verification.own_questions import OwnQuestions
from analysis.verification.questions import Source
from tests.analysis.asked import corpus, links_of, question

TODAY = pd.Timestamp("2030-06-01 15:00")
SAID = corpus(("甲", "summit", "likely", 1, "会晤能成。", ""), ("乙", "summit", "wont", 1, "会晤不成。", ""),
              ("甲", "summit", "possible", 1, "会晤或许能成。", ""))


@pytest.fixture
def own():
    with Library() as library:
        yield OwnQuestions(library.engine)


def test_the_docket_holds_shipped_and_own_questions_and_decisions(book, own):
    own.save([question()])
    own.decide(links_of(SAID, question_id="they-meet"))
    opened = docket.open_docket(SAID, book, own)
    assert "they-meet" in opened.book.asked and len(opened.questions) > 40
    judged = opened.judged(SAID.predictions, book.mappings["lunheng"])
    assert judged["forecast"].tolist() == [.8, .05, .5]
    assert set(judged["standing"]) == {"open"}


def test_without_a_library_there_is_what_is_shipped(book):
    assert docket.open_docket(SAID, book).links.empty


def test_an_own_answer_yes_comes_to_what_happened_and_a_fact_stands_once(book, own):
    own.save([question(resolution="yes", resolved_on=date(2030, 5, 5), sources=(Source("某报", "https://example.org/a"),))])
    came = docket.open_docket(SAID, book, own).came()
    (row,) = came[came["happening"] == "they-meet"].itertuples()
    assert (row.date, row.label_en, row.source) == (pd.Timestamp("2030-05-05"), "They meet", "某报, https://example.org/a")
    assert not came["happening"].duplicated().any()
    assert set(happened()["happening"]) < set(came["happening"])
    assert came["date"].is_monotonic_increasing


def test_what_is_due_comes_soonest_first_and_the_overdue_last():
    asked = questions.table([question("late", closes=date(2030, 5, 1)), question("soon", closes=date(2030, 6, 11)),
                             question("sooner", closes=date(2030, 6, 1)), question("far", closes=date(2030, 12, 1)),
                             question("done", closes=date(2030, 6, 2), resolution="void", resolved_on=date(2030, 5, 2))])
    rows = docket.due(asked, TODAY, 30)
    assert rows[["question_id", "left"]].values.tolist() == [["sooner", 0], ["soon", 10], ["late", -31]]
    assert docket.status(asked, TODAY).tolist() == ["overdue", "open", "open", "open", "void"]


def test_what_was_answered_last_comes_first():
    asked = questions.table([question(f"q{day}", resolution="void", resolved_on=date(2030, 5, day)) for day in (3, 9, 5)] + [question()])
    assert docket.answered(asked, 2)["question_id"].tolist() == ["q9", "q5"]


def judged(*rows):
    return pd.DataFrame([{"made_on": pd.Timestamp(day), "commentator": who, "forecast": forecast, "hedged": False,
                          "prediction_id": f"p{place}", "standing": standing}
                         for place, (day, who, forecast, standing) in enumerate(rows)])


def test_the_consensus_is_the_mean_of_what_each_said_last():
    told = docket.expected_over_time(judged(
        ("2030-01-01", "甲", .8, "scored"), ("2030-02-01", "乙", .2, "scored"), ("2030-03-01", "甲", .4, "scored"),
        ("2030-03-01", "甲", .6, "scored"), ("2030-04-01", "丙", .9, "void"), ("2030-04-01", "丁", .9, "outside")))
    assert told["consensus"].round(6).tolist() == [.8, .5, .35]
    assert told["n"].tolist() == [1, 2, 2]
    assert told["forecast"].tolist() == [.8, .2, .5]
    assert told["prediction_ids"].tolist() == ["p0", "p1", "p2 p3"]


def test_nothing_expected_has_no_consensus():
    assert docket.expected_over_time(judged(("2030-04-01", "丙", .9, "void"))).empty


def test_what_is_written_in_one_language_stands_for_both():
    asked = question(criteria="In one room.", note_zh="尚未。")
    assert docket.criteria(asked, "zh-Hans") == "In one room."
    assert docket.note(asked) == "尚未。"
    assert docket.text(question(zh="双方会晤"), "zh-Hant") == "雙方會晤"


def test_how_many_are_answered_due_and_overdue_is_told():
    asked = questions.table([question("a", resolution="yes", resolved_on=date(2030, 5, 5)), question("b", closes=date(2030, 6, 10)), question("c", closes=date(2030, 5, 1))])
    told = docket.finding(asked, TODAY)
    assert told.title == "1 of 3 questions are answered, 1 with yes"
    assert "One is due soon, by 10 June 2030." in told.subtitle and told.subtitle.endswith("One has closed without an answer.")


def test_of_a_question_is_told_what_was_expected_and_what_came(book):
    asked = question(resolution="yes", resolved_on=date(2030, 5, 5))
    (row,) = questions.table([asked]).itertuples()
    judged = judgements.judge(SAID.predictions, questions.table([asked]), links_of(SAID, question_id="they-meet"), book.mappings["lunheng"])
    told = docket.finding_on(row, docket.expected_over_time(judged), TODAY)
    # 甲 said 0.8 and 0.5 on one day, 乙 0.05.
    assert (told.title, told.subtitle) == ("They meet", "Yes: answered on 5 May 2030. 2 commentators gave it 35 % on average, last on 1 March 2030.")
    nobody = docket.finding_on(row, docket.expected_over_time(judged.head(0)), TODAY, language="zh-Hans")
    assert nobody.title == "双方会晤" and "没有" in nobody.subtitle

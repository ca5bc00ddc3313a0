from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.schemas import JUDGEMENTS, LINKS
from analysis.verification import judgements, questions
from tests.analysis.asked import corpus, link, links_of, question

CONDITION = question("condition", resolution="no", resolved_on=date(2030, 6, 1))
YES = question(resolution="yes", resolved_on=date(2030, 5, 5))


def judge(tables, *asked, links=None, mapping=None):
    return judgements.judge(tables.predictions, questions.table(asked), links_of(tables) if links is None else links, mapping)


def one(condition="", made_on="2030-03-01", likelihood="likely"):
    return corpus(("甲", "summit", likelihood, 1, "双方会晤。", condition), made_on=made_on)


def test_a_prediction_of_what_came_is_scored():
    (row,) = judge(one(), YES).itertuples()
    assert (row.standing, row.why, row.forecast, row.happened, row.hedged) == ("scored", "", .8, 1.0, False)


def test_what_is_said_on_the_closing_day_counts_and_a_day_later_does_not():
    late = question(resolution="yes", resolved_on=date(2031, 2, 1))
    assert [(row.standing, row.why) for day in ("2030-12-31", "2031-01-01") for row in judge(one(made_on=day), late).itertuples()] == [
        ("scored", ""), ("outside", "made_late")]


def test_an_outcome_that_is_the_questions_no_counts_the_other_way():
    tables = one()
    (row,) = judge(tables, YES, links=links_of(tables, direction=-1)).itertuples()
    assert row.forecast == pytest.approx(.2) and row.happened == 1.0


def test_a_hedged_row_counts_as_the_number_of_its_word_and_is_marked():
    mapping = SimpleNamespace(points={"possible": .4})
    (row,) = judge(one(likelihood="possible"), YES, mapping=mapping).itertuples()
    assert (row.forecast, row.hedged, row.standing) == (.4, True, "scored")


def test_an_open_question_is_never_scored():
    for asked in (question(), question(closes=date(2030, 4, 1))):
        (row,) = judge(one(), asked).itertuples()
        assert (row.standing, row.why) == ("open", "question_open")
        assert pd.isna(row.happened)


def test_a_void_question_is_not_scored():
    (row,) = judge(one(), question(resolution="void", resolved_on=date(2030, 5, 5))).itertuples()
    assert (row.standing, row.why) == ("void", "question_void") and pd.isna(row.happened)


def test_where_the_condition_did_not_come_the_prediction_is_void_and_says_so():
    tables = one("如果谈成")
    (row,) = judge(tables, YES, CONDITION, links=links_of(tables, condition="condition")).itertuples()
    assert (row.standing, row.why) == ("void", "condition_failed") and pd.isna(row.happened)
    # Even while the question itself is open.
    (row,) = judge(tables, question(), CONDITION, links=links_of(tables, condition="condition")).itertuples()
    assert row.standing == "void"


def test_where_the_condition_came_the_prediction_is_scored():
    tables = one("反之")
    (row,) = judge(tables, YES, CONDITION, links=links_of(tables, condition="condition", condition_is="no")).itertuples()
    assert (row.standing, row.happened) == ("scored", 1.0)


def test_while_the_condition_is_open_so_is_the_prediction():
    tables = one("如果谈成")
    (row,) = judge(tables, YES, question("condition"), links=links_of(tables, condition="condition")).itertuples()
    assert (row.standing, row.why) == ("open", "condition_open") and pd.isna(row.happened)


def test_a_condition_that_nobody_has_named_is_not_scored():
    tables = one("如果谈成")
    for condition in ("", "no-such-question"):
        (row,) = judge(tables, YES, links=links_of(tables, condition=condition)).itertuples()
        assert (row.standing, row.why) == ("unsettled", "condition_unsaid")
    (row,) = judge(tables, YES, links=links_of(tables, condition="none")).itertuples()
    assert row.standing == "scored"


@pytest.mark.parametrize(("made_on", "why"), [("2029-12-31", "made_early"), ("2030-05-05", "made_late"), ("2031-01-01", "made_late"),
                                              (None, "undated")])
def test_what_was_said_outside_the_questions_time_is_not_scored(made_on, why):
    (row,) = judge(one(made_on=made_on), YES).itertuples()
    assert (row.standing, row.why) == ("outside", why) and pd.isna(row.happened)


def test_the_day_before_the_answer_still_counts():
    (row,) = judge(one(made_on="2030-05-04"), YES).itertuples()
    assert row.standing == "scored"


def test_one_prediction_may_bear_on_several_questions():
    tables = one()
    (said,) = tables.predictions.itertuples()
    rows = judge(tables, YES, question("other", resolution="no", resolved_on=date(2030, 12, 31)),
                 links=LINKS.frame([link(said), link(said, "other")]))
    assert rows.set_index("question_id")["happened"].to_dict() == {"they-meet": 1.0, "other": 0.0}


def test_only_confirmed_links_count():
    tables = one()
    for decision in ("proposed", "rejected"):
        assert judge(tables, YES, links=links_of(tables, decision=decision)).empty


def test_links_without_their_prediction_or_question_are_left_out():
    tables = one()
    assert judge(tables, YES, links=links_of(tables, prediction_id="gone")).empty
    assert judge(tables, question("another"), links=links_of(tables)).empty
    assert JUDGEMENTS.check(judge(tables, YES)) is not None

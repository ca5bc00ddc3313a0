from dataclasses import replace

import pandas as pd
import pytest

from analysis.library import Library
from analysis.reviews import Review, ReviewError, Reviews, apply, queue
from analysis.schemas import NONE
from tests.charts import invented

BOOK = invented.codebook()
SAID = {"commentator": "李某", "issue": "summit", "outcome": "取得突破", "likelihood": "wont", "valence": 1}
QUOTE = "会谈不会取得突破"
START = invented.TEXT.index(QUOTE)
END = START + len(QUOTE)


@pytest.fixture
def tables():
    return invented.tables([invented.prediction(1, "李某", "summit", "wont", 1, quote=QUOTE),
                            invented.prediction(2, "王某", "sanctions", "possible", 1, quote="制裁可能解除")])


@pytest.fixture
def kept():
    with Library() as library:
        yield Reviews(library.engine)


def of_first(verdict, doc="d1", **said):
    return Review(doc, "prediction", verdict, "summit", START, END, QUOTE, {**SAID, **said})


def test_an_accepted_row_stays_as_it_is_and_counts_as_reviewed(tables):
    done = apply(tables, [of_first("accept", outcome="结果")], BOOK)
    pd.testing.assert_frame_equal(done.tables.predictions, tables.predictions)
    assert done.standing == {"d1-p001": "accepted"}


def test_a_corrected_row_says_what_the_person_says_and_its_numbers_follow(tables):
    done = apply(tables, [of_first("correct", likelihood="likely", valence=-1, issue="sanctions", horizon_end="2024-12-31")], BOOK)
    row = done.tables.predictions.iloc[0]
    assert (row.prediction_id, row.issue, row.likelihood, row.probability, row.outlook) == ("d1-p001", "sanctions", "likely", 0.8, pytest.approx(-0.6))
    assert row.horizon_end == pd.Timestamp("2024-12-31") and row.quote == QUOTE
    assert done.standing == {"d1-p001": "corrected"}


def test_a_rejected_row_is_gone(tables):
    assert list(apply(tables, [of_first("reject")], BOOK).tables.predictions["prediction_id"]) == ["d1-p002"]


def test_an_added_row_belongs_to_the_voice_at_its_place(tables):
    quote = "我们将撤军"
    start = invented.TEXT.index(quote)
    added = Review("d1", "prediction", "add", "sanctions", start, start + len(quote), quote,
                   SAID | {"issue": "sanctions", "commentator": "王某", "cue": "可能"}, review_id=7)
    done = apply(tables, [added], BOOK)
    row = done.tables.predictions[done.tables.predictions["prediction_id"] == "d1-r0007"].iloc[0]
    assert (row.quote, row.cue, row.made_on) == (quote, "可能", pd.Timestamp("2024-05-20"))
    assert len(done.tables.predictions) == 3 and done.standing == {"d1-r0007": "added"}


def test_what_a_newer_program_finds_by_itself_does_not_stand_beside_what_was_added(tables):
    quote = "制裁可能解除"
    start = invented.TEXT.index(quote)
    added = Review("d1", "prediction", "add", "sanctions", start, start + len(quote), quote,
                   SAID | {"issue": "sanctions", "commentator": "王某", "likelihood": "likely"}, review_id=7)
    done = apply(tables, [added], BOOK)
    assert list(done.tables.predictions["likelihood"]) == ["wont", "likely"] and done.standing == {"d1-p002": "added"}


def test_a_review_finds_its_row_where_a_newer_grammar_cuts_the_quote_otherwise(tables):
    tables.predictions.loc[0, ["start", "quote"]] = [START + 2, QUOTE[2:]]
    done = apply(tables, [of_first("correct", likelihood="unlikely")], BOOK)
    assert list(done.tables.predictions["likelihood"]) == ["unlikely", "possible"]


def test_a_row_the_program_no_longer_makes_holds_if_somebody_accepted_it(tables):
    fewer = replace(tables, predictions=tables.predictions.iloc[1:].reset_index(drop=True))
    done = apply(fewer, [of_first("accept")], BOOK)
    assert list(done.tables.predictions["quote"]) == [QUOTE, "制裁可能解除"]
    assert apply(fewer, [of_first("reject")], BOOK).tables.predictions.equals(fewer.predictions)


def test_a_row_that_the_program_now_codes_as_corrected_is_not_doubled(tables):
    tables.predictions.loc[0, "issue"] = "sanctions"
    done = apply(tables, [of_first("correct", issue="sanctions")], BOOK)
    assert len(done.tables.predictions) == 2 and done.standing == {"d1-p001": "corrected"}


def test_a_review_without_its_place_is_an_orphan_and_says_why(tables):
    changed = replace(tables, documents=tables.documents.assign(text=tables.documents["text"].str.replace("不会", "不能")))
    done = apply(changed, [of_first("accept"), of_first("reject", doc="d9")], BOOK)
    assert [(review.verdict, why) for review, why in done.orphans] == [("accept", "text_changed"), ("reject", "document_gone")]
    assert len(done.tables.predictions) == 2 and done.standing == {}


def test_two_spellings_become_one_person_in_every_table(tables):
    rename = Review("d1", "voice", "rename", "王某", said={"commentator": "李某"})
    done = apply(tables, [rename], BOOK)
    for name in ("commentaries", "predictions", "events"):
        assert "王某" not in set(getattr(done.tables, name)["commentator"])
    everywhere = replace(rename, doc_id=NONE)
    assert set(apply(tables, [everywhere], BOOK).tables.predictions["commentator"]) == {"李某"}


def test_a_mention_rejected_is_gone_and_the_tables_given_are_unchanged():
    tables = invented.four()
    place = tables.mentions.iloc[0]
    review = Review(place.doc_id, "mention", "reject", place.code, int(place.start), int(place.end), place.surface)
    before = len(tables.mentions)
    assert len(apply(tables, [review], BOOK).tables.mentions) == before - 1
    assert len(tables.mentions) == before


def test_no_review_changes_nothing(tables):
    done = apply(tables, [], BOOK)
    assert done.tables is tables and done.orphans == ()


def test_reviews_outlive_the_program_and_the_last_one_of_a_place_holds(kept):
    kept.keep(of_first("accept"))
    (second,) = kept.keep(of_first("correct", likelihood="will"))
    with Library() as again:
        (review,) = Reviews(again.engine).standing()
    assert (review.verdict, review.said["likelihood"], review.review_id) == ("correct", "will", second)
    assert review.made_at is not None
    kept.undo(second)
    assert [review.verdict for review in kept.standing()] == ["accept"]
    assert len(kept.every()) == 1


def test_coders_are_blind_to_each_other_if_asked(kept):
    kept.keep(of_first("accept"), replace(of_first("reject"), coder="second"))
    assert [review.verdict for review in kept.standing("me")] == ["accept"]
    assert [review.verdict for review in kept.standing("second")] == ["reject"]


@pytest.mark.parametrize(("review", "says"), [
    (of_first("maybe"), "verdict: 'maybe' is none of a prediction"),
    (of_first("accept", likelihood="perhaps"), "likelihood: 'perhaps' is none of"),
    (of_first("accept", horizon_end="soon"), "horizon_end: 'soon' is no day"),
    (of_first("accept", colour="red"), "colour cannot be said"),
    (of_first("accept", commentator=""), "who says it"),
    (replace(of_first("accept"), said={}), "must be said"),
    (replace(of_first("accept"), end=START), "is no place"),
    (replace(of_first("accept"), quote="别的"), "not as long as its place"),
    (Review("d1", "voice", "rename", "王某", said={"commentator": " "}), "who is it then"),
])
def test_a_review_that_cannot_hold_is_refused_with_its_fault_and_nothing_is_kept(kept, review, says):
    with pytest.raises(ReviewError, match=says):
        kept.keep(of_first("accept"), review)
    assert kept.every() == []


def test_a_direction_no_listed_word_tells_is_a_reason_to_look(tables):
    rows = tables.predictions.assign(outcome=["达成停火协议", "让海关多翻几遍箱子"], cue=["将", "会"], valence=[1, -1])
    reasons = queue(replace(tables, predictions=rows), {}).set_index("prediction_id")["reasons"]
    assert "direction" in reasons["d1-p002"].split()
    assert "direction" not in reasons["d1-p001"].split()


def test_the_queue_begins_with_what_is_least_sure_and_weighs_most(tables):
    order = queue(tables, {})
    assert list(order["prediction_id"]) == ["d1-p002", "d1-p001"]
    assert "hedged" in order["reasons"].iloc[0].split()
    assert list(queue(tables, {"d1-p002": "accepted"})["prediction_id"]) == ["d1-p001"]
    assert queue(tables, {"d1-p001": "accepted", "d1-p002": "added"}).empty

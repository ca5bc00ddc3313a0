from dataclasses import replace
from datetime import datetime

import pytest

from analysis import reliability
from analysis.reviews import MACHINE, Assignment, Review, apply, codings
from tests.charts import invented

BOOK = invented.codebook()
QUOTE, OTHER, MISSED = "会谈不会取得突破", "制裁可能解除", "我们将撤军"
NOW = datetime(2026, 11, 1)


def place(quote):
    start = invented.TEXT.index(quote)
    return start, start + len(quote), quote


def said(**told):
    return {"commentator": "李某", "issue": "summit", "outcome": "结果", "likelihood": "wont", "valence": 1, "condition": ""} | told


MADE = [Review("d1", "prediction", "correct", "summit", *place(QUOTE), said(likelihood="unlikely"), "甲", 1, NOW),
        Review("d1", "prediction", "reject", "sanctions", *place(OTHER), {}, "甲", 2, NOW),
        Review("d1", "prediction", "add", "summit", *place(MISSED), said(commentator="总统", likelihood="will"), "乙", 3, NOW)]


def given(done=NOW, blank=False):
    return [Assignment("d1", coder, blank, NOW, done) for coder in "甲乙"]


@pytest.fixture
def tables():
    return invented.tables([invented.prediction(1, "李某", "summit", "wont", 1, quote=QUOTE),
                            invented.prediction(2, "王某", "sanctions", "possible", 1, quote=OTHER)])


def test_each_coders_work_stands_alone_beside_the_programs(tables):
    coded = codings.written(tables, MADE, given(), BOOK)
    assert list(coded) == ["乙", "甲", MACHINE]
    assert [list(coding.predictions["likelihood"]) for coding in coded.values()] == [["wont", "possible", "will"], ["unlikely"], ["wont", "possible"]]


def test_who_began_without_the_programs_rows_has_only_their_own(tables):
    coded = codings.written(tables, MADE, given(blank=True), BOOK)
    assert list(coded["乙"].predictions["quote"]) == [MISSED]


def test_a_document_nobody_is_done_with_is_not_compared(tables):
    assert codings.written(tables, MADE, given(done=None), BOOK) == {}


def test_an_adjudication_is_what_every_table_says_afterwards(tables):
    coded = codings.written(tables, MADE, given(), BOOK)
    units = reliability.units({coder: coding.predictions for coder, coding in coded.items()})

    def differing(unit):
        return reliability.differ(unit, ["甲", "乙"])

    open_ones = codings.open_units(units, MADE, differing)
    assert [differing(unit) for unit in open_ones] == [["likelihood"], ["predicts"], ["predicts"]]
    settled = [codings.adjudication(open_ones[0], open_ones[0]["甲"], "丙"), codings.adjudication(open_ones[1], None, "丙"),
               codings.adjudication(open_ones[2], open_ones[2]["乙"] | {"likelihood": "likely"}, "丙")]
    assert [review.verdict for review in settled] == ["correct", "reject", "add"] and all(review.adjudicated for review in settled)
    assert codings.open_units(units, [*MADE, *settled], differing) == []
    after = apply(tables, [replace(review, review_id=10 + number) for number, review in enumerate(settled)], BOOK).tables.predictions
    assert list(zip(after["quote"], after["likelihood"])) == [(QUOTE, "unlikely"), (MISSED, "likely")]


def test_who_coded_what_and_when(tables):
    told = codings.work(MADE, given()).set_index("coder")
    assert tuple(told.loc["甲", ["assigned", "done", "decisions", "corrected", "rejected", "added"]]) == (1, 1, 2, 1, 1, 0)
    assert told.loc["乙", "added"] == 1 and told.loc["甲", "first"] == NOW

"""The charts of records as exhibits: the same for pages, downloads and briefings."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.selection import Selection
from charts import exhibits
from charts.native import Dots, Grid, Shapes
from tests.pages.conftest import ORDINARY, coded
from tests.pages.judge.asked import docket

CODES = ("track_record", "scores", "scores_issues", "crowd", "crowd_extreme", "crowd_members", "answered")
DAY = date(2026, 11, 22)
TABLES = coded(ORDINARY)
FEW = Selection(least=1)


def made(book, code, tables=TABLES, **how):
    return exhibits.make(code, tables, how.pop("selection", FEW), book, made=DAY, docket=docket(TABLES), **how)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_record_is_drawn_from_data_with_quotes(book, code, language):
    shown = made(book, code, language=language)
    assert not shown.empty
    assert shown.title
    assert len(shown.data)
    assert len(shown.quotes)
    assert shown.draw(narrow=True, width=358).layout.height > 100


def test_each_has_its_native_form(book):
    assert [type(made(book, code).native) for code in CODES] == [Dots, Grid, Grid, Shapes, Grid, Grid, Dots]
    bins = made(book, "track_record").native
    assert len(bins.dots) == 2 * len(bins.rows)


def test_forecast_is_held_against_everybody_whatever_the_filter(book):
    own = replace(TABLES, predictions=TABLES.predictions[TABLES.predictions["commentator"] == "甲评论员"])
    alone = made(book, "scores", own)
    beside = made(book, "scores", own, whole=TABLES)
    assert alone.shown["shared"].tolist() == [0]
    assert beside.shown["shared"].tolist() == [2]
    assert beside.shown["commentator"].tolist() == ["甲评论员"]


def test_record_of_one_is_an_option(book):
    shown = made(book, "track_record", options={"who": "甲评论员"})
    assert shown.options == {"who": "甲评论员"}
    assert "甲评论员" in shown.title
    assert made(book, "track_record", options={"who": "无此人"}).options == {}


@pytest.mark.parametrize("code", CODES)
def test_without_an_answer_there_is_nothing_to_draw(book, code):
    shown = exhibits.make(code, TABLES, FEW, book, made=DAY, docket=docket(TABLES, ()))
    assert shown.empty
    assert shown.title
    assert shown.draw().layout.height


def test_answered_question_is_an_option_and_open_ones_are_none(book):
    shown = made(book, "answered", options={"question": "sanctions-less"})
    assert shown.options == {"question": "sanctions-less"}
    assert shown.title == "The one commentator doubted what never came"
    assert shown.note == "Answer: Page on sanctions-less."
    assert made(book, "answered", options={"question": "summit-held"}).options["question"] in ("thaw", "sanctions-more")


def test_any_question_can_be_asked_what_was_expected_of_it(book):
    shown = made(book, "question", options={"question": "sanctions-less"})
    assert shown.options == {"question": "sanctions-less"}
    assert set(shown.data["question_id"]) == {"sanctions-less"}
    assert len(shown.quotes)
    assert made(book, "question", options={"question": "no-such"}).options["question"]
    nothing = exhibits.make("question", TABLES, FEW, book, made=DAY, docket=docket(TABLES, ()))
    assert nothing.empty
    assert nothing.draw().layout.height


def test_fingerprint_changes_with_an_answer(book):
    before = exhibits.make("track_record", TABLES, FEW, book, made=DAY, docket=docket(TABLES, (("thaw", "no", (("d0-p000", 1, "none", "yes"),)),)))
    after = exhibits.make("track_record", TABLES, FEW, book, made=DAY, docket=docket(TABLES, (("thaw", "yes", (("d0-p000", 1, "none", "yes"),)),)))
    assert before.fingerprint != after.fingerprint

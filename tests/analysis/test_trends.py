import pandas as pd
import pytest

from analysis import trends
from analysis.schemas import Tables
from tests.charts import invented

BOOK = invented.codebook()
DAYS = {"d1": "2023-11-20", "d2": "2024-01-05", "d3": "2024-05-20"}


def made(rows, *, mentions=None, words=None):
    tables = invented.tables(rows, documents=[invented.document(doc, published=day) for doc, day in DAYS.items()],
                             mentions=mentions, words=words)
    tables.predictions["made_on"] = tables.predictions["doc_id"].map(DAYS).astype("datetime64[us]")
    return tables


def three(**how):
    return made([invented.prediction(1, "李某", "summit", "wont", 1, doc="d1"),
                 invented.prediction(2, "李某", "summit", "will", 1, doc="d3"),
                 invented.prediction(3, "王某", "summit", "likely", 1, doc="d3"),
                 invented.prediction(4, "王某", "sanctions", "will", 1, doc="d2", condition="如果")], **how)


def test_mean_outlook_by_year():
    found = trends.over_time(three(), BOOK, per="year")
    assert found["series"].tolist() == ["summit", "summit"]
    assert found["value"].tolist() == pytest.approx([-0.9, 0.75])
    assert found["n"].tolist() == [1, 2]
    assert found["ids"].tolist() == ["d1-p001", "d3-p002 d3-p003"]
    assert trends.finding(found, per="year", least=1).title == "Outlook on Leaders' meeting rose from –0.9 to +0.8, 2023 to 2024"
    assert trends.finding(found, per="year").title == "Too little is said to show a change"


def test_month_without_documents_is_no_zero():
    found = trends.over_time(three(), BOOK, what="predictions", per="month", by=None)
    assert found["period"].dt.strftime("%Y-%m").tolist() == ["2023-11", "2024-01", "2024-05"]
    assert found["value"].tolist() == [1, 1, 2]
    by_voice = trends.over_time(three(), BOOK, what="predictions", by="commentator", codes=["王某", "李某"])
    assert by_voice["series"].tolist() == ["王某"] * 3 + ["李某"] * 3
    assert by_voice["value"].tolist() == [0, 1, 1, 1, 0, 1]


def test_mentions_fall_on_the_day_of_their_document():
    tables = made([], mentions=[invented.mention("summit", "会谈", kind="issue", doc="d2"),
                                invented.mention("summit", "会谈", kind="issue", doc="d3", nth=1)])
    found = trends.over_time(tables, BOOK, what="mentions", per="year")
    assert found[["period", "value"]].to_numpy().tolist() == [[pd.Timestamp("2023-01-01"), 0], [pd.Timestamp("2024-01-01"), 2]]
    assert trends.finding(found, what="mentions", per="year").title == "Mentions of Leaders' meeting peaked in 2024, at 2"


def test_words_per_ten_thousand():
    tables = made([], words=[invented.word("突破", 1, doc="d1"), invented.word("会", 99, doc="d1"),
                             invented.word("会", 50, doc="d2")])
    found = trends.words_over_time(tables, ["突破"], per="year")
    assert found["value"].tolist() == [100, 0]
    assert found["n"].tolist() == [1, 0]
    assert trends.finding(found, what="words", per="year").title == "突破 peaked in 2023, at 100 in 10,000 words (n = 1)"


def test_high_rate_of_a_word_in_a_short_period_is_no_finding():
    tables = made([], words=[invented.word("突破", 1, doc="d1"), invented.word("会", 9, doc="d1"),
                             invented.word("突破", 5, doc="d2"), invented.word("会", 95, doc="d2")])
    found = trends.words_over_time(tables, ["突破"], per="year")
    assert trends.finding(found, what="words", per="year").title == "突破 peaked in 2024, at 500 in 10,000 words (n = 5)"


def test_drift_is_one_voice_on_one_issue():
    found = trends.drift(three().predictions, BOOK)
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["commentator"], row["days"], row["n"], row["turned"]) == ("李某", 2, 2, True)
    assert row["change"] == pytest.approx(1.8)
    assert trends.finding_drift(found).title == "李某 turned hopeful on Leaders' meeting"
    path = trends.paths(three().predictions, found)
    assert path["label"].unique().tolist() == ["李某: Leaders' meeting"]
    assert path["value"].tolist() == pytest.approx([-0.9, 0.9])


def test_staying_with_it_is_no_turn():
    tables = made([invented.prediction(1, "李某", "summit", "wont", 1, doc="d1"),
                   invented.prediction(2, "李某", "summit", "unlikely", 1, doc="d2")])
    found = trends.drift(tables.predictions, BOOK)
    assert not found["turned"].any()
    assert trends.finding_drift(found).title == "1 of 1 judgements moved; none changed sides"


def test_one_period_is_no_trend():
    tables = made([invented.prediction(1, "李某", "summit", "wont", 1, doc="d1")])
    assert trends.finding(trends.over_time(tables, BOOK)).title == "All of it dates from November 2023"
    assert trends.drift(tables.predictions, BOOK).empty


def test_period_is_as_fine_as_fits():
    assert trends.finest(three()) == "month"
    assert trends.finest(three(), most=3) == "quarter"
    assert trends.finest(three(), most=1) == "year"
    assert trends.finest(Tables.empty()) == "month"


def test_what_has_no_day_is_counted_apart():
    tables = invented.tables([invented.prediction(1, "李某", "summit", "wont", 1)], documents=[invented.document(published=None)])
    tables.predictions["made_on"] = pd.NaT
    found = trends.over_time(tables, BOOK)
    assert found.empty and trends.undated(tables) == 1
    assert "1 document without a day" in trends.finding(found, left_out=1).note


@pytest.mark.parametrize("what", trends.WHAT)
def test_nothing_has_no_trend(what):
    found = trends.over_time(Tables.empty(), BOOK, what=what)
    assert found.empty and list(found.columns) == list(trends.COLUMNS)
    assert trends.finding(found, what=what).title == "Nothing here has a date"


def test_nothing_drifts():
    found = trends.drift(Tables.empty().predictions, BOOK)
    assert found.empty and trends.paths(Tables.empty().predictions, found).empty
    assert trends.words_over_time(Tables.empty(), ["突破"]).empty
    assert trends.finding_drift(found).title == "Nobody judges the same issue twice"


@pytest.mark.parametrize(("name", "value"), [("what", "mood"), ("by", "outlet"), ("per", "week")])
def test_unknown_choices_are_named(name, value):
    with pytest.raises(ValueError, match=value):
        trends.over_time(three(), BOOK, **{name: value})

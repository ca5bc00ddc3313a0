import pandas as pd
import pytest

from analysis import chronology
from analysis.codebook import load
from analysis.schemas import Tables
from tests.charts import invented

BOOK = invented.codebook()
DAY = pd.Timestamp


def due(number=1, likelihood="will", first="2024-06-03", last="2024-06-03", **how):
    return invented.prediction(number, "李某", "summit", likelihood, 1, horizon=(DAY(first), DAY(last)), **how)


def meeting(**how):
    return invented.event("6月3日", "甲国与乙国的会谈将于6月3日举行。", "2024-06-03", tense="future",
                          start=invented.TEXT.index("6月"), **how)


def test_a_date_inside_a_prediction_is_not_announced_once_more():
    start = invented.TEXT.index("会谈将于")
    tables = invented.tables([due(start=start, end=start + 12)], events=[meeting()])
    dated = chronology.dated(tables, BOOK)
    assert dated[["kind", "day", "placed"]].values.tolist() == [["predicted", True, True]]


def test_a_date_inside_a_prediction_without_a_horizon_is_predicted():
    start = invented.TEXT.index("会谈将于")
    holder = invented.prediction(1, "李某", "summit", "wont", 1, start=start, end=start + 12)
    row = chronology.dated(invented.tables([holder], events=[meeting()]), BOOK).iloc[0]
    assert (row["kind"], row["ids"], row["mark"], row["step"]) == ("predicted", "d1-p001", "d1-p001", -2)
    assert row["first"] == DAY("2024-06-03")


def test_a_future_date_outside_every_prediction_is_announced():
    tables = invented.tables([due(quote="制裁可能解除")], events=[meeting()])
    assert set(chronology.dated(tables, BOOK)["kind"]) == {"announced", "predicted"}


def test_an_event_has_the_issues_and_actors_of_its_sentence():
    row = chronology.dated(invented.four(), BOOK).set_index("kind").loc["announced"]
    assert (row["issues"], row["actors"]) == ("summit", "land_a land_b")
    assert (row["issue"], row["actor"]) == ("Leaders' meeting", "Aland, Bland")
    past = chronology.dated(invented.four(), BOOK, language="zh-Hans").set_index("kind").loc["past"]
    assert (past["issue"], past["actor"]) == ("", "")


def test_whole_years_and_far_days_are_not_on_a_first_view():
    tables = invented.tables([], events=[
        invented.event("2023年", "2023年，甲国宣布新的制裁。", "2023-01-01", "2023-12-31", precision="year"),
        invented.event("1999年3月1日", "1999年3月1日，两国建交。", "1999-03-01", start=4),
        invented.event("5月2日", "5月2日，甲国宣布新的制裁。", "2024-05-02", start=8)])
    dated = chronology.dated(tables, BOOK)
    assert dated["placed"].tolist() == [False, False, True]
    assert chronology.not_shown(dated, tables, "d1") == {"undated": 0, "years": [("1999", "两国建交"),
                                                                               ("2023", "甲国宣布新的制裁")]}
    assert chronology.extent(dated) == (DAY("1999-03-01"), DAY("2024-05-02"))
    assert chronology.extent(dated, usual=True) == (DAY("2024-05-02"), DAY("2024-05-02"))


@pytest.fixture
def came(monkeypatch):
    def kept(*rows):
        table = pd.DataFrame(rows, columns=["date", "label_en", "label_zh", "issue", "actors", "source"])
        table["date"] = pd.to_datetime(table["date"])
        monkeypatch.setattr(chronology, "happened", lambda: table)
    return kept


def test_what_came_stands_only_where_it_was_predicted_on_by_texts_that_name_those_concerned(came):
    came(("2024-06-04", "They met", "会晤", "summit", "land_a land_b", "某报"),
         ("2024-06-05", "Others met", "他人会晤", "summit", "land_a land_c", "某报"),
         ("2024-05-01", "They had met", "曾会晤", "summit", "land_a land_b", "某报"),
         ("2024-06-06", "Tariffs came", "加税", "trade", "land_a", "某报"))
    rows = chronology.dated(invented.four(), BOOK)
    assert rows.loc[rows["kind"] == "came", "label"].tolist() == ["They met"]
    chinese = chronology.dated(invented.four(), BOOK, language="zh-Hans")
    assert chinese.loc[chinese["kind"] == "came", ["label", "mark"]].values.tolist() == [["会晤", "came:0"]]


def test_what_came_is_kept_with_codes_of_the_codebook_and_a_source():
    book, rows = load(), chronology.happened()
    assert len(rows) >= 10
    assert set(rows["issue"]) <= set(book.issues)
    assert {code for codes in rows["actors"] for code in codes.split()} <= set(book.actors)
    assert (rows["source"].str.contains("https?://") & (rows["label_zh"] != "")).all()


def test_a_day_that_is_none_in_what_came_is_named(tmp_path):
    path = tmp_path / "happened.csv"
    columns = "happening,date,label_en,label_zh,issue,actors,source,source_2\n"
    path.write_text(f"{columns}k,2024-02-30,a,b,c,d,e,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"happened\.csv: date: expected days"):
        chronology.happened(path)
    path.write_text("happening,date,label_en\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column label_zh, issue, actors, source, source_2"):
        chronology.happened(path)


def two_documents():
    """Return a document of May that predicts for June and for July, and one of August that reports on June."""
    return invented.tables(
        [due(1, quote="会谈不会取得突破"), due(2, first="2024-07-01", last="2024-07-31", quote="制裁可能解除"),
         invented.prediction(3, "李某", "summit", "will", 1, quote="我们将撤军")],
        documents=[invented.document(), invented.document("d2", published="2024-08-01"),
                   invented.document("d3", published=None)],
        events=[meeting(), invented.event("5月2日", "5月2日，甲国宣布新的制裁。", "2024-05-02", start=60),
                invented.event("6月3日", "6月3日，会谈破裂。", "2024-06-03", doc="d2", start=3)])


def test_on_a_day_only_what_was_published_by_then_is_known():
    tables = two_documents()
    dated = chronology.dated(tables, BOOK)
    then = chronology.as_of(dated, tables, DAY("2024-05-20"))
    assert list(then.tables.documents["doc_id"]) == ["d1"]
    assert (then.documents, then.past, then.ahead, then.open_, then.closed, then.undated) == (1, 1, 1, 3, 0, 1)
    assert set(then.rows["doc_id"]) == {"d1"}
    assert chronology.as_of(dated, tables, DAY("2024-05-19")).documents == 0


def test_a_prediction_whose_time_is_over_is_no_longer_open():
    tables = two_documents()
    then = chronology.as_of(chronology.dated(tables, BOOK), tables, DAY("2024-06-04"))
    assert (then.ahead, then.open_, then.closed) == (0, 2, 1)
    assert "d1-p001" not in set(then.rows["ids"])


def test_what_came_later_is_not_known_on_a_day(came):
    came(("2024-06-04", "They met", "会晤", "summit", "land_a", "某报"))
    tables = invented.four()
    dated = chronology.dated(tables, BOOK)
    for day, known in (("2024-06-03", 0), ("2024-06-04", 1)):
        rows = chronology.as_of(dated, tables, DAY(day)).rows
        assert (rows["kind"] == "came").sum() == known


def test_the_finding_of_a_day_counts_what_was_expected():
    tables = two_documents()
    dated = chronology.dated(tables, BOOK)

    def said(day):
        return chronology.finding_as_of(chronology.as_of(dated, tables, DAY(day)), DAY(day))

    assert said("2024-05-20").title == "On 20 May 2024, 3 predictions were open, 1 announced ahead"
    assert said("2024-08-02").title == "On 2 August 2024, 1 prediction was open, nothing announced ahead"
    assert said("2024-08-02").note == "Left out: 2 predictions whose time was over. 1 document without a day left out."
    assert "none of these documents" in said("2020-01-01").title


def test_lanes_stand_by_how_much_is_in_them_and_what_belongs_nowhere_comes_last(came):
    came(("2024-06-04", "They met", "会晤", "summit", "land_a", "某报"))
    tables = invented.four()
    dated = chronology.dated(tables, BOOK)
    by_issue = chronology.in_lanes(dated, "issue", tables, BOOK, nothing="No issue")
    assert by_issue.lanes[["label", "n"]].values.tolist() == [["Leaders' meeting", 2], ["No issue", 1]]
    by_voice = chronology.in_lanes(dated, "commentator", tables, BOOK, came="What came")
    assert by_voice.lanes["label"].tolist() == ["What came", "李某"]
    by_text = chronology.in_lanes(dated, "document", tables, BOOK, came="What came", most=1)
    assert (by_text.lanes["label"].tolist(), by_text.hidden, by_text.left_out, len(by_text.rows)) == (["What came"], 1, 2, 1)


def test_what_belongs_nowhere_keeps_its_lane_where_lanes_are_left_out():
    tables = invented.four()
    rows = pd.concat([chronology.dated(tables, BOOK).assign(issues=codes) for codes in ("summit", "sanctions", "")])
    cut = chronology.in_lanes(rows, "issue", tables, BOOK, most=2, nothing="No issue")
    assert (cut.lanes["label"].tolist(), cut.hidden, cut.left_out) == (["Leaders' meeting", "No issue"], 1, 2)


def test_a_thing_on_two_issues_stands_in_both_lanes():
    tables = invented.four()
    rows = chronology.dated(tables, BOOK).assign(issues="summit sanctions")
    assert chronology.in_lanes(rows, "issue", tables, BOOK).lanes["n"].tolist() == [2, 2]


def test_unknown_lanes_are_named():
    with pytest.raises(ValueError, match="found 'outlet'"):
        chronology.in_lanes(chronology.dated(Tables.empty(), BOOK), "outlet", Tables.empty(), BOOK)


def test_zooming_keeps_the_middle_and_stays_inside():
    whole = DAY("2000-01-01"), DAY("2020-12-31")
    assert chronology.zoomed(whole, 7, whole, DAY("2010-05-10")) == (DAY("2010-05-07"), DAY("2010-05-13"))
    assert chronology.zoomed(whole, 31, whole, DAY("2020-12-31")) == (DAY("2020-12-01"), DAY("2020-12-31"))
    assert chronology.zoomed(whole, 31, whole, DAY("2000-01-01"))[0] == DAY("2000-01-01")
    assert chronology.zoomed(whole, 99999, whole) == whole


def test_a_thing_that_reaches_into_a_range_is_within_it():
    tables = invented.tables([], events=[invented.event("5月", "5月，甲国宣布新的制裁。", "2024-05-01", "2024-05-31")])
    dated = chronology.dated(tables, BOOK)
    assert len(chronology.within(dated, DAY("2024-05-31"), DAY("2024-06-30"))) == 1
    assert len(chronology.within(dated, DAY("2024-06-01"), DAY("2024-06-30"))) == 0


def test_nothing_has_no_dates():
    empty = Tables.empty()
    dated = chronology.dated(empty, BOOK)
    assert dated.empty
    assert chronology.as_of(dated, empty, DAY("2024-01-01")).open_ == 0
    assert chronology.in_lanes(dated, "issue", empty, BOOK).lanes.empty


def test_a_longer_time_counts_at_the_middle_of_what_is_shown_of_it():
    tables = invented.tables([], events=[invented.event("5月", "5月，甲国宣布新的制裁。", "2024-05-01", "2024-05-30"),
                                         invented.event("6月2日", "6月2日，双方会谈。", "2024-06-02", start=9)])
    dated = chronology.dated(tables, BOOK)
    assert chronology.middles(dated, (DAY("2024-01-01"), DAY("2024-12-31"))).tolist() == [DAY("2024-05-16"), DAY("2024-06-02 12:00")]
    assert chronology.middles(dated, (DAY("2024-05-29"), DAY("2024-12-31")))[0] == DAY("2024-05-30")

"""Events: places in the original, owners, tense, sentences, and the limits of what is read."""

import datetime
import json
import time

import pandas as pd
import pytest

from analysis import schemas
from analysis.events import as_records, find_dates, place

BASE = datetime.date(2018, 6, 10)
TEXT = ("峰會能否舉行?\n\n甲評論員\n\n總統2017年8月2日簽署法案,10月未國會公佈名單。預計雙方將在7月會晤。\n\n"
        "乙評論員\n\n他說:“我去年已經離開。”此後再無往來。\n")


def _tables(text: str, published: str | None = "2018-06-10", voices: list | None = None):
    documents = schemas.DOCUMENTS.frame([{
        "doc_id": "d1", "source": "a.txt", "title": "題", "outlet": "", "author": "", "published": pd.Timestamp(published)
        if published else pd.NaT, "published_precision": "day" if published else "unknown", "script": "Hant", "text": text}])
    rows = [{"commentary_id": f"c{number}", "doc_id": "d1", "commentator": who, "role": role, "start": start, "end": end}
            for number, (who, role, start, end) in enumerate(voices or [])]
    return documents, schemas.COMMENTARIES.frame(rows)


def _place(text: str, published: str | None = "2018-06-10", voices: list | None = None) -> pd.DataFrame:
    return place(*_tables(text, published, voices))


def test_every_surface_stands_at_its_place_in_the_original():
    mentions = find_dates(TEXT, BASE)
    assert [mention.surface for mention in mentions] == ["2017年8月2日", "10月未", "7月", "去年"]
    assert all(TEXT[mention.start:mention.end] == mention.surface for mention in mentions)


def test_line_broken_within_a_date_is_joined():
    text = "雙方在長期談判之後終於同意於2018年\n7月1日在維也納重啟會談並且簽署協議。\n\n短。\n\n其他段落在這裡結束了。\n"
    mention = next(iter(find_dates(text, BASE)))
    assert mention.iso == "2018-07-01"
    assert text[mention.start:mention.end] == "2018年\n7月1日"


def test_records_can_be_written_as_json():
    records = as_records(find_dates("自2014年以来,3月5日首次会晤", BASE))
    assert json.loads(json.dumps(records)) == records
    assert records[0]["date_start"] == "2014-01-01"
    assert records[0]["date_end"] is None


def test_table_keeps_to_its_schema():
    events = _place(TEXT)
    assert schemas.EVENTS.check(events) is events
    assert events["iso"].tolist() == ["2017-08-02", "2017-10-21/2017-10-31", "2018-07", "2017"]
    assert events["precision"].tolist() == ["day", "interval", "month", "year"]
    assert events["tense"].tolist() == ["past", "past", "future", "past"]


def test_sentence_is_the_one_around_the_date():
    events = _place(TEXT)
    assert events["sentence"].iloc[2] == "預計雙方將在7月會晤。"
    assert events["sentence"].iloc[1].startswith("總統2017年")


def test_innermost_commentary_owns_the_date():
    quote = TEXT.index("我去年"), TEXT.index("。”")
    author = TEXT.index("乙評論員"), len(TEXT)
    events = _place(TEXT, voices=[("乙評論員", "author", *author), ("某官員", "quoted", *quote)])
    assert events["commentator"].tolist() == ["none", "none", "none", "某官員"]
    assert events["commentary_id"].tolist() == ["none", "none", "none", "c1"]


def test_without_a_publication_date_only_named_years_are_resolved():
    events = _place("双方2017年8月2日签约。去年曾停火。3月再谈。明天开会。", published=None)
    assert events["iso"].tolist() == ["2017-08-02"]


def test_date_open_to_one_side_is_placed_at_the_date_it_names():
    events = _place("自2014年以来关系紧张。")
    assert events["date_start"].tolist() == [pd.Timestamp("2014-01-01")]
    assert events["date_end"].tolist() == [pd.Timestamp("2014-12-31")]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("双方6月10日已经签约。", "past"), ("双方将在6月10日晚间签约。", "future"), ("今年夏天可能举行峰会。", "future"),
    ("今年以来摩擦不断。", "past"),
])
def test_words_decide_the_tense_of_what_lies_around_publication(sentence, expected):
    assert _place(sentence)["tense"].tolist() == [expected]


def test_time_that_ran_up_to_the_day_of_writing_is_past():
    assert _place("美國多年來都想壓住對手,局面將一直如此。")["tense"].tolist() == ["past"]


def test_no_documents_give_an_empty_table_of_the_same_columns():
    documents, commentaries = _tables("无日期。")
    assert list(place(documents.iloc[:0], commentaries).columns) == list(schemas.EVENTS.columns)
    assert len(place(documents, commentaries)) == 0


def test_imprecise_dates_are_marked():
    assert {mention.precision for mention in find_dates("近日接触,日前表态,近年来恶化", BASE)} == {"imprecise"}


@pytest.mark.parametrize("base", [datetime.date(1, 1, 1), datetime.date(9999, 12, 31), datetime.date(1900, 2, 28)])
def test_dates_at_the_ends_of_time_raise_nothing(base):
    find_dates("去年3月、明年、十年后、过去三百年、春节期间、上周三、2月29日、民国元年、9999年后、100年内、近年来、年底", base)


@pytest.mark.parametrize("unit", ["1234567890", "月", "年", "1-", "一", "二十", "2018"])
def test_megabytes_of_one_sign_take_seconds(unit):
    line = unit * (1_000_000 // len(unit))
    begun = time.perf_counter()
    find_dates(line, BASE)
    assert time.perf_counter() - begun < 5


def test_documents_placed_together_are_placed_as_each_alone():
    texts = ["7月会晤。", TEXT, "次年3日签署。", "去年12月", "31日公布。😀2019年3月初重启。"]
    tables = [_tables(text, voices=[("甲", "author", 0, len(text))]) for text in texts]
    tables = [tuple(table.assign(doc_id=f"d{number}") for table in pair) for number, pair in enumerate(tables)]
    together = place(pd.concat([pair[0] for pair in tables]), pd.concat([pair[1] for pair in tables], ignore_index=True))
    alone = pd.concat([place(*pair) for pair in tables], ignore_index=True)
    assert len(together) > 6
    pd.testing.assert_frame_equal(together, alone)


def test_a_text_that_never_stops_gives_no_date_all_of_it():
    rows = _place("3月" * 5_000)
    assert len(rows) == 5_000
    assert rows["sentence"].str.len().max() <= 402
    assert all("3月" in sentence for sentence in rows["sentence"].head(3))

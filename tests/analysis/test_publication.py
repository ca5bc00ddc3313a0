"""The publication date, with what told it."""

import datetime

import pytest

from analysis import publication

DAY = datetime.date(2018, 6, 10)


@pytest.mark.parametrize(("metadata", "certainty"), [
    ({"article:published_time": "2018-06-10T08:30:00+08:00"}, "certain"),
    ({"PubDate": "2018年6月10日 08:30"}, "certain"),
    ({"date": "Sun, 10 Jun 2018 08:30:00 +0800"}, "certain"),
    ({"og:updated_time": "2018-06-10 09:00"}, "likely"),
])
def test_metadata_tells_before_the_text(metadata, certainty):
    found = publication.find("2017年5月1日\n旧闻一则。", metadata=metadata)
    assert (found.date, found.precision, found.certainty) == (DAY, "day", certainty)
    assert found.reason.startswith("metadata ")


@pytest.mark.parametrize(("text", "certainty"), [
    ("海峡论坛闭幕\n观潮网 记者 林一\n2018-06-10 17:23\n双方同意继续接触。", "certain"),
    ("海峽論壇閉幕\n發布時間:2018年6月10日\n雙方同意繼續接觸。", "certain"),
    ("海峡论坛闭幕\n作者:林一 2018年6月10日\n双方同意继续接触,2016年5月1日的约定仍然有效。", "likely"),
    ("双方同意继续接触。" * 200 + "\n(2018年6月10日)", "certain"),
])
def test_a_dateline_tells(text, certainty):
    found = publication.find(text)
    assert (found.date, found.certainty) == (DAY, certainty)
    assert found.reason.startswith("dateline ")


def test_a_date_within_a_sentence_is_no_dateline():
    found = publication.find("双方于2016年5月1日约定停火。后来并未遵守。")
    assert (found.date, found.certainty) == (datetime.date(2016, 5, 1), "guess")


def test_an_address_tells():
    found = publication.find("双方同意继续接触。", source="https://example.org/2018/06/10/a.html")
    assert (found.date, found.certainty) == (DAY, "likely")


def test_a_wire_takes_the_newest_year_named():
    found = publication.find("本报首尔6月8日电 双方同意会晤。2017年谈判破裂,2018年局势缓和。")
    assert (found.date, found.certainty) == (datetime.date(2018, 6, 8), "likely")


def test_what_is_announced_does_not_date_the_text():
    found = publication.find("外长2018年5月3日表示遗憾。双方将在2019年3月举行会谈。")
    assert found.date == datetime.date(2018, 5, 3)


def test_a_year_alone_has_the_precision_of_a_year():
    found = publication.find("2017年双方曾经停火。")
    assert (found.date, found.precision, found.certainty) == (datetime.date(2017, 1, 1), "year", "guess")


def test_a_day_open_to_one_side_stands_beside_a_day():
    found = publication.find("2022年9月16日以来，两国再无会谈。2022年3月4日双方会过面。")
    assert (found.date, found.precision) == (datetime.date(2022, 9, 16), "day")


def test_nothing_found_is_unknown():
    assert publication.find("双方同意继续接触。") == publication.UNKNOWN


def test_an_address_in_the_text_tells_the_day_where_no_line_does_and_links_of_several_days_tell_none():
    linked = publication.find("停火前景\nhttps://news.example/2019/07/12/a.html\n双方将在下月会面。")
    assert (linked.date, linked.certainty) == (datetime.date(2019, 7, 12), publication.LIKELY)
    several = "停火前景\nhttps://news.example/2019/07/12/a.html\nhttps://news.example/2019/07/15/b.html\n双方会面。"
    assert publication.find(several).date is None


def test_since_somebody_took_office_tells_no_year():
    assert publication.find("港湾社3月4日电 特朗普政府上台后,航母首次到访。").date is None

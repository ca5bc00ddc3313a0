import pytest

from analysis import evidence
from tests.charts import invented


def test_the_quote_stands_in_its_sentence():
    row = evidence.sentences(invented.four(), ["d1-p001"]).iloc[0]
    assert (row["before"], row["quote"], row["after"]) == ("李某说，", "会谈不会取得突破", "。")


def test_the_cue_is_found_inside_the_quote():
    row = evidence.sentences(invented.four(), ["d1-p001"]).iloc[0]
    assert row["quote"][row["cue_start"]:row["cue_end"]] == "不会"


def test_a_cue_in_the_other_script_or_in_two_parts_is_found():
    rows = [invented.prediction(1, "李某", "summit", "wont", 1, quote="会谈不会取得突破", cue="不會"),
            invented.prediction(2, "李某", "summit", "wont", 1, quote="会谈不会取得突破", cue="恐怕…不会"),
            invented.prediction(3, "李某", "summit", "wont", 1, quote="会谈不会取得突破", cue="何谈")]
    found = evidence.sentences(invented.tables(rows), ["d1-p001", "d1-p002", "d1-p003"])
    assert found[["cue_start", "cue_end"]].values.tolist() == [[2, 4], [2, 4], [-1, -1]]


def test_rows_come_in_the_order_asked_for_and_unknown_ids_bring_none():
    found = evidence.sentences(invented.four(), ["d1-p003", "gone", "d1-p001"])
    assert list(found["prediction_id"]) == ["d1-p003", "d1-p001"]


def test_possible_has_no_bounds_and_will_has():
    found = evidence.sentences(invented.four(), ["d1-p001", "d1-p003"], mapping=invented.codebook().mappings["lunheng"])
    assert found["high"].iloc[0] == pytest.approx(0.09)
    assert found[["low", "high"]].iloc[1].isna().all()


def test_what_is_cut_is_marked():
    text = "，".join(f"第{number}轮会谈没有结果" for number in range(40)) + "。"
    start = text.index("第20轮")
    before, quote, after = evidence.around(text, start, start + 4, context=10)
    assert quote == "第20轮"
    assert before.startswith("…") and len(before) == 11
    assert after.endswith("…") and len(after) == 11


def test_a_sentence_broken_over_lines_is_shown_on_one():
    text = "\n".join(["双方代表在会议结束之后仍然没有就撤军问", "题和俘虏问题达成任何形式的一致意见因此", "分歧将在今后很长的一段时间里继续存在下",
                      "去而调停人对此表示担忧并打算再次访问两"])
    before, quote, after = evidence.around(text, text.index("分歧"), text.index("分歧") + 2)
    assert "\n" not in before + quote + after
    assert before.endswith("撤军问题和俘虏问题达成任何形式的一致意见因此")


def test_the_sentences_behind_a_cell_of_mentions_are_the_places():
    found = evidence.of_cell(invented.four(), "李某", "summit", value="mentions")
    assert found[["quote", "before", "commentator"]].values.tolist() == [["会谈", "甲国与乙国的", "李某"]]


def test_a_total_takes_all_issues():
    found = evidence.of_cell(invented.four(), "李某", "")
    assert list(found["prediction_id"]) == ["d1-p001", "d1-p002"]


@pytest.mark.parametrize(("sentence", "surface", "expected"), [
    ("6月3日，甲国外长抵达乙国首都。", "6月3日", "甲国外长抵达乙国首都"),
    ("会谈将于6月3日举行。", "6月3日", "会谈将举行"),
    ("甲国总统在2019年3月访问了乙国，签署了协议。", "2019年3月", "甲国总统访问了乙国"),
    ("这需要在1月的会谈上得到确认。", "1月", "这需要在会谈上得到确认"),
    ("此前，2019年，双方关系破裂。", "2019年", "双方关系破裂"),
    ("冲突始于2014年。", "2014年", "冲突始"),
    ("两国元首（6月3日）在某地会晤。", "6月3日", "两国元首在某地会晤"),
    ("当地时间6月3日，甲国总统抵达。", "6月3日", "甲国总统抵达"),
    ("據報導，6月3日會談破裂", "6月3日", "會談破裂"),
])
def test_an_event_is_labelled_in_the_texts_own_words(sentence, surface, expected):
    assert evidence.label(sentence, surface) == expected


def test_a_long_label_is_cut():
    label = evidence.label("6月3日甲国外交部宣布驱逐乙国大使馆的全部武官和他们的家属。", "6月3日")
    assert len(label) == 16
    assert label.endswith("…")


def test_a_date_that_is_not_in_its_sentence_does_no_harm():
    assert evidence.label("两国建交。", "去年") == "两国建交"
    assert evidence.label("", "去年") == ""


def test_no_room_around_a_place_leaves_nothing_around_it():
    assert evidence.passage("会谈可能破裂", 2, 4, 0) == ("…", "可能", "…")
    assert evidence.around("会谈可能破裂", 2, 4, 0) == ("…", "可能", "…")

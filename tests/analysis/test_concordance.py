from dataclasses import replace

import pandas as pd
import pytest

from analysis import concordance
from analysis.schemas import WORDS, Tables


def tables(one_voice, text):
    documents, commentaries = one_voice(text)
    empty = Tables.empty()
    return Tables(documents, commentaries, empty.mentions, empty.predictions, empty.events, empty.words)


def test_word_is_found_in_either_script(one_voice):
    given = tables(one_voice, "甲国的製裁与乙国的制裁,还有对抗。")
    found = concordance.places(given, "制裁")
    text = given.documents["text"].iloc[0]
    assert [text[start:end] for start, end in zip(found["start"], found["end"])] == ["製裁", "制裁"]
    assert list(concordance.places(given, "對抗")["commentator"]) == ["作者"]


def test_offsets_hold_behind_a_joined_line(one_voice):
    given = tables(one_voice, "甲国与乙国的关系正在发生变化,各方都在看着事情\n的进展。\n\n他们要看制裁会不会解除。")
    found = concordance.places(given, "制裁").iloc[0]
    assert given.documents["text"].iloc[0][found["start"]:found["end"]] == "制裁"


def test_place_outside_every_commentary_is_left_out(one_voice):
    given = tables(one_voice, "制裁。制裁。")
    given.commentaries.loc[0, ["start", "end"]] = [3, 6]
    assert concordance.places(given, "制裁")["start"].tolist() == [3]


def test_place_where_nobody_speaks_is_kept_where_words_of_nobody_are_counted(one_voice):
    given = tables(one_voice, "制裁。制裁。")
    given.commentaries.loc[0, ["start", "end"]] = [3, 6]
    doc_id = given.documents["doc_id"].iloc[0]
    counted = replace(given, words=WORDS.frame([
        {"doc_id": doc_id, "commentary_id": owner, "word": "制裁", "tag": "n", "count": 1} for owner in ("none", given.commentaries["commentary_id"].iloc[0])]))
    assert concordance.places(counted, "制裁")[["start", "commentator"]].values.tolist() == [[0, "none"], [3, "作者"]]
    assert concordance.lines(counted, "制裁")["commentator"].tolist() == ["none", "作者"]
    assert concordance.places(counted, "制裁", within=frozenset(given.commentaries["commentary_id"]))["start"].tolist() == [3]


def test_no_word_and_no_text_find_nothing(one_voice):
    assert concordance.places(tables(one_voice, "制裁。"), "").empty
    nothing = concordance.places(Tables.empty(), "制裁")
    assert nothing.empty
    assert isinstance(nothing, pd.DataFrame)


def test_most_limits_the_places(one_voice):
    assert len(concordance.places(tables(one_voice, "制裁,制裁,制裁。"), "制裁", most=2)) == 2


def test_lines_show_the_word_in_its_context(one_voice):
    given = tables(one_voice, "甲国宣布新的制裁。乙国反對製裁,丙国沉默。\n制裁无用。")
    found = concordance.lines(given, "製裁", context=4)
    assert found[["left", "surface", "right"]].to_numpy().tolist() == [
        ["宣布新的", "制裁", "。乙国反"], ["乙国反對", "製裁", ",丙国沉"], ["", "制裁", "无用。"]]
    assert found["sentence"].tolist()[1] == "乙国反對製裁,丙国沉默。"
    text = given.documents["text"].iloc[0]
    assert all(text[start:end] == surface for start, end, surface in zip(found["start"], found["end"], found["surface"]))


def test_lines_are_sorted_outwards_from_the_word_whatever_the_script(one_voice):
    given = tables(one_voice, "丙反对制裁乙。\n甲加强制裁丁。\n乙反對制裁甲。")
    by_left = concordance.lines(given, "制裁", sort="left")
    assert [line[-3:] for line in by_left["left"]] == ["丙反对", "乙反對", "甲加强"]
    by_right = concordance.lines(given, "制裁", sort="right")
    assert by_right["right"].tolist() == ["丁。", "乙。", "甲。"]


def test_lines_can_be_shown_in_simplified(one_voice):
    given = tables(one_voice, "乙國反對製裁。")
    line = concordance.lines(given, "制裁", simplified=True).iloc[0]
    assert (line["left"], line["surface"], line["sentence"]) == ("乙国反对", "制裁", "乙国反对制裁。")


def test_lines_join_what_the_page_broke(one_voice):
    given = tables(one_voice, "甲国与乙国的关系正在发生变化,各方都在看着制\n裁会不会解除。\n\n他们要看制裁会不会解除。")
    line = concordance.lines(given, "制裁", context=5).iloc[0]
    assert (line["left"], line["surface"], line["right"]) == ("方都在看着", "制裁", "会不会解除")
    assert "\n" not in line["sentence"] and line["sentence"].endswith("解除。")


def test_no_lines_for_nothing(one_voice):
    assert concordance.lines(Tables.empty(), "制裁").empty
    assert concordance.lines(tables(one_voice, "制裁。"), "").empty
    with pytest.raises(ValueError, match="sideways"):
        concordance.lines(Tables.empty(), "制裁", sort="sideways")


def test_word_is_shown_as_it_is_written(one_voice):
    documents, commentaries = one_voice("乙國反對製裁。")
    documents["script"] = "Hant"
    counted = WORDS.frame([{"doc_id": "d", "commentary_id": "d-c000", "word": "反对", "tag": "v", "count": 1}])
    given = Tables(documents, commentaries, *(getattr(Tables.empty(), name) for name in ("mentions", "predictions", "events")), counted)
    assert concordance.as_written(given, ["反对", "无"]) == {"反对": "反對", "无": "无"}
    assert concordance.as_written(Tables.empty(), ["反对"]) == {"反对": "反对"}


def test_places_and_lines_can_be_kept_to_some_commentaries(one_voice):
    given = tables(one_voice, "甲支持制裁。乙反对制裁。")
    assert len(concordance.places(given, "制裁", within=frozenset({"d-c000"}))) == 2
    assert concordance.places(given, "制裁", within=frozenset()).empty
    assert concordance.lines(given, "制裁", within=frozenset({"another"})).empty


def test_texts_are_looked_through_once_for_whoever_asks_for_a_word(one_voice, monkeypatch):
    given = tables(one_voice, "制裁,製裁,制裁。关系。")
    looked = []
    through = concordance._looked_up
    monkeypatch.setattr(concordance, "_looked_up", lambda tables, wanted, within: looked.append((wanted, within)) or through(tables, wanted, within))
    every = concordance.places(given, "制裁", most=500)
    assert concordance.places(given, "製裁", most=2).equals(every.head(2)) and len(concordance.lines(given, "制裁", most=3)) == 3
    assert looked == [("制裁", None)]
    assert len(concordance.places(given, "关系", most=1)) == 1 and concordance.places(given, "制裁", within=frozenset()).empty
    assert looked[1:] == [("关系", None), ("制裁", frozenset())]
    assert len(concordance.places(replace(given), "制裁", most=2)) == 2 and looked[3:] == [("制裁", None)]


def test_places_are_kept_of_the_last_words_only(one_voice):
    given = tables(one_voice, "制裁,关系,会谈,协议,撤军,停火。")
    for word in ("制裁", "关系", "会谈", "协议", "撤军", "停火"):
        concordance.places(given, word)
    kept = given.__dict__["_once"]["places lately asked for",]
    assert len(kept) == concordance._LATELY and ("停火", None) in kept and ("制裁", None) not in kept

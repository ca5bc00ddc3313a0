import pandas as pd

from analysis import concordance
from analysis.schemas import Tables


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


def test_no_word_and_no_text_find_nothing(one_voice):
    assert concordance.places(tables(one_voice, "制裁。"), "").empty
    nothing = concordance.places(Tables.empty(), "制裁")
    assert nothing.empty
    assert isinstance(nothing, pd.DataFrame)


def test_most_limits_the_places(one_voice):
    assert len(concordance.places(tables(one_voice, "制裁,制裁,制裁。"), "制裁", most=2)) == 2

from math import log, log2

import pytest

from analysis import collocations
from analysis.schemas import WORDS, Tables

CUT = {"甲国": 2, "制裁": 2, "对话": 2, "加强": 2, "反对": 2, "解除": 2, "宣布": 2}


def cut(folded):
    """Cut known words, else single characters."""
    words, place = [], 0
    while place < len(folded):
        long = CUT.get(folded[place:place + 2], 1)
        words.append(folded[place:place + long])
        place += long
    return words


def tables(one_voice, text, **counts):
    documents, commentaries = one_voice(text)
    words = WORDS.frame([{"doc_id": "d", "commentary_id": "d-c000", "word": word, "tag": "v", "count": n}
                         for word, n in counts.items()])
    empty = Tables.empty()
    return Tables(documents, commentaries, empty.mentions, empty.predictions, empty.events, words)


def test_numbers_by_hand(one_voice):
    # 加强 stands beside 制裁 twice, four times in all; 100 words, 4 of them 制裁; windows hold 加强 加强 解除 对话
    given = tables(one_voice, "加强制裁。\n加强製裁。\n解除制裁。\n制裁对话。\n加强。加强。", 制裁=4, 加强=4, 解除=10, 对话=1, 宣布=81)
    found = collocations.near(given, "制裁", cut=cut, least=1).set_index("word")
    row = found.loc["加强"]
    assert (row["count"], row["left"], row["right"], row["frequency"]) == (2, 2, 0, 4)
    assert row["expected"] == pytest.approx(4 * 4 / 96)
    assert row["log_dice"] == pytest.approx(14 + log2(2 * 2 / (4 + 4)))
    assert row["mi"] == pytest.approx(log2(2 / (16 / 96)))
    cells = ((2, 4 * 4), (2, 4 * 92), (2, 92 * 4), (90, 92 * 92))
    assert row["g2"] == pytest.approx(2 * sum(o * log(o * 96 / e) for o, e in cells))
    assert found.loc["对话", ["left", "right"]].tolist() == [0, 1]


def test_window_ends_with_the_sentence_and_after_five_words(one_voice):
    given = tables(one_voice, "加强。制裁。对话一二三四五制裁。", 制裁=2, 加强=1, 对话=1, 宣布=50)
    assert collocations.near(given, "制裁", cut=cut, least=1).empty
    assert collocations.near(given, "制裁", cut=cut, least=1, window=6)["word"].tolist() == ["对话"]


def test_word_between_two_counts_once_and_nearest(one_voice):
    given = tables(one_voice, "制裁一对话制裁。", 制裁=2, 对话=1, 宣布=50)
    row = collocations.near(given, "制裁", cut=cut, least=1).set_index("word").loc["对话"]
    assert (row["count"], row["left"], row["right"]) == (1, 1, 0)
    assert row["log_dice"] <= 14


def test_stop_words_take_room_but_are_not_listed(one_voice):
    given = tables(one_voice, "对话的的的的的制裁。加强的制裁。", 制裁=2, 对话=1, 加强=1, 宣布=50)
    assert collocations.near(given, "制裁", cut=cut, least=1)["word"].tolist() == ["加强"]


def test_what_nobody_chosen_says_is_not_counted(one_voice):
    given = tables(one_voice, "对话制裁。加强。", 制裁=1, 对话=1, 宣布=50)
    given.commentaries.loc[0, ["start", "end"]] = [2, 9]
    assert collocations.near(given, "制裁", cut=cut, least=1).empty


def test_nothing_near_nothing(one_voice):
    assert collocations.near(Tables.empty(), "制裁", cut=cut).empty
    given = tables(one_voice, "制裁。", 制裁=1)
    assert collocations.near(given, "对话", cut=cut).empty
    assert collocations.near(given, "", cut=cut).empty
    empty = collocations.near(given, "制裁", cut=cut)
    assert collocations.finding(empty, "制裁").title == "No word keeps company with 制裁"
    with pytest.raises(ValueError, match="chi"):
        collocations.near(given, "制裁", cut=cut, by="chi")


def test_finding_names_up_to_three(one_voice):
    given = tables(one_voice, "加强制裁。反对制裁。", 制裁=2, 加强=1, 反对=2, 宣布=50)
    found = collocations.near(given, "制裁", cut=cut, least=1)
    assert collocations.finding(found, "制裁").title == "制裁 keeps company with 加强 and 反对"


def test_of_very_many_places_evenly_spread_ones_are_read_and_it_is_told(one_voice, monkeypatch):
    given = tables(one_voice, "加强制裁。解除制裁。" * 50, 制裁=100, 加强=50, 解除=50, 宣布=300)
    every = collocations.near(given, "制裁", cut=cut).set_index("word")
    assert every["read"].tolist() == [1, 1] and "places" not in collocations.finding(every.reset_index(), "制裁").note
    monkeypatch.setattr(collocations, "_MOST", 40)
    some = collocations.near(given, "制裁", cut=cut).set_index("word")
    assert some["read"].tolist() == [0.4, 0.4]
    # Both follow each other, so that every other place is the one or the other's.
    assert some["count"].sum() == pytest.approx(0.4 * every["count"].sum(), abs=1)
    assert some["log_dice"].to_dict() == pytest.approx(every["log_dice"].to_dict(), abs=0.3)
    assert "40 % of its places" in collocations.finding(some.reset_index(), "制裁").note
    assert "99 % of its places" in collocations.finding(some.assign(read=0.999).reset_index(), "制裁").note

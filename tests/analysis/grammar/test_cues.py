"""How surely a clause says what it says."""

import pytest

from analysis.grammar import cues, vocabulary
from analysis.grammar.layout import Clause, Sheet
from analysis.grammar.vocabulary import Cue
from analysis.text import fold


def read(text):
    words = vocabulary.load()
    folded = fold(text)
    sentence = Sheet(folded, words.cues.find(folded)).sentences[0]
    return cues.read(sentence.clauses[0], words)


@pytest.mark.parametrize(("text", "likelihood"), [
    ("两国将重启谈判", "will"),
    ("新关税势必冲击两国贸易", "will"),
    ("双方很可能年内签约", "likely"),
    ("歐盟可望放寬限制", "likely"),
    ("雙方可能恢復談判", "possible"),
    ("莫斯科未必接受停火", "unlikely"),
    ("兩黨很難達成協議", "unlikely"),
    ("东京不会放弃协定", "wont"),
    ("北京絕不可能讓步", "wont"),
    ("停火遥遥无期", "unlikely"),
    ("签约已是板上钉钉", "will"),
])
def test_cue_gives_its_likelihood(text, likelihood):
    assert read(text).likelihood == likelihood


@pytest.mark.parametrize(("text", "likelihood"), [
    ("恐怕双方不会签约", "unlikely"),
    ("谈判注定难有突破", "wont"),
    ("对方不会不还手", "will"),
    ("难保不会擦枪走火", "possible"),
    ("停火并非不可能", "possible"),
    ("双方非打一仗不可", "will"),
    ("谈判不会没有代价", "will"),
    ("关税不可避免地会引发报复", "will"),
    ("他们很可能不参加会谈", "unlikely"),
    ("我不认为他会退出联盟", "wont"),
    ("谁也不能保证冲突不会升级", "possible"),
])
def test_cues_in_a_row_are_composed(text, likelihood):
    assert read(text).likelihood == likelihood


@pytest.mark.parametrize(("text", "likelihood"), [
    ("复交的可能性不大", "unlikely"),
    ("复交的可能性为零", "wont"),
    ("复交的可能性也不小", "likely"),
    ("复交的可能性在加大", "possible"),
    ("衰退的概率高达八成", "likely"),
    ("衰退的可能性只有5%", "wont"),
    ("我有七成把握", "likely"),
])
def test_graded_noun_is_a_cue(text, likelihood):
    assert read(text).likelihood == likelihood


@pytest.mark.parametrize("text", [
    "双方讨论了会晤的可能性", "双方举行了会谈", "将军出席了晚会", "学者们尽可能保持中立", "调整或推迟都有人主张",
])
def test_words_that_hold_a_cue_are_none(text):
    assert read(text) is None


def test_clause_of_any_length_is_read_in_pieces():
    words = vocabulary.load()
    folded = "可能" * 2000
    sentence = Sheet(folded, words.cues.find(folded)).sentences[0]
    assert max(len(clause.text) for clause in sentence.clauses) <= 160


def test_frame_before_a_comma_rules_the_next_clause():
    words = vocabulary.load()
    folded = "没有人会相信,双方会停火"
    first, second = Sheet(folded, words.cues.find(folded)).sentences[0].clauses
    assert cues.read(second, words, (cues.hanging(first, words),)).likelihood == "wont"


@pytest.mark.parametrize("subject", ["以色列", "北约", "首相", "欧盟", "加拿大", "央行", "盟友", "危机", "日本", "明年", "国家安全", "台湾独立", "俄乌协议", "协商"])
def test_modal_is_found_behind_a_word_that_ends_like_a_noun_of_it(subject):
    assert read(f"{subject}会面临新的制裁").likelihood == "will"


@pytest.mark.parametrize("place", ["核问题上", "谈判中", "美中", "局势", "贸易战", "总统提名", "国防部门"])
def test_future_is_found_behind_a_word_that_ends_like_a_rank_of_it(place):
    assert read(f"{place}将再起争执").surfaces[0].startswith("将")


@pytest.mark.parametrize("text", ["本周的年会上各方签约", "董事会换了主席", "陆军上将抵达基辅", "双方谈得成谈不成"])
def test_noun_of_a_modal_is_no_cue(text):
    assert read(text) is None


def test_council_that_will_not_does_not_ask():
    assert read("议会不会批准预算").likelihood == "wont"


def test_a_cue_that_a_run_without_a_stop_cuts_in_two_rules_what_is_left_of_it():
    words = vocabulary.load()
    clause = Sheet("好谈判桌边的人都在等", words.cues.find("好谈判桌边的人都在等")).sentences[0].clauses[0]
    cut = Clause(2, 2 + len(clause.text), clause.text, [])
    frame = next(mark for _, _, mark in words.cues.find("看好") if isinstance(mark, Cue))
    assert cues.read(cut, words, ((1, 3, frame),)).start == 2

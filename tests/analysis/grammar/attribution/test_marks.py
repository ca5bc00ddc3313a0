from analysis.grammar.attribution import marks
from analysis.grammar.quotation import quotes


def test_straight_marks_are_paired_line_by_line_and_nothing_moves():
    assert marks.paired('甲说"来",乙说"去"。\n丙说"停"。') == "甲说“来”,乙说“去”。\n丙说“停”。"


def test_a_line_with_an_odd_mark_stays_as_it_is():
    assert marks.paired('屏幕有6.1"大。') == '屏幕有6.1"大。'


def test_scare_quotes_become_single_and_speech_stays():
    text = "他说“红线”不变:“谁也别碰,碰了就翻脸。”"
    assert marks.plain(text, quotes(text)) == "他说‘红线’不变:“谁也别碰,碰了就翻脸。”"


def test_a_dateline_ends_like_a_sentence():
    assert marks.plain("港湾社东岸5月28日电(记者 许知行)多位学者认为", []) == "港湾社东岸5月28日电(记者 许知行。多位学者认为"
    assert marks.plain("【港湾社5月28日讯】多位学者认为", []) == "【港湾社5月28日讯。多位学者认为"
    assert marks.plain("【稀土问题】多位学者认为", []) == "【稀土问题】多位学者认为"

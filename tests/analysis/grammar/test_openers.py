"""What opens a subject, and what only looks like it."""

import pytest

from analysis.grammar import openers


@pytest.mark.parametrize(("text", "named"), [
    ("格陵兰呢?", "格陵兰"),
    ("制裁方面没那么糟。", "制裁"),
    ("至于伊朗,大家都在等。", "伊朗"),
    ("再说也门。", "也门"),
    ("日韩这条线,去年热得发烫。", "日韩"),
    ("中印边界这一头,两军退了一半。", "中印边界"),
    ("还有欧佩克的减产。", "欧佩克的减产"),
    ("另外说说叙利亚。", "叙利亚"),
])
def test_a_subject_is_opened(text, named):
    found = openers.opened(text, 0, len(text))
    assert found and text[slice(*found)] == named


@pytest.mark.parametrize("text", ["伊朗退出了协议。", "他说到做到。", "停火协议昨天谈成了。", "军队在边境上集结。", "美国看到了机会。"])
def test_no_subject_is_opened(text):
    assert openers.opened(text, 0, len(text)) is None


def test_a_name_with_a_question_mark_opens_and_a_question_does_not():
    assert openers.opened("减税?国会不会点头。", 0, 3) == (0, 2)
    assert openers.opened("谁来减税?", 0, 5) is None

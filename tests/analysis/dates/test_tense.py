"""Words that put a date behind or ahead."""

import pytest

from analysis.dates import tense


@pytest.mark.parametrize(("sentence", "expected"), [
    ("双方将在3月重启谈判", "future"),
    ("计划于3月重启谈判", "future"),
    ("3月重启的谈判有望取得进展", "future"),
    ("3月曾重启谈判", "past"),
    ("他3月表示,双方将重启谈判", "past"),
    ("3月的国会听证会引人注目", ""),
    ("此前3月的会谈", "past"),
    ("双方将再谈。3月的会谈", ""),
])
def test_words_around_decide(sentence, expected):
    start = sentence.index("3月")
    assert tense.around(sentence, start, start + 2) == expected

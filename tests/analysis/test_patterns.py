import re
from copy import copy

import pytest

from analysis.patterns import later


@pytest.mark.parametrize("method", ["match", "search", "fullmatch", "findall", "split"])
def test_a_later_pattern_answers_as_a_compiled_one(method):
    source, text = r"(?P<year>\d{4})年", "2024年和2025年"
    assert repr(getattr(later(source), method)(text)) == repr(getattr(re.compile(source), method)(text))


def test_a_later_pattern_is_compiled_when_it_is_asked_and_once(monkeypatch):
    compiled = []
    monkeypatch.setattr(re, "compile", lambda *told, make=re.compile: compiled.append(told) or make(*told))
    pattern = later("会|將", re.IGNORECASE)
    assert not compiled
    assert pattern.search("不会")
    assert pattern.sub("能", "不会") == "不能"
    assert pattern.pattern == "会|將"
    assert compiled == [("会|將", re.IGNORECASE)]


def test_what_is_no_pattern_is_told_at_the_first_question():
    pattern = later("(会")
    with pytest.raises(re.error):
        pattern.match("会")


def test_a_later_pattern_can_be_copied():
    assert copy(later("会")).search("不会")

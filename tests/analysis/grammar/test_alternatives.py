import re

import pytest

from analysis.grammar.alternatives import either

WORDS = ("说", "说道", "说到做到", "道", "a.b", "a", "并且")


@pytest.mark.parametrize(("text", "found"), [
    ("说到做到了", "说到做到"), ("说到", "说"), ("说道", "说道"), ("a.b", "a.b"), ("axb", "a"), ("并", None), ("", None)])
def test_the_longest_word_that_fits_is_found(text, found):
    match = re.match(either(WORDS), text)
    assert (match and match.group()) == found


def test_a_shorter_word_is_tried_where_what_follows_asks_for_it():
    assert re.fullmatch(rf"(?:{either(WORDS)})到做到的", "说到做到的").group() == "说到做到的"


def test_without_words_nothing_is_found():
    assert re.search(either(()), "说") is None

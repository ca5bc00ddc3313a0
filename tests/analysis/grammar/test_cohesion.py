"""Where a claim's words stand again."""

from analysis.grammar import cohesion

TEXT = "通用许可要交名单。日圆还在跌。股市也在跌。这套许可不会撤。"
EMPTY = frozenset("的不会要这还在也")


def found(text, claim, empty=EMPTY):
    start = text.index(claim)
    return [(text[first:last], weight) for first, last, weight in cohesion.again(text, start, start + len(claim), empty)]


def test_the_sentence_is_found_in_which_a_claims_word_stands_before():
    assert found(TEXT, "这套许可不会撤") == [("通用许可要交名单", 1.0)]


def test_a_word_weighs_one_however_many_sentences_hold_it():
    assert found("许可难拿。许可作废。许可会撤。", "许可会撤") == [("许可难拿", 0.5), ("许可作废", 0.5)]


def test_words_of_grammar_and_words_that_stand_everywhere_tie_nothing():
    assert found("日圆会跌。股市会跌。", "股市会跌", frozenset("会跌")) == []
    assert found("许可。许可。许可。许可。许可会撤。", "许可会撤") == []


def test_a_word_far_off_ties_nothing():
    assert found("许可难拿。" + "天" * 700 + "。许可会撤。", "许可会撤") == []

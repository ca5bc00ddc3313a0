from analysis.grammar.quotation import quotes


def test_a_short_run_without_punctuation_is_a_word_in_scare_quotes():
    (quote,) = quotes("这是一条“红线”。")
    assert not quote.spoken


def test_a_clause_is_speech():
    (quote,) = quotes("他说:“会,但不是今年。”")
    assert quote.spoken
    assert quote.closed


def test_what_follows_a_colon_is_speech_however_short():
    (quote,) = quotes("他说:“不会。”")
    assert quote.spoken


def test_a_mark_inside_speech_opens_no_second_quotation():
    assert len(quotes("“他说“不会”,我不信。”")) == 1


def test_an_open_quotation_ends_with_its_paragraph():
    first, second = quotes("“先谈。\n“再签。”")
    assert not first.closed
    assert (first.end, second.start) == (4, 5)

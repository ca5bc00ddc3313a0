from analysis.keywords import key_phrases
from analysis.text import fold

SUBJECT = ("商業捕鯨引發爭論。支持者認為商業捕鯨可以養活沿海小鎮,反對者擔心座頭鯨會受損。國際委員會下月開會,"
           "座頭鯨保護團體要求暫停商業捕鯨。專家說座頭鯨一旦受害便難以恢復。")


def test_a_subject_the_codebook_does_not_know_is_named_in_its_own_words(book):
    phrases = key_phrases(fold(SUBJECT), book)
    assert phrases[0] == "商业捕鲸"


def test_words_said_once_and_names_the_codebook_knows_are_no_subject(book):
    phrases = key_phrases("美国和日本,美国和日本,都谈到了捕鲸。", book)
    assert phrases == []


def test_no_text_has_no_phrase(book):
    assert key_phrases("", book) == []

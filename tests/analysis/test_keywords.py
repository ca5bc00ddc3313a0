from analysis.keywords import key_phrases
from analysis.text import fold

SUBJECT = ("深海採礦引發爭論。支持者認為深海採礦可以取代陸地礦山,反對者擔心珊瑚礁會受損。國際海底管理局下月開會,"
           "珊瑚礁保護團體要求暫停深海採礦。專家說珊瑚礁一旦受損便難以恢復。")


def test_a_subject_the_codebook_does_not_know_is_named_in_its_own_words(book):
    phrases = key_phrases(fold(SUBJECT), book)
    assert "深海采矿" in phrases and "珊瑚礁" in phrases


def test_words_said_once_and_names_the_codebook_knows_are_no_subject(book):
    phrases = key_phrases("美国和日本,美国和日本,都谈到了采矿。", book)
    assert phrases == []


def test_no_text_has_no_phrase(book):
    assert key_phrases("", book) == []

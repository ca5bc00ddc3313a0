import jieba
import pytest

from analysis import segmentation
from analysis.text import prepare

TEXT = ("專家認為,普丁與澤倫斯基2025-03-18通話後,中美關係與朝核問題未必立刻好轉;北約東擴仍是死結,川普政府的AI晶片禁令將延續下去。"
        "分析人士说,俄乌和谈还要等,石油价格上涨3.5%,欧盟成员国意见不一。")


def test_the_port_cuts_exactly_as_jieba_with_the_same_dictionary(book):
    reference = jieba.Tokenizer()
    for word, tag in segmentation.own_words(book).items():
        reference.add_word(word, segmentation.OWN_FREQUENCY, tag)
    folded = prepare(TEXT).text
    assert segmentation.cut(folded, book) == reference.lcut(folded)


def test_nothing_is_lost_in_cutting(book):
    folded = prepare(TEXT).text
    assert "".join(segmentation.cut(folded, book)) == folded


@pytest.mark.parametrize(("word", "counted"), [("关税", True), ("我们", False), ("2025", False), ("。", False), ("AI", True)])
def test_grammar_numbers_and_signs_say_nothing_of_the_subject(word, counted):
    assert segmentation.is_counted(word) is counted


def test_a_word_outside_the_dictionary_has_the_tag_x():
    assert segmentation.tag("关税") == "n"
    assert segmentation.tag("魑魅魍魉国际") == "x"

import pytest

from analysis import codebook as codebooks
from analysis import words
from analysis.schemas import COMMENTARIES, DOCUMENTS

TEXT = ("專家認為,普丁與澤倫斯基2025-03-18通話後,中美關係與朝核問題未必立刻好轉;北約東擴仍是死結,川普政府的AI晶片禁令將延續下去。"
        "分析人士说,俄乌和谈还要等,石油价格上涨3.5%,欧盟成员国意见不一。")


@pytest.fixture(scope="module")
def book():
    return codebooks.load()


def frames(text):
    documents = DOCUMENTS.frame([{"doc_id": "d", "source": "d.txt", "title": "t", "outlet": "", "author": "甲",
                                  "published": None, "published_precision": "unknown", "script": "Hans", "text": text}])
    spoken = COMMENTARIES.frame([{"commentary_id": "d-c000", "doc_id": "d", "commentator": "甲", "role": "author",
                                  "start": 0, "end": len(text)}])
    return documents, spoken


def test_names_of_the_codebook_are_one_word_each(book):
    counted = words.count(*frames(TEXT), book)
    assert {"普京", "普丁", "泽伦斯基", "北约东扩"} & set(counted["word"]) >= {"泽伦斯基", "北约东扩"}


def test_both_scripts_are_counted_as_one_word(book):
    counted = words.count(*frames("制裁無效。制裁无效。關稅。关税。"), book)
    assert counted.set_index("word")["count"]["关税"] == 2


def test_stop_words_numbers_and_signs_are_not_counted(book):
    counted = set(words.count(*frames("我们认为2025年的关税是3.5%,而且很高。"), book)["word"])
    assert "关税" in counted
    assert not counted & {"我们", "认为", "的", "2025", "3.5", ",", "。", "%"}


def test_no_text_gives_no_row(book):
    assert words.count(DOCUMENTS.empty(), COMMENTARIES.empty(), book).empty


def test_words_outside_every_commentary_are_nobodys(book):
    documents, _ = frames("关税很高。")
    assert set(words.count(documents, COMMENTARIES.empty(), book)["commentary_id"]) == {"none"}

"""What a document without a headline is called, and that its first sentence is read."""

import pytest

from analysis import codebook, documents, pipeline
from analysis.readers import Reading


@pytest.mark.parametrize(("text", "called"), [
    ("关税会取消吗?\n专家周望认为,关税不会取消。", "关税会取消吗?"),
    ("专家周望认为,关税不会取消。", "专家周望认为,关税不会取消…"),
    ("關稅不取消;談判破裂\n雙方都這樣說。", "關稅不取消;談判破裂"),
    ("谈" * 100 + "。后来", "谈" * 79 + "…"),
    ("。。。", "。。。"),
])
def test_a_first_line_that_is_a_sentence_is_no_headline(text, called):
    assert documents.title(Reading("a.txt", text)) == called


@pytest.mark.parametrize("text", [
    "专家周望认为,关税不会取消。", "专家周望认为,关税不会取消。他还说,谈判很可能破裂。\n双方将再谈。", "專家周望認為,關稅不會取消。談判會破裂",
])
def test_the_first_sentence_of_a_text_without_a_headline_is_coded(text):
    made = pipeline.code(documents.table([Reading("a.txt", text)]), codebook.load())
    assert list(made.commentaries["commentator"].unique()) == ["周望"]
    assert "trade" in set(made.predictions["issue"])


def test_a_headline_above_a_sentence_is_not_coded_twice():
    headline = "周望认为关税不会取消"
    made = pipeline.code(documents.table([Reading("a.txt", f"{headline}\n专家周望认为,关税不会取消。他另有要事。")]), codebook.load())
    assert made.predictions["start"].min() > len(headline)

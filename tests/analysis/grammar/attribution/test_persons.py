"""Who is introduced in a text."""

from analysis import commentaries, documents
from analysis.readers import Reading


def test_text_that_ends_with_a_title_and_a_name_of_two_characters_is_read(book):
    told = documents.table([Reading("a.txt", "复旦大学教授周衡认为，停火可能破裂。\n他说，协议有望签署，另一位是复旦大学教授周衡")])
    assert set(commentaries.segment(told, book)["commentator"]) == {"周衡"}

"""Whether a short line above an answer is a sub-heading or a name."""

from analysis.grammar import bare_names, voicebook

BOOK = voicebook.load()


def test_a_line_of_what_a_text_is_about_heads_a_part():
    topics = frozenset({"稀土", "芯片"})
    assert bare_names.heads_a_part("稀土芯片", BOOK, topics)
    assert not bare_names.heads_a_part("松涛谈芯片", BOOK, topics)
    assert not bare_names.heads_a_part("周启衡", BOOK, topics)

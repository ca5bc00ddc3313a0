from tests.pages.conftest import html


def test_words_of_one_commentator_can_be_ranked(show):
    page = show("words", query={"by": "commentator", "group": "乙评论员"})
    assert not page.exception
    assert page.selectbox(key="group").value == "乙评论员"


def test_group_that_is_not_here_falls_back_to_the_first(show):
    page = show("words", query={"by": "issue", "group": "nothing"})
    assert page.selectbox(key="group").value == "sanctions"


def test_word_in_the_address_lists_where_it_stands(show):
    assert html(show("words", query={"show": "制裁"})).count("<blockquote") >= 2

from datetime import date

from tests.pages.conftest import ORDINARY, html

TWO_YEARS = [
    {"title": "前一年", "published": date(2023, 5, 1), "said": [
        ("甲评论员", "sanctions", "wont", 1, "不会制裁松动。"), ("乙评论员", "sanctions", "likely", 1, "很可能制裁放松。")]},
    {"title": "后一年", "published": date(2024, 5, 1), "said": [
        ("甲评论员", "relations", "wont", 1, "不会关系改善。"), ("丙评论员", "relations", "likely", 1, "很可关系改善。")]},
]


def test_words_of_one_commentator_can_be_ranked(show):
    page = show("words", query={"by": "commentator", "group": "乙评论员"})
    assert not page.exception
    assert page.selectbox(key="group").value == "乙评论员"


def test_group_that_is_not_here_falls_back_to_the_first(show):
    page = show("words", query={"by": "issue", "group": "nothing"})
    assert page.selectbox(key="group").value == "sanctions"


def test_word_in_the_address_lists_where_it_stands(show):
    assert html(show("words", query={"show": "制裁"})).count("<blockquote") >= 2


def test_chosen_word_is_shown_in_its_context(show):
    page = show("words", query={"show": "制裁"})
    lines = html(page).partition('class="lh-kwic"')[2]
    assert lines.count('class="w"') - 1 == 3
    assert page.session_state["sort"] == "text"


def test_context_is_sorted_by_what_follows(show):
    def after(query):
        shown = html(show("words", query={"show": "制裁", **query}))
        return [cell.partition("<bdi>")[2].partition("</bdi>")[0] for cell in shown.split('<td class="r"')[1:]]

    assert sorted(after({})) == after({"sort": "right"}) != after({})


def test_either_script_finds_the_word(show):
    assert html(show("words", query={"show": "關係"})).count('class="lh-kwic"') == 1


def test_word_that_stands_nowhere_is_said_and_can_be_taken_back(show):
    page = show("words", query={"show": "火星"})
    assert "stands nowhere" in html(page)
    page.button(key="back").click().run()
    assert "stands nowhere" not in html(page)


def test_word_typed_is_looked_up(show):
    page = show("words")
    page.text_input(key="find").set_value("制裁").run()
    assert not page.exception
    assert 'class="lh-kwic"' in html(page)


def test_context_of_one_commentator_holds_only_their_lines(show):
    shown = html(show("words", query={"by": "commentator", "group": "丙评论员", "show": "制裁"}))
    assert shown.partition('class="lh-kwic"')[2].count('class="by"') == 2  # head and one line


def test_groups_can_be_compared_each_way(show):
    for by in ("side", "camp", "commentator", "issue", "document", "outlet", "year", "month"):
        page = show("words", query={"look": "groups", "between": by, "unsure": "yes"})
        assert not page.exception, by
        assert page.selectbox(key="between").value == by


def test_unasked_the_first_kind_is_compared_of_which_there_are_two_groups(show):
    undecided = [{"title": f"第{year}篇", "published": date(year, 6, 1), "said": [
        (who, "sanctions", "possible", 1, "也许制裁会放松。") for who in ("甲评论员", "乙评论员")]} for year in (2024, 2025)]
    page = show("words", documents=undecided, query={"look": "groups"})
    assert page.selectbox(key="between").value == "commentator" and "Nothing to compare here" not in html(page)
    page.selectbox(key="between").set_value("side").run()
    assert page.selectbox(key="between").value == "side" and "Nothing to compare here" in html(page)


def test_too_few_groups_are_said_and_another_kind_can_be_chosen(show):
    page = show("words", documents=ORDINARY[:1], query={"look": "groups", "between": "year"})
    assert "Nothing to compare here" in html(page)
    page.selectbox(key="between").set_value("commentator").run()
    assert not page.exception
    assert "Nothing to compare here" not in html(page)


def test_word_of_a_group_lists_what_that_group_says(show):
    page = show("words", query={"look": "groups", "between": "commentator", "groups": "丙评论员", "unsure": "yes",
                                "show": "丙评论员|制裁"})
    assert not page.exception
    assert html(page).partition('class="lh-kwic"')[2].count('class="by"') == 2


def test_group_that_is_not_here_is_passed_over(show):
    page = show("words", query={"look": "groups", "between": "commentator", "groups": "无此人"})
    assert not page.exception
    assert "无此人" not in page.multiselect(key="groups").value


def test_words_are_followed_over_time(show):
    page = show("words", documents=TWO_YEARS, query={"look": "trend", "word": "制裁", "per": "year"})
    assert not page.exception
    assert page.multiselect(key="trend_words").value == ["制裁"]
    assert "制裁" in html(page).partition("</h1>")[0]


def test_point_in_time_lists_the_lines_of_its_period(show):
    page = show("words", documents=TWO_YEARS, query={"look": "trend", "word": "制裁", "per": "year", "show": "制裁|2023-01-01"})
    assert html(page).partition('class="lh-kwic"')[2].count('class="by"') == 3
    page = show("words", documents=TWO_YEARS, query={"look": "trend", "word": "制裁", "per": "year", "show": "制裁|2024-01-01"})
    assert "stands nowhere" in html(page)


def test_another_look_keeps_the_word(show):
    page = show("words", query={"look": "groups", "between": "commentator", "show": "丙评论员|制裁"})
    page.segmented_control(key="look").set_value("most").run()
    assert not page.exception
    assert page.text_input(key="find").value == "制裁"

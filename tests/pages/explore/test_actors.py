from datetime import date

import pytest

from tests.pages.conftest import SILENT, html, opened_table

NAMED = [{"title": "谁提到谁", "published": date(2024, 6, 1), "said": [
    ("甲评论员", "sanctions", "wont", 1, "不会制裁俄罗斯的是美国。"), ("甲评论员", "sanctions", "will", -1, "必将制裁俄罗斯。"),
    ("乙评论员", "relations", "likely", 1, "很可能美国与俄罗斯和解。"), ("乙评论员", "summit", "will", 1, "必定会晤普京。")]}]


def named(show, /, **query):
    return show("actors", documents=NAMED, query={"least": "1"} | query)


def test_who_is_named_most_is_said_first(show):
    assert "Russia is named most, 3 times by 2 of 2 commentators" in html(named(show))


def test_documents_that_name_nobody_say_so(show):
    page = show("actors", documents=SILENT)
    assert "No actor is named here" in html(page)
    assert not page.segmented_control


def test_cell_lists_its_sentences(show):
    page = html(named(show, show="甲评论员|russia"))
    assert page.count("<blockquote") == 2
    assert "on Russia</h2>" in page


@pytest.mark.parametrize(("mark", "sentences"), [("甲评论员|", 2), ("|russia", 3), ("|", 4)])
def test_total_lists_the_sentences_of_its_row_or_column(show, mark, sentences):
    assert html(named(show, show=mark)).count("<blockquote") == sentences


def test_the_table_behind_the_chart_is_made_once_it_is_opened_and_its_numbers_lead_to_their_sentences(show):
    page, link = named(show), "show=%E7%94%B2%E8%AF%84%E8%AE%BA%E5%91%98%7Crussia"
    assert link not in html(page)
    assert html(opened_table(page)).count(link) == 1


def test_actor_and_issue_in_one_sentence(show):
    page = named(show, look="with_issues", show="Russia|sanctions")
    assert html(page).count("<blockquote") == 2
    assert "Russia is named most with sanctions, in 2 sentences" in html(page)


def test_link_made_in_chinese_finds_its_actor(show):
    assert html(named(show, look="with_issues", show="俄罗斯|sanctions")).count("<blockquote") == 2


def test_outlook_of_what_is_said_where_an_actor_is_named(show):
    page = html(named(show, look="with_issues", value="outlook", show="Russia|sanctions"))
    assert page.count("<blockquote") == 2
    assert "won’t: 5 %" in page


def test_actor_named_with_others_lists_them_and_its_sentences(show):
    page = html(named(show, look="together", show="russia"))
    assert "Where Russia is named" in page
    assert "show=russia%7Cunited_states" in page
    assert page.count("<blockquote") == 3


def test_two_actors_list_the_sentences_that_name_both(show):
    page = html(named(show, look="together", show="russia|united_states"))
    assert page.count("<blockquote") == 2
    assert "Russia and the United States are named together most, in 2 sentences" in page


def test_only_persons(show):
    page = html(named(show, kind="persons"))
    assert "Vladimir Putin is named most, once by 1 of 1 commentators" in page
    assert "Russia" not in page.partition("<h1")[2].partition("</h1>")[0]


def test_choosing_another_view_forgets_the_mark(show):
    page = named(show, show="甲评论员|russia")
    page.segmented_control(key="actors_look").set_value("together").run()
    assert not page.exception
    assert page.session_state["own"]["actors"] == {"look": ["together"]}
    page.segmented_control(key="actors_look").set_value("named").run()
    assert page.session_state["own"]["actors"] == {}


@pytest.mark.parametrize("mark", ["nonsense", "Nobody|sanctions", "russia|nobody"])
@pytest.mark.parametrize("look", ["named", "with_issues", "together"])
def test_mark_that_is_none_says_so(show, look, mark):
    page = named(show, look=look, show=mark)
    assert not page.exception
    assert "No sentence lies behind this mark" in html(page)


def test_least_that_hides_everything_leaves_the_switches(show):
    page = named(show, least="9", look="together")
    assert "No two actors are named together often enough" in html(page)
    assert page.segmented_control(key="actors_look").value == "together"
    assert "<blockquote" not in html(page)

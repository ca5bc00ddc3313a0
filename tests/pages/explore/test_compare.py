import re
from datetime import date
from urllib.parse import unquote

from tests.pages.conftest import ORDINARY, html

ISSUES = ("ukraine", "syria", "iran", "gaza", "lebanon", "yemen_red_sea", "gulf", "iraq", "afghanistan", "libya", "korea", "taiwan_strait", "cuba",
          "sanctions", "summit")


def test_first_and_last_year_are_compared_unasked(show):
    page = show("compare")
    assert not page.exception
    assert (page.selectbox(key="a").value, page.selectbox(key="b").value) == ("2024", "2025")


def test_each_kind_of_group_can_be_compared(show):
    for by in ("document", "commentator", "side", "camp", "outlet", "year", "month", "issue"):
        page = show("compare", query={"by": by})
        assert not page.exception, by
        assert page.selectbox(key="by").value == by


def test_one_document_is_compared_by_whom_it_lets_speak(show):
    page = show("compare", documents=ORDINARY[:1])
    assert page.selectbox(key="by").value == "commentator"
    assert "lh-sides" in html(page)


def test_too_few_groups_are_said_and_another_kind_can_be_chosen(show):
    page = show("compare", documents=ORDINARY[:1], query={"by": "year"})
    assert "Nothing to compare here" in html(page)
    page.selectbox(key="by").set_value("commentator").run()
    assert "lh-sides" in html(page)


def test_same_group_twice_is_not_compared_with_itself(show):
    page = show("compare", query={"by": "commentator", "a": "乙评论员", "b": "乙评论员"})
    assert page.selectbox(key="a").value == "乙评论员"
    assert page.selectbox(key="b").value != "乙评论员"


def test_cell_lists_the_sentences_of_its_group_and_issue(show):
    page = show("compare", query={"by": "commentator", "a": "甲评论员", "b": "丙评论员", "show": "甲评论员|sanctions"})
    rail = html(page).partition('<section class="lh-rail"')[2].partition("</section>")[0]
    assert rail.count("<blockquote") == 2
    assert "丙评论员" not in rail


def test_word_lists_where_its_group_says_it(show):
    page = show("compare", query={"by": "commentator", "a": "甲评论员", "b": "丙评论员", "show": "丙评论员|制裁"})
    rail = html(page).partition('<section class="lh-rail"')[2].partition("</section>")[0]
    assert rail.count("<blockquote") == 1


def test_where_no_word_is_sure_the_note_says_so_and_no_more(show):
    shown = html(show("compare", query={"by": "commentator", "a": "甲评论员", "b": "丙评论员"}))
    note = shown.partition("Their words")[2].partition("</p>")[0]
    assert note.count("differences tested") == 1 and "chance may explain" in note and "false finds" not in note


def test_split_names_its_n(show):
    shown = html(show("compare", query={"by": "commentator", "a": "甲评论员", "b": "丙评论员"}))
    table = shown.partition("lh-sides")[2].partition("</table>")[0]
    assert "n = 2" in table and "2 apart" not in table and "1 apart, 1 open, 0 closer" in table
    assert "says nothing" in table


MANY = [{"title": f"第{year}篇", "published": date(year, 6, 1), "said": [
    ("甲评论员", issue, "will" if year == 2024 or place else "wont", 1, f"必将{issue}如此。") for place, issue in enumerate(ISSUES)]} for year in (2024, 2025)]


def test_issues_beyond_the_first_are_folded_and_unfolded_where_one_of_them_is_chosen(show):
    shown = html(show("compare", documents=MANY))
    first, _, rest = shown.partition('<details class="lh-more">')
    assert first.partition("lh-sides")[2].count("<tr>") == 13 and "3 more" in rest and rest.partition("</details>")[0].count("<tr>") == 4
    folded = re.search(r'show=([^"&]*)', rest)
    assert '<details class="lh-more" open>' in html(show("compare", documents=MANY, query={"show": unquote(folded[1])}))

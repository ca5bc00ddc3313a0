from datetime import date

from tests.pages.conftest import ORDINARY, html


def text(page) -> str:
    return html(page).replace('<span lang="zh">', "").replace("</span>", "")


def test_who_predicts_most_is_shown_unasked(show):
    assert show("commentator").selectbox(key="who").value == "甲评论员"


def test_person_in_the_address_is_shown_with_their_own_quotes(show):
    page = show("commentator", query={"who": "丙评论员"})
    assert "丙评论员" in text(page).partition("</h1>")[0]
    assert html(page).partition('<section class="lh-rail"')[2].partition("</section>")[0].count("<blockquote") == 1


def test_person_who_is_not_here_is_said(show):
    page = show("commentator", query={"who": "无此人"})
    assert "无此人 does not speak under the present filter" in text(page)


def test_change_of_mind_is_shown_where_a_person_spoke_twice(show):
    assert "Changes of mind" in text(show("commentator", query={"who": "甲评论员"}))
    assert "Changes of mind" not in text(show("commentator", query={"who": "丙评论员"}))


def test_documents_lead_to_where_the_person_begins(show):
    shown = html(show("commentator", query={"who": "丙评论员"}))
    assert shown.count("reader?doc=d0&amp;at=") >= 1


def test_farthest_other_is_named_with_a_way_to_them(show):
    shown = text(show("commentator", query={"who": "乙评论员"})).partition("Who is nearest")[2]
    assert "commentator?who=" in shown
    assert "Farthest" in shown


def test_choosing_another_person_drops_the_marks(show):
    page = show("commentator", query={"who": "甲评论员", "show": "d0-p000", "word": "制裁"})
    page.selectbox(key="who").set_value("乙评论员").run()
    assert not page.exception
    assert "show" not in page.session_state["own"]["commentator"]


def test_one_commentator_alone_has_nobody_near(show):
    alone = [{**ORDINARY[0], "said": ORDINARY[0]["said"][:1]}]
    assert "Nobody else takes a side" in text(show("commentator", documents=alone))


def test_where_nobody_is_nearer_than_another_that_is_said_in_place_of_an_empty_table(show):
    said = [("甲评论员", "sanctions", "will", 1, "必将局势缓和。"), ("甲评论员", "summit", "will", 1, "必将局势缓和。"),
            ("乙评论员", "sanctions", "will", 1, "必将局势缓和。"), ("乙评论员", "summit", "wont", 1, "不会局势缓和。")]
    even = [{"title": "议题种种", "published": date(2024, 6, 1), "said": said}]
    assert "Nobody stands nearer or farther" in html(show("commentator", documents=even))

from datetime import date

from tests.pages.conftest import html

SAID_BUT_FOR_A_CONDITION = ("甲评论员", "sanctions", "will", -1, "必将制裁再度加码。")


def test_issue_most_judged_is_shown_unasked(show):
    assert show("outcomes").selectbox(key="about").value == "sanctions"


def test_issue_chosen_on_the_page_is_kept_in_the_address(show):
    page = show("outcomes")
    page.selectbox(key="about").select("relations").run()
    assert page.session_state["own"]["outcomes"] == {"about": ["relations"]}
    assert "Relations" in html(page)


def test_chosen_mark_lists_its_own_sentence_only(show):
    page = show("outcomes", query={"about": "sanctions", "show": "d0-p002"})
    assert html(page).count("<blockquote") == 1
    assert "制裁再度加码" in html(page)
    page.button(key="back").click().run()
    assert html(page).count("<blockquote") == 2


def test_of_many_conditions_the_first_are_shown_and_the_rest_counted(show):
    said = [(f"评论员{number:02d}", "sanctions", "likely", 1, f"若第{number:02d}轮谈成，制裁有望放松。") for number in range(47)]
    page = show("outcomes", [{"title": "条件", "published": date(2024, 6, 1), "said": [SAID_BUT_FOR_A_CONDITION, *said]}])
    table = next(element.proto.body for element in page.get("html") if "轮谈成" in element.proto.body and "<table" in element.proto.body)
    assert table.count("轮谈成") == 40
    assert "7 more are in the data (CSV)." in html(page)

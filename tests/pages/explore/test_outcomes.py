from tests.pages.conftest import html


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

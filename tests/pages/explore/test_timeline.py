from tests.pages.conftest import ORDINARY, html


def test_each_of_a_few_documents_has_its_panel(show):
    shown = html(show("timeline"))
    assert "甲乙关系会走向何方" in shown
    assert "制裁之后" in shown


def test_many_documents_share_one_calendar(show):
    many = [{**ORDINARY[0], "title": f"第{number}篇"} for number in range(6)]
    page = show("timeline", documents=many)
    assert not page.exception
    assert "第5篇</span></h2>" not in html(page)


def test_event_in_the_address_shows_its_sentence(show):
    page = show("timeline", query={"show": "d1:5"})
    assert html(page).count("<blockquote") == 1

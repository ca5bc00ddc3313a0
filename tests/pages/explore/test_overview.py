from tests.pages.conftest import html


def test_documents_lead_into_the_reader(show):
    assert 'href="reader?doc=d0"' in html(show("overview"))


def test_links_carry_the_filter(show):
    assert 'href="reader?issue=sanctions&amp;doc=d1"' in html(show("overview", query={"issue": "sanctions"}))


def test_chosen_square_lists_its_sentence_and_a_way_back(show):
    page = show("overview", query={"show": "d0-p001"})
    assert "能关系转暖" in html(page)
    page.button(key="back").click().run()
    assert "What stands out" in html(page)

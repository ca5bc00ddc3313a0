from datetime import date

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


MANY = [{"title": "七十条看法", "published": date(2024, 6, 1), "said": [
    ("甲评论员", "sanctions", "will", -1, f"必将第{number}轮制裁加码。") for number in range(70)]}]


def test_a_bar_of_shares_leads_to_the_sentences_it_stands_for(show):
    page = html(show("overview", MANY, {"show": "sanctions|-2|"}))
    assert "70 sentences" in page and page.count("<blockquote") == 40
    assert "30 more are in the data" in page


def test_a_bar_that_is_not_there_leads_to_what_stands_out(show):
    page = html(show("overview", MANY, {"show": "sanctions|2|"}))
    assert "What stands out" in page


"""The finder and the Commentator page, used as an analyst uses them."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import PHONE
from tests.browser.visiting import arrive


def look_for(page: Page, text: str) -> None:
    """Type into the finder."""
    box = page.get_by_role("textbox", name="Find", exact=True)
    box.fill(text)
    box.press("Enter")


@pytest.mark.parametrize("typed", ["山城书生", "山城書生"])
def test_commentator_typed_in_either_script_is_landed_on(page, dashboard, typed):
    arrive(page, f"{dashboard}/")
    look_for(page, typed)
    page.locator(".lh-found a.lh-go", has_text="山城书生").first.click()
    expect(page).to_have_url(f"{dashboard}/commentator?who={quote('山城书生')}")
    expect(page.locator("h1.lh-finding")).to_contain_text("山城书生")
    expect(page.locator(".lh-quote").first).to_be_visible()
    expect(page.locator(".lh-found")).to_have_count(0)


def test_issue_typed_in_english_opens_its_outcomes(page, dashboard):
    arrive(page, f"{dashboard}/words")
    look_for(page, "sanct")
    page.locator(".lh-found a.lh-go", has_text="Sanctions").first.click()
    expect(page).to_have_url(f"{dashboard}/outcomes?about=sanctions")


def test_word_opens_its_concordance_and_takes_back_a_filter_it_is_not_under(page, dashboard):
    arrive(page, f"{dashboard}/?since=2031-01-01")
    look_for(page, "制裁")
    page.locator(".lh-found h2", has_text="Words").locator("xpath=following-sibling::ul[1]").locator("a").first.click()
    expect(page.locator(".lh-kwic tbody tr").first).to_be_visible()
    assert "since" not in page.url


def test_nothing_found_offers_the_texts(page, dashboard):
    arrive(page, f"{dashboard}/")
    look_for(page, "qqqq")
    expect(page.locator(".lh-found")).to_contain_text("Nothing is called so")
    page.locator(".lh-found a.lh-go", has_text="Search the texts").click()
    expect(page.locator(".lh-rail")).to_contain_text("stands nowhere")


def test_name_beside_a_quote_leads_to_the_person(page, dashboard):
    arrive(page, f"{dashboard}/outcomes")
    name = page.locator(".lh-who a.lh-go").first
    who = name.inner_text()
    name.click()
    expect(page.locator("h1.lh-finding")).to_contain_text(who)


def test_finder_on_a_phone_gets_out_of_the_way(browser, dashboard):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    arrive(page, f"{dashboard}/")
    page.get_by_test_id("stExpandSidebarButton").click()
    look_for(page, "山城书生")
    found = page.locator(".lh-found a.lh-go").first
    found.click()
    expect(page.locator("h1.lh-finding")).to_contain_text("山城书生")
    expect(found).not_to_be_in_viewport()
    context.close()

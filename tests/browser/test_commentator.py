"""The Commentator page used as an analyst uses it."""

import re

from playwright.sync_api import expect

from tests.browser.visiting import arrive, press

WHO = "海岛观察"


def test_bar_of_an_issue_leads_to_the_sentences_behind_it(page, dashboard):
    arrive(page, f"{dashboard}/commentator?who={WHO}")
    every = page.locator(".st-key-rail .lh-said").count()
    press(page, page.locator(".st-key-body .js-plotly-plot .scatterlayer .point, .st-key-body .js-plotly-plot .barlayer .point path").first)
    expect(page).to_have_url(re.compile("show="))
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    assert 0 < page.locator(".st-key-rail .lh-said").count() <= every
    page.get_by_role("button", name="Back to all marks").click()
    expect(page.locator(".st-key-rail .lh-said")).to_have_count(every)


def test_word_leads_to_where_this_person_says_it(page, dashboard):
    arrive(page, f"{dashboard}/commentator?who={WHO}")
    bars = page.locator('[class*="st-key-chart_typical"] .barlayer .point path')
    press(page, bars.first)
    expect(page).to_have_url(re.compile("word="))
    expect(page.locator(".st-key-back_word")).to_be_visible()
    assert set(page.locator(".st-key-rail_word .lh-who span:first-child").all_inner_texts()) == {WHO}


def test_another_person_is_chosen_and_their_document_opens_where_they_begin(page, dashboard):
    arrive(page, f"{dashboard}/commentator?who={WHO}")
    page.locator(".st-key-who [role=combobox], .st-key-who input").first.click()
    page.get_by_role("option", name="山城书生").click()
    expect(page).to_have_url(re.compile("who=%E5%B1%B1%E5%9F%8E"))
    expect(page.locator("h1.lh-finding")).to_contain_text("山城书生")
    page.locator("table.lh-table a[href*='reader']").first.click()
    expect(page).to_have_url(re.compile(r"/reader\?.*at="))
    expect(page.get_by_text("制裁不可能取消").first).to_be_visible()

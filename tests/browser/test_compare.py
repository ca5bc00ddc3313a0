"""Two groups side by side, used as an analyst uses them."""

import re

from playwright.sync_api import expect

from tests.browser.visiting import arrive, press, settle


def test_two_documents_are_compared_and_a_cell_lists_its_sentences(page, dashboard):
    arrive(page, f"{dashboard}/compare?by=document")
    expect(page.locator("table.lh-sides")).to_be_visible()
    cell = page.locator("table.lh-sides td a.lh-go").first
    n = int(cell.inner_text().rpartition("n = ")[2])
    cell.click()
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    assert page.locator(".lh-quote").count() >= n
    page.get_by_role("button", name="Back to all marks").click()
    expect(page.get_by_role("button", name="Back to all marks")).to_have_count(0)


def test_word_of_one_group_lists_where_it_stands(page, dashboard):
    arrive(page, f"{dashboard}/compare?by=document")
    bar = page.locator(".js-plotly-plot .barlayer .point path").first
    press(page, bar)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    assert page.locator(".lh-quote").count() >= 1


def test_choice_of_groups_stands_in_the_link(page, dashboard):
    arrive(page, f"{dashboard}/compare?by=commentator")
    page.locator(".st-key-b input").click()
    page.get_by_role("option").last.click()
    expect(page).to_have_url(re.compile("b="))
    settle(page)
    title, link = page.locator("h1.lh-finding").inner_text(), page.url
    arrive(page, link)
    assert page.locator("h1.lh-finding").inner_text() == title

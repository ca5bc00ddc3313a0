"""The Outcomes page used as an analyst uses it."""

import re

from playwright.sync_api import expect

from tests.browser.visiting import arrive, press

DOTS = ".js-plotly-plot .scatterlayer .point"


def test_dot_leads_to_what_the_commentator_said_with_word_and_number(page, dashboard):
    arrive(page, f"{dashboard}/outcomes?about=sanctions")
    press(page, page.locator(DOTS).first)
    expect(page).to_have_url(re.compile("show="))
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    who = page.locator(".lh-rail h2").inner_text()
    # A dot may stand for several statements with the same chance, all of one commentator.
    assert set(page.locator(".lh-rail .lh-who a").all_inner_texts()) == {who}
    assert "%" in page.locator(".lh-rail .lh-number").first.inner_text()
    page.get_by_role("button", name="Back to all marks").click()
    expect(page).to_have_url(f"{dashboard}/outcomes?about=sanctions")


def test_another_issue_is_another_finding_and_the_link_restores_it(page, dashboard):
    arrive(page, f"{dashboard}/outcomes?about=sanctions")
    finding = page.locator("h1.lh-finding").inner_text()
    page.locator(".st-key-about [role=combobox], .st-key-about input").first.click()
    page.get_by_role("option").filter(has_not_text="anction").first.click()
    expect(page.locator("h1.lh-finding")).not_to_have_text(finding)
    expect(page).to_have_url(re.compile(r"about=(?!sanctions)"))
    other, link = page.locator("h1.lh-finding").inner_text(), page.url
    arrive(page, link)
    assert page.locator("h1.lh-finding").inner_text() == other


def test_mapping_moves_the_numbers_not_the_words(page, dashboard):
    arrive(page, f"{dashboard}/outcomes?about=sanctions")
    words = page.locator(".lh-rail u").all_inner_texts()
    numbers = page.locator(".lh-rail .lh-number").all_inner_texts()
    arrive(page, f"{dashboard}/outcomes?about=sanctions&mapping=kent")
    expect(page.locator(".lh-footer").first).to_contain_text("Kent")
    assert page.locator(".lh-rail u").all_inner_texts() == words
    assert page.locator(".lh-rail .lh-number").all_inner_texts() != numbers


def test_condition_stands_below_with_what_is_expected_then(page, dashboard):
    arrive(page, f"{dashboard}/outcomes?about=sanctions")
    row = page.locator("table.lh-table tbody tr").first
    expect(row).to_contain_text("谈判破裂")
    assert row.locator(".lh-n").inner_text().endswith("%")

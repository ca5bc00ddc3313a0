"""The Issues page used as an analyst uses it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.visiting import arrive, click_cell, expect_parts, parts


def cells(page: Page) -> list[str]:
    """Return what is written in the heatmap's cells."""
    expect(page.locator(".js-plotly-plot .barlayer .bartext").first).to_be_visible()
    return page.locator(".js-plotly-plot .barlayer .bartext").all_text_contents()


def test_cells_show_what_is_asked_for_and_the_finding_follows(page, dashboard):
    arrive(page, f"{dashboard}/issues?least=1")
    outlooks, finding = cells(page), page.locator("h1.lh-finding").inner_text()
    assert any(text.startswith(("+", "–")) for text in outlooks)
    for name, code in (("Predictions", "count"), ("Mentions", "mentions"), ("Share", "share"), ("Certainty", "certainty")):
        page.get_by_role("radio", name=name).click()
        expect(page).to_have_url(f"{dashboard}/issues?least=1&value={code}")
        expect(page.locator("h1.lh-finding")).not_to_have_text(finding)
        finding = page.locator("h1.lh-finding").inner_text()
        expect(page.locator(".js-plotly-plot .barlayer .bartext").filter(has_text="+")).to_have_count(0)
        assert all(text.replace(",", "").isdecimal() for text in cells(page))


def test_field_folds_its_issues_into_one_column_and_opens_again(page, dashboard):
    arrive(page, f"{dashboard}/issues?least=1")
    expect(page.locator(".js-plotly-plot .lh-notes text").first).to_be_visible()
    heads = page.locator(".js-plotly-plot .lh-notes text").all_text_contents()
    fold = page.locator(".st-key-fold button[data-variant=pills]").first
    name = fold.inner_text()
    assert name not in heads
    fold.click()
    expect(page.locator(".js-plotly-plot .lh-notes text").filter(has_text=name).first).to_be_visible()
    expect(page).to_have_url(re.compile("fold="))
    # The chart before it stands until the new one is drawn.
    page.wait_for_function("most => document.querySelectorAll('.js-plotly-plot .lh-notes text').length < most", arg=len(heads))
    page.locator(".st-key-fold button[data-variant=pills]").first.click()
    expect(page.locator(".js-plotly-plot .lh-notes text").filter(has_text=name)).to_have_count(0)


def test_order_by_size_puts_whoever_says_most_first(page, dashboard):
    arrive(page, f"{dashboard}/issues?least=1")
    page.get_by_role("radio", name="Size").click()
    expect(page).to_have_url(f"{dashboard}/issues?least=1&order=size")
    page.locator(".st-key-behind summary").click()
    most = page.locator("table.lh-grid tbody th").first.inner_text()
    arrive(page, f"{dashboard}/issues?least=1&value=count")
    page.locator(".st-key-behind summary").click()
    assert page.locator("table.lh-grid tbody th").first.inner_text() == most


def test_table_behind_the_heatmap_leads_to_the_same_sentences(page, dashboard):
    arrive(page, f"{dashboard}/issues?least=1")
    page.locator(".st-key-behind summary").click()
    link = page.locator("table.lh-grid td a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    assert page.locator(".lh-quote").count() >= 1


def test_chosen_cell_wears_a_ring(page, dashboard):
    arrive(page, f"{dashboard}/issues?least=1")
    assert cells(page)
    bare = parts(page)
    click_cell(page)
    expect_parts(page, bare + 1)


def test_cell_narrows_every_page_and_one_click_takes_it_back(page, dashboard):
    arrive(page, f"{dashboard}/issues?least=1")
    everything = page.locator(".lh-selection").inner_text()
    click_cell(page)
    page.get_by_role("button", name="Narrow every page to").click()
    expect(page.locator(".lh-selection")).not_to_have_text(everything)
    expect(page).to_have_url(re.compile("commentator=.*issue="))
    page.get_by_role("button", name="Show everything").first.click()
    expect(page.locator(".lh-selection")).to_have_text(everything)

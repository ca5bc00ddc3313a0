"""The Overview used as an analyst uses it."""

import re

from playwright.sync_api import expect

from tests.browser.visiting import arrive, expect_parts, parts, press

SQUARES = ".js-plotly-plot .scatterlayer .point"


def test_square_leads_to_its_sentence_and_back(page, dashboard):
    arrive(page, dashboard)
    expect(page.locator(".lh-standing").first).to_be_visible()
    press(page, page.locator(SQUARES).first)
    expect(page).to_have_url(re.compile(r"\?show="))
    expect(page.locator(".lh-rail .lh-said")).to_have_count(1)
    # The words that say how sure it is stand in the quote.
    assert page.locator(".lh-rail .lh-said u").inner_text() in page.locator(".lh-rail .lh-said").inner_text()
    page.get_by_role("button", name="Back to all marks").click()
    expect(page).to_have_url(f"{dashboard}/")
    expect(page.locator(".lh-standing").first).to_be_visible()


def test_chosen_square_wears_a_ring_and_takes_it_off_again(page, dashboard):
    arrive(page, dashboard)
    expect(page.locator(SQUARES).first).to_be_visible()
    bare = parts(page)
    press(page, page.locator(SQUARES).first)
    expect_parts(page, bare + 1)
    press(page, page.locator(SQUARES).first)
    expect(page).to_have_url(f"{dashboard}/")
    expect_parts(page, bare)


def test_what_stands_out_leads_to_the_page_that_shows_it(page, dashboard):
    arrive(page, dashboard)
    standing = page.locator(".lh-standing").first
    where = standing.locator("a").get_attribute("href").partition("?")[0].rpartition("/")[2]
    standing.locator("a").click()
    expect(page).to_have_url(re.compile(f"{dashboard}/{where}"))
    expect(page.locator("h1.lh-finding")).to_be_visible()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def test_side_leaves_its_own_squares_only_and_one_click_undoes_it(page, dashboard):
    arrive(page, dashboard)
    expect(page.locator(SQUARES).first).to_be_visible()
    all_of_them = page.locator(SQUARES).count()
    page.locator(".st-key-filter_sides button").filter(has_text="closer").click()
    expect(page).to_have_url(f"{dashboard}/?outlook=closer")
    page.wait_for_function("most => { const n = document.querySelectorAll('.js-plotly-plot .scatterlayer .point').length; return n && n < most; }",
                           arg=all_of_them)
    page.locator(".st-key-chips button").first.click()
    expect(page).to_have_url(f"{dashboard}/")
    expect(page.locator(SQUARES)).to_have_count(all_of_them)


def test_document_in_the_list_opens_in_the_reader(page, dashboard):
    arrive(page, dashboard)
    link = page.locator("table.lh-table td a").first
    title = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(f"{dashboard}/reader\\?doc="))
    expect(page.locator("h1.lh-finding")).to_be_visible()
    expect(page.get_by_text(title).first).to_be_visible()


def test_nothing_moves_for_whoever_asks_for_less_motion(page, dashboard):
    page.emulate_media(reduced_motion="reduce")
    arrive(page, dashboard)
    longest = page.evaluate("""Math.max(...[...document.querySelectorAll("*")].flatMap(thing => {
        const style = getComputedStyle(thing);
        return [...style.transitionDuration.split(","), ...style.animationDuration.split(",")].map(parseFloat);
    }))""")
    assert longest < 0.01

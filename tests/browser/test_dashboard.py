"""The dashboard used as an analyst uses it."""

import re

from playwright.sync_api import expect

from tests.browser.server import PHONE
from tests.browser.visiting import arrive, click_cell, press


def test_from_the_filter_to_the_sentence_and_back_with_a_link(page, dashboard, browser, browser_context_args):
    arrive(page, dashboard)
    page.get_by_role("button", name="Sanctions").first.click()
    expect(page).to_have_url(f"{dashboard}/?issue=sanctions")
    page.get_by_role("link", name="Issues").first.click()
    expect(page).to_have_url(f"{dashboard}/issues?issue=sanctions")
    expect(page.locator(".js-plotly-plot .barlayer .point path").first).to_be_visible()

    click_cell(page)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    chosen = page.locator(".lh-rail h2").inner_text()
    said = page.locator(".lh-said").all_inner_texts()
    assert "sanctions" in chosen
    assert said
    assert all("制裁" in sentence for sentence in said)

    page.locator("a.lh-copy").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    fresh = browser.new_context(**browser_context_args).new_page()
    arrive(fresh, copied)
    assert fresh.locator("h1.lh-finding").inner_text() == page.locator("h1.lh-finding").inner_text()
    assert fresh.locator(".lh-rail h2").inner_text() == chosen
    assert fresh.locator(".lh-said").all_inner_texts() == said
    fresh.context.close()

    quote = page.locator(".lh-said").first.evaluate(
        "said => [...said.querySelectorAll('bdi > :not(.lh-context), bdi')].at(0).innerText")
    page.locator(".lh-number a.lh-go").first.click()
    expect(page.locator("#lh-here")).to_be_in_viewport()
    assert page.locator("#lh-here").inner_text()[:3] in quote


def test_same_mark_again_goes_back(page, dashboard):
    arrive(page, f"{dashboard}/issues?issue=sanctions")
    unasked = page.locator(".lh-rail h2").inner_text()
    click_cell(page)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    click_cell(page)
    expect(page.locator(".lh-rail h2")).to_have_text(unasked)
    assert "show=" not in page.url


def test_mark_that_came_with_a_link_goes_back_with_one_click(page, dashboard):
    arrive(page, f"{dashboard}/issues?issue=sanctions")
    click_cell(page)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    link = page.url
    page.goto("about:blank")
    arrive(page, link)
    click_cell(page)
    expect(page.get_by_role("button", name="Back to all marks")).to_have_count(0)


def test_back_button_restores_the_filter_and_the_mark(page, dashboard):
    arrive(page, f"{dashboard}/issues?issue=sanctions")
    click_cell(page)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    there = page.url
    page.get_by_role("link", name="Words").first.click()
    expect(page).to_have_url(f"{dashboard}/words?issue=sanctions")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(there)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()


def test_filter_outlives_a_change_of_page_and_can_be_taken_back(page, dashboard):
    arrive(page, f"{dashboard}/outcomes?commentator=山城书生&outlook=apart")
    page.get_by_role("link", name="Overview").first.click()
    expect(page).not_to_have_url(re.compile("outcomes"))
    expect(page.locator(".st-key-chips [data-testid=stButton]")).to_have_count(3)
    page.get_by_role("button", name="Show everything").first.click()
    expect(page.locator(".st-key-chips")).to_have_count(0)
    expect(page).to_have_url(f"{dashboard}/")


def test_square_bar_and_word_each_list_their_sentences(page, dashboard):
    for path, mark in (("", ".scatterlayer .point"), ("outcomes", ".scatterlayer .point"), ("words", ".barlayer .point path")):
        arrive(page, f"{dashboard}/{path}")
        expect(page.locator(f".js-plotly-plot {mark}").first).to_be_visible()
        expect(page.get_by_role("button", name="Back to all marks")).to_have_count(0)
        press(page, page.locator(f".js-plotly-plot {mark}").last)
        expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
        assert page.locator(".lh-quote").count() >= 1


def test_hostile_document_is_read_as_it_was_written(page, dashboard):
    arrive(page, f"{dashboard}/reader")
    page.get_by_role("combobox").first.wait_for()
    page.locator('[data-testid="stMain"] [data-testid="stSelectbox"] input').click()
    page.get_by_role("option").filter(has_text="canary").click()
    reader = page.locator(".lh-reader", has_text="canary").first
    expect(reader).to_contain_text("<script>window.canary=1</script>")
    expect(reader).to_contain_text("U+202E")
    expect(reader).to_contain_text("U+200B")
    assert page.locator(".lh-reader iframe, .lh-reader img, .lh-reader script").count() == 0
    assert page.evaluate("window.canary") is None


def test_downloads_are_pictures_and_data(page, dashboard, taken_out):
    arrive(page, f"{dashboard}/issues?issue=sanctions")
    data = taken_out(page)
    assert "制裁" in data


def test_cold_deep_link_finds_its_page(serve, page, tmp_path):
    address = serve(tmp_path)
    arrive(page, f"{address}/library")
    expect(page.locator("h1.lh-finding")).to_contain_text("0 documents")


def test_document_brought_in_is_on_the_pages_at_once(serve, page, tmp_path):
    address = serve(tmp_path)
    arrive(page, f"{address}/")
    page.get_by_role("link", name="Open the Library").click()
    text = tmp_path / "new.txt"
    text.write_text("某社报道\n\n研究员林远认为，两国制裁很可能在年内解除。", encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(text)
    expect(page.get_by_test_id("stFileChipName")).to_have_text("new.txt")
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator(".lh-reports")).to_contain_text("taken")
    expect(page.locator("h1.lh-finding")).to_contain_text("1 document")
    page.get_by_role("link", name="Overview").first.click()
    expect(page.locator("h1.lh-finding")).to_contain_text("prediction")


def test_menu_on_a_phone_keeps_the_filter_and_gets_out_of_the_way(browser, dashboard):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    arrive(page, f"{dashboard}/?issue=sanctions")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Issues").click()
    expect(page).to_have_url(f"{dashboard}/issues?issue=sanctions")
    expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
    context.close()

"""The language in a real browser: its own first, then the switch, with the view kept."""

import pytest
from playwright.sync_api import expect

from tests.browser.server import PHONE
from tests.browser.visiting import arrive


@pytest.fixture
def opened(browser, dashboard):
    """A function: a page in a browser that speaks a language."""
    contexts = []

    def go(address: str, locale: str):
        context = browser.new_context(locale=locale, viewport={"width": 1440, "height": 1000})
        contexts.append(context)
        page = context.new_page()
        arrive(page, f"{dashboard}/{address}")
        return page

    yield go
    for context in contexts:
        context.close()


def test_the_browsers_language_is_spoken(opened):
    page = opened("issues?least=1", "zh-TW")
    expect(page.locator(".lh-subtitle")).to_contain_text("確信對抗")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    assert "lang=" not in page.url
    # Streamlit's own widgets too.
    expect(page.get_by_label("增加")).to_have_count(1)


def test_the_switch_changes_the_language_and_keeps_the_view(opened):
    page = opened("issues?value=mentions&least=1", "en-US")
    expect(page.locator(".lh-subtitle")).to_contain_text("Places that name the issue")
    page.locator(".st-key-language").get_by_text("简体").click()
    expect(page.locator(".lh-subtitle")).to_contain_text("提到议题之处")
    assert "value=mentions" in page.url and "least=1" in page.url and "lang=zh-Hans" in page.url
    page.reload()
    expect(page.locator(".lh-subtitle")).to_contain_text("提到议题之处")
    # The menu carries it to another page, and Back comes back to it.
    page.get_by_role("link", name="用词").first.click()
    expect(page.locator(".lh-subtitle")).to_contain_text("使用最多的词语")
    page.go_back()
    expect(page.locator(".lh-subtitle")).to_contain_text("提到议题之处")


def test_a_view_saved_is_there_after_a_reload(opened):
    page = opened("outcomes?least=1", "en-US")
    page.locator(".st-key-views").get_by_role("button").first.click()
    page.get_by_label("Name of this view").fill("Who expects what")
    page.get_by_role("button", name="Save this view").click()
    link = page.get_by_role("link", name="Who expects what")
    expect(link).to_be_visible()
    arrive(page, page.url.split("/outcomes")[0])
    page.locator(".st-key-views").get_by_role("button").first.click()
    link.click()
    page.wait_for_url("**/outcomes?least=1")


def test_quotes_are_folded_to_the_script_one_reads(opened):
    page = opened("issues?least=1", "zh-CN")
    said = page.locator(".lh-said").first
    expect(said).to_be_visible()
    page.locator(".st-key-script").get_by_text("繁體").click()
    expect(said).to_have_attribute("lang", "zh-Hant")
    assert "quotes=Hant" in page.url
    page.locator(".st-key-script").get_by_text("原文").click()
    page.wait_for_url(lambda url: "quotes=" not in url)


def test_the_menu_of_a_phone_is_in_the_language_to_its_end(browser, dashboard):
    context = browser.new_context(locale="zh-CN", **PHONE)
    page = context.new_page()
    arrive(page, f"{dashboard}/")
    page.get_by_test_id("stExpandSidebarButton").click()
    more = page.get_by_test_id("stSidebarNavViewButton")
    expect(more).to_have_text("其余 10 页")
    more.click()
    expect(more).to_have_text("收起")
    context.close()

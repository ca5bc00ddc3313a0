"""Actors as an analyst asks: who is named by whom, where, and with whom."""

import pytest
from playwright.sync_api import expect

from tests.browser.server import PHONE
from tests.browser.visiting import arrive, click_cell, downloaded, press

TEXT = """---
title: 谁提到谁
outlet: 某某问答
published: 2024-06-01
---
海岛观察

美国与俄罗斯不可能就制裁达成协议。俄罗斯很可能与美国恢复谈判。欧盟恐怕不会取消制裁。

山城书生

俄罗斯必将反制美国的制裁。普京与特朗普有望举行会晤。

江边客

伊朗与俄罗斯的关系很可能改善。
"""


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory):
    corpus = tmp_path_factory.mktemp("actors")
    (corpus / "named.md").write_text(TEXT, encoding="utf-8")
    return serve(corpus)


def test_from_a_cell_and_from_the_table_to_the_sentences_and_to_whom_else_is_named(page, address, tmp_path):
    arrive(page, f"{address}/actors?least=1")
    expect(page.locator("h1.lh-finding")).to_contain_text("Russia is named most")
    click_cell(page)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    voice = page.locator(".lh-rail h2").inner_text().partition(" on ")[0]
    assert set(page.locator(".lh-rail .lh-who > span:first-child").all_inner_texts()) == {voice}

    page.get_by_text("Named together").click()
    expect(page.locator("h1.lh-finding")).to_contain_text("Russia and the United States are named together most")
    expect(page.get_by_role("button", name="Back to all marks")).to_have_count(0)
    # The network is drawn, and the keyboard goes by the table under it.
    table = page.locator(".st-key-behind summary")
    table.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-behind a").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".st-key-behind a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".lh-rail h2")).to_contain_text("Russia and United States")
    expect(page.locator(".st-key-behind a").first).to_be_focused()
    said = page.locator(".lh-said").all_inner_texts()
    assert len(said) == 3
    assert all("俄" in sentence and "美" in sentence for sentence in said)

    press(page, page.locator(".js-plotly-plot .scatterlayer .point").first)
    expect(page.locator(".lh-rail h2")).to_contain_text("is named")
    assert b"<graphml" in downloaded(page, page.get_by_role("button", name="Network (GraphML)"), tmp_path).read_bytes()


def test_on_a_phone_nothing_is_cut_off(browser, address):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    arrive(page, f"{address}/actors?least=1")
    for button in page.locator(".stMain .stButtonGroup button").all():
        box = button.bounding_box()
        assert box["x"] + box["width"] <= 390
    context.close()

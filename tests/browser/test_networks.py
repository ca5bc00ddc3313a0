"""Networks as an analyst asks: who stands with whom, on what, and how divided they are."""

from playwright.sync_api import expect

from tests.browser.visiting import arrive, downloaded, press


def test_from_a_commentator_to_a_pair_to_an_issue_and_back_with_a_link(page, dashboard, browser, browser_context_args):
    arrive(page, f"{dashboard}/networks?least=1")
    expect(page.locator(".lh-standing").first).to_be_visible()
    press(page, page.locator('.js-plotly-plot .scatterlayer .points path[style*="opacity: 1"]').first)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    chosen = page.locator(".lh-rail h2").inner_text()
    names = page.locator(".lh-rail .lh-who > span:first-child").all_inner_texts()
    assert names
    assert set(names) == {chosen}

    page.locator(".lh-rail table.lh-table").nth(1).locator("a").first.click()
    expect(page.locator(".lh-rail h2")).to_contain_text(" and ")
    assert chosen in page.locator(".lh-rail h2").inner_text()
    expect(page.locator(".lh-rail .lh-note").first).to_contain_text("They agree on")
    link = page.url

    page.locator(".lh-rail table.lh-table").first.locator("a").first.click()
    expect(page.locator(".lh-rail .lh-note").first).to_contain_text("further apart")
    page.go_back()
    expect(page.locator(".lh-rail h2")).to_contain_text(" and ")

    fresh = browser.new_context(**browser_context_args).new_page()
    arrive(fresh, link)
    assert fresh.locator(".lh-rail h2").inner_text() == page.locator(".lh-rail h2").inner_text()
    fresh.context.close()


def test_switches_change_the_lines_and_the_files_hold_them(page, dashboard, tmp_path):
    arrive(page, f"{dashboard}/networks?least=1")
    page.get_by_text("Who judges what").click()
    expect(page).to_have_url(f"{dashboard}/networks?least=1&tie=two_mode")
    expect(page.locator("h1.lh-finding")).to_contain_text("take a side")
    holds = {"Network (GraphML)": "issue:sanctions", "Nodes (CSV)": "issue:sanctions", "Ties (CSV)": "issue:sanctions",
             "CSV": "制裁"}
    for name, text in holds.items():
        if name == "CSV":
            page.locator('[class*="st-key-download_"] button').first.click()
        file = downloaded(page, page.get_by_role("button", name=name, exact=name == "CSV").first, tmp_path)
        assert text in file.read_text(encoding="utf-8-sig")

"""Words in their context, between groups and over time, used as an analyst uses them."""

import csv
import io
import re

from playwright.sync_api import expect

from tests.browser.visiting import arrive, downloaded, press, settle


def lines(page) -> list[str]:
    """Return the lines of the concordance as they are read."""
    return [" ".join(row.split()) for row in page.locator(".lh-kwic tbody tr").all_inner_texts()]


def test_word_is_clicked_read_in_context_sorted_and_taken_along(page, dashboard, tmp_path):
    arrive(page, f"{dashboard}/words")
    press(page, page.locator(".js-plotly-plot .barlayer .point path").first)
    expect(page.locator(".lh-kwic").first).to_be_visible()
    before = lines(page)
    page.get_by_text("What follows", exact=True).click()
    expect(page).to_have_url(re.compile("sort=right"))
    settle(page)
    assert sorted(lines(page)) == sorted(before)
    file = downloaded(page, page.locator(".st-key-csv_concordance button"), tmp_path)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(before)
    assert all(row["surface"] in row["sentence"] for row in rows)


def test_either_script_finds_both_and_lines_keep_their_own(page, serve, tmp_path):
    (tmp_path / "simplified.txt").write_text("某社报道\n\n研究员林远认为，两国关系很可能改善。", encoding="utf-8")
    (tmp_path / "traditional.txt").write_text("某報報導\n\n學者江流認為，兩國關係不會好轉。", encoding="utf-8")
    address = serve(tmp_path)
    for typed in ("关系", "關係"):
        arrive(page, f"{address}/words")
        page.get_by_label("Find a word or phrase").fill(typed)
        page.get_by_label("Find a word or phrase").press("Enter")
        expect(page.locator(".lh-kwic").first).to_be_visible()
        assert set(page.locator(".lh-kwic td.w").all_inner_texts()) == {"关系", "關係"}
    page.locator(".st-key-simplified label").first.click()
    expect(page.locator(".lh-kwic td.w", has_text="關係")).to_have_count(0)
    assert "script=Hans" in page.url


def test_word_in_a_line_leads_to_its_place_in_the_text(page, dashboard):
    arrive(page, f"{dashboard}/words?show=制裁")
    page.locator(".lh-kwic td.w a").first.click()
    expect(page.locator("#lh-here")).to_be_in_viewport()


def test_comparison_of_groups_is_restored_from_its_link(page, dashboard, browser, browser_context_args):
    arrive(page, f"{dashboard}/words?look=groups&between=document&unsure=yes&measure=z")
    press(page, page.locator(".js-plotly-plot .barlayer .point path").first)
    expect(page.locator(".lh-kwic").first).to_be_visible()
    fresh = browser.new_context(**browser_context_args).new_page()
    arrive(fresh, page.url)
    expect(fresh.locator(".lh-kwic").first).to_be_visible()
    assert lines(fresh) == lines(page)
    assert fresh.locator("h1.lh-finding").inner_text() == page.locator("h1.lh-finding").inner_text()
    fresh.context.close()


def test_word_outlives_a_change_of_look(page, dashboard):
    arrive(page, f"{dashboard}/words?show=制裁")
    page.get_by_text("Over time", exact=True).click()
    expect(page).to_have_url(re.compile("look=trend"))
    expect(page.locator(".lh-kwic").first).to_be_visible()
    assert "show=" in page.url

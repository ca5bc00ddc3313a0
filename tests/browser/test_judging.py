"""Who was right, as an analyst asks: from a score to the sentence and back, over the sample."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.server import PHONE
from tests.browser.visiting import arrive, downloaded, press


@pytest.fixture(scope="module")
def address(serve):
    return serve(None)


def test_from_a_bin_to_its_sentences_to_one_record_and_its_lines(page, address, tmp_path):
    arrive(page, f"{address}/track_record")
    expect(page.locator("h1.lh-finding")).to_contain_text("Too few to grade anybody")
    marks = page.locator(".js-plotly-plot").first.locator(".scatterlayer .trace").last.locator(".points path")
    press(page, marks.last)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    expect(page.locator(".lh-rail h2").first).to_contain_text("came")
    assert "show=bin%7C" in page.url

    # A name in the table of scores leads to that record alone.
    name = page.locator("table.lh-table a[href*='who=']").first
    who = name.inner_text()
    name.click()
    expect(page.locator("h1.lh-finding")).to_contain_text("too few to grade")
    expect(page.locator("h1.lh-finding")).to_contain_text(who)
    expect(page.get_by_role("button", name="Back to all marks")).to_have_count(0)

    file = downloaded(page, page.get_by_role("button", name="Data (CSV)").last, tmp_path)
    lines = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert {line["commentator"] for line in lines} == {who}
    counted = [line for line in lines if line["counts"] == "True"]
    assert counted
    assert all(line["question"] and line["quote"] and line["brier"] and line["resolved_by"] for line in counted)


def test_crowd_and_an_answered_question_open_by_link_on_a_phone(browser, address):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    arrive(page, f"{address}/crowd?lang=zh-Hans")
    expect(page.locator("h1.lh-finding")).to_contain_text("共识")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    arrive(page, f"{address}/outcomes?about=summit&question=trump-putin-summit-2018")
    expect(page.locator("h1.lh-finding")).to_contain_text("expected what came")
    expect(page.get_by_text("One question makes no grade")).to_be_visible()
    context.close()

"""One's own document: dropped in, corrected, seen in a chart; and what is known of it put right in place."""

import io
import re

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.visiting import arrive, downloaded, settle

VOICE = "林守和"
LINES = ("关税谈判走向何方", "2025年3月4日", f"{VOICE}认为，新一轮关税谈判大概率破裂。")


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory):
    other = tmp_path_factory.mktemp("corpus") / "a.txt"
    other.write_text("周立言认为，停火协议很可能在年底前达成。", encoding="utf-8")
    return serve(other)


def word_file() -> dict:
    document, out = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(out)
    return {"name": "关税.docx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def test_from_a_word_file_to_a_corrected_reviewed_chart(page, address):
    arrive(page, f"{address}/library")
    page.locator('input[type="file"]').first.set_input_files(word_file())
    expect(page.get_by_text("关税.docx holds 1 document")).to_be_visible()
    expect(page.locator(".lh-quote").first).to_contain_text("大概率破裂")
    page.get_by_role("button", name="Add these files").click()
    expect(page.get_by_text(re.compile("1 taken"))).to_be_visible(timeout=60_000)
    expect(page.locator("h1.lh-finding")).to_contain_text("2 documents")

    arrive(page, f"{address}/review?commentator={VOICE}")
    expect(page.locator(".lh-who").first).to_contain_text(VOICE)
    page.get_by_role("textbox", name="What is predicted").first.fill("谈判没有结果")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Save my coding").click()
    settle(page)

    arrive(page, f"{address}/?commentator={VOICE}&reviewed=yes&least=1")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.locator(".lh-footer").first).to_contain_text("1 of 1 predictions reviewed")
    expect(page.locator("h1.lh-finding")).to_contain_text("The one prediction")
    data = page.request.get(f"{address}/api/tables/predictions.csv?commentator={VOICE}").text()
    assert "谈判没有结果" in data


def test_a_row_is_ticked_its_file_taken_away_and_the_document_deleted_and_brought_back(page, address, tmp_path):
    arrive(page, f"{address}/library")
    page.get_by_role("textbox", name="Or paste a text").fill("谈判有望重启。")
    page.get_by_role("button", name="Add this text").click()
    expect(page.get_by_text("谈判有望重启…: taken.")).to_be_visible()
    settle(page)
    grid = page.locator('[data-testid="stDataFrame"]').first
    box = grid.bounding_box()
    # The box to tick in the first row, below the heads.
    page.mouse.click(box["x"] + 22, box["y"] + 52)
    assert downloaded(page, page.get_by_role("button", name="The file it came in"), tmp_path).suffix == ".txt"
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("谈判有望重启…: deleted.")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("谈判有望重启…: deleted.")).to_have_count(0)

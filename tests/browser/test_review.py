"""Reviewing with a keyboard, coding words marked in the Reader, two people on one row, a codebook entry seen while it is written."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import arrive, settle

TEXT = ("圆桌:制裁何时解除\n\n张弘\n我认为,美国很可能在年内放松制裁。双方\u200b的立场相去甚远,谁也不愿先走一步。\n\n"
        "李岩\n俄美关系不会改善。峰会恐怕难以举行。月面基地由谁来建,还不好说。\n")


@pytest.fixture(scope="module")
def own(serve, tmp_path_factory) -> str:
    """A dashboard over one document, with a library of its own."""
    folder = tmp_path_factory.mktemp("reviewed")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return serve(folder)


def mark(page: Page, words: str) -> None:
    """Mark words in the Reader, wherever labels stand among them."""
    page.evaluate("""(words) => {
      const line = [...document.querySelectorAll('.lh-reader p')].find((one) => one.textContent.replace(/U\\+200B/g, '').includes(words.slice(-4)));
      const nodes = [], walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('sup, .lh-tag, .lh-hidden')) nodes.push(walk.currentNode);
      const whole = nodes.map((node) => node.data).join(''), first = whole.indexOf(words), last = first + words.length;
      const range = document.createRange();
      let place = 0;
      for (const node of nodes) {
        if (first >= place && first < place + node.data.length) range.setStart(node, first - place);
        if (last > place && last <= place + node.data.length) range.setEnd(node, last - place);
        place += node.data.length;
      }
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.dispatchEvent(new MouseEvent('mouseup'));
    }""", words)


def test_words_marked_in_the_reader_become_a_prediction_of_every_page(page, own):
    arrive(page, f"{own}/reader")
    before = page.locator(".lh-reader .lh-pred").count()
    mark(page, "谁也不愿先走一步")
    page.get_by_role("button", name="Code these words").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("blockquote")).to_have_text("谁也不愿先走一步")
    expect(dialog.get_by_label("What is predicted")).to_have_value("谁也不愿先走一步")
    dialog.get_by_role("combobox", name="Issue").fill("Sanctions")
    page.get_by_role("option", name="Sanctions").first.click()
    dialog.get_by_role("button", name="Add this prediction").click()
    expect(page.get_by_text("added.")).to_be_visible()
    expect(page.locator(".lh-reader .lh-pred")).not_to_have_count(before)
    expect(page.locator(".lh-reader .lh-pred", has_text="谁也不愿先走一步")).to_be_visible()


def test_words_can_be_given_to_another_voice_by_the_key(page, own):
    arrive(page, f"{own}/reader")
    mark(page, "月面基地由谁来建,还不好说。")
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("are another's").click()
    dialog.get_by_role("combobox", name="Who says it").fill("王平")
    # What is offered follows the typing: Enter takes what stands first.
    expect(page.get_by_role("option").first).to_contain_text("王平")
    page.keyboard.press("Enter")
    settle(page)
    dialog.get_by_role("button", name="Give them to this voice").click()
    expect(page.get_by_text("from here on 王平")).to_be_visible()
    expect(page.locator("nav.lh-voices", has_text="王平")).to_be_visible()


def test_the_second_browser_sees_what_the_first_did_on_the_same_row(page, own, browser):
    other = browser.new_page()
    for one, name in ((page, "甲"), (other, "乙")):
        arrive(one, f"{own}/review")
        one.get_by_role("textbox", name="Coding as").fill(name)
        one.keyboard.press("Enter")
        expect(one.get_by_role("textbox", name="Coding as")).to_have_value(name)
        settle(one)
    expect(page.locator(".lh-passage mark")).to_have_text(other.locator(".lh-passage mark").inner_text())
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("rejected.").first).to_be_visible()
    other.get_by_role("button", name="Accept").click()
    expect(other.get_by_text("甲 decided on")).to_contain_text("rejected")
    expect(other.get_by_text("Yours was not kept")).to_be_visible()
    newest = other.locator("table.lh-decided tbody tr").first
    expect(newest).to_contain_text("甲")
    other.get_by_role("button", name="Keep mine over it").click()
    expect(newest).to_contain_text("乙")
    expect(newest).to_contain_text("accepted")
    other.close()


def test_a_word_of_a_new_entry_shows_at_once_what_it_would_code_and_every_page_follows(page, own):
    arrive(page, f"{own}/codebook")
    page.get_by_role("textbox", name="Words that name it").fill("月面基地")
    page.get_by_label("Label in English").fill("Lunar base")
    page.get_by_label("Label in English").press("Enter")
    expect(page.get_by_text("Would be coded")).to_be_visible()
    expect(page.locator(".lh-came mark").first).to_have_text("月面基地")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="1 entry of your own")).to_be_visible()
    arrive(page, f"{own}/reader")
    expect(page.locator('.lh-reader .lh-mark.lh-issue[title*="Lunar base"]')).to_be_visible()

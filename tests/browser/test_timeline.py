"""The timeline as somebody uses it who has no mouse, and as somebody who has."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from charts.calendar import range_in_words
from tests.browser.visiting import arrive, press, settle, stand_still

PEOPLE = ("林远", "周启明", "苏文达", "韩立")
WHAT = ("宣布新一轮制裁", "签署军控协议", "就停火举行谈判", "上调关税")


@pytest.fixture(scope="module")
def timeline(serve, tmp_path_factory):
    """The address of a timeline over five invented documents, each with a past, an announcement and a prediction."""
    folder = tmp_path_factory.mktemp("dated")
    for number, what in enumerate((*WHAT, WHAT[0])):
        year = 2021 + number
        (folder / f"{number}.md").write_text(
            f"---\ntitle: 第{number}篇\noutlet: 某报\npublished: {year}-06-20\n---\n\n"
            f"{year}年5月{number + 2}日，美国对俄罗斯{what}。美国与俄罗斯将于{year}年7月{number + 3}日举行会谈。\n\n"
            f"研究员{PEOPLE[number % 4]}认为，两国很可能在{year}年底前{what}。\n", encoding="utf-8")
    return f"{serve(folder)}/timeline"


def test_a_keyboard_reaches_every_happening_and_its_sentence(page, timeline):
    arrive(page, timeline)
    links = page.locator(".lh-dated a")
    expect(links.first).to_be_visible()
    n = links.count()
    assert n >= 15
    reached = set()
    links.first.focus()
    # Beside a sentence stands the button that adds it to a briefing.
    for _ in range(2 * n):
        reached.add(page.evaluate("document.activeElement.href ?? ''"))
        page.keyboard.press("Tab")
    assert reached >= {links.nth(place).evaluate("link => link.href") for place in range(n)}
    inside = links.filter(has_text="举行会谈").first
    inside.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lh-here")).to_be_in_viewport()
    assert "年7月" in page.locator("#lh-here").inner_text()


def test_a_mark_shows_its_sentence_and_a_link_brings_it_back(page, timeline):
    arrive(page, f"{timeline}?by=document&from=2021-05-01&to=2021-07-31")
    press(page, page.locator(".js-plotly-plot").first.locator(".scatterlayer .point").last)
    expect(page.get_by_role("button", name="Back to all marks")).to_be_visible()
    assert "show=" in page.url
    said = page.locator(".lh-said").all_inner_texts()
    assert len(said) == 1
    arrive(page, page.url)
    assert page.locator(".lh-said").all_inner_texts() == said


def test_the_range_is_moved_with_the_arrow_keys_and_kept_in_the_address(page, timeline):
    arrive(page, f"{timeline}?from=2022-01-01&to=2022-12-31")
    expect(page.locator(".lh-dated")).to_contain_text("2022")
    page.get_by_role("slider").first.focus()
    for day in (2, 3, 4):
        settle(page)
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(f"{timeline}?from=2022-01-0{day}&to=2022-12-31")
    page.get_by_test_id("stMain").get_by_text("3 months", exact=True).click()
    expect(page).not_to_have_url(f"{timeline}?from=2022-01-04&to=2022-12-31")
    zoomed = page.url
    page.get_by_role("button", name="Later →").click()
    expect(page).not_to_have_url(zoomed)
    asked = parse_qs(urlsplit(page.url).query)
    said = range_in_words(asked["from"][0], asked["to"][0])
    expect(page.locator(".lh-note", has_text="each with its place")).to_contain_text(said)
    arrive(page, page.url)
    expect(page.locator(".lh-note", has_text="each with its place")).to_contain_text(said)


def test_on_a_day_what_was_written_later_is_gone(page, timeline):
    arrive(page, timeline)
    page.locator("label", has_text="As of a day").click()
    expect(page.locator("h1.lh-finding")).to_contain_text("On 20 June 2025")
    arrive(page, f"{timeline}?asof=2022-12-01")
    expect(page.locator("h1.lh-finding")).to_contain_text("On 1 December 2022")
    assert "2023" not in page.locator(".lh-dated").inner_text()
    expect(page.locator(".lh-notes text", has_text="as of 1 December 2022").first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 1024])
@pytest.mark.parametrize("query", ["", "from=2021-06-01&to=2021-07-31", "from=2023-05-01&to=2023-05-14"])
def test_labels_stand_free_of_each_other_as_the_browser_draws_them(browser, timeline, width, query):
    context = browser.new_context(viewport={"width": width, "height": 1000})
    page = context.new_page()
    arrive(page, f"{timeline}?{query}")
    page.locator(".js-plotly-plot .lh-notes text").first.wait_for()
    page.evaluate("document.fonts.ready")
    stand_still(page)
    boxes = page.evaluate("[...document.querySelector('.js-plotly-plot').querySelectorAll('.lh-notes text')]"
                          ".map(text => [text.textContent, text.getBoundingClientRect()]).map(([text, box]) =>"
                          " [text, box.left, box.top, box.right, box.bottom])")
    assert len(boxes) > 8
    for place, (text, left, top, right, bottom) in enumerate(boxes):
        for other, x, y, end, under in boxes[place + 1:]:
            wide, high = min(right, end) - max(left, x), min(bottom, under) - max(top, y)
            assert wide < 1.5 or high < 4, f"{text} lies on {other}"
    context.close()


def test_what_is_shown_goes_out_as_picture_and_data(page, timeline, taken_out):
    arrive(page, f"{timeline}?from=2022-01-01&to=2022-12-31")
    data = taken_out(page)
    rows = data.splitlines()
    assert rows[0].startswith("doc_id,kind,label,issue,actor,first,last")
    assert any("announced" in row and "2022-07-04" in row for row in rows)
    assert not any("2023-" in row.split(",", 7)[5] for row in rows[1:])

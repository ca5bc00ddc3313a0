"""A chart in the browser, whatever it shows."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DOCUMENTS
from tests.browser.server import running
from tests.browser.visiting import arrive, expect_parts, parts, press, stand_still

SQUARES = ".js-plotly-plot .scatterlayer .point"
PLOTLY = re.compile(r"/static/js/plotly-[\d.]+\.min\.js")


# Each note of each chart as it stands, and as Plotly sets it by itself; left out is what it turns or writes in runs, whose boxes hold more than the words.
SET_BY_PLOTLY = """async () => {
  const found = [];
  for (const box of document.querySelectorAll(".lh-plot")) {
    if (!box.drawn) continue;
    const { notes = [], layout } = box.figure, apart = document.body.appendChild(document.createElement("div"));
    const annotations = notes.map(({ share, beside, y, across, down, font, lines, turned }) => ({
      xref: "paper", x: share, xshift: beside, y, xanchor: across, align: across, yanchor: down, font, showarrow: false, borderpad: 0,
      text: lines.map((runs) => runs.map(([, , words]) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")).join("")).join("<br>"),
      textangle: turned ? -90 : 0 }));
    const { template, margin, height, yaxis } = layout;
    const trace = { x: [0.5], y: [1], mode: "markers" };
    await Plotly.newPlot(apart, [trace], { template, margin, height, yaxis, annotations, width: box.drawn, xaxis: { range: [0, 1] } });
    const theirs = apart.querySelectorAll(".annotation-text"), ours = box.querySelectorAll(".lh-notes text");
    const at = (text, within) => {
      const { left, top, right, bottom } = text.getBoundingClientRect(), from = within.getBoundingClientRect();
      return [left - from.left, top - from.top, right - from.left, bottom - from.top];
    };
    notes.forEach(({ lines }, n) => {
      if (lines.flat().some(([size]) => size)) return;
      found.push([ours[n].textContent, at(ours[n], box), at(theirs[n], apart)]);
    });
    apart.remove();
  }
  return found;
}"""


@pytest.fixture
def faults(page):
    """What the browser complains of."""
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("response", lambda answer: told.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    return told


def test_a_mark_is_ringed_on_the_chart_that_stands(page, dashboard, faults):
    arrive(page, dashboard)
    expect(page.locator(SQUARES).first).to_be_visible()
    bare = parts(page)
    page.evaluate("document.querySelector('.lh-plot .main-svg').marked = true")
    press(page, page.locator(SQUARES).first)
    expect_parts(page, bare + 1)
    assert page.evaluate("document.querySelector('.lh-plot .main-svg').marked")
    ring, mark = (page.locator(place).first.bounding_box() for place in (".lh-plot .lh-rings > *", SQUARES))
    for start, long in (("x", "width"), ("y", "height")):
        assert abs(ring[start] + ring[long] / 2 - mark[start] - mark[long] / 2) < 1 and 3 < ring[long] - mark[long] < 12
    assert faults == []


@pytest.mark.parametrize("name", ["", "outcomes", "issues", "timeline", "networks", "words", "compare", "commentator"])
def test_what_is_written_on_a_chart_stands_to_a_pixel_where_plotly_sets_it(page, dashboard, faults, name):
    arrive(page, f"{dashboard}/{name}")
    expect(page.locator(".lh-plot .lh-notes text").first).to_be_visible()
    stand_still(page)
    found = page.evaluate(SET_BY_PLOTLY)
    assert len(found) > 5
    for text, ours, theirs in found:
        assert max(abs(here - there) for here, there in zip(ours, theirs)) <= 1.5, text
    # What has a weight of its own within a line is left to Plotly.
    assert page.locator(".annotation").count() <= 3
    assert faults == []


def test_what_is_written_moves_with_the_window(page, dashboard):
    arrive(page, f"{dashboard}/issues")
    last = page.locator(".lh-plot").first.locator(".lh-notes text[text-anchor=end]").first
    expect(last).to_be_visible()
    before = page.locator(".lh-plot").first.bounding_box()["width"]
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_function("before => { const box = document.querySelector('.lh-plot');"
                           " return box.clientWidth < before && Math.abs(box.drawn - box.clientWidth) <= 1; }", arg=before)
    found = page.evaluate(SET_BY_PLOTLY)
    assert all(max(abs(here - there) for here, there in zip(ours, theirs)) <= 1.5 for _, ours, theirs in found)


def test_a_chart_is_as_wide_as_its_place_whatever_the_window(page, dashboard, faults):
    arrive(page, f"{dashboard}/issues")
    expect(page.locator(".js-plotly-plot .barlayer .point path").first).to_be_visible()
    before = page.locator(".lh-plot").first.bounding_box()["width"]
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_function("before => { const box = document.querySelector('.lh-plot'), drawn = box.querySelector('.main-svg');"
                           " return box.clientWidth < before && Math.abs(drawn.clientWidth - box.clientWidth) <= 1; }", arg=before)
    assert faults == []


def test_the_page_before_leaves_no_chart_behind(page, dashboard, faults):
    arrive(page, f"{dashboard}/outcomes")
    expect(page.locator(SQUARES).first).to_be_visible()
    page.get_by_role("link", name="Issues").first.click()
    expect(page).to_have_url(re.compile("/issues"))
    expect(page.locator(".js-plotly-plot .barlayer .point path").first).to_be_visible()
    page.go_back()
    expect(page.locator(SQUARES).first).to_be_visible()
    assert faults == []


def test_who_cannot_be_sent_the_script_reads_what_the_chart_says(page, dashboard):
    page.route(PLOTLY, lambda route: route.abort())
    arrive(page, dashboard)
    chart = page.get_by_role("figure").first
    expect(chart).to_have_text(chart.get_attribute("aria-label"))
    assert page.locator("h1.lh-finding").inner_text() in chart.inner_text()


def test_below_a_path_of_the_server_the_chart_and_its_letters_come(page, tmp_path, faults):
    with running(tmp_path, DOCUMENTS, options=["--server.baseUrlPath", "dash"]) as address:
        came: list[str] = []
        page.on("response", lambda answer: came.append(answer.url))
        arrive(page, f"{address}/dash/issues")
        expect(page.locator(".js-plotly-plot .barlayer .point path").first).to_be_visible()
        assert faults == []
        assert any(PLOTLY.search(url) for url in came) and any("/dash/fonts/" in url and url.endswith(".woff2") for url in came)
        page.goto("about:blank")


# On Actors these documents have nothing to show, and nothing is worked out ahead.
@pytest.mark.parametrize("name", ["overview", "outcomes", "issues", "timeline", "networks", "words", "compare", "commentator"])
def test_what_the_next_click_would_ask_is_worked_out_without_fault(page, dashboard, name):
    def counted(end: str) -> int:
        with urllib.request.urlopen(f"{dashboard}/metrics", timeout=20) as answer:
            found = re.search(rf'^lunheng_page_ahead_total{{end="{end}",page="{name}"}} (\d+)', answer.read().decode(), re.MULTILINE)
        return int(found.group(1)) if found else 0

    # Another test may have had this page open before: what is known is not worked out again.
    arrive(page, f"{dashboard}/{name if name != 'overview' else ''}")
    for _ in range(100):
        if counted("done"):
            break
        page.wait_for_timeout(200)
    assert counted("done") and counted("failed") == 0

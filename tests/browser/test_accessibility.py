"""Every page held against WCAG 2.2, levels A and AA, wide and on a phone: by axe-core in light and in dark; that nothing is wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.server import PHONE
from tests.browser.visiting import arrive, stand_still

PAGES = ("", "outcomes", "issues", "timeline", "actors", "networks", "words", "compare", "commentator", "reader", "library",
         "questions", "track_record", "crowd", "review", "coders", "adjudication", "codebook", "method", "briefing")
WIDE = {"viewport": {"width": 1024, "height": 844}}
GROUND = '() => getComputedStyle(document.querySelector(".stApp")).backgroundColor'
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, a line a rule and place."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']} ({rule['impact']}): {node['target'][0]} {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.fixture(scope="module", params=[WIDE, PHONE], ids=["wide", "phone"])
def screen(browser, request):
    """A window of that width, for one page after the other."""
    context = browser.new_context(**request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_breaks_no_rule(screen, dashboard, name):
    screen.emulate_media(color_scheme="light")
    arrive(screen, f"{dashboard}/{name}")
    colours_stand(screen)
    assert violations(screen) == []
    # Success criterion 1.4.10, which axe-core does not try.
    assert screen.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") <= 0
    turn_dark(screen)
    assert violations(screen) == []


def turn_dark(page: Page) -> None:
    """Turn the screen's colours, and wait until page and charts have them and none changes any more."""
    light = page.evaluate(GROUND)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"light => ({GROUND})() !== light", arg=light)
    page.wait_for_function(
        f"""() => [...document.querySelectorAll(".js-plotly-plot .main-svg:first-of-type")].every(
            drawn => getComputedStyle(drawn).backgroundColor === ({GROUND})())""")
    colours_stand(page)


def colours_stand(page: Page) -> None:
    """Wait until nothing on the page changes its colour any more."""
    stand_still(page)
    page.wait_for_function(
        """() => {
            const colours = [...document.querySelectorAll(".stApp *")].map(part => getComputedStyle(part).color).join();
            const stands = colours === window.coloursBefore;
            window.coloursBefore = colours;
            return stands;
        }""", polling=150)

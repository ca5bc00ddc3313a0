"""Every page held against WCAG 2.2, levels A and AA, by axe-core, in light and dark, wide and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.server import PHONE
from tests.browser.test_dashboard import arrive

PAGES = ("", "outcomes", "issues", "timeline", "actors", "networks", "words", "compare", "commentator", "reader", "library",
         "questions", "track_record", "crowd", "review", "method", "briefing")
WIDE = {"viewport": {"width": 1440, "height": 1000}}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, a line a rule and place."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']} ({rule['impact']}): {node['target'][0]} {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_page_breaks_no_rule(browser, dashboard, name, screen, theme):
    context = browser.new_context(color_scheme=theme, **screen)
    page = context.new_page()
    arrive(page, f"{dashboard}/{name}")
    page.wait_for_timeout(600)
    found = violations(page)
    context.close()
    assert not found

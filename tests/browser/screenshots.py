"""Write the pictures of the README: `python -m tests.browser.screenshots [FOLDER]`, by default into docs/images."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import CHROMIUM, LAUNCH, PHONE, ROOT, running

WIDE = {"viewport": {"width": 1440, "height": 900}}
# name, address, light or dark, screen, height in pixels at most
SHOTS = (
    ("overview-light", "/", "light", WIDE, 1000),
    ("overview-dark", "/", "dark", WIDE, 1000),
    ("outcomes", "/outcomes", "light", WIDE, 1200),
    ("issues", "/issues?least=2", "light", WIDE, 1100),
    ("timeline", "/timeline", "light", WIDE, 1200),
    ("networks", "/networks", "light", WIDE, 1000),
    ("words", "/words", "light", WIDE, 1000),
    ("reader", "/reader", "light", WIDE, 1100),
    ("reader-dark", "/reader", "dark", WIDE, 1100),
    ("library", "/library", "light", WIDE, 900),
    ("overview-phone", "/", "light", PHONE, 1400),
    ("outcomes-phone-dark", "/outcomes", "dark", PHONE, 1400),
)


def shoot(browser: Browser, address: str, place: Path, theme: str, screen: dict, most: int) -> None:
    """Write one picture of a page as tall as it is, up to `most` pixels."""
    context = browser.new_context(color_scheme=theme, **screen)
    page = context.new_page()
    page.goto(address)
    page.locator("h1.lh-finding").wait_for(timeout=60_000)
    page.locator('[data-test-script-state="notRunning"]').wait_for(timeout=60_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1500)
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": screen["viewport"]["width"], "height": min(max(tall, 600), most)})
    page.wait_for_timeout(700)
    page.screenshot(path=place)
    context.close()


def main(folder: Path) -> int:
    """Write all pictures over the sample corpus; return the exit code."""
    if CHROMIUM is None:
        print("No Chromium on this machine: install chromium to take screenshots.", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        for name, path, theme, screen, most in SHOTS:
            shoot(browser, address + path, folder / f"{name}.png", theme, screen, most)
            print(folder / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"))

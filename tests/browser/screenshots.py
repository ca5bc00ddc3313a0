"""Write the pictures of the README: `python -m tests.browser.screenshots [FOLDER]`, by default into docs/images.

    python -m tests.browser.screenshots --every FOLDER [none|one|sample|many ...]

writes every page of Explore and Judge to be looked at: over no document, one, the sample, and 10,000 generated commentaries; light and
dark, wide and on a phone, and of some in Chinese.
"""

import os
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
PAGES = ("", "outcomes", "issues", "timeline", "actors", "actors?look=with_issues&value=outlook", "actors?look=together", "networks",
         "networks?tie=two_mode", "words", "words?look=groups", "words?look=trend", "compare", "commentator", "reader", "questions",
         "track_record", "crowd")
# How a page is looked at: name, light or dark, screen, language.
LOOKS = (("light", "light", WIDE, "en"), ("dark", "dark", WIDE, "en"), ("phone", "light", PHONE, "en"),
         ("phone-dark", "dark", PHONE, "zh-Hans"), ("zh", "light", WIDE, "zh-Hans"))
# Documents of two voices each.
MANY = 5_000
EVERY = {"none": ("light", "phone-dark"), "one": ("light", "phone-dark", "zh"), "sample": tuple(look[0] for look in LOOKS),
         "many": ("light", "phone", "zh")}


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


def corpus(name: str, home: Path) -> Path | None:
    """Return the file of a corpus, by what it holds; None for the sample."""
    if name == "sample":
        return None
    if name == "one":
        return sorted((ROOT / "data" / "sample").glob("*.md"))[0]
    if name == "none":
        # A folder of no documents is no fault.
        (home / "nothing").mkdir()
        return home / "nothing"
    os.environ["LUNHENG_HOME"] = str(home)
    from analysis import codebook
    from tests.benchmarks import million

    return million.write(home, MANY * million.PER_DOCUMENT, codebook.load())


def every(folder: Path, names: list[str]) -> int:
    """Write every page over some corpora, in every look asked for; return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or EVERY:
        with tempfile.TemporaryDirectory() as home, running(Path(home), corpus(name, Path(home))) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**LAUNCH)
            for look, theme, screen, tongue in LOOKS:
                for path in PAGES if look in EVERY[name] else ():
                    file = folder / f"{name}-{path.replace('?', '-').replace('&', '-') or 'overview'}-{look}.png"
                    shoot(browser, f"{address}/{path}{'&' if '?' in path else '?'}lang={tongue}", file, theme, screen, 2600)
                    print(file, flush=True)
            browser.close()
    return 0


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
    if sys.argv[1:2] == ["--every"]:
        raise SystemExit(every(Path(sys.argv[2]), sys.argv[3:]))
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"))

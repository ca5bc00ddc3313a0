"""A dashboard full of texts that mean harm, in a real browser, beside a canary that would sing."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests import hostile
from tests.browser.server import PHONE, running
from tests.browser.visiting import arrive, settle

WIDE = {"viewport": {"width": 1440, "height": 1000}}
PAGES = ("", "outcomes", "issues", "timeline", "actors", "networks", "words", "compare", "commentator", "reader", "library", "questions",
         "track_record", "crowd", "review", "coders", "adjudication", "codebook", "method", "briefing?entry=1")
# Those with most names on them, on a phone too.
NARROW = ("", "issues", "commentator", "reader", "questions")
# Where what is typed, marked or opened shows more of a document.
OPENED = ("details:not([open]) > summary", '[data-testid="stPopover"] button')


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server nobody should ask, and what it was asked for."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory) -> Iterator[tuple[str, list[str]]]:
    """The address of a dashboard whose documents, names, questions, views and briefings all mean harm, and what the canary was asked."""
    home, corpus = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("corpus")
    with canary() as (bird, asked):
        (corpus / "ordinary.md").write_text("---\ntitle: 平常的一篇\nauthor: 某甲\n---\n两国很可能在年内解除制裁。\n", encoding="utf-8")
        hostile.fill(home, bird)
        with running(home, corpus) as address:
            yield address, asked


class Watch:
    """What a page does that it should not."""

    def __init__(self, page: Page, address: str):
        self.page, self.wrong = page, []
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url, address))
        page.on("popup", lambda other: self.wrong.append(f"popup: {other.url}"))

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            self.wrong.append(f"request: {url[:200]}")

    def told(self) -> list[str]:
        """Return all of it, and whether anything of a document ran or became an element."""
        sang = self.page.evaluate("window.__canary ?? null")
        made = self.page.evaluate(
            """() => [...document.querySelectorAll('.stApp iframe, .stApp object, .stApp embed, .stApp form[action], .stApp [srcdoc], .stApp [onerror],'
                + ' .stApp [onload], .stApp [onmouseover], .stApp a[href^="javascript" i], .stApp a[ping], .stApp .katex, .stApp img:not([data-testid]),'
                + ' .stApp [style*="url("], .stApp [data-testid="stMarkdownContainer"] a, .stApp [data-testid="stMarkdownContainer"] :is(h1, h2, em, del, code, table),'
                + ' .stApp [data-testid="stMarkdownContainer"] :is([role="img"], img), .stApp .js-plotly-plot a, .stApp .js-plotly-plot img')].map(one => one.outerHTML.slice(0, 160))""")
        return [*self.wrong, *([f"ran: {sang}"] if sang is not None else []), *made]


def over(page: Page) -> int:
    """Return how many pixels a page is too wide."""
    return page.evaluate("(() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth - main.clientWidth; })()")


def turned(page: Page) -> list[str]:
    """Return signs in what is shown that turn text around or hide in it."""
    return re.findall("[\u202a-\u202e\u200b\ufeff\u00ad\x1b]", page.locator(".stApp").inner_text())


def test_nothing_of_a_document_runs_asks_or_breaks_a_page(browser, poisoned):
    address, asked = poisoned
    # Without our Content-Security-Policy, which would keep the canary quiet whatever became of a text.
    context = browser.new_context(**WIDE, bypass_csp=True)
    page = context.new_page()
    watch = Watch(page, address)
    wide = {}
    for name in PAGES:
        arrive(page, f"{address}/{name}")
        for opening in OPENED:
            page.evaluate("opening => [...document.querySelectorAll(`.stMain ${opening}`)].slice(0, 6).forEach(one => one.click())", opening)
        for mark in page.locator(".js-plotly-plot .point").all()[:2]:
            box = mark.bounding_box()
            if box:
                page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        settle(page)
        assert watch.told() == [], name
        assert turned(page) == [], name
        wide[name] = over(page)
    assert {name: pixels for name, pixels in wide.items() if pixels > 0} == {}
    context.close()

    phone = browser.new_context(**PHONE, bypass_csp=True)
    page = phone.new_page()
    watch = Watch(page, address)
    for name in NARROW:
        arrive(page, f"{address}/{name}")
        assert watch.told() == [] and turned(page) == [], name
        assert over(page) <= 0, name
    phone.close()
    assert asked == []

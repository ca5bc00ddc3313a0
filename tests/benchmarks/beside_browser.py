"""Whether a visit without a browser waits for what a browser waits for: the same clicks by both, in turn, on one server.

Of Chromium it is listened to what goes over its web socket, so that its own drawing is not counted: it is the server's answer to the
click, in the same messages, that both are held to.
"""

import asyncio
import base64
import statistics
import threading

from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.visitor import Redraw, Visitor, option
from tests.browser.server import LAUNCH
from tests.browser.visiting import arrive, settle

PILL = '.st-key-filters .st-key-filter_issues button[data-variant=pills]'
CLICKS = 8
# What both waited may differ by so much, and how many messages they got, in the median.
NEAR = 1.25


class Wire:
    """What went over a page's web socket: the last click's answer."""

    def __init__(self, page) -> None:
        self.redraws: list[Redraw] = []
        self._began = 0.0
        self._messages = self._bytes = 0
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameSent", self._sent)
        wire.on("Network.webSocketFrameReceived", self._received)

    def _sent(self, told: dict) -> None:
        asked = BackMsg.FromString(_bytes(told))
        if asked.WhichOneof("type") == "rerun_script":
            self._began, self._messages, self._bytes = told["timestamp"], 0, 0

    def _received(self, told: dict) -> None:
        data = _bytes(told)
        self._messages, self._bytes = self._messages + 1, self._bytes + len(data)
        said = ForwardMsg.FromString(data)
        if said.WhichOneof("type") == "script_finished" and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.redraws.append(Redraw("filter", "overview", told["timestamp"] - self._began, self._messages, self._bytes))


def _bytes(told: dict) -> bytes:
    return base64.b64decode(told["response"]["payloadData"])


def compare(address: str) -> list[str]:
    """Print what both waited for the same clicks; return what does not hold."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    def do(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    visit = Visitor(address)
    do(visit.arrive("", "lang=en"))
    widget = visit.named("filter_issues")
    options = [option(visit.widgets[widget][1], number) for number in range(CLICKS)]
    rows: list[tuple[Redraw, Redraw]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        wire = Wire(page)
        arrive(page, f"{address}/?lang=en")
        pills = page.locator(PILL)
        value: list[str] = []
        # Each issue is chosen beside those before it, then all are taken back in turn: the second to come finds it counted, so they take turns.
        for number, name in enumerate([*options, *options]):
            value = [kept for kept in value if kept != name] if name in value else [*value, name]

            def by_browser(at=number % CLICKS) -> Redraw:
                before = len(wire.redraws)
                pills.nth(at).click()
                while len(wire.redraws) == before:
                    page.wait_for_timeout(20)
                settle(page)
                return wire.redraws[before]

            def by_visit(chosen=tuple(value)) -> Redraw:
                return do(visit.change(widget, "filter", string_array_value=list(chosen)))

            if number % 2:
                seen = by_browser()
                rows.append((by_visit(), seen))
            else:
                mine = by_visit()
                rows.append((mine, by_browser()))
        browser.close()
    do(visit.leave())
    loop.call_soon_threadsafe(loop.stop)
    mine, seen = zip(*rows)
    print(f"\n## The same {len(rows)} clicks by a visit and by Chromium\n\n| | median, ms | slowest | messages | kB |\n| --- | --- | --- | --- | --- |")
    for who, told in (("visit", mine), ("Chromium", seen)):
        took = [redraw.seconds * 1000 for redraw in told]
        print(f"| {who} | {statistics.median(took):.0f} | {max(took):.0f} | {statistics.median(redraw.messages for redraw in told):.0f} "
              f"| {statistics.median(redraw.bytes for redraw in told) / 1000:.1f} |")
    more = statistics.median(redraw.messages for redraw in mine) / statistics.median(redraw.messages for redraw in seen)
    return [] if 1 / NEAR < more < NEAR else [f"a visit gets {more:.2f} times the messages of Chromium"]

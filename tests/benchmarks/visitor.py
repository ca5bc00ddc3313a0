"""A visit as a browser makes it, without the browser: Streamlit's own messages over its web socket, nothing drawn.

It keeps what a browser keeps (the value of every widget, the messages it may be referred to again, the address) and sends what a browser
sends, so that the server does the same work; `tests.benchmarks.load --chromium` holds it against one. Many fit into a process, and
what they take of the processor is told beside what the server takes.
"""

import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

# A run that takes longer is an error: nobody waits that long for a click.
LONGEST = 120.0
# For how many runs a browser keeps a message it may be referred to again, where the server does not say.
_KEPT = 2


class Failed(Exception):
    """A page showed an exception, was cut off, or asked for something a browser could not have."""


@dataclass(frozen=True)
class Redraw:
    """What one click brought.

    Attributes
    ----------
    kind, page : str
        What was done, on which page.
    seconds : float
        From the click sent to the last word of the run received.
    messages, bytes : int
    """

    kind: str
    page: str
    seconds: float
    messages: int
    bytes: int


@dataclass
class Visitor:
    """One browser tab.

    Attributes
    ----------
    address : str
        The dashboard's, without a path.
    pages : dict of str to str
        By its name in the address, what the server calls a page.
    widgets : dict of str to (str, message, str)
        By id, of what is on the page now: its kind, itself, and the fragment it stands in.
    """

    address: str
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, tuple[str, Any, str]] = field(default_factory=dict)
    _socket: ClientConnection | None = None
    _query: str = ""
    _hash: str = ""
    _values: dict[str, WidgetState] = field(default_factory=dict)
    _kept: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    _runs: int = 0
    _ages: int = _KEPT

    async def arrive(self, page: str = "", query: str = "") -> Redraw:
        """Open a page; `query` as in an address."""
        self._socket = await connect(f"ws{self.address.removeprefix('http')}/_stcore/stream", subprotocols=["streamlit"],  # type: ignore[list-item]
                                     origin=self.address, max_size=None, compression=None, open_timeout=LONGEST)  # type: ignore[arg-type]
        self.page, self._query = page, query
        asked = BackMsg()
        asked.rerun_script.query_string, asked.rerun_script.page_name = query, page
        return await self._answered(asked, "arrive")

    async def leave(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()

    async def turn(self, page: str) -> Redraw:
        """Open another page by the menu, which knows no query."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.pages[page]
        self.page, self._query = page, ""
        return await self._answered(asked, "page")

    async def change(self, widget: str, kind: str, **value: object) -> Redraw:
        """Give a widget another value, as `WidgetState` names it, and wait until the page is redrawn."""
        state, passing = WidgetState(id=widget), "trigger_value" in value
        for name, told in value.items():
            if isinstance(told, list):
                getattr(state, name).data.extend(told)
            else:
                setattr(state, name, told)
        asked = BackMsg()
        if not passing:
            self._values[widget] = state
        asked.rerun_script.widget_states.widgets.extend(self._values[name] for name in self.widgets if name in self._values)
        if passing:
            asked.rerun_script.widget_states.widgets.append(state)
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._hash
        asked.rerun_script.fragment_id = self.widgets[widget][2]
        return await self._answered(asked, kind)

    def named(self, key: str) -> str | None:
        """Return the id of the widget on the page whose key is, or begins with, this."""
        return next((name for name in self.widgets if name.split("-", 2)[-1].startswith(key)), None)

    def value(self, widget: str) -> list[str]:
        """Return what is chosen in a widget of several choices."""
        return list(self._values[widget].string_array_value.data) if widget in self._values else []

    async def _answered(self, asked: BackMsg, kind: str) -> Redraw:
        assert self._socket is not None
        asked.rerun_script.cached_message_hashes.extend(self._kept)
        asked.rerun_script.context_info.url = f"{self.address}/{self.page}{'?' if self._query else ''}{self._query}"
        asked.rerun_script.context_info.timezone, asked.rerun_script.context_info.locale = "Europe/Berlin", "en-US"
        asked.rerun_script.context_info.color_scheme = "light"
        self._runs += 1
        messages = size = 0
        found: dict[str, tuple[str, Any, str]] = {}
        ran: list[str] = []
        began = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        while True:
            data = await self._socket.recv()
            assert isinstance(data, bytes)
            told = ForwardMsg.FromString(data)
            messages, size = messages + 1, size + len(data)
            what = told.WhichOneof("type")
            if what == "ref_hash":
                of = told.ref_hash
                if of not in self._kept:
                    raise Failed(f"{self.page}: refers to a message that is not kept")
                told = self._kept[of][1]
                self._kept[of] = self._runs, told
            elif told.metadata.cacheable:
                self._kept[told.hash] = self._runs, told
            if what in ("delta", "ref_hash"):
                self._seen(told, found)
            elif what == "new_session":
                found, ran = {}, list(told.metadata.run.fragment_ids)
                self._ages = told.new_session.config.max_cached_message_age or self._ages
                self._hash = told.new_session.page_script_hash
            elif what == "navigation":
                self._hash = told.navigation.page_script_hash or self._hash
                self.pages = {"" if page.is_default else page.url_pathname: page.page_script_hash for page in told.navigation.app_pages}
            elif what == "page_info_changed":
                self._query = told.page_info_changed.query_string
            elif what == "page_not_found":
                raise Failed(f"{self.page}: no such page")
            elif what == "session_event" and told.session_event.HasField("script_compilation_exception"):
                raise Failed(f"{self.page}: {told.session_event.script_compilation_exception.message}")
            elif what == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        seconds = time.perf_counter() - began
        self.widgets = {name: at for name, at in self.widgets.items() if ran and at[2] not in ran} | found
        self._kept = {name: at for name, at in self._kept.items() if self._runs - at[0] <= self._ages}
        return Redraw(kind, self.page or "overview", seconds, messages, size)

    def _seen(self, told: ForwardMsg, found: dict[str, tuple[str, Any, str]]) -> None:
        if told.delta.WhichOneof("type") != "new_element":
            return
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Failed(f"{self.page}: {element.exception.type} {element.exception.message}")
        widget = getattr(element, kind) if kind else None
        name = getattr(widget, "id", "")
        if not name:
            return
        found[name] = kind, widget, told.delta.fragment_id
        if kind in _STATE and (name not in self._values or getattr(widget, "set_value", False)):
            state = WidgetState(id=name)
            _STATE[kind](widget, state)
            self._values[name] = state


def _several(widget: Any, state: WidgetState) -> None:
    given = widget.raw_values if widget.set_value else [option(widget, n) for n in widget.default]
    state.string_array_value.data.extend(given)


def option(widget: Any, number: int) -> str:
    """Return what a browser sends for an option of a widget."""
    option = widget.options[number]
    return option if isinstance(option, str) else option.content


def _one(widget: Any, state: WidgetState) -> None:
    state.string_value = widget.raw_value if widget.set_value else widget.options[widget.default] if widget.options and widget.HasField("default") else ""


def _days(widget: Any, state: WidgetState) -> None:
    state.string_array_value.data.extend(widget.value if widget.set_value else widget.default)


def _number(widget: Any, state: WidgetState) -> None:
    state.double_value = widget.value if widget.set_value else widget.default


def _ticked(widget: Any, state: WidgetState) -> None:
    state.bool_value = widget.value if widget.set_value else widget.default


def _range(widget: Any, state: WidgetState) -> None:
    state.double_array_value.data.extend(widget.value if widget.set_value else widget.default)


_STATE = {"button_group": _several, "multiselect": _several, "selectbox": _one, "date_input": _days, "number_input": _number, "checkbox": _ticked, "slider": _range}


def marks(chart: Any) -> list[Any]:
    """Return what the marks of a Plotly chart hold, of those that can be chosen."""
    traces = json.loads(chart.spec).get("data", ())
    return [mark for trace in traces if trace.get("hoverinfo") != "skip" for mark in trace.get("customdata") or () if mark]


def chosen(mark: Any) -> str:
    """Return what a browser says when a mark was chosen."""
    return json.dumps({"selection": {"points": [{"customdata": mark}], "point_indices": [0], "box": [], "lasso": []}})


def picked(chance: random.Random, options: list[str]) -> str:
    """Return one of several options, the first ones, which are said most, more often."""
    return options[min(int(chance.expovariate(3 / max(len(options), 1))), len(options) - 1)]

"""Bringing documents in: files, an address, a pasted text; what is in a file is shown before it is taken."""

import streamlit as st

from analysis import fetching, readers
from analysis.library import Report
from analysis.readers import ReadingError, spreadsheet
from pages.parts import language, page, tables
from pages.parts.language import say
from pages.parts.markup import LANGUAGES, safe

TYPES = [ending.removeprefix(".") for ending in readers.ENDINGS]
ENCODINGS = ("", "utf-8", "gb18030", "big5hkscs", "utf-16")
_SHOWN, _ROWS = 240, 4
_DAYS = {"value": None, "format": "YYYY-MM-DD", "min_value": "1900-01-01", "max_value": "2199-12-31", "width": 240}


def draw() -> None:
    """Draw the ways to bring documents in."""
    page.block(say("add"))
    files = st.file_uploader(say("upload"), TYPES, accept_multiple_files=True, help=say("upload_help"), key=_field())
    if files:
        encoding = st.selectbox(say("import_encoding"), ENCODINGS, format_func=lambda name: name or say("import_found"),
                                key="import_encoding", width=240, help=say("import_encoding_help"))
        columns = _previewed(files[0], encoding or None)
        st.date_input(say("published_for_all"), key="upload_published", **_DAYS)
        st.button(say("add_files"), key="add_files", type="primary", on_click=_take_uploaded, args=(encoding or None, columns))
    if fetching.allowed():
        with st.form("fetch", border=False):
            st.text_input(say("import_url"), key="fetch_url", placeholder="https://", help=say("import_url_help"))
            st.form_submit_button(say("import_fetch"), on_click=_take_fetched)
    with st.form("paste", border=False):
        st.text_area(say("paste"), key="paste_text", height=160)
        st.text_input(say("paste_title"), key="paste_title")
        st.date_input(say("paste_published"), key="paste_published", **_DAYS)
        st.form_submit_button(say("paste_add"), on_click=_take_pasted)


def _field() -> str:
    # A new key empties the field.
    return f"upload_{st.session_state.get('uploads', 0)}"


def _previewed(file, encoding: str | None) -> dict[str, str]:
    """Draw what the first file holds, and return which column holds which field where it is a table."""
    data, columns = file.getvalue(), {}
    try:
        if readers.ending(file.name) in readers.SHEETS:
            sheet = spreadsheet.sheets(file.name, data, encoding)[0]
            columns = _columns(sheet)
        contents = readers.read(file.name, data, encoding, columns)
    except ReadingError as error:
        page.notice(language.spoken().again(str(error), "fault_"))
        return columns
    reading = contents.readings[0] if contents.readings else None
    if reading is not None:
        script = LANGUAGES["mixed"]
        text = reading.text[:_SHOWN] + ("…" if len(reading.text) > _SHOWN else "")
        st.html(f'<p class="lh-note">{say("import_holds", n=len(contents.readings), name=safe(file.name))}</p>'
                f'<blockquote class="lh-quote"><p class="lh-said" lang="{script}"><bdi>{safe(text)}</bdi></p></blockquote>')
    return columns


def _columns(sheet: spreadsheet.Sheet) -> dict[str, str]:
    """Draw which column is taken for which field; what was said before is said again."""
    before = {field: heading for field, heading in tables.library().columns.items() if heading in sheet.headings}
    told = {**sheet.columns, **before}
    page.block("", say("import_columns"))
    chosen = {}
    grid = st.columns(3)
    for place, field in enumerate(spreadsheet.FIELDS):
        choices = ["", *sheet.headings]
        with grid[place % 3]:
            chosen[field] = st.selectbox(say(f"import_field_{field}"), choices, index=choices.index(told.get(field, "")),
                                         format_func=lambda name: name or say("import_no_column"), key=f"column_{field}_{sheet.name}")
    return {field: heading for field, heading in chosen.items() if heading}


def _take(files: list[tuple[str, bytes]], published, encoding: str | None = None, columns: dict[str, str] | None = None,
          url: str = "") -> None:
    """Take files in one after the other, and keep a line on what became of each document."""
    reports: list[Report] = []
    for name, data in files:
        reports += tables.library().add(name, data, encoding, published, columns, url)
    st.session_state["reports"] = reports
    if any(report.taken for report in reports):
        tables.changed()


def _take_uploaded(encoding: str | None, columns: dict[str, str]) -> None:
    files = st.session_state.get(_field()) or []
    if columns:
        tables.library().columns = columns
    _take([(file.name, file.getvalue()) for file in files], st.session_state["upload_published"], encoding, columns)
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1


def _take_fetched() -> None:
    url = st.session_state["fetch_url"].strip()
    if not url:
        st.session_state["note"] = say("import_url_empty")
        return
    try:
        fetched = fetching.fetch(url)
    except fetching.FetchError as error:
        st.session_state["note"] = language.spoken().again(str(error), "fault_")
        return
    _take([(fetched.name, fetched.data)], None, url=fetched.url)
    st.session_state["fetch_url"] = ""


def _take_pasted() -> None:
    text = st.session_state["paste_text"]
    if not text.strip():
        st.session_state["note"] = say("paste_empty")
        return
    title = st.session_state["paste_title"].strip() or text.strip().splitlines()[0][:40]
    _take([(f"{title.replace('/', ' ')}.txt", text.encode("utf-8"))], st.session_state["paste_published"])
    st.session_state["paste_text"] = st.session_state["paste_title"] = ""

"""Bringing documents in: files, an address, a pasted text; what is in a file is shown before it is taken."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from analysis import fetching, readers
from analysis.backup import BackupError, backup, is_backup, restore
from analysis.readers import ReadingError, spreadsheet
from pages.parts import access, import_jobs, language, page, tables
from pages.parts.language import say
from pages.parts.markup import LANGUAGES, option, safe

TYPES = [ending.removeprefix(".") for ending in readers.ENDINGS]
ENCODINGS = ("", "utf-8", "gb18030", "big5hkscs", "utf-16")
# What can be cut anywhere is shown by its beginning; of the rest only what is read in a moment is shown.
_BEGINNING, _WHOLE = 300_000, 8_000_000
_CUT = (".txt", ".md", ".markdown", ".jsonl", ".ndjson", ".csv", ".tsv")
_SHOWN = 240
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


def whole() -> None:
    """Draw the way to take the whole library away as one file."""
    page.block(say("whole"), say("whole_note"), apart=True)
    library, check = tables.library(), access.later(access.ADMIN, "backup")

    def packed() -> bytes:
        check()
        with tempfile.TemporaryDirectory() as folder:
            backup(library.engine, Path(folder) / "library.zip")
            return (Path(folder) / "library.zip").read_bytes()

    st.download_button(say("whole_take"), packed, file_name=f"lunheng-library-{datetime.now(UTC):%Y-%m-%d}.zip", mime="application/zip",
                       key="whole", on_click="ignore")


def _field() -> str:
    # A new key empties the field.
    return f"upload_{st.session_state.get('uploads', 0)}"


def _previewed(file, encoding: str | None) -> dict[str, str]:
    """Draw what the first file holds, and return which column holds which field where it is a table."""
    columns: dict[str, str] = {}
    kind = readers.ending(file.name)
    cut = kind in _CUT and file.size > _BEGINNING
    if file.size > _WHOLE and kind not in _CUT:
        st.html(page.note(say("import_large", name=file.name)))
        return columns
    try:
        if kind in readers.SHEETS:
            sheet = _sheets(file.file_id, encoding, cut, file)[0]
            columns = _columns(sheet)
        contents = _contents(file.file_id, encoding, cut, tuple(sorted(columns.items())), file)
    except ReadingError as error:
        page.notice(language.spoken().again(str(error), "fault_"))
        return columns
    if contents is None:
        st.html(page.note(say("import_whole", name=file.name)))
    elif contents.readings:
        script = LANGUAGES["mixed"]
        text = contents.readings[0].text
        text = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
        held = say("import_begins", name=safe(file.name)) if cut else say("import_holds", n=len(contents.readings), name=safe(file.name))
        st.html(f'<p class="lh-note">{held}</p>'
                f'<blockquote class="lh-quote"><p class="lh-said" lang="{script}"><bdi>{safe(text)}</bdi></p></blockquote>')
    return columns


def _bytes(file, cut: bool) -> bytes:
    """Return a file's bytes, or its beginning up to the end of a line."""
    if not cut:
        return file.getvalue()
    file.seek(0)
    begins = file.read(_BEGINNING)
    return begins[:begins.rfind(b"\n") + 1] or begins


@st.cache_data(show_spinner=False, max_entries=8)
def _sheets(key: str, encoding: str | None, cut: bool, _file) -> list[spreadsheet.Sheet]:
    return spreadsheet.sheets(_file.name, _bytes(_file, cut), encoding)


@st.cache_data(show_spinner=False, max_entries=8)
def _contents(key: str, encoding: str | None, cut: bool, columns: tuple, _file) -> readers.Contents | None:
    data = _bytes(_file, cut)
    return None if is_backup(data) else readers.read(_file.name, data, encoding, dict(columns))


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
                                         format_func=lambda name: option(name) or say("import_no_column"), key=f"column_{field}_{sheet.name}")
    return {field: heading for field, heading in chosen.items() if heading}


def _take_uploaded(encoding: str | None, columns: dict[str, str]) -> None:
    files = [(file.name, file.getvalue()) for file in st.session_state.get(_field()) or []]
    if columns:
        tables.library().columns = columns
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    if whole_library := [data for _, data in files if is_backup(data)]:
        _restored(whole_library[0])
    if articles := [(name, data, "") for name, data in files if not is_backup(data)]:
        import_jobs.begin(articles, encoding, st.session_state["upload_published"], columns)


def _restored(data: bytes) -> None:
    """Read a whole library back, where there is nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.zip"
        path.write_bytes(data)
        try:
            rows = restore(tables.library().engine, path)
        except BackupError:
            st.session_state["note"] = say("whole_refused")
            return
    tables.changed()
    st.session_state["note"] = say("whole_restored", n=rows["items"])


def _take_fetched() -> None:
    url = st.session_state["fetch_url"].strip()
    if not url:
        st.session_state["note"] = say("import_url_empty")
        return
    try:
        # Nothing is written yet, and a fetch alone is more than looking.
        access.need(access.CODER, "fetch")
        fetched = fetching.fetch(url)
    except fetching.FetchError as error:
        st.session_state["note"] = language.spoken().again(str(error), "fault_")
        return
    import_jobs.begin([(fetched.name, fetched.data, fetched.url)])
    st.session_state["fetch_url"] = ""


def _take_pasted() -> None:
    text = st.session_state["paste_text"]
    if not text.strip():
        st.session_state["note"] = say("paste_empty")
        return
    title = st.session_state["paste_title"].strip() or text.strip().splitlines()[0][:40]
    # One text typed in is taken in less time than it takes to start a process for it.
    reports = tables.library().add(f"{title.replace('/', ' ')}.txt", text.encode("utf-8", "replace"), published=st.session_state["paste_published"])
    st.session_state["reports"] = reports
    if any(report.taken for report in reports):
        tables.changed()
    st.session_state["paste_text"] = st.session_state["paste_title"] = ""

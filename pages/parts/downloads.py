"""The row of actions below a chart: its link, its files in every form, its data. Each is made when it is asked for."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from analysis import citations, spreadsheets, table_files
from analysis.schemas import SCHEMAS, Tables
from charts import slide, typeface
from charts.exhibits import Exhibit
from charts.export import chart as files
from pages.parts import briefing_adding, page, tables
from pages.parts.language import say
from pages.parts.markup import plain

_QUIET = {"type": "tertiary", "on_click": "ignore"}


def exhibit(shown: Exhibit, name: str, narrowed: Tables, *, linked: bool = True) -> None:
    """Draw the actions of a chart.

    Parameters
    ----------
    shown : Exhibit
    name : str
        Of the chart, once a page; the files are called so.
    narrowed : Tables
        Those of the page's filter, which can be taken away too.
    linked : bool
        Whether the page's link stands here; once a page is enough.
    """
    drawn = _has_font()
    with st.container(key=f"actions_{name}", horizontal=True, gap="medium"):
        if linked:
            _link()
        if shown.empty:
            return
        opened = st.popover(say("download"), icon=":material/download:", type="tertiary", key=f"download_{name}", on_change="rerun")
        if opened.open:
            with opened:
                if drawn:
                    _forms(shown, name)
                _tables(narrowed, name)
        briefing_adding.chart_button(name, shown.code, shown.options)


def _forms(shown: Exhibit, name: str) -> None:
    """Draw the chart's files: pictures in a size, documents, data."""
    size = st.segmented_control(say("download_size"), tuple(slide.SIZES), default="slide", format_func=lambda size: say(f"size_{size}"),
                                key=f"size_{name}", required=True)
    end = "" if size == "slide" else f"-{size}"

    def button(label: str, form: str, **how) -> None:
        wide, outlined = how.get("scale", 1), "-office" if how.get("outlined") else ""
        st.download_button(label, lambda: files.file(shown, form, **how), f"lunheng-{name}{end if form in files.SIZED else ''}"
                           f"{f'@{wide}x' if wide > 1 else ''}{outlined}.{form}", files.MIME[form], key=f"{form}{wide}{outlined}_{name}",
                           help=say("download_outlined_help") if outlined else None, **_QUIET)

    with st.container(horizontal=True, gap="small"):
        for scale in files.SCALES:
            button(f"PNG {scale}×", "png", size=size, scale=scale)
        for form in ("svg", "pdf", "pptx"):
            button(form.upper(), form, size=size)
        button(say("download_outlined"), "svg", size=size, outlined=True)
    with st.container(horizontal=True, gap="small"):
        for form in ("html", "csv", "xlsx", "json"):
            button(form.upper(), form)


def _tables(narrowed: Tables, name: str) -> None:
    """Draw the six tables as filtered, and the list of the documents."""
    names = tuple(schema.name for schema in SCHEMAS)
    table = st.selectbox(say("download_tables"), names, index=names.index("predictions"), format_func=lambda table: say(f"table_{table}"),
                         key=f"table_{name}")
    urls, base = tables.current().urls, page.base()
    with st.container(horizontal=True, gap="small"):
        for form in spreadsheets.FORMS:
            st.download_button("JSON lines" if form == "jsonl" else form.upper() if form != "parquet" else "Parquet",
                               lambda form=form: table_files.file(getattr(narrowed, table), table, form, urls=urls, base=base),
                               f"lunheng-{table}.{form}", spreadsheets.MIME[form], key=f"{table}_{form}_{name}", **_QUIET)
    with st.container(horizontal=True, gap="small"):
        for style in citations.STYLES:
            st.download_button(say(f"references_{style}"), lambda style=style: _references(narrowed, urls, style), f"lunheng-references-{style}.txt",
                               "text/plain; charset=utf-8", key=f"references_{style}_{name}", **_QUIET)


def _references(narrowed: Tables, urls: dict[str, str], style: str) -> bytes:
    listed = citations.listed(narrowed.documents, urls, style=style, seen=datetime.now(UTC).date())
    return citations.written(listed, numbered=style == "gbt7714").encode("utf-8-sig")


def _has_font() -> bool:
    """Return whether pictures can be made; where not, say why and what to do."""
    try:
        typeface.require_font()
    except typeface.MissingFont as error:
        st.caption(plain(str(error)))
        return False
    return True


def _link() -> None:
    st.html(f'<a class="lh-copy" href="" role="button" data-done="{say("copied")}"><b aria-hidden="true">link</b><span>{say("copy_link")}</span></a>',
            width="content")


def row(name: str, data: Callable[[], pd.DataFrame], picture: Callable[[], bytes] | None = None,
        drawing: Callable[[], bytes] | None = None, *, linked: bool = True) -> None:
    """Draw the actions.

    Parameters
    ----------
    name : str
        Of the files, without ending.
    data : callable
        Returns the chart's data with its quotes.
    picture, drawing : callable, optional
        Return the chart as a PNG and as an SVG.
    linked : bool
        Whether the page's link stands here; once a page is enough.
    """
    if not _has_font():
        picture = drawing = None
    with st.container(key=f"actions_{name}", horizontal=True, gap="medium"):
        if linked:
            _link()
        if picture:
            st.download_button(say("picture"), picture, f"lunheng-{name}.png", "image/png", key=f"png_{name}",
                               type="tertiary", icon=":material/image:", on_click="ignore")
        if drawing:
            st.download_button(say("drawing"), drawing, f"lunheng-{name}.svg", "image/svg+xml", key=f"svg_{name}",
                               type="tertiary", icon=":material/polyline:", on_click="ignore")
        st.download_button(say("data"), lambda: csv(data()), f"lunheng-{name}.csv", "text/csv", key=f"csv_{name}",
                           type="tertiary", icon=":material/table_view:", on_click="ignore")


def graph(name: str, graphml: Callable[[], bytes], nodes: Callable[[], bytes], edges: Callable[[], bytes]) -> None:
    """Draw the actions of a network: as a whole for other programs, and as the two tables it is made of."""
    with st.container(key=f"actions_{name}_graph", horizontal=True, gap="medium"):
        st.download_button(say("graphml"), graphml, f"lunheng-{name}.graphml", "application/xml", key=f"graphml_{name}",
                           type="tertiary", icon=":material/hub:", on_click="ignore")
        st.download_button(say("nodes"), nodes, f"lunheng-{name}-nodes.csv", "text/csv", key=f"nodes_{name}",
                           type="tertiary", icon=":material/table_view:", on_click="ignore")
        st.download_button(say("edges"), edges, f"lunheng-{name}-ties.csv", "text/csv", key=f"edges_{name}",
                           type="tertiary", icon=":material/table_view:", on_click="ignore")


def csv(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV that spreadsheets open in the right script, and in which no text is taken for a formula."""
    return spreadsheets.csv(frame)

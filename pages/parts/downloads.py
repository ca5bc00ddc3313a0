"""The row of actions below a chart: its link, its pictures, its data. Each is made when it is asked for."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analysis.store import spreadsheet_safe
from charts import images
from pages.parts.language import say


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
    try:
        images.require_font()
    except images.MissingFont as error:
        st.caption(str(error))
        picture = drawing = None
    with st.container(key=f"actions_{name}", horizontal=True, gap="medium"):
        if linked:
            st.html(f'<a class="lh-copy" href="" role="button" data-done="{say("copied")}"><i aria-hidden="true">link</i><span>{say("copy_link")}</span></a>',
                    width="content")
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
    return spreadsheet_safe(frame).to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n").encode("utf-8-sig")

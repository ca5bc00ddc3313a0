"""The way from any chart and any quote into the briefing at hand."""

from urllib.parse import urlencode

import streamlit as st

from analysis import evidence
from analysis.briefing import Entry
from analysis.briefings import BriefingsError
from pages.parts import access, address, briefing_filled, briefing_shelf, language, tables
from pages.parts.language import say
from pages.parts.markup import attribute, plain


def chart_button(name: str, code: str, options: dict[str, str | tuple[str, ...]]) -> None:
    """Draw the button that adds a chart as it is shown; for whoever may not make briefings, none.

    Parameters
    ----------
    name : str
        Of the chart, once a page.
    code : str
        The exhibit's.
    options : dict
        The chart's own choices, as made.
    """
    if not access.may(access.CODER):
        return
    st.button(say("briefing_add"), key=f"brief_{name}", type="tertiary", icon=":material/note_add:", on_click=add_chart,
              args=(code, options))


def add_chart(code: str, options: dict[str, str | tuple[str, ...]]) -> None:
    """Add a chart under the present filter."""
    _add(Entry("exhibit", code=code, query=urlencode(address.selection().to_query() | options, doseq=True)))


def quote_button(row, *, short: bool = False, prediction_id: str = "") -> str:
    """Return the button that adds a quote, as safe HTML; see `take`. For whoever may not make briefings it is empty.

    Parameters
    ----------
    row
        With doc_id, start and end, and of a prediction its prediction_id.
    short : bool
        As an icon, for the line of a table.
    prediction_id : str
        Where the row has it under another name.
    """
    if not access.may(access.CODER):
        return ""
    place = f"{row.doc_id}|{row.start}|{row.end}|{prediction_id or getattr(row, 'prediction_id', '')}"
    if short:
        told = attribute(say("briefing_add"))
        return (f'<button type="button" class="lh-add lh-add-short" data-place="{attribute(place)}" aria-label="{told}" title="{told}">'
                '<b aria-hidden="true">note_add</b></button>')
    return f'<button type="button" class="lh-add" data-place="{attribute(place)}">{say("briefing_add")}</button>'


def take(place: str) -> None:
    """Add the quote that a button named; a place that is in no document is passed over, as the browser may say anything.

    Parameters
    ----------
    place : str
        doc_id, start, end and prediction_id, `|` between them.
    """
    doc_id, start, end, prediction_id = (place.split("|") + [""] * 4)[:4]
    corpus = tables.current()
    texts = corpus.tables.documents.loc[corpus.tables.documents["doc_id"] == doc_id, "text"]
    if texts.empty or not ((start + end).isascii() and start.isdecimal() and end.isdecimal() and 0 <= int(start) < int(end) <= len(texts.iloc[0])):
        return
    known = corpus.tables.predictions["prediction_id"] == prediction_id
    said = evidence.around(texts.iloc[0], int(start), int(end))[1]
    _add(Entry("quote", doc_id=doc_id, start=int(start), end=int(end), text=said, prediction_id=prediction_id if known.any() else "",
               query=urlencode({"mapping": address.selection().mapping}) if address.selection().mapping != "lunheng" else ""))


def _add(entry: Entry) -> None:
    try:
        opened = briefing_shelf.at_hand()
        name = briefing_shelf.add(briefing_filled.noted(entry, opened.briefing.language if opened else language.current()))
    except BriefingsError as error:
        st.session_state["told"] = (str(error), ":material/warning:")
        return
    n = len(briefing_shelf.kept().open(name).briefing.entries)
    st.session_state["told"] = (say("briefing_added", name=name, n=n), ":material/note_add:")


def tell() -> None:
    """Say what became of it: once the page is run, as a callback of a page that runs by itself has no place to say anything."""
    if told := st.session_state.pop("told", None):
        st.toast(plain(told[0]), icon=told[1])

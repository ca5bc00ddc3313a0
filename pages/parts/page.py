"""What every page is made of: how it opens, its heading, its two columns, its footer, and what it says when empty."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from analysis import faults, findings, narrowing
from analysis.codebook import Codebook, Mapping
from analysis.corpus import Corpus
from analysis.harmless import coded
from analysis.language import CODES, ENGLISH, Language
from analysis.schemas import Tables
from analysis.selection import Selection
from pages.parts import address, filters, language, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, link, plain

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Page:
    """What an open page has before it."""

    corpus: Corpus
    selection: Selection
    tables: Tables

    @property
    def codebook(self) -> Codebook:
        """The codebook the tables were coded with."""
        return self.corpus.codebook

    @property
    def mapping(self) -> Mapping:
        """Which number stands for each word of certainty."""
        return self.codebook.mappings[self.selection.mapping]

    def in_words(self) -> str:
        """Return the selection in words, the line above a finding."""
        return tables.counted(findings.in_words, self.selection, self.selection, self.codebook,
                              language=language.current())

    def source(self) -> str:
        """Return the footer's last words: sources with dates, the mapping, the day, and how much of it was reviewed."""
        told = tables.counted(findings.sources, self.selection, self.selection, self.codebook,
                              made=datetime.now(UTC).date(), language=language.current())
        if not self.corpus.standing:
            return told
        done, n = self.corpus.reviewed_share(narrowing.columns(self.tables, "predictions", "prediction_id"))
        return language.spoken().paragraph(told, say("reviewed_share", done=done, n=n))


def base() -> str:
    """Return the dashboard's own address as the visitor reaches it; empty where it is not known."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{here.path.rpartition('/')[0]}" if here.netloc else ""


def dress() -> None:
    """Add our style sheet and script; once a run."""
    st.html(HERE / "style.css")
    for script in scripts(language.current()):
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def scripts(tongue: str) -> tuple[str, str]:
    """Return the scripts every page runs, in a language; a browser runs only those `headers.policy` names."""
    shared = f"{{const SHARED = {json.dumps(address.SHARED)};\n{(HERE / 'script.js').read_text(encoding='utf-8')}}}"
    said = json.dumps(_widgets_say(tongue), ensure_ascii=False)
    return shared, f"{{const LANGUAGE = {json.dumps(tongue)}, SAID = {said};\n{(HERE / 'widgets.js').read_text(encoding='utf-8')}}}"


def _widgets_say(tongue: str) -> list[list[str]]:
    """Return what Streamlit's widgets say: in the visit's language first, then in all."""
    keys = [key for key in Language.of(ENGLISH).texts if key.startswith("widget_")]
    return [[Language.of(code).texts[key] for code in (tongue, *CODES)] for key in keys]


def opened(name: str) -> Page:
    """Return what the page has before it; where there is nothing, say so, offer the way back and stop.

    Parameters
    ----------
    name : str
        The page's own name in the address.
    """
    corpus = tables.current()
    if st.session_state.get("page") != name:
        # Opened on its own, without the navigation around it.
        address.read(name, corpus.tables, corpus.codebook)
    selection = address.selection()
    if address.dropped():
        notice(say("dropped", names=language.spoken().separated([value[:60] for value in address.dropped()[:8]])))
    if corpus.codebook_faults:
        with st.expander(say("codebook_faults"), icon=":material/warning:"):
            lines(*corpus.codebook_faults)
    if corpus.tables.documents.empty:
        empty(say("no_documents"), say("no_documents_next"), library=True)
        st.stop()
    filters.chips(corpus)
    narrowed = tables.narrowed(selection)
    if not narrowing.size(narrowed, "documents"):
        nothing_found()
    return Page(corpus, selection, narrowed)


def nothing_found() -> None:
    """Say that the filter leaves nothing, offer the way back and stop."""
    empty(say("nothing_found"), say("nothing_found_next"), back=True)
    st.stop()


def empty(title: str, next_move: str, *, back: bool = False, library: bool = False, reader: bool = False) -> None:
    """Say what is missing and offer the way on."""
    heading("", title, next_move)
    with st.container(horizontal=True):
        if back:
            st.button(say("everything"), key="empty_everything", on_click=filters.everything)
        if library:
            st.html(f"<p>{link('library', {}, say('open_library'))}</p>")
        if reader:
            query = address.query_of(address.selection())
            st.html(f"<p>{link('reader', query, say('reader'))}</p>")


def broken(error: Exception) -> None:
    """Say that there is nothing to show, and why."""
    if told := beneath(error):
        heading("", told, say(f"server_{faults.kind(error)}_next", place=faults.place(error)))
        return
    heading("", say("fault"), say("fault_next"))
    lines(f"{type(error).__name__}: {error}")


def beneath(error: Exception) -> str:
    """Return what is wrong with the server's disk or database where an error comes of that; else nothing."""
    found = faults.kind(error)
    return say(f"server_{found}") if found else ""


def unkept(error: Exception) -> bool:
    """Say that what was just done could not be kept, and what to do, where the server's disk or database is the reason; whether it is."""
    told = beneath(error)
    if told:
        st.error(plain(language.spoken().paragraph(say("full_stop", sentence=told), say(f"server_{faults.kind(error)}_next", place=faults.place(error)))))
    return bool(told)


def lines(*told: str) -> None:
    """Draw lines as they are, such as faults that name a file, signs that cannot be seen written as their code."""
    st.code(coded("\n".join(told)), language=None, wrap_lines=True)


def heading(selection: str, finding: str, subtitle: str) -> None:
    """Draw the selection in words, the finding, and what is measured."""
    above = f'<p class="lh-selection">{bilingual(selection)}</p>' if selection else ""
    st.html(f'<header>{above}<h1 class="lh-finding">{bilingual(finding)}</h1>'
            f'<p class="lh-subtitle">{bilingual(subtitle)}</p></header>')


def notice(text: str) -> None:
    """Draw a line of news about what was just asked for."""
    st.html(f'<p class="lh-notice" role="status">{bilingual(text)}</p>')


def columns(main: float = 2.1, side: float = 1.0, name: str = ""):
    """Return the column of the chart and that of its evidence; one below the other on narrow screens.

    Parameters
    ----------
    main, side : float
        How wide they are, one against the other.
    name : str
        Of the pair, where a page has more than one.
    """
    return st.container(key=f"body{name}").columns([main, side], gap="large")


def footer(*parts: str) -> None:
    """Draw the line under a chart: what is left out, sources, mapping, date."""
    method = link("method", address.query_of(address.selection()), say("about_method"))
    st.html(f'<p class="lh-footer">{bilingual(language.spoken().paragraph(*parts))} {method}</p>')


def note(text: str) -> str:
    """Return a line under a title, as safe HTML."""
    return f'<p class="lh-note">{bilingual(text)}</p>'


def block(title: str, under: str = "", *, apart: bool = False) -> None:
    """Draw the title of a block, with a line under it, and with room above where it begins another subject."""
    below = f'<p class="lh-note">{bilingual(under)}</p>' if under else ""
    above = f'<h2 class="lh-block{" lh-apart" if apart else ""}">{bilingual(title)}</h2>' if title else ""
    if above or below:
        st.html(above + below)

"""Entries of a briefing with what they show, worked out once for a state of the corpus."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from analysis.briefing import Briefing, Entry
from analysis.corpus import Corpus
from charts.export import content
from charts.export.content import Item
from pages.parts import docket, tables


def item(entry: Entry, language: str) -> Item:
    """Return an entry filled from the tables of today."""
    corpus = tables.current()
    # The analyst's own words do not change what is shown.
    bare = replace(entry, title="", notes="", fingerprint="", seen="")
    filled = _item(corpus.fingerprint, bare, language, corpus)
    return replace(filled, entry=entry, title=entry.title or filled.title)


@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Entry: repr})
def _item(fingerprint: str, entry: Entry, language: str, _corpus: Corpus) -> Item:
    made = datetime.now(UTC).date()
    alone = Briefing(language=language, entries=(entry,))
    return content.gather(alone, _corpus.tables, _corpus.codebook, urls=_corpus.urls, made=made, docket=docket.current()).items[0]


def noted(entry: Entry, language: str) -> Entry:
    """Return an entry with what it shows now noted on it, so that a later change is seen; as it is where it shows nothing."""
    now = item(entry, language)
    if now.problem or entry.kind == "text":
        return entry
    return replace(entry, fingerprint=now.fingerprint, seen=said(now))


def said(shown: Item) -> str:
    """Return what an entry says, to be held against what it says later: finding and n, or the sentence."""
    if shown.exhibit is not None:
        return "\n".join(part for part in (shown.exhibit.title, shown.exhibit.note) if part)
    return shown.quotes[0].whole if shown.quotes else ""

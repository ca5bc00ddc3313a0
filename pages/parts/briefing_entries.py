"""The entries of a briefing, one a line; the one that is open shows what it holds, and can be edited."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from analysis import findings
from analysis.briefing import Briefing, Entry
from analysis.selection import Selection
from charts import exhibits, in_browser
from charts.export import content
from charts.export.content import Item
from pages.parts import (
    address,
    briefing_adding,
    briefing_filled,
    briefing_shelf,
    figure,
    language,
    page,
    screen,
    tables,
)
from pages.parts.language import say
from pages.parts.markup import bilingual, link, option, plain, safe

_SHORT = 72


def outline(briefing: Briefing, items: list[Item]) -> None:
    """Draw all entries, and after the last the way to add a paragraph."""
    chosen = address.own("entry")
    with st.container(key="entries", gap=None):
        for place, item in enumerate(items):
            _line(briefing, item, place, chosen == str(place + 1))
    with st.container(key="entry_add"):
        st.button(say("briefing_paragraph"), key="paragraph", icon=":material/notes:", on_click=add_paragraph)


def _line(briefing: Briefing, item: Item, place: int, opened: bool) -> None:
    with st.container(key=f"entry_{place}", horizontal=True, vertical_alignment="top", gap="small"):
        st.html(f'<span class="lh-handle" draggable="true" data-place="{place}" title="{say("briefing_drag")}">'
                f'<b aria-hidden="true">drag_indicator</b>{place + 1}</span>', width="content")
        st.button(plain(headline(item)), key=f"entry_open_{place}", type="tertiary", on_click=toggle, args=(place,), width="stretch", wrap=True)
        st.html(_aside(item), width="content")
    if opened:
        with st.container(key="entry_body"):
            _open(briefing, item, place)


def headline(item: Item) -> str:
    """Return what an entry is called in the list: its title, its finding, or how its text begins."""
    if item.entry.kind == "exhibit" or item.entry.title:
        return _cut(item.title, 3 * _SHORT)
    text = item.entry.text
    if item.entry.kind == "quote":
        said = item.quotes[0] if item.quotes else None
        text = say("quote_marks", quote=_cut(said.said if said else text))
        return f"{text} {said.who}" if said else text
    return _cut(text) or say("briefing_empty_paragraph")


def _cut(text: str, most: int = _SHORT) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"


def _aside(item: Item) -> str:
    """Return what kind an entry is, and whether anything is wrong with it or new, as safe HTML."""
    state = ""
    if item.problem:
        state = f'<b class="lh-wrong">{say("briefing_state_nothing")}</b>'
    elif item.changed:
        state = f'<b class="lh-new">{say("briefing_state_changed")}</b>'
    return f'<span class="lh-kind">{state}{say(f"briefing_kind_{item.entry.kind}")}</span>'


def toggle(place: int) -> None:
    """Open an entry, or close it where it is open."""
    address.keep(entry=None if address.own("entry") == str(place + 1) else str(place + 1))


def add_paragraph() -> None:
    """Add an empty paragraph after the open entry, or at the end, and open it."""
    made_at = []

    def made(briefing: Briefing) -> Briefing:
        chosen = address.own("entry")
        at = min(int(chosen), len(briefing.entries)) if chosen.isdecimal() else len(briefing.entries)
        made_at.append(at)
        return replace(briefing, entries=(*briefing.entries[:at], Entry("text"), *briefing.entries[at:]))

    if briefing_shelf.change(made):
        address.keep(entry=str(made_at[-1] + 1))


def move(entry: Entry, place: int, to: int) -> None:
    """Move an entry to a place, and keep the same entry open."""
    landed = []

    def made(briefing: Briefing) -> Briefing | None:
        here = briefing_shelf.place_of(briefing, entry, place)
        if here is None:
            return None
        there = max(0, min(to + here - place, len(briefing.entries) - 1))
        landed.append((here, there))
        return briefing.moved(here, there)

    if briefing_shelf.change(made):
        _follow(*landed[-1])


def dragged(place: int, to: int) -> None:
    """Move the entry that was dragged; places that are none, as a stale page may send, are passed over."""
    def made(briefing: Briefing) -> Briefing | None:
        n = len(briefing.entries)
        return briefing.moved(place, to) if place < n and to < n else None

    if briefing_shelf.change(made):
        _follow(place, to)


def _follow(place: int, to: int) -> None:
    """Keep the same entry open after one was moved."""
    chosen = address.own("entry")
    if not chosen.isdecimal():
        return
    opened = int(chosen) - 1
    if opened == place:
        opened = to
    elif place < opened <= to:
        opened -= 1
    elif to <= opened < place:
        opened += 1
    address.keep(entry=str(opened + 1))


def remove(entry: Entry, place: int) -> None:
    """Take an entry out; the last change can be undone."""
    def made(briefing: Briefing) -> Briefing | None:
        here = briefing_shelf.place_of(briefing, entry, place)
        return None if here is None else replace(briefing, entries=briefing.entries[:here] + briefing.entries[here + 1:])

    if briefing_shelf.change(made):
        address.keep(entry=None)
        st.session_state[briefing_shelf.NOTE] = say("briefing_removed")


def write_part(entry: Entry, place: int, part: str, key: str) -> None:
    """Take what was typed into a field."""
    briefing_shelf.edit(entry, place, **{part: st.session_state[key]})


def keep_as_now(entry: Entry, place: int, tongue: str) -> None:
    """Take the change of the data as seen."""
    now = briefing_filled.noted(entry, tongue)
    briefing_shelf.edit(entry, place, fingerprint=now.fingerprint, seen=now.seen)


def refilter(entry: Entry, place: int, tongue: str, selection: Selection) -> None:
    """Give a chart another filter; what it shows now is what it was last seen with."""
    options = exhibits.chosen(entry.code, entry.parameters()) if entry.code in exhibits.codes() else {}
    query = urlencode(selection.to_query() | options, doseq=True)
    now = briefing_filled.noted(replace(entry, query=query), tongue)
    briefing_shelf.edit(entry, place, query=query, fingerprint=now.fingerprint, seen=now.seen)


def _open(briefing: Briefing, item: Item, place: int) -> None:
    entry, tongue = item.entry, briefing.language
    _tools(briefing, entry, place)
    if entry.kind == "text":
        _field(item, place, "text", say("briefing_text"), area=220)
        return
    if item.changed and not item.problem:
        st.html(_then_and_now(item))
        st.button(say("briefing_keep_now"), key="keep_now", on_click=keep_as_now, args=(entry, place, tongue))
    if item.problem:
        _nothing(item, place, tongue)
    finding = item.exhibit.title if item.exhibit is not None and not item.problem else ""
    _field(item, place, "title", say("briefing_own_title") if entry.kind == "exhibit" else say("briefing_quote_title"), placeholder=finding)
    if item.exhibit is not None and not item.problem:
        drawn, _ = in_browser.sent(item.exhibit.draw(dark=screen.dark(), **screen.room()))
        with st.container(key="scrolls600_entry"):
            figure.draw(drawn, (), "entry_figure", option(item.exhibit.alt))
        page.footer(item.exhibit.note)
    elif item.quotes and not item.problem:
        st.html(_quoted(item.quotes[0]))
    _field(item, place, "notes", say("briefing_entry_notes"), area=100)
    if item.exhibit is not None and not item.problem:
        _behind(item, place, tongue)


def _field(item: Item, place: int, part: str, label: str, *, area: int = 0, placeholder: str = "") -> None:
    key = f"entry_{part}"
    st.session_state[key] = getattr(item.entry, part)
    how = {"key": key, "placeholder": option(placeholder), "on_change": write_part, "args": (item.entry, place, part, key)}
    if area:
        st.text_area(label, height=area, **how)
    else:
        st.text_input(label, **how)


def _tools(briefing: Briefing, entry: Entry, place: int) -> None:
    last = len(briefing.entries) - 1
    with st.container(key="entry_tools", horizontal=True, gap="small", vertical_alignment="center"):
        st.button(say("briefing_up"), key="entry_up", icon=":material/arrow_upward:", disabled=place == 0, on_click=move,
                  args=(entry, place, place - 1))
        st.button(say("briefing_down"), key="entry_down", icon=":material/arrow_downward:", disabled=place == last, on_click=move,
                  args=(entry, place, place + 1))
        if last > 1:
            st.session_state["entry_place"] = place + 1
            st.selectbox(say("briefing_place"), range(1, last + 2), format_func=lambda number: say("briefing_to_place", n=number),
                         key="entry_place", label_visibility="collapsed", width=140, on_change=_to_chosen, args=(entry, place))
        st.button(say("briefing_remove"), key="entry_remove", icon=":material/delete:", on_click=remove, args=(entry, place))


def _to_chosen(entry: Entry, place: int) -> None:
    move(entry, place, st.session_state["entry_place"] - 1)


def _then_and_now(item: Item) -> str:
    if item.entry.seen == briefing_filled.said(item):
        return f'<p class="lh-note">{say("briefing_same")}</p>'
    then = "".join(f"<p>{bilingual(line)}</p>" for line in item.entry.seen.splitlines())
    now = "".join(f"<p>{bilingual(line)}</p>" for line in briefing_filled.said(item).splitlines())
    return (f'<dl class="lh-then"><dt>{say("briefing_then")}</dt><dd>{then or say("briefing_then_unknown")}</dd>'
            f'<dt>{say("briefing_now")}</dt><dd>{now}</dd></dl>')


def _nothing(item: Item, place: int, tongue: str) -> None:
    """Say that an entry shows nothing now, what it showed, and offer the ways back."""
    entry = item.entry
    page.notice(_problem(entry))
    if entry.seen:
        lines = "".join(f"<p>{bilingual(line)}</p>" for line in entry.seen.splitlines())
        st.html(f'<dl class="lh-then"><dt>{say("briefing_then")}</dt><dd>{lines}</dd></dl>')
    if entry.kind == "quote":
        st.html(f'<p class="lh-note">{bilingual(say("quote_marks", quote=entry.text))}</p>')
        return
    st.html(f'<p class="lh-note">{_filter_in_words(entry, tongue)}</p>')
    if entry.code not in exhibits.codes():
        return
    chosen = entry.selection()
    with st.container(horizontal=True, gap="small"):
        if chosen.narrowed:
            st.button(say("briefing_without_filter"), key="entry_unfilter", on_click=refilter,
                      args=(entry, place, tongue, Selection(least=chosen.least, mapping=chosen.mapping)))
        if address.selection() != chosen:
            st.button(say("briefing_present_filter"), key="entry_refilter", on_click=refilter, args=(entry, place, tongue, address.selection()))


def _problem(entry: Entry) -> str:
    """Return why an entry shows nothing, in the visit's language; the files say it in the briefing's."""
    if entry.kind == "quote":
        return say("briefing_gone")
    return say("briefing_nothing") if entry.code in exhibits.codes() else say("briefing_unknown", code=entry.code)


def _filter_in_words(entry: Entry, tongue: str) -> str:
    corpus = tables.current()
    chosen = entry.selection()
    if not chosen.narrowed:
        return say("briefing_no_filter")
    labels = [corpus.codebook.label(code, tongue) for code in chosen.issues] + list(chosen.commentators)
    titles = dict(zip(corpus.tables.documents["doc_id"], corpus.tables.documents["title"]))
    labels += [titles.get(doc_id, doc_id) for doc_id in chosen.documents]
    labels += [corpus.codebook.label(code, tongue, "actor") for code in chosen.actors] + [say(side) for side in chosen.sides]
    labels += [say("quoted", what=word) for word in chosen.words]
    labels += [say("from_day", day=chosen.since)] if chosen.since else []
    labels += [say("until_day", day=chosen.until)] if chosen.until else []
    return bilingual(say("briefing_filter", names=language.spoken().separated(labels)))


def _behind(item: Item, place: int, tongue: str) -> None:
    """Draw where the chart comes from, and the sentences that carry it, each with a button that adds it."""
    entry = item.entry
    selection = entry.selection()
    where = link(content.address(".", entry.code, entry.parameters() | language.query()), {}, say("briefing_open_chart"))
    above = findings.in_words(tables.narrowed(selection), selection, tables.current().codebook, language=language.current())
    st.html(f'<p class="lh-note">{bilingual(above)} {where}</p>')
    if address.selection() != selection:
        st.button(say("briefing_present_filter"), key="entry_refilter", type="tertiary", on_click=refilter,
                  args=(entry, place, tongue, address.selection()))
    quotes = "".join(_quoted(said, briefing_adding.quote_button(row))
                     for said, row in zip(item.quotes, item.exhibit.quotes.itertuples()))
    if quotes:
        st.html(f'<details class="lh-behind"><summary>{say("briefing_sentences", n=len(item.quotes))}</summary>{quotes}</details>')


def _quoted(said: content.Quote, button: str = "") -> str:
    """Return a quote with its source, as safe HTML."""
    weight = f"<span>{bilingual(said.weight)}</span> " if said.weight else ""
    return (f'<blockquote class="lh-quote"><p class="lh-who"><span>{bilingual(said.who or said.title)}</span>'
            f'<span class="lh-day">{bilingual(said.day)}</span></p>'
            f'<p class="lh-said" lang="zh"><bdi><span class="lh-context">{safe(said.before)}</span>{safe(said.said)}'
            f'<span class="lh-context">{safe(said.after)}</span></bdi></p>'
            f'<p class="lh-number">{weight}{bilingual(said.title)} {button}</p></blockquote>')

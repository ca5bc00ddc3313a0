"""The documents of a project as a table to search, sort, put right, delete and take out; the database finds the rows."""

from datetime import date

import pandas as pd
import streamlit as st

from analysis.corpus import Corpus
from analysis.library import SHOWN, SORTS, Amended, Held, Listing
from analysis.reposts import Reposts
from pages.parts import access, address, language, page, project, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, link, option

ROWS = 50
# Which columns of the table are which field of a document.
FIELDS = {"title": "title", "outlet": "outlet", "published": "published", "url": "url"}


def draw() -> None:
    """Draw the table with what can be done with its rows."""
    library = tables.library()
    shown = address.own("list") if address.own("list") in SHOWN else "used"
    search, sort, falling = address.own("search"), *_sort()
    start = int(address.own("from")) if address.own("from").isdecimal() else 0
    listing = library.page(search, sort, falling=falling, start=start, most=ROWS, shown=shown)
    page.block(say("your_documents"), "" if listing.n or search or shown != "used" else say("no_own"))
    if not listing.n and not search and shown == "used" and not _anything():
        return
    _bar(search, shown)
    if not listing.documents:
        st.html(page.note(say("list_nothing")))
        return
    chosen = _table(listing, shown)
    _turn(start, listing)
    _deeds(chosen, shown)


def writer() -> str:
    """Return who puts things right here: whoever logged in, else the name given on the Review page."""
    return access.name()


def _anything() -> bool:
    return tables.library().page(shown="removed", most=1).n > 0


def _sort() -> tuple[str, bool]:
    name, _, way = (address.own("sort") or "added-down").partition("-")
    return (name, way == "down") if name in SORTS else ("added", True)


def _bar(search: str, shown: str) -> None:
    state = st.session_state
    state["list_search"], state["list_shown"], state["list_sort"] = search, shown, "-".join((_sort()[0], "down" if _sort()[1] else "up"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="list_bar"):
        st.text_input(say("list_search"), key="list_search", width=240, on_change=_keep, args=("search", "list_search"))
        st.selectbox(say("list_sort"), [f"{name}-{way}" for name in SORTS for way in ("down", "up")], key="list_sort", width=200,
                     format_func=lambda key: say(f"sort_{key.replace('-', '_')}"), on_change=_keep, args=("sort", "list_sort"))
        st.segmented_control(say("list_shown"), SHOWN, key="list_shown", format_func=lambda key: say(f"list_{key}"), required=True,
                             on_change=_keep, args=("list", "list_shown"))


def _keep(name: str, key: str) -> None:
    value = st.session_state[key]
    address.keep(**{name: None if value in ("used", "added-down", "") else value, "from": None})


def _table(listing: Listing, shown: str) -> list[Held]:
    """Draw the rows, and return those chosen."""
    rows = frame(listing.documents, shown)
    apart = ("chosen", "apart") if shown == "reposts" else ("chosen",)
    editable = {*apart, *(FIELDS if shown == "used" else ())} if access.may(access.CODER) else {"chosen"}
    # At 1440 pixels all but the address stand side by side.
    heads = {"chosen": st.column_config.CheckboxColumn(say("list_chosen"), width=56),
             "title": st.column_config.TextColumn(say("title"), width=250, required=True),
             "outlet": st.column_config.TextColumn(say("import_field_outlet"), width=96),
             "published": st.column_config.DateColumn(say("published"), format="YYYY-MM-DD", width=110,
                                                      min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)),
             "voices": st.column_config.NumberColumn(say("voices"), width=68),
             "predictions": st.column_config.NumberColumn(say("predictions"), width=88),
             "url": st.column_config.TextColumn(say("import_field_url"), width="medium"),
             "of": st.column_config.TextColumn(say("repost_of"), width="medium"),
             "alike": st.column_config.NumberColumn(say("repost_alike"), format="%d%%", width=70),
             "apart": st.column_config.CheckboxColumn(say("reposts_apart"), width=100)}
    key = f"list_rows_{st.session_state.get('list_turn', 0)}_{shown}_{listing.documents[0].doc_id}"
    edited = st.data_editor(rows, key=key, hide_index=True, column_config={name: heads[name] for name in rows.columns},
                            disabled=[name for name in rows.columns if name not in editable], on_change=_edited,
                            args=(key, listing.documents), alt=say("your_documents"))
    return [held for held, taken in zip(listing.documents, edited["chosen"]) if taken]


def frame(documents: tuple[Held, ...], shown: str) -> pd.DataFrame:
    """Return documents as the rows of the table.

    Parameters
    ----------
    documents : tuple of Held
    shown : {"used", "reposts", "removed"}

    Returns
    -------
    frame
        chosen, title, outlet, published; with voices, predictions and url, or of a repost of, alike and apart.
    """
    corpus = tables.current()
    there = about(corpus.fingerprint, corpus)
    rows = pd.DataFrame({
        "chosen": False, "title": [held.heading for held in documents], "outlet": [held.outlet for held in documents],
        "published": [held.published or there.get(held.doc_id, (None, 0, 0))[0] for held in documents]})
    names = [held.doc_id for held in documents]
    if shown == "reposts":
        library = tables.library()
        found = {repost.doc_id: repost for repost in Reposts(library.engine, library.project).found()}
        known = library.headings([found[name].of for name in names if name in found])
        return rows.assign(of=[known.get(found[name].of, "") if name in found else "" for name in names],
                           alike=[round(100 * found[name].similarity) if name in found else None for name in names],
                           apart=[name in found and found[name].apart for name in names])
    if shown == "removed":
        return rows
    # Not coded yet is not nobody.
    return rows.assign(voices=pd.array([there[name][1] if name in there else None for name in names], dtype="Int64"),
                       predictions=pd.array([there[name][2] if name in there else None for name in names], dtype="Int64"),
                       url=[held.url for held in documents])


@st.cache_resource(show_spinner=False, max_entries=4)
def about(fingerprint: str, _corpus: Corpus) -> dict[str, tuple[date | None, int, int]]:
    """Return of each document its day, how many voices it has and how many predictions; counted once, as a library may have many."""
    shown = _corpus.tables
    spoken = shown.commentaries.groupby("doc_id")["commentator"].nunique().to_dict()
    counted = shown.predictions["doc_id"].value_counts().to_dict()
    return {name: (None if pd.isna(day) else day.date(), int(spoken.get(name, 0)), int(counted.get(name, 0)))
            for name, day in zip(shown.documents["doc_id"], shown.documents["published"])}


def _edited(key: str, documents: tuple[Held, ...]) -> None:
    change(documents, st.session_state[key]["edited_rows"])


def change(documents: tuple[Held, ...], edits: dict[int, dict[str, object]]) -> None:
    """Do what was typed into the table, and say what came of it.

    Parameters
    ----------
    documents : tuple of Held
        As they were when the rows were drawn.
    edits : dict of int to dict of str to value
        By row, the columns changed.
    """
    library, notes = tables.library(), []
    for row, columns in edits.items():
        held = documents[int(row)]
        for name, value in columns.items():
            if name == "apart":
                Reposts(library.engine, library.project).count_apart(held.doc_id, bool(value))
                notes.append("")
            elif name in FIELDS:
                notes.append(_amend(held, name, value))
    if notes:
        tables.changed()
        # A table drawn anew forgets what was typed.
        st.session_state["list_turn"] = st.session_state.get("list_turn", 0) + 1
        st.session_state["note"] = language.spoken().separated([note for note in notes if note])


def _amend(held: Held, field: str, value: object) -> str:
    if field == "published":
        value = date.fromisoformat(str(value)[:10]) if value else None
    elif value is None:
        value = ""
    try:
        tables.library().amend(held.doc_id, field, value, writer(), getattr(held, field))
    except Amended as now:
        return say("amend_late", name=held.heading, now=str(now) or "–")
    if field == "published" and value is None:
        return say("amend_back", name=held.heading)
    return say("amended", name=held.heading, value=str(value) or "–")


def _turn(start: int, listing: Listing) -> None:
    """Draw which rows these are, and the way to the others."""
    if listing.n <= ROWS:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="list_turn_bar"):
        st.button(say("list_before"), key="list_before", disabled=not start, on_click=_go, args=(max(start - ROWS, 0),))
        st.html(page.note(say("list_place", first=start + 1, last=start + len(listing.documents), n=listing.n)))
        st.button(say("list_after"), key="list_after", disabled=start + ROWS >= listing.n, on_click=_go, args=(start + ROWS,))


def _go(start: int) -> None:
    address.keep(**{"from": str(start) if start else None})


def _deeds(chosen: list[Held], shown: str) -> None:
    """Draw what can be done with the rows chosen."""
    if not chosen:
        st.html(page.note(say("list_choose")))
        return
    names = [held.doc_id for held in chosen]
    with st.container(horizontal=True, vertical_alignment="bottom", key="list_deeds"):
        if shown == "removed":
            if access.may(access.CODER):
                st.button(say("bring_back"), key="restore", on_click=_bring_back, args=(names,))
        elif access.may(access.ADMIN):
            st.button(say("delete"), key="delete", on_click=_delete, args=(names, chosen[0].heading))
        if len(chosen) == 1:
            library = tables.library()
            st.download_button(say("list_original"), lambda: library.original(names[0])[1], file_name=_file(chosen[0]),
                               mime="application/octet-stream", key="original", on_click="ignore")
        others = {key: name for key, name in project.names().items() if key != project.number()}
        if others and shown != "removed" and access.may(access.CODER):
            st.selectbox(say("list_put"), list(others), format_func=lambda number: option(others[number]), key="list_project", index=None, width=200,
                         placeholder="", on_change=_put, args=(names,))
    if len(chosen) == 1:
        _about(chosen[0])


def _file(held: Held) -> str:
    """Return the name of the file a document came in: of one of many, the file they came in together."""
    return held.source.partition("/")[0].partition("#")[0]


def _about(held: Held) -> None:
    """Draw how the day of a document is known, what was put right about it, and the way to read it."""
    how, words = tables.library().dating(held.doc_id)
    lines = [say(f"dated_{how}", words=bilingual(words))]
    for change in tables.library().history(held.doc_id):
        moment = f"{language.spoken().date(change.made, 'day_short')} {change.made:%H:%M}"
        lines.append(say("amended_by", field=say(f"import_field_{change.field}"), before=bilingual(change.before or "–"),
                         after=bilingual(change.after or "–"), who=bilingual(change.who or "–"), moment=moment))
    read = link("reader", address.visit() | {"doc": held.doc_id}, say("list_read"))
    st.html("".join(f'<p class="lh-note">{line}</p>' for line in lines) + f'<p class="lh-note">{read}</p>')


def _delete(doc_ids: list[str], title: str) -> None:
    tables.library().remove(*doc_ids)
    tables.changed()
    st.session_state["removed"] = (doc_ids, title if len(doc_ids) == 1 else say("list_n", n=len(doc_ids)))


def _bring_back(doc_ids: list[str]) -> None:
    tables.library().restore(*doc_ids)
    tables.changed()


def _put(doc_ids: list[str]) -> None:
    there = st.session_state["list_project"]
    if there is None:
        return
    tables.library().put(doc_ids, there)
    tables.changed()
    st.session_state["note"] = say("list_put_done", n=len(doc_ids), name=project.names()[there])

"""Codebook: add an issue, an actor or a cue, and see at once what it would code; the shipped codebook stays as it is."""

import streamlit as st

from analysis import codebook, own_codebook
from analysis.own_codebook import Change, Entry, EntryError, OwnCodebook, Stale
from analysis.own_codebook.preview import put
from pages.parts import access, address, codebook_form, decisions, language, page, tables
from pages.parts.language import say
from pages.parts.markup import bilingual

LISTED = 30
_LARGEST = 2_000_000


def own() -> OwnCodebook:
    """Return the own codebook of the library."""
    return OwnCodebook(tables.library().engine)


def keep(entry: Entry, seen: int) -> None:
    """Keep an entry; what stands in its way is told, and the fields stay as they are."""
    try:
        own().keep(entry, shipped=codebook.load(), coder=decisions.coder(), seen=seen)
    except EntryError as error:
        st.session_state["codebook_note"] = say("codebook_refused", why=str(error))
    except Stale as told:
        st.session_state["codebook_note"] = say("codebook_meanwhile", who=told.change.coder, what=in_words(told.change))
    else:
        st.session_state["codebook_note"] = say("codebook_kept", name=entry.zh or entry.en or entry.code)
        address.keep(kind=entry.kind, code=entry.code, term=None)
        st.session_state.pop(f"codebook_code_{entry.kind}", None)
        tables.changed()


def remove(entry: Entry, seen: int) -> None:
    """Take an entry out."""
    try:
        own().remove(entry.kind, entry.code, decisions.coder(), seen)
    except (KeyError, Stale):
        st.session_state["codebook_note"] = say("codebook_gone")
        return
    st.session_state["codebook_note"] = say("codebook_removed", name=entry.zh or entry.en or entry.code)
    address.keep(code=None)
    st.session_state.pop(f"codebook_code_{entry.kind}", None)
    tables.changed()


def go_back(version: int) -> None:
    """Bring back the entries of a version."""
    own().go_back(version, decisions.coder())
    st.session_state["codebook_note"] = say("codebook_back", n=version)
    tables.changed()


def bring_in() -> None:
    """Keep the entries of a file, all that can be kept."""
    file = st.session_state.get("codebook_file")
    if file is None:
        return
    if file.size > _LARGEST:
        st.session_state["codebook_note"] = say("codebook_large", name=file.name)
        return
    found, faults = own_codebook.from_toml(file.getvalue().decode("utf-8", errors="replace"))
    shipped = codebook.load()
    good = [entry for entry in found if not own_codebook.faults_of(entry, shipped)]
    faults += [f"[{entry.kind}.{entry.code}] {fault}" for entry in found for fault in own_codebook.faults_of(entry, shipped)]
    if good:
        own().keep(*good, shipped=shipped, coder=decisions.coder())
        tables.changed()
    st.session_state["codebook_note"] = language.spoken().paragraph(say("codebook_taken", n=len(good)), *(say("codebook_fault", why=fault) for fault in faults[:8]))


def in_words(change: Change) -> str:
    """Return what a change changed."""
    name = codebook_form.label(tables.current().codebook, change.kind, change.code, tuple(entry for entry in (change.after or change.before,) if entry))
    if change.after is None:
        return say("codebook_change_removed", name=name)
    parts = [say("codebook_change_part", part=say(f"codebook_{part}"), came=language.spoken().separated([f"+{value}" for value in came[:6]]),
                 gone=language.spoken().separated([f"−{value}" for value in gone[:6]])).strip()
             for part, (came, gone) in change.differences().items()
             if change.before is not None or part in ("terms", "without", "excludes")]
    return say("codebook_change_added" if change.before is None else "codebook_change_changed", name=name, parts="; ".join(parts))


def versions(history: list[Change]) -> str:
    """Return the changes as an HTML table, the newest first."""
    heads = "".join(f'<th scope="col"{" class=lh-n" if key == "codebook_version" else ""}>{say(key)}</th>'
                    for key in ("codebook_version", "review_when", "review_who", "codebook_what"))
    rows = "".join(f'<tr><td class="lh-n" data-of="{say("codebook_version").lower()}">{change.version}</td>'
                   f"<td>{language.spoken().date(change.made_at, 'day_short')} {change.made_at:%H:%M}</td><td>{bilingual(change.coder)}</td>"
                   f"<td>{bilingual(in_words(change))}</td></tr>" for change in history[::-1][:LISTED])
    return f'<table class="lh-table lh-versions"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


corpus = tables.current()
if st.session_state.get("page") != "codebook":
    address.read("codebook", corpus.tables, corpus.codebook)
shipped, kept = codebook.load(), own()
history = kept.history()
entries, seen = kept.entries(), history[-1].version if history else 0

page.heading("", say("codebook_finding", n=len(entries)), say("codebook_subtitle", issues=len(shipped.issues), actors=len(shipped.actors)))
if note := st.session_state.pop("codebook_note", ""):
    page.notice(note)
writing, effect = page.columns(1.0, 1.0)
with writing:
    kind, code = codebook_form.choose(entries)
    held = next((entry for entry in entries if (entry.kind, entry.code) == (kind, code)), None)
    draft = codebook_form.draw(kind, code, held, "" if code else address.own("term"))
    wrong = own_codebook.faults_of(draft, shipped)
    may = access.allows(access.ADMIN)
    empty = not (draft.terms or draft.without or draft.excludes)
    with st.container(horizontal=True, gap="small"):
        # The version is the one that was seen, the fields are as they stand now: a callback would lose what was typed just before the click.
        if st.button(say("codebook_keep"), key="codebook_keep", type="primary", disabled=not may or bool(wrong) or draft == held,
                     on_click=st.session_state.update, args=({"codebook_seen": seen},)):
            keep(draft, st.session_state.pop("codebook_seen"))
            st.rerun()
        if held is not None and may:
            st.button(say("codebook_remove"), key="codebook_remove", on_click=remove, args=(held, seen))
    if wrong and not empty:
        st.html(page.note(say("codebook_not_yet", why=language.spoken().separated(wrong))))
with effect:
    if empty and held is None:
        page.block(say("codebook_nothing_yet"), say("codebook_nothing_yet_next"))
    elif draft == held:
        codebook_form.what_it_codes(shipped, entries, held)
    elif not wrong:
        codebook_form.what_it_would_code(shipped, entries, put(entries, draft), draft)

decisions.ask_coder()
page.block(say("codebook_versions", n=len(history)), say("codebook_versions_note") if history else say("codebook_no_version"), apart=True)
if history:
    st.html(versions(history))
    if may:
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            numbers = [0, *(change.version for change in history[:-1])][::-1]
            version = st.selectbox(say("codebook_version"), numbers, key="codebook_to", width=240,
                                   format_func=lambda number: f"{number}" if number else say("codebook_shipped_alone"))
            st.button(say("codebook_go_back"), key="codebook_go_back", on_click=go_back, args=(version,))
page.block(say("codebook_files"), say("codebook_files_note"), apart=True)
with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    st.download_button(say("codebook_take_out"), own_codebook.to_toml(entries), file_name="codebook.toml", mime="application/toml", key="codebook_out",
                       on_click="ignore", disabled=not entries)
if may:
    st.file_uploader(say("codebook_bring_in"), ["toml"], key="codebook_file")
    st.button(say("codebook_take_in"), key="codebook_take_in", on_click=bring_in, disabled=st.session_state.get("codebook_file") is None)

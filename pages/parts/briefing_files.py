"""A briefing as a whole: what it is called, the files it becomes, and the others that are kept."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from analysis.briefing import TEMPLATES, Briefing, BriefingError
from analysis.briefings import TEMPLATE_FORMS, BriefingsError, Opened
from analysis.language import CODES, NAMES
from charts import briefing as files
from charts.export.office import TemplateError
from pages.parts import access, address, briefing_filled, briefing_shelf, page, project, tables
from pages.parts.briefing_shelf import NOTE
from pages.parts.language import say
from pages.parts.markup import option

_ICONS = {"pptx": ":material/slideshow:", "docx": ":material/description:", "pdf": ":material/picture_as_pdf:",
          "html": ":material/html:", "zip": ":material/folder_zip:"}


def settings(opened: Opened) -> None:
    """Draw what a briefing is called, its language and its form."""
    briefing, state = opened.briefing, st.session_state
    page.block(say("briefing_settings"))
    _field("name", opened.name, say("briefing_name"), _rename)
    _field("title", briefing.title, say("briefing_title"), _write, say("briefing_title_empty"))
    _field("author", briefing.author, say("briefing_author"), _write)
    state["briefing_language"] = briefing.language
    st.segmented_control(say("briefing_language"), CODES, format_func=NAMES.get, key="briefing_language", required=True, on_change=_speak)
    state["briefing_template"] = briefing.template
    st.segmented_control(say("briefing_template"), TEMPLATES, format_func=lambda name: say(f"briefing_template_{name}"),
                         key="briefing_template", required=True, on_change=_write, args=("template",))


def _field(part: str, value: str, label: str, taken, placeholder: str = "") -> None:
    st.session_state[f"briefing_{part}"] = value
    st.text_input(label, key=f"briefing_{part}", placeholder=placeholder, on_change=taken, args=(part,))


def _write(part: str) -> None:
    told = st.session_state[f"briefing_{part}"]
    briefing_shelf.change(lambda briefing: replace(briefing, **{part: told}))


def _rename(part: str) -> None:
    if name := briefing_shelf.rename(st.session_state[f"briefing_{part}"]):
        address.keep(briefing=name)


def _speak() -> None:
    """Change the language; what unchanged entries were seen with is noted in the new one."""
    tongue = st.session_state["briefing_language"]

    def made(briefing: Briefing) -> Briefing:
        entries = (entry if briefing_filled.item(entry, tongue).changed else briefing_filled.noted(entry, tongue)
                   for entry in briefing.entries)
        return replace(briefing, language=tongue, entries=tuple(entries))

    briefing_shelf.change(made)


def formats(opened: Opened) -> None:
    """Draw the files a briefing becomes, and the user's own templates for them."""
    page.block(say("briefing_take_out"), apart=True)
    corpus, made, base = tables.current(), datetime.now(UTC).date(), page.base()
    with st.container(key="briefing_formats", horizontal=True, gap="small"):
        for form in files.FORMS:
            own = briefing_shelf.kept().template(form)
            # Worked out where no visit is at hand: everything it needs is named here.
            st.download_button(form.upper(), _file(opened.briefing, corpus, form, own[1] if own else None, made, base, project.number()),
                               files.file_name(opened.name, form), files.MIME[form], key=f"take_{form}", icon=_ICONS[form], on_click="ignore")
        st.download_button("JSON", opened.briefing.to_json(), files.file_name(opened.name, "json"), "application/json", key="take_json",
                           icon=":material/data_object:", help=say("briefing_json_help"), on_click="ignore")
    if not access.may(access.CODER):
        return
    with st.expander(say("briefing_own_template")):
        for form in TEMPLATE_FORMS:
            own = briefing_shelf.kept().template(form)
            if own:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.html(page.note(own[0]), width="content")
                    st.button(say("briefing_template_drop"), key=f"drop_{form}", type="tertiary", on_click=_drop_template, args=(form,))
        turn = st.session_state.get("briefing_uploads", 0)
        st.file_uploader(say("briefing_template_upload"), list(TEMPLATE_FORMS), key=f"briefing_upload_{turn}", on_change=_take_template,
                         args=(f"briefing_upload_{turn}",))


def _file(briefing: Briefing, corpus, form: str, template: bytes | None, made, base: str, number: int):
    return lambda: files.write(briefing, corpus, form, template=template, made=made, base=base, project=number)


def _take_template(key: str) -> None:
    taken = st.session_state[key]
    if taken is None:
        return
    form = taken.name.rpartition(".")[2].lower()
    try:
        files.try_template(form, taken.getvalue())
    except TemplateError as error:
        st.session_state[NOTE] = say("briefing_template_unfit", name=taken.name, why=str(error))
    else:
        briefing_shelf.kept().set_template(form, taken.name, taken.getvalue())
        st.session_state[NOTE] = say("briefing_template_taken", name=taken.name)
    st.session_state["briefing_uploads"] = st.session_state.get("briefing_uploads", 0) + 1


def _drop_template(form: str) -> None:
    briefing_shelf.kept().set_template(form, "", None)


def shelf(opened: Opened) -> None:
    """Draw the briefings kept: open another, make a second of this one, delete it."""
    page.block(say("briefing_kept"), apart=True)
    names = [row.name for row in briefing_shelf.kept().listed()]
    if len(names) > 1:
        st.session_state["briefing_chosen"] = opened.name
        st.selectbox(say("briefing_open"), names, format_func=option, key="briefing_chosen", on_change=_choose)
    with st.container(horizontal=True, gap="small"):
        if access.may(access.CODER):
            st.button(say("briefing_duplicate"), key="duplicate", on_click=_duplicate, args=(opened.name,))
        if access.may(access.ADMIN):
            st.button(say("briefing_delete"), key="delete", icon=":material/delete:", on_click=_delete)


def _choose() -> None:
    briefing_shelf.choose(st.session_state["briefing_chosen"])
    address.keep(briefing=st.session_state["briefing_chosen"], entry=None)


def _duplicate(name: str) -> None:
    copy = briefing_shelf.kept().duplicate(name)
    briefing_shelf.choose(copy)
    address.keep(briefing=copy, entry=None)
    st.session_state[NOTE] = say("briefing_duplicated", name=copy)


def _delete() -> None:
    briefing_shelf.delete()
    address.keep(briefing=None, entry=None)


def from_file() -> None:
    """Draw the way in for a briefing kept as JSON."""
    turn = st.session_state.get("briefing_files", 0)
    st.file_uploader(say("briefing_from_file"), ["json"], key=f"briefing_file_{turn}", on_change=_take_file, args=(f"briefing_file_{turn}",))


def _take_file(key: str) -> None:
    taken = st.session_state[key]
    if taken is None:
        return
    st.session_state["briefing_files"] = st.session_state.get("briefing_files", 0) + 1
    try:
        read = Briefing.from_json(taken.getvalue())
        name = briefing_shelf.create(read, read.title[:100] or taken.name.rpartition(".")[0])
    except (BriefingError, BriefingsError) as error:
        st.session_state[NOTE] = say("briefing_file_unfit", name=taken.name, why=str(error))
        return
    address.keep(briefing=name, entry=None, view=None)


def preview(opened: Opened) -> None:
    """Draw the pages of the PDF, as they will be printed."""
    with st.spinner(say("briefing_making")):
        shown = _pages(tables.current().fingerprint, opened.briefing.to_json(), datetime.now(UTC).date().isoformat(), opened.briefing, tables.current())
    for number, picture in enumerate(shown.pages, 1):
        st.image(picture, width="stretch", alt=say("briefing_page_of", n=number, all=shown.all))
    if len(shown.pages) < shown.all:
        st.html(page.note(say("briefing_pages_more", n=shown.all - len(shown.pages))))


@st.cache_data(show_spinner=False, max_entries=8)
def _pages(fingerprint: str, told: str, day: str, _briefing: Briefing, _corpus):
    return files.preview(_briefing, _corpus, made=datetime.fromisoformat(day).date())

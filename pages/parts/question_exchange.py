"""Questions and their answers as files: out for a spreadsheet or a program, and in again."""

from dataclasses import replace

import streamlit as st

from analysis.verification import question_files
from analysis.verification.question_files import FileError
from analysis.verification.questions import Known, Question
from pages.parts import access, docket, language, page, tables
from pages.parts.language import say

MIME = {"csv": "text/csv", "json": "application/json"}
WRITE = {"csv": question_files.to_csv, "json": question_files.to_json}


def draw() -> None:
    """Draw the ways out and in."""
    asked = docket.current().book.asked
    own = [question for question in asked.values() if question.own]
    out, into = page.columns(1.0, 1.0, "exchange")
    with out:
        page.block(say("export_title"), say("export_note"))
        for name, rows in (("all", list(asked.values())), ("own", own)):
            if rows:
                with st.container(horizontal=True, gap="medium", key=f"actions_questions_{name}", vertical_alignment="center"):
                    st.html(f"<span>{say(f'export_{name}', n=len(rows))}</span>", width="content")
                    for form in question_files.FORMATS:
                        st.download_button(form.upper(), lambda form=form, rows=rows: WRITE[form](rows), f"lunheng-questions-{name}.{form}",
                                           MIME[form], key=f"export_{name}_{form}", type="tertiary", on_click="ignore")
    with into:
        page.block(say("import_title"), say("import_note"))
        if not access.allows(access.CODER):
            return
        with st.form("import_questions", border=False):
            st.file_uploader(say("import_file"), list(question_files.FORMATS), key=f"import_{st.session_state.get('imports', 0)}")
            st.form_submit_button(say("import_button"), on_click=_taken)


def _taken() -> None:
    state = st.session_state
    file = state.get(f"import_{state.get('imports', 0)}")
    if file is None:
        state["question_faults"] = [say("import_nothing")]
        return
    try:
        read = question_files.read(file.name, file.getvalue(), Known.of(tables.current().codebook), language.current())
    except FileError as error:
        state["question_faults"] = [str(error)]
        return
    # What is as it stands already is no version of the user's own.
    asked = docket.current().book.asked
    changed = [question for question in read.taken if question.question_id not in asked or not _same(question, asked[question.question_id])]
    docket.own().save(changed)
    state["question_faults"] = list(read.faults)
    state["question_note"] = say("import_done", taken=len(changed), same=len(read.taken) - len(changed), n=len(read.faults))
    state["imports"] = state.get("imports", 0) + 1


def _same(new: Question, old: Question) -> bool:
    return replace(new, own=old.own) == old

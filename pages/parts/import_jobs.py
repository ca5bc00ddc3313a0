"""Imports under way and those done: how far they are, what became of each document."""

import streamlit as st

from analysis.imports import Job, Jobs, supervisor
from analysis.intake import Report
from pages.parts import access, language, page, project, tables
from pages.parts.language import say
from pages.parts.markup import bilingual, safe

OUTCOMES = {"taken": "added", "repost": "repost", "already there": "already", "refused": "refused"}
# More lines than this nobody reads on a page; `python -m analysis import --json` has all.
LINES = 200
_IMPORTS = 4
# More lines than this are scrolled, in so many pixels.
_SHORT, _TALL = 8, 280


def begin(files: list[tuple[str, bytes, str]], encoding: str | None = None, published=None, columns: dict[str, str] | None = None) -> None:
    """Let files be taken into the visit's project by a process of its own."""
    library = tables.library()
    job = Jobs(library.engine).begin(library.project, files, encoding, published, columns)
    supervisor.start(library, job)
    st.session_state["imported"] = job
    # Whoever pressed the button may have scrolled down to it.
    st.toast(say("import_waiting", n=len(files)))


def go_on() -> None:
    """Go on with imports that an earlier server left unfinished."""
    supervisor.recover(project.opened())


def draw() -> None:
    """Draw the imports of the project, the last first; those under way draw themselves anew each second."""
    jobs = Jobs(tables.library().engine).latest(tables.library().project, _IMPORTS)
    waits = any(job.open for job in jobs) or (bool(jobs) and not tables.settled())
    st.fragment(_progress, run_every=1.0 if waits else None)(waits)
    for job in jobs:
        if job.state == "done":
            _told(job, expanded=job.id == st.session_state.get("imported"))


def reported(report: Report) -> str:
    """Return what became of a document as a line of safe HTML."""
    name = bilingual(report.title or report.source)
    why = language.spoken().again(report.reason, "fault_")
    if report.outcome == "refused":
        # The reason names the file, and so does the line.
        why = why.removeprefix(report.source).lstrip(":： ")
    return f'<li class="lh-{OUTCOMES[report.outcome]}">{say(OUTCOMES[report.outcome], name=name, why=safe(why))}</li>'


def listed(reports: list[Report]) -> str:
    """Return what became of documents as a list of safe HTML, what was refused first."""
    order = sorted(reports, key=lambda report: report.outcome != "refused")
    return f'<ul class="lh-reports" role="status">{"".join(reported(report) for report in order)}</ul>'


def _progress(waited: bool) -> None:
    library = tables.library()
    jobs = Jobs(library.engine)
    for job in jobs.latest(library.project, _IMPORTS):
        if job.stale:
            supervisor.start(library, job.id)
        if job.open:
            part = job.part / job.parts if job.parts else 0.0
            # While files are read, one of ten thousand documents is no standstill.
            share = part if job.step == "coding" else (job.done + (part if job.step == "comparing" else 0.0)) / max(job.files, 1)
            st.progress(min(share, 1.0), say(f"import_{job.step or 'waiting'}", done=job.done, n=job.files, part=job.part, parts=job.parts))
            if access.may(access.CODER):
                st.button(say("import_cancel"), key=f"cancel_{job.id}", on_click=jobs.cancel, args=(job.id,))
        elif job.state == "cancelled":
            with st.container(horizontal=True, vertical_alignment="center"):
                page.notice(say("import_cancelled", done=job.done, n=job.files))
                st.button(say("import_resume"), disabled=not access.may(access.CODER), key=f"resume_{job.id}", on_click=_resume, args=(job.id,))
    # The last second: all pages show what came.
    if waited and tables.settled() and not any(job.open for job in jobs.latest(library.project, _IMPORTS)):
        st.rerun()


def _resume(job: int) -> None:
    Jobs(tables.library().engine).resume(job)
    supervisor.start(tables.library(), job)


def _told(job: Job, *, expanded: bool) -> None:
    jobs = Jobs(tables.library().engine)
    counts = jobs.counts(job.id)
    said = language.spoken().separated([say(f"import_n_{OUTCOMES[outcome]}", n=counts[outcome]) for outcome in OUTCOMES if outcome in counts])
    moment = f"{language.spoken().date(job.made, 'day_short')} {job.made:%H:%M} UTC"
    with st.expander(say("job_done", moment=moment, said=said or say("job_nothing")), expanded=expanded):
        reports = jobs.reports(job.id, "refused", LINES) + [report for report in jobs.reports(job.id, most=LINES) if report.outcome != "refused"]
        with st.container(height=_TALL if len(reports) > _SHORT else "content", border=False):
            st.html(listed(reports[:LINES]))
        if sum(counts.values()) > LINES:
            st.html(page.note(say("n_more_documents", n=sum(counts.values()) - LINES)))

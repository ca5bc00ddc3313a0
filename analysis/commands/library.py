"""import, list, export, projects: the library without a browser."""

import argparse
import contextlib
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis import documents, fetching, readers, readiness, store
from analysis.commands import DONE, MISUSED, NOTHING, PARTLY, Commands, failed, told
from analysis.commands.terminal import obeyed
from analysis.imports import Jobs, supervisor
from analysis.imports.jobs import Job
from analysis.library import Library
from analysis.projects import FIRST, ProjectError, Projects

# Of so many files, or bytes, an import begins while the others are still looked for; so much is held in memory meanwhile.
_FILES, _BYTES = 5000, 100_000_000
_LINE = "{outcome:<13} {source}  {title}{reason}"


def add(commands: Commands) -> None:
    """Add `import`, `list`, `export` and `projects` to a parser's commands."""
    into = commands.add_parser("import", help="take documents into the library")
    into.add_argument("places", nargs="*", metavar="PATH|URL", help="files, folders of files, or addresses of pages")
    into.add_argument("--encoding", help="of the files, where what is found is wrong")
    into.add_argument("--published", type=date.fromisoformat, metavar="DATE", help="day of publication, where a file does not say")
    into.add_argument("--column", action="append", default=[], metavar="FIELD=HEADING",
                      help="which column of a table holds a field (text, title, outlet, author, published, url); may be repeated")
    into.add_argument("--project", metavar="NAME", help="into which project; made where there is none of that name")
    into.add_argument("--resume", action="store_true", help="go on with imports that were stopped or ended in their midst")
    into.add_argument("--no-coding", action="store_true", help="leave the coding to the first page that is opened")
    into.add_argument("--json", action="store_true", help="print what became of each document as JSON lines")
    into.set_defaults(run=_import)
    listed = commands.add_parser("list", help="what is in the library")
    listed.add_argument("--project", metavar="NAME", help="of which project; else of the first")
    listed.add_argument("--json", action="store_true", help="as JSON lines")
    listed.set_defaults(run=_list)
    out = commands.add_parser("export", help="write a project's documents as a file that can be imported again")
    out.add_argument("file", type=Path, help="a file of JSON lines; ends in .jsonl")
    out.add_argument("--project", metavar="NAME", help="of which project; else of the first")
    out.add_argument("--json", action="store_true", help="print how many there were as JSON")
    out.set_defaults(run=_export)
    projects = commands.add_parser("projects", help="the corpora side by side in the library")
    projects.add_argument("--json", action="store_true", help="as JSON lines")
    projects.set_defaults(run=_projects)


def _import(chosen: argparse.Namespace) -> int:
    columns = {}
    for item in chosen.column:
        field, given, heading = item.partition("=")
        if not given or field not in readers.FIELDS:
            return failed(f"--column {item}: expected FIELD=HEADING, as text=正文. Fields: {', '.join(readers.FIELDS)}.", MISUSED)
        columns[field] = heading
    if not chosen.places and not chosen.resume:
        return failed("import: nothing to import. Name files, folders or addresses, or say --resume.", MISUSED)
    with Library() as library:
        jobs = Jobs(library.engine)
        begun = []
        if chosen.resume:
            begun = [job.id for job in jobs.unfinished()]
            for job in begun:
                jobs.resume(job)
        if chosen.places:
            try:
                project = _project(library, chosen.project, make=True)
            except ProjectError as error:
                return failed(f"--project: {error}", MISUSED)
            begun += _begun(jobs, project, chosen, columns)
        return _seen_through(library, jobs, begun, chosen)


def _begun(jobs: Jobs, project: int, chosen: argparse.Namespace, columns: dict[str, str]) -> list[int]:
    """Keep what is named as imports, and return their numbers. Large amounts are cut, so that they need not be held all at once."""
    begun: list[int] = []
    files: list[tuple[str, bytes, str]] = []
    refused: list[tuple[str, str]] = []
    size = 0

    def begin() -> None:
        nonlocal size
        if files or refused:
            begun.append(jobs.begin(project, files, chosen.encoding, chosen.published, columns, refused))
        files.clear()
        refused.clear()
        size = 0

    for place in chosen.places:
        if "://" in place:
            try:
                page = fetching.fetch(place)
                files.append((page.name, page.data, page.url))
            except fetching.FetchError as error:
                refused.append((place, str(error)))
            continue
        for file in documents.files(Path(place)):
            try:
                if readers.too_large(file.name, file.stat().st_size):
                    refused.append((str(file), str(readers.too_large(file.name, file.stat().st_size))))
                    continue
                files.append((file.name, file.read_bytes(), ""))
                size += len(files[-1][1])
            except OSError as error:
                refused.append((str(file), f"{file}: {error.strerror or error}. Check the path and its permissions."))
            if len(files) >= _FILES or size >= _BYTES:
                begin()
    begin()
    return begun


def _why() -> str:
    """Return what is wrong with the disk, where that is why a worker gave up; the worker's own log says more."""
    disk = readiness.disk(store.folder())
    return "" if disk == readiness.OK else f": {store.folder()} is {disk}. Nothing taken is lost. Make room, or let it be written"


def _seen_through(library: Library, jobs: Jobs, begun: list[int], chosen: argparse.Namespace) -> int:
    counts: Counter[str] = Counter()
    # A project is coded once, when the last of it is in.
    last = {jobs.get(job).project: job for job in begun}
    for job in begun:
        try:
            supervisor.see_through(library, job, coding=not chosen.no_coding and job in last.values(), told=_progress(chosen))
        except KeyboardInterrupt:
            jobs.cancel(job)
            return failed("\nStopped. What was taken stays; go on with: python -m analysis import --resume", PARTLY)
        reports = jobs.reports(job)
        told([vars(report) for report in reports], chosen.json, _LINE)
        counts.update(report.outcome for report in reports)
        if jobs.get(job).state != "done":
            return failed(f"import {job} did not come to its end{_why()}. Go on with: python -m analysis import --resume", PARTLY)
    if not chosen.json:
        print(", ".join(f"{n:,} {outcome}" for outcome, n in counts.items()) or "nothing found")
    if not counts["refused"] and counts:
        return DONE
    return PARTLY if counts["refused"] < counts.total() else NOTHING


def _progress(chosen: argparse.Namespace) -> Callable[[Job], None]:
    """Return what tells on a terminal how far an import is; nothing elsewhere."""
    if chosen.json or not sys.stderr.isatty():
        return lambda job: None

    def tell(job: Job) -> None:
        part = f", {job.step} {job.part:,} of {job.parts:,}" if job.parts else ""
        with contextlib.suppress(OSError):
            obeyed(f"\r{job.done:,} of {job.files:,} files{part}\x1b[K" + ("" if job.open else "\n"), sys.stderr)

    return tell


def _project(library: Library, name: str | None, *, make: bool = False) -> int:
    projects = Projects(library.engine)
    if name is None:
        return FIRST
    try:
        return projects.named(name)
    except ProjectError:
        if not make:
            raise
    return projects.make(name)


def _list(chosen: argparse.Namespace) -> int:
    with Library() as library:
        try:
            project = _project(library, chosen.project)
        except ProjectError as error:
            return failed(f"--project: {error}", MISUSED)
        rows = [{**row, "published": row["published"].isoformat() if row["published"] else ""} for row in library.of(project).listed()]
    told(rows, chosen.json, "{doc_id}  {published:<10}  {title}  {outlet}")
    return DONE


def _export(chosen: argparse.Namespace) -> int:
    partial, n = chosen.file.with_name(chosen.file.name + ".partial"), 0
    with Library() as library:
        try:
            project = _project(library, chosen.project)
        except ProjectError as error:
            return failed(f"--project: {error}", MISUSED)
        try:
            with partial.open("w", encoding="utf-8") as out:
                for line in library.of(project).as_json_lines():
                    out.write(f"{line}\n")
                    n += 1
            partial.replace(chosen.file)
        except OSError as error:
            return failed(f"{chosen.file}: {error.strerror or error}. Choose another place.")
        finally:
            partial.unlink(missing_ok=True)
    told([{"file": str(chosen.file), "documents": n}], chosen.json, "{file}: {documents:,} documents")
    return DONE


def _projects(chosen: argparse.Namespace) -> int:
    with Library() as library:
        rows = [vars(project) for project in Projects(library.engine).every()]
    told(rows, chosen.json, "{id:>4}  {documents:>9,}  {name}")
    return DONE

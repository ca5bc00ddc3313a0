"""`python -m analysis briefing`: a kept briefing as a file, for a job that runs every week."""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from analysis.briefing import Briefing, BriefingError
from analysis.briefings import Briefings, NoBriefing
from analysis.commands import DONE, MISUSED, NOTHING, PARTLY
from analysis.corpus import open_corpus
from analysis.library import Library
from analysis.projects import FIRST, ProjectError, Projects
from charts import briefing as files
from charts.export.content import Item
from charts.export.office import TemplateError
from charts.typeface import MissingFont


class Refused(Exception):
    """Nothing is written; holds the exit code and why."""

    def __init__(self, code: int, why: str):
        super().__init__(why)
        self.code = code


def run(chosen: argparse.Namespace) -> int:
    """Write the file and return the exit code; what an analyst should know of entries goes to standard error.

    Parameters
    ----------
    chosen : Namespace
        briefing (name or file), out (Path), language (or None), template (Path or None), project (name, or None
        for the first), base (address of the dashboard).
    """
    try:
        form = _form(chosen.out)
        template = _template(chosen.template, form)
        with Library() as library:
            told = _briefing(chosen.briefing, library)
            if not told.entries:
                raise Refused(NOTHING, f"{chosen.briefing}: holds no entry. Add charts and quotes to it on the Briefing page.")
            corpus = open_corpus(library.of(_project(chosen.project, library)))
        told = replace(told, language=chosen.language) if chosen.language else told
        filled = files.fill(told, corpus, made=datetime.now(UTC).date(), base=chosen.base)
        _write(chosen.out, files.from_content(filled, form, template=template))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return refused.code
    except TemplateError as error:
        print(f"--template {chosen.template}: {error}", file=sys.stderr)
        return NOTHING
    except (MissingFont, OSError) as error:
        print(error, file=sys.stderr)
        return NOTHING
    gaps = 0
    for place, item in enumerate(filled.items[:len(told.entries)], 1):
        gaps += bool(item.problem)
        for line in _news(place, item):
            print(line, file=sys.stderr)
    print(f"{chosen.out}: {len(told.entries)} entries, {len(filled.figures)} figures")
    return PARTLY if gaps else DONE


def _form(out: Path) -> str:
    form = out.suffix.lower().removeprefix(".")
    if form not in files.FORMS:
        raise Refused(MISUSED, f"--out {out}: expected a name that ends in .{', .'.join(files.FORMS)}.")
    return form


def _template(place: Path | None, form: str) -> bytes | None:
    if place is None:
        return None
    if place.suffix.lower() != f".{form}":
        raise Refused(MISUSED, f"--template {place}: a .{form} file is written into a .{form} file only. Give one, or leave it out.")
    try:
        return place.read_bytes()
    except OSError as error:
        raise Refused(NOTHING, f"--template {place}: {error.strerror or error}. Give a file that can be read.") from error


def _briefing(told: str, library: Library) -> Briefing:
    """Return the briefing in a file of this name, else the one kept under it."""
    place = Path(told)
    if place.is_file():
        try:
            return Briefing.from_json(place.read_bytes())
        except BriefingError as error:
            raise Refused(NOTHING, f"{told}: {error}\nTake it out as JSON on the Briefing page, and change that.") from error
    try:
        return Briefings(library.engine).open(told).briefing
    except NoBriefing as error:
        names = f"Kept are: {', '.join(error.others)}." if error.others else "None is kept yet: make one on the Briefing page."
        raise Refused(NOTHING, f"{told}: no such file, and no briefing is kept under this name. {names}") from error


def _project(name: str | None, library: Library) -> int:
    if name is None:
        return FIRST
    try:
        return Projects(library.engine).named(name)
    except ProjectError as error:
        raise Refused(MISUSED, f"--project: {error}") from error


def _write(out: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    partial = out.with_name(f".{out.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Refused(NOTHING, f"--out {out}: {error.strerror or error}. Choose a folder that can be written.") from error


def _news(place: int, item: Item) -> list[str]:
    """Return what is new or wrong with an entry, a line each."""
    named = f"entry {place}, {item.entry.title or item.entry.code or item.entry.kind}"
    if item.problem:
        return [f"{named}: {item.problem}"]
    if not item.changed:
        return []
    then = item.entry.seen.replace("\n", " ")
    now = f"{item.exhibit.title} {item.exhibit.note}".strip() if item.exhibit is not None else item.quotes[0].whole
    return [f"{named}: changed.", *([f"  then: {then}"] if then and then != now else []), f"  now:  {now}"]

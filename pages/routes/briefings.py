"""`/api/briefings`: the briefings kept; `/api/briefings/<name>.<form>`: one of them as a file."""

from dataclasses import replace
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from analysis.briefings import NoBriefing
from charts import briefing as files_of_briefings
from pages.parts import briefing_shelf, project, tables
from pages.routes import files, query, work
from pages.routes.problems import problem

# Two hundred charts as a PDF take minutes on a small machine, and a weekly job can wait.
SECONDS = 300


async def briefings(request: Request) -> Response:
    """Return the names of the briefings kept."""
    def made() -> list[dict]:
        query.read(request, tables.current(), {}, selection=False)
        return [{"name": row.name, "entries": row.entries, "changed": row.changed.isoformat()} for row in briefing_shelf.kept().listed()]
    return JSONResponse(await work.done(made))


async def briefing(request: Request) -> Response:
    """Return the file."""
    return await work.done(lambda: _made(request), seconds=SECONDS)


def _made(request: Request) -> Response:
    name, form = files.asked(request, files_of_briefings.FORMS)
    kept = briefing_shelf.kept()
    with query.of_project(request) as corpus:
        _, language, _ = query.read(request, corpus, {query.PROJECT: query.Choice()}, selection=False)
        number = project.number()
    try:
        opened = kept.open(name)
    except NoBriefing as error:
        raise problem(404, "name", f"{name[:60]!a} is no briefing.", f"There are {', '.join(error.others)}." if error.others else
                      "None is kept yet.") from None
    chosen = replace(opened.briefing, language=language) if language else opened.briefing
    own = kept.template(form)
    made = files_of_briefings.write(chosen, corpus, form, template=own[1] if own else None, made=datetime.now(UTC).date(), base=files.base(request),
                                    project=number)
    return files.answer(made, files_of_briefings.file_name(opened.name, form), files_of_briefings.MIME[form], kept=True)

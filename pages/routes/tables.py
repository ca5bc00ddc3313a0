"""`/api/tables/<table>.<form>`: a table under a filter, as a file."""

from starlette.requests import Request
from starlette.responses import Response

from analysis import spreadsheets, table_files
from analysis.schemas import SCHEMAS
from pages.parts import tables
from pages.routes import files, query, work
from pages.routes.problems import problem

NAMES = tuple(schema.name for schema in SCHEMAS)
# Rows that are written in a minute on a small machine; a spreadsheet takes longest.
MOST = {"csv": 1_000_000, "jsonl": 1_000_000, "parquet": 5_000_000, "xlsx": 200_000}


async def table(request: Request) -> Response:
    """Return the file."""
    return await work.done(lambda: _made(request))


def _made(request: Request) -> Response:
    name, form = files.asked(request, spreadsheets.FORMS)
    if name not in NAMES:
        raise problem(404, "table", f"{name[:60]!a} is no table.", f"There are {', '.join(NAMES)}.")
    with query.of_project(request) as corpus:
        selection, _, _ = query.read(request, corpus, {})
        rows = getattr(tables.narrowed(selection), name)
    if len(rows) > MOST[form]:
        raise problem(422, "form", f"{len(rows):,} rows are more than the {MOST[form]:,} that {form} is written with here.",
                      "Narrow the filter, for example with since, until or issue, or take parquet.")
    made = table_files.file(rows, name, form, urls=corpus.urls, base=files.base(request), project=request.query_params.get(query.PROJECT, ""))
    return files.answer(made, f"lunheng-{name}.{form}", spreadsheets.MIME[form], kept=True)

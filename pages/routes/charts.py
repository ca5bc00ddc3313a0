"""`/api/charts/<code>.<form>`: a chart under a filter, as a file."""

from datetime import UTC, datetime
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from analysis.text import fold
from charts import exhibits, slide
from charts.exhibits import Exhibit
from charts.export import chart as files_of_charts
from charts.export import content
from pages.parts import docket, tables
from pages.routes import files, openapi, query, work
from pages.routes.problems import Fault, Problem, problem
from pages.routes.query import Choice

_SIZES = {"size": Choice(tuple(slide.SIZES)), "scale": Choice(tuple(str(scale) for scale in files_of_charts.SCALES)),
          "letters": Choice(("text", "outlines"))}


async def chart(request: Request) -> Response:
    """Return the file."""
    return await work.done(lambda: _made(request))


def _made(request: Request) -> Response:
    code, form = files.asked(request, files_of_charts.FORMS)
    if code not in exhibits.codes():
        raise problem(404, "code", f"{code[:60]!a} is no chart.", f"There are {', '.join(exhibits.codes())}.")
    with query.of_project(request) as corpus:
        selection, language, own = query.read(request, corpus, openapi.choices(code) | _SIZES)
        sized = {name: own.pop(name)[0] for name in _SIZES if name in own}
        link = content.address(files.base(request), code, {name: values for name, values in parse_qs(request.url.query).items() if name not in _SIZES})
        made = exhibits.make(code, tables.narrowed(selection), selection, corpus.codebook, language=language or "en", options=own,
                             made=datetime.now(UTC).date(), link=link, whole=corpus.tables, docket=docket.current(language or "en"))
    if not made.empty:
        _check(made, own)
    written = files_of_charts.file(made, form, size=sized.get("size", "slide"), scale=int(sized.get("scale", 1)),
                                   outlined=sized.get("letters") == "outlines")
    return files.answer(written, f"lunheng-{code}.{form}", files_of_charts.MIME[form], kept=form in ("csv", "xlsx", "pptx"))


def _check(made: Exhibit, asked: dict[str, list[str]]) -> None:
    """Refuse what the chart gave way from: pages show something else unasked, but whoever asks by address would not see that."""
    faults = []
    for name, values in asked.items():
        shown = made.options.get(name)
        shown = (shown,) if isinstance(shown, str) else shown
        gone = [value for value in values if shown is not None and value not in shown and fold(value) not in shown]
        faults += [Fault(name, f"{value[:60]!r} is not here under this filter.", f"Leave it out to get {', '.join(shown)}.") for value in gone]
    if faults:
        raise Problem(404, faults)

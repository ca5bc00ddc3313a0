"""The description of the routes, as served: `data/openapi/api.yaml` with the codes there are."""

from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from analysis.codebook import Codebook
from analysis.projects import FIRST, Projects
from charts import exhibits
from pages.parts import tables
from pages.routes import query, work
from pages.routes.query import Choice

FILE = Path(__file__).parent.parent.parent / "data" / "openapi" / "api.yaml"
# What every route may answer.
_ALWAYS = ("400", "401", "403", "404", "405", "422", "503")


@cache
def written() -> dict[str, Any]:
    """Return the description as written."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def choices(code: str) -> dict[str, Choice]:
    """Return a chart's own choices as its route takes them; what the description does not know of takes any value."""
    told = written()["x-charts"].get(code, {}).get("options", {})
    made = {}
    for name in exhibits.options_of(code):
        schema = told.get(name, {}).get("schema", {})
        made[name] = Choice(tuple(schema.get("enum", ())), schema.get("format") == "date", told.get(name, {}).get("many", not told.get(name)))
    return made


def served(book: Codebook, issues: set[str], projects: Iterable[int] = (FIRST,)) -> dict[str, Any]:
    """Return the description as served.

    Parameters
    ----------
    book : Codebook
    issues : set of str
        Codes of issues on which something is predicted, beside the codebook's.
    projects : iterable of int
        Numbers of those there are.
    """
    told = deepcopy(written())
    own, chart, charts = told.pop("x-selection"), told.pop("x-chart"), told.pop("x-charts")
    shared = told["components"]["parameters"]
    shared["issue"]["schema"]["items"] = {"enum": sorted(set(book.issues) | issues)}
    shared["actor"]["schema"]["items"] = {"enum": sorted(book.actors)}
    shared["project"]["schema"] = {"enum": sorted(projects)}
    shared["mapping"]["schema"] = {"enum": list(book.mappings)}
    selection = [{"$ref": f"#/components/parameters/{name}"} for name in ("project", *own)]
    for code in exhibits.codes():
        options = [_parameter(name, choice, charts.get(code, {}).get("options", {}).get(name, {})) for name, choice in choices(code).items()]
        general = [{"$ref": f"#/components/parameters/{name}"} for name in ("lang", "size", "scale", "letters")]
        told["paths"][f"/api/charts/{code}.{{form}}"] = {
            "parameters": [{"$ref": "#/components/parameters/chart_form"}],
            "get": {"operationId": f"chart_{code}", "summary": charts.get(code, {}).get("summary", code), **deepcopy(chart),
                    "parameters": [*selection, *general, *options]}}
    for path in told["paths"].values():
        asked = path["get"]
        if asked.get("parameters") == ["selection"]:
            asked["parameters"] = selection
        asked["responses"] |= {status: {"$ref": f"#/components/responses/{status}"} for status in _ALWAYS}
    return told


def _parameter(name: str, choice: Choice, told: dict[str, Any]) -> dict[str, Any]:
    one = {"format": "date", "type": "string"} if choice.day else {"enum": list(choice.values)} if choice.values else \
        {"type": "string", "minLength": 1}
    return {"name": name, "in": "query", "description": told.get("description", name),
            "schema": {"type": "array", "items": one} if choice.many else one}


async def description(request: Request) -> Response:
    """Return the description."""
    def made() -> dict[str, Any]:
        corpus = tables.current()
        query.read(request, corpus, {}, selection=False)
        return served(corpus.codebook, set(corpus.tables.predictions["issue"]), Projects(tables.library().engine).names())
    return JSONResponse(await work.done(made))

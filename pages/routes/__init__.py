"""What the server answers besides the pages: figures, tables and briefings by address, under the same access rules."""

from starlette.routing import Route

from pages.routes import briefings, charts, openapi, tables, watching
from pages.routes.problems import Answered, unknown

ROUTES = [
    Route("/ready", watching.ready),
    Route("/metrics", watching.counted),
    Route("/api/openapi.json", Answered(openapi.description)),
    Route("/api/tables/{file}", Answered(tables.table)),
    Route("/api/charts/{file}", Answered(charts.chart)),
    Route("/api/briefings", Answered(briefings.briefings)),
    Route("/api/briefings/{file}", Answered(briefings.briefing)),
    # Else the pages' own shell would answer, with status 200.
    Route("/api", Answered(unknown)),
    Route("/api/{rest:path}", Answered(unknown)),
]

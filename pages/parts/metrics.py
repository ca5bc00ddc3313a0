"""What is counted of a running server, as Prometheus reads it: page runs, routes, errors, visits, imports, memory.

Nothing here names a document, a person or an address: labels are pages, routes and states, all known beforehand.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from streamlit.runtime import Runtime

from analysis.imports import Jobs
from pages.parts import project, readiness

_STATES = ("waiting", "running", "cancelled", "done")
_OUTCOMES = ("taken", "repost", "already there", "refused")
_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
_ROUTES = ("tables", "charts", "briefings", "openapi.json")
_here = threading.local()

REGISTRY = CollectorRegistry()
_RUNS = Histogram("lunheng_page_run_seconds", "How long a page took to be made: all of it, or after a click in it.", ("page", "run"),
                  registry=REGISTRY, buckets=_SECONDS)
_AHEAD = Counter("lunheng_page_ahead", "Pages worked out before anybody asked for them.", ("page", "end"), registry=REGISTRY)
_ANSWERS = Histogram("lunheng_route_seconds", "How long an answer under /api took.", ("route", "status"), registry=REGISTRY, buckets=_SECONDS)
_ERRORS = Counter("lunheng_errors", "Faults of ours: pages and routes that failed. The log says which.", ("where",), registry=REGISTRY)
for _where in ("page", "route"):
    _ERRORS.labels(_where)


@contextmanager
def run(page: str, kind: str, began: float | None = None) -> Iterator[None]:
    """Count a run of a page and its seconds. Inside another, where a page is run as part of all, nothing more is counted.

    Parameters
    ----------
    page : str
        Its path, one of those there are.
    kind : {"whole", "click"}
    began : float, optional
        When it began, by `time.perf_counter`; else now.
    """
    if getattr(_here, "running", False):
        yield
        return
    _here.running, began = True, began or time.perf_counter()
    try:
        yield
    finally:
        _here.running = False
        _RUNS.labels(page, kind).observe(time.perf_counter() - began)


def ahead(page: str, end: str) -> None:
    """Count a page that was worked out before anybody asked.

    Parameters
    ----------
    page : str
        Its path, one of those there are.
    end : {"done", "given way", "failed"}
    """
    _AHEAD.labels(page, end).inc()


def page_failed(_error: Exception) -> None:
    """Count a page that failed; Streamlit logs it and tells the visitor, as it would without this."""
    _ERRORS.labels("page").inc()


def answered(path: str, status: int, seconds: float) -> None:
    """Count an answer under /api."""
    name = path.removeprefix("/api/").partition("/")[0]
    _ANSWERS.labels(name if name in _ROUTES else "other", str(status)).observe(seconds)
    if status == 500:
        _ERRORS.labels("route").inc()


def text() -> bytes:
    """Return all that is counted, in Prometheus' text format."""
    return generate_latest(REGISTRY)


class _State(Collector):
    """What is not counted as it happens but is so when somebody asks."""

    def collect(self) -> Iterable[Metric]:
        """Yield what holds now."""
        said = readiness.checks()
        ready = GaugeMetricFamily("lunheng_ready", "Whether a check of /ready says ok.", labels=("check",))
        for check, answer in said.items():
            ready.add_metric((check,), float(answer == readiness.OK))
        yield ready
        if Runtime.exists():
            visits = Runtime.instance().stats_mgr.get_stats(family_names=["active_sessions"]).get("active_sessions", ())
            yield GaugeMetricFamily("lunheng_sessions", "Browser tabs that are connected.", value=sum(visit.value for visit in visits))
        if said.get("database") == readiness.OK:
            yield from _imports()


def _imports() -> Iterable[Metric]:
    jobs = Jobs(project.opened().engine)
    states, outcomes = jobs.states(), jobs.outcomes()
    imports = GaugeMetricFamily("lunheng_imports", "Imports kept, by state.", labels=("state",))
    for state in _STATES:
        imports.add_metric((state,), states.get(state, 0))
    yield imports
    documents = CounterMetricFamily("lunheng_import_documents", "Documents of imports, by what became of them.", labels=("outcome",))
    for outcome in _OUTCOMES:
        documents.add_metric((outcome,), outcomes.get(outcome, 0))
    yield documents


ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)
REGISTRY.register(_State())

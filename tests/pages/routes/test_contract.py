"""The routes held against their own description, by a program that makes up requests: Schemathesis."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from analysis.briefing import start
from charts import briefing
from charts.export import chart
from pages.parts import briefing_shelf

# `LUNHENG_EXAMPLES=100 python -m pytest tests/pages/routes/test_contract.py` asks for more.
EXAMPLES = int(os.environ.get("LUNHENG_EXAMPLES", "3"))
EXPECTED = {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}}


@pytest.fixture
def contract(application, library, monkeypatch):
    """The description, as the application itself serves it; pictures are left out, whose making is tested elsewhere."""
    whole = chart.file
    monkeypatch.setattr(chart, "file", lambda exhibit, form, **how: whole(exhibit, form, **how) if form in ("json", "csv") else b"")
    monkeypatch.setattr(briefing, "write", lambda *_, **__: b"")
    briefing_shelf.Briefings(library.engine).create("weekly", start("slides"))
    # Its first request opens the corpus: on a machine that does much else, in more than the ten seconds it is given by default.
    return schemathesis.openapi.from_asgi("/api/openapi.json", application, config=schemathesis.Config.from_dict({"checks": EXPECTED}), timeout=120)


def every(contract, mode):
    """Ask each operation for a few made-up cases, and hold each answer against the description."""
    asked = 0
    for found in contract.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and "{" not in operation.path:
            continue  # where nothing can be said, nothing can be said wrongly

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True,
                  phases=[Phase.generate])
        def answered(case):
            nonlocal asked
            asked += 1
            case.call_and_validate()

        answered()
    return asked


def test_every_case_as_described_is_answered_as_described(contract):
    assert every(contract, GenerationMode.POSITIVE) > 40


def test_every_case_that_is_not_as_described_is_refused_as_described(contract):
    assert every(contract, GenerationMode.NEGATIVE) > 40

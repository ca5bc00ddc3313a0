"""One thing that is fuzzed: what goes in, what must hold of what comes out, and a run with a number of cases."""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.internal.conjecture import engine

# Looking for the shortest example is worth so many seconds, not the five minutes it may take.
engine.MAX_SHRINKING_SECONDS = 30


@dataclass(frozen=True)
class Target:
    """What is fuzzed together.

    Attributes
    ----------
    name : str
    given : strategy
        What goes in.
    holds : callable
        Takes one of those, asks the product, and raises where something else comes than a result that holds or a documented error.
    share : int
        How many cases this target gets of a hundred thousand; in other runs as many in proportion.
    fixed : int
        How many cases it gets in the test suite.
    """

    name: str
    given: st.SearchStrategy
    holds: Callable[[object], None]
    share: int
    fixed: int


@dataclass(frozen=True)
class Ran:
    """What a run came to.

    Attributes
    ----------
    cases : int
    seconds : float
    fault : str
        Where one was found: the shortest example and what it raised; empty where all held.
    """

    cases: int
    seconds: float
    fault: str = ""


def run(target: Target, cases: int, seed: int | None = None) -> Ran:
    """Return what became of a number of cases.

    Parameters
    ----------
    target : Target
    cases : int
    seed : int, optional
        Without one the cases are the same each time.
    """
    tried, began = 0, time.monotonic()

    @settings(max_examples=cases, deadline=None, database=None, derandomize=seed is None, suppress_health_check=list(HealthCheck), print_blob=False,
              phases=(Phase.generate, Phase.shrink), report_multiple_bugs=False)
    @given(target.given)
    def tries(case: object) -> None:
        nonlocal tried
        tried += 1
        target.holds(case)

    fault = ""
    try:
        (tries if seed is None else seeded(seed)(tries))()
    except Exception as error:  # whatever it is, it is told of
        if isinstance(error, ExceptionGroup):
            error = error.exceptions[0]
        told = traceback.TracebackException.from_exception(error)
        notes, told.__notes__ = "\n".join(getattr(error, "__notes__", ())[:1]), None
        fault = "".join(list(told.format())[-7:])[-2500:] + notes[:2500]
    return Ran(tried, time.monotonic() - began, fault)

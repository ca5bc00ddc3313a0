"""A running dashboard asked for everything its description says it answers, pictures and briefings really made.

`python -m tests.benchmarks.routes http://127.0.0.1:8501 [CASES]`: so many made-up cases for each operation, and as many that are not
as described. Schemathesis holds every answer against the description; 1 where one does not agree. The names of the briefings kept
there are asked for too, or each would be one that nobody keeps.
"""

import sys
import time
from collections import Counter

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.pages.routes.test_contract import EXPECTED


def main() -> int:
    """Print how many cases were answered with what, and which answers do not agree."""
    base, cases = sys.argv[1].rstrip("/"), int(sys.argv[2]) if len(sys.argv) > 2 else 10
    contract = schemathesis.openapi.from_url(f"{base}/api/openapi.json", config=schemathesis.Config.from_dict({"checks": EXPECTED}))
    kept = [row["name"] for row in requests.get(f"{base}/api/briefings", timeout=60).json()]
    asked = _Asked(base, kept)
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        for found in contract.get_all_operations():
            operation = found.ok()
            # Where nothing can be said, nothing can be said wrongly.
            if mode is GenerationMode.POSITIVE or "{" in operation.path:
                asked.of(operation, mode, cases)
    print(f"{asked.cases} cases, {len(asked.faults)} operations that do not agree; slowest {asked.slowest[0]:.1f} s, {asked.slowest[1]}")
    for told in (asked.answers, asked.forms):
        print(", ".join(f"{name}: {n}" for name, n in sorted(told.items())))
    print("\n".join(asked.faults))
    return int(bool(asked.faults))


class _Asked:
    """What was asked of a dashboard, and what it answered."""

    def __init__(self, base: str, kept: list[str]):
        self.base, self.kept = base, kept
        self.cases, self.slowest = 0, (0.0, "")
        self.answers: Counter[str] = Counter()
        self.forms: Counter[str] = Counter()
        self.faults: list[str] = []

    def of(self, operation, mode: GenerationMode, cases: int) -> None:
        """Ask an operation for made-up cases."""

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=cases, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True, phases=[Phase.generate])
        def answered(case):
            self._one(case, mode)

        try:
            answered()
        except Exception as error:
            self.faults.append(f"{mode.value} {operation.path}: {error}")

    def _one(self, case, mode: GenerationMode) -> None:
        if mode is GenerationMode.POSITIVE and "name" in case.path_parameters and self.kept:
            case.path_parameters["name"] = self.kept[self.cases % len(self.kept)]
        self.cases += 1
        begun = time.perf_counter()
        answer = case.call_and_validate(base_url=self.base, timeout=120)
        self.slowest = max(self.slowest, (time.perf_counter() - begun, case.formatted_path))
        self.answers[f"{mode.value} {answer.status_code}"] += 1
        if answer.status_code == 200:
            self.forms[answer.headers["content-type"][0].partition(";")[0]] += 1


if __name__ == "__main__":
    sys.exit(main())

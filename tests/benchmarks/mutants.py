"""Print the names of some mutants, drawn by a seed: two of the scores for one of the grammar.

pip install mutmut==3.8.1
mutmut run 'analysis.verification.references.*'                  # makes all mutants and times the tests, once
mutmut run $(python -m tests.benchmarks.mutants 300 2026)
mutmut results
"""

import json
import random
import sys
from pathlib import Path


def drawn(folder: Path, n: int, seed: int) -> list[str]:
    """Return the names of mutants that mutmut has made below a folder."""
    names = sorted(name for path in sorted(folder.rglob("*.meta")) for name in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    chance = random.Random(seed)
    parts = ((name for name in names if name.startswith(f"analysis.{part}.")) for part in ("verification", "grammar"))
    return [name for part, size in zip(parts, (n - n // 3, n // 3)) for name in chance.sample(list(part), size)]


if __name__ == "__main__":
    print("\n".join(drawn(Path("mutants") / "analysis", int(sys.argv[1]), int(sys.argv[2]))))

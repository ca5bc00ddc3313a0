"""Which public functions of `analysis` the targets come to, and which they do not.

    python -m tests.fuzzing.reach [cases]

Watches every call while each target runs some cases (300 in all by default), and lists what was never called.
"""

import ast
import os
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def public() -> dict[tuple[str, int], str]:
    """Return every public function and method of `analysis` by file and first line, decorators included."""
    found = {}
    for path in sorted((ROOT / "analysis").rglob("*.py")):
        where = path.relative_to(ROOT)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            held = [node] if isinstance(node, ast.FunctionDef) else node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else []
            for function in held:
                if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
                    first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
                    owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
                    found[str(path), first] = f"{where}: {owner}{function.name}"
    return found


def main() -> int:
    """Run, print what was not reached and how many were."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    os.environ["LUNHENG_HOME"] = tempfile.mkdtemp(prefix="fuzzing-")
    from tests.fuzzing.target import run
    from tests.fuzzing.targets import TARGETS

    called: set[tuple[str, int]] = set()

    def watch(frame, event: str, _) -> None:
        if event == "call":
            called.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

    whole = sum(target.share for target in TARGETS)
    for target in TARGETS:
        threading.setprofile(watch)
        sys.setprofile(watch)
        try:
            run(target, max(3, round(cases * target.share / whole)))
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
    known = public()
    missed = [name for key, name in known.items() if key not in called]
    print("\n".join(missed))
    print(f"{len(known) - len(missed)} of {len(known)} public functions and methods reached")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

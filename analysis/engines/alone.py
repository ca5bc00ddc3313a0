"""An errand that ended its process, carried out by a process of its own, document by document.

    python -m analysis.engines.alone TRACE < errand
"""

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis import parts
from analysis.engines import EngineError
from analysis.errands import Errand, carry_out_alone
from analysis.parts import Note

# A piece in which more than so many documents end their process has another fault than its documents.
_MOST = 100
_FAILED = 70


def carry_out(asked: Errand) -> Note:
    """Return the note of an errand; documents that end the process coding them are left out and told.

    Raises
    ------
    EngineError
        Where it fails for another reason than its documents.
    """
    skip: set[str] = set()
    while True:
        with tempfile.TemporaryDirectory(prefix="lunheng-") as folder:
            trace = Path(folder) / "trace"
            child = subprocess.run([sys.executable, "-m", "analysis.engines.alone", str(trace)], input=pickle.dumps((asked, skip)),
                                   capture_output=True, env={**os.environ, "PYTHONPATH": _path()})
            at = trace.read_text() if trace.exists() else ""
        if child.returncode == 0:
            return parts.note(asked.place, asked.key)
        told = child.stderr.decode(errors="replace").strip().splitlines()[-1:]
        if child.returncode == _FAILED or not at or at in skip or len(skip) >= _MOST:
            raise EngineError(f"{asked.piece.name}: could not be coded ({' '.join(told) or f'ended with {child.returncode}'}).")
        skip.add(at)


def _path() -> str:
    """Return where a child finds what this process can import."""
    return os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), *sys.path]))


def _main(trace: Path) -> int:
    asked, skip = pickle.loads(sys.stdin.buffer.read())  # from the process that started this one
    try:
        carry_out_alone(asked, skip, trace.write_text)
    except Exception as error:  # told to the process that waits; how it ended is its to judge
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return _FAILED
    return 0


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))

"""How the whole build grows: seconds and memory over four sizes, one worker against two, start-up, and the machine's own limits.

    python -m tests.benchmarks.scale [MEGABYTES …]

Every build is a process of its own, `python -m analysis build` as a user starts it, over generated commentary. Growth is in seconds of
processor time, which other work on the machine changes little; speed-up is in seconds of the clock, which it changes much: the
machine's load stands beside it.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.corpus import ORDINARY, readings

SIZES = (1.0, 2.0, 4.0, 8.0)
PIECE = 1.0
ROOT = Path(__file__).parent.parent.parent
# Whoever installs the program has its bytecode after the first start; a machine for tests may be told to write none.
_AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_STARTS = 9


@dataclass(frozen=True)
class Run:
    """What a process took: processor time and clock in seconds, most memory of any of its processes in MB."""

    work: float
    clock: float
    memory: float


def write(path: Path, megabytes: float) -> float:
    """Write generated commentary as JSON lines, and return how many MB of text it is."""
    size = 0
    with path.open("w", encoding="utf-8") as out:
        for reading in readings(megabytes, share=ORDINARY):
            size += len(reading.text.encode())
            out.write(json.dumps({"title": reading.title, "author": reading.author, "published": reading.published.isoformat(),
                                  "text": reading.text}, ensure_ascii=False) + "\n")
    return size / 1e6


def run(*command: str) -> Run:
    """Run a command and return what it took."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=_AS_INSTALLED, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1000)


def build(source: Path, out: Path, *how: str) -> Run:
    """Build a corpus in parts."""
    return run("-m", "analysis", "build", str(source), "--out", str(out), "--format", "parts", "--piece", str(PIECE), *how)


def started(place: Path) -> float:
    """Print what it takes to load the code, and until one predicting sentence of somebody's is coded and written; return the latter."""
    line = {"title": "一", "author": "张三", "published": "2018-06-10", "text": "中美双方明年大概率不会签署协议。"}
    (place / "one.jsonl").write_text(json.dumps(line), encoding="utf-8")
    runs = []
    for number in range(_STARTS + 1):
        loaded = run("-c", "import analysis.pipeline")
        runs.append((loaded, build(place / "one.jsonl", place / f"one-{number}", "--engine", "here")))
    # The first may have written bytecode.
    loading, first = (sorted(column, key=lambda one: one.work) for column in zip(*runs[1:], strict=True))
    print(f"Start, {_STARTS} times: loading the code {loading[_STARTS // 2].work:.2f} s of processor time ({loading[0].work:.2f} to {loading[-1].work:.2f}), "
          f"until one sentence is coded and written {first[_STARTS // 2].work:.2f} ({first[0].work:.2f} to {first[-1].work:.2f}; "
          f"by the clock {sorted(one.clock for one in first)[_STARTS // 2]:.2f} s).\n")
    return first[_STARTS // 2].work


def exponent(sizes: list[float], seconds: list[float]) -> float:
    """Return b of seconds = a * size^b, by least squares over the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def limits() -> dict[str, float]:
    """Return what the machine can do at best: MB/s of UTF-8 decoded, and of memory copied."""
    data = "".join(reading.text for reading in readings(4.0, share=ORDINARY)).encode()
    block = np.zeros(200_000_000, dtype=np.uint8)
    return {"UTF-8 decoded": _best(lambda: data.decode(), len(data)), "memory copied": _best(lambda: block.copy(), len(block))}


def _best(work, size: int) -> float:
    taken = math.inf
    for _ in range(5):
        began = time.perf_counter()
        work()
        taken = min(taken, time.perf_counter() - began)
    return size / 1e6 / taken


def main(sizes: tuple[float, ...]) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory(prefix="lunheng-scale-") as folder:
        place = Path(folder)
        first = started(place)
        print("| MB | processor time, s | beyond start | MB/s | most memory, MB |\n| --- | --- | --- | --- | --- |")
        done, beyond = [], []
        for size in sizes:
            held = write(place / f"{size}.jsonl", size)
            made = build(place / f"{size}.jsonl", place / f"out-{size}", "--engine", "here")
            done.append(held)
            beyond.append(made.work - first)
            print(f"| {held:.1f} | {made.work:.1f} | {beyond[-1]:.1f} | {held / beyond[-1]:.2f} | {made.memory:,.0f} |", flush=True)
        print(f"\nExponent over {len(done)} sizes: {exponent(done, beyond):.3f}.\n")
        source, size = place / f"{sizes[-1]}.jsonl", done[-1]
        print("| engine | one worker, s | two workers, s | speed-up | load before |\n| --- | --- | --- | --- | --- |")
        for engine in ("processes", "dask"):
            load = os.getloadavg()[0]
            one, two = (build(source, place / f"{engine}-{workers}", "--engine", engine, "--workers", str(workers)) for workers in (1, 2))
            print(f"| {engine} | {one.clock:.1f} | {two.clock:.1f} | {one.clock / two.clock:.2f} | {load:.1f} |", flush=True)
        print("\n" + "; ".join(f"{name} {speed:,.0f} MB/s" for name, speed in limits().items()) + f" ({size:.1f} MB built).")


if __name__ == "__main__":
    main(tuple(float(size) for size in sys.argv[1:]) or SIZES)

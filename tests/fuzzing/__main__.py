"""Many cases of every target, counted and timed.

    python -m tests.fuzzing --cases 100000             all targets, each its share
    python -m tests.fuzzing --cases 2000 routes        the targets whose name holds a word
    python -m tests.fuzzing --cases 20000 --seed 7     other cases than those of every run without a seed

Ends with 1 where a target found something that does not hold, after the shortest example and what it raised.
"""

import argparse
import os
import tempfile


def main() -> int:
    """Run, print a line a target, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing")
    parser.add_argument("--cases", type=int, default=100_000, help="how many in all; each target gets its share")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--part", default="1/1", help="2/3: every third target from the second on, each with as many cases as in the whole run")
    parser.add_argument("words", nargs="*", help="only targets whose name holds one of these")
    told = parser.parse_args()
    os.environ["LUNHENG_HOME"] = tempfile.mkdtemp(prefix="fuzzing-")
    from tests.fuzzing.target import run
    from tests.fuzzing.targets import TARGETS

    chosen = [target for target in TARGETS if not told.words or any(word in target.name for word in told.words)]
    whole, tried, seconds, failed = sum(target.share for target in chosen), 0, 0.0, 0
    place, parts = map(int, told.part.split("/"))
    chosen = chosen[place - 1::parts]
    for target in chosen:
        ran = run(target, max(1, round(told.cases * target.share / whole)), told.seed)
        tried, seconds, failed = tried + ran.cases, seconds + ran.seconds, failed + bool(ran.fault)
        print(f"{target.name:44} {ran.cases:7,} cases {ran.seconds:7.1f} s  {'FAULT' if ran.fault else 'held'}", flush=True)
        if ran.fault:
            print(ran.fault, flush=True)
    print(f"{tried:,} cases of {len(chosen)} targets in {seconds:.0f} s; {failed} found something")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How many small changes of the grammar and of the scores no test would miss: mutants made by mutmut, each judged by every test of its part.

    pip install mutmut==3.8.1
    python -m tests.benchmarks.mutants make                        # all mutants, once: mutants/
    python -m tests.benchmarks.mutants judge grammar 300 2026      # so many, drawn by a seed; each a line of mutants/grammar.jsonl
    python -m tests.benchmarks.mutants judge scores 200 2026
    python -m tests.benchmarks.mutants judge scores NAME ...       # these, by mutmut's names
    python -m tests.benchmarks.mutants told grammar                # the count, and what was changed in each survivor

mutmut makes the mutants and runs the one that is named (`MUTANT_UNDER_TEST`); it is not asked to judge them. It gives a mutant only the tests
during which its function was called before, and what loads a vocabulary is called during the first of them alone: most of the grammar would
be judged by one test. Here a mutant is judged by all tests of its part, the sentences first, and the first that fails ends it, each in a process of
its own. The limit is of processor time: a machine with other work to do runs into none.
"""

import importlib
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest import main
from mutmut.state import state

MUTANTS = Path("mutants")
FOLDERS = {"grammar": "analysis.grammar.", "scores": "analysis.verification."}
# Those that hold how long something takes: by the wall, or against itself; a busy machine must catch no mutant.
NOT_ASKED = "not (read_in_time or without_blowing_up or takes_its_length_only or nothing_but_a_cue_returns or ranked_at_once or any_length_is_read)"
OPTIONS = ("-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:playwright", "--tb=no", "--rootdir=.", "-k", NOT_ASKED)
TESTS = {
    "grammar": ("tests/analysis/test_sentences.py", "tests/analysis/test_predictions.py", "tests/analysis/grammar", "tests/analysis/test_commentaries.py"),
    "scores": ("tests/analysis/verification",),
}
# What the program and its tests import from others: loaded once, forked for each mutant.
OTHERS = ("pandas", "numpy", "pyarrow", "pyarrow.parquet", "streamlit", "streamlit.testing.v1", "jieba", "opencc", "ahocorasick_rs", "re2", "sqlalchemy",
          "duckdb", "networkx", "scipy.stats", "sklearn.metrics", "hypothesis", "pytest", "fsspec", "trafilatura", "docx", "pypdfium2", "mutmut.mutation.trampoline")
# Six times what a part's tests take; one that runs into it (SIGXCPU) never ends, or takes so long that somebody would notice.
SECONDS = 120


def make() -> None:
    """Write the project with all its mutants to `mutants/`."""
    from mutmut import __main__ as mutmut

    MUTANTS.mkdir(exist_ok=True)
    mutmut.set_mutant_under_test("mutant_generation")
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(1)
    print({part: len(names(part)) for part in FOLDERS})


def names(part: str) -> list[str]:
    """Return the names of all mutants of a part, sorted."""
    made = (name for path in (MUTANTS / "analysis").rglob("*.meta") for name in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    return sorted(name for name in made if name.startswith(FOLDERS[part]))


def judge(part: str, chosen: list[str]) -> None:
    """Judge mutants, and add a line for each to the part's file; those that have one are passed over.

    The tests are collected once, and each mutant is a process forked there, before any of them has run. What a function gave while the program was
    imported and the tests were collected is the same for all of these: mutants of functions that were called by then are judged by a pytest
    of their own, forked before anything of the program is loaded.
    """
    kept = (MUTANTS / f"{part}.jsonl").absolute()
    done = {line["mutant"] for line in read(kept)}
    os.chdir(MUTANTS)
    # What is imported is imported from here: the mutants, and the copy of the tests beside them.
    sys.path[0] = str(Path.cwd())
    for name in [name for name in sys.modules if name.split(".")[0] == "tests"]:
        del sys.modules[name]
    for name in OTHERS:
        importlib.import_module(name)
    assert not [name for name in sys.modules if name.split(".")[0] == "analysis"], "something of the program is loaded before its mutant is"

    def tell(mutant: str, ended: str, failed: str = "", seconds: float = 0.0) -> None:
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"mutant": mutant, "ended": ended, "by": failed, "seconds": round(seconds, 1)}, ensure_ascii=False) + "\n")
        print(f"{ended:12} {seconds:5.1f} s  {mutant}  {failed}", flush=True)

    to_read, to_write = os.pipe()
    child = os.fork()
    if not child:
        os.environ["MUTANT_UNDER_TEST"] = "stats"
        code = pytest.main([*OPTIONS, *TESTS[part]], plugins=[Forking([mutant for mutant in chosen if mutant not in done], to_write, tell)])
        os._exit(int(code))
    os.close(to_write)
    with os.fdopen(to_read, encoding="utf-8") as pipe:
        early = pipe.read().split()
    if os.waitpid(child, 0)[1]:
        raise SystemExit("the tests could not be collected, or one fails without a mutant")
    for mutant in early:
        tell(mutant, *forked(mutant, lambda: pytest.main([*OPTIONS, *TESTS[part]], plugins=[Caught()])))


class Forking:
    """Has each mutant judged where the tests are collected and none has run."""

    def __init__(self, chosen: list[str], to_write: int, tell: Callable[..., None]):
        self.chosen, self.to_write, self.tell = chosen, to_write, tell

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork for each mutant, and say which have to be judged from before the program is loaded."""
        # Called while the program was imported and the tests were collected.
        at_import = set(state()._stats)
        state()._stats.clear()
        reached = self.reached(session)
        for mutant in self.chosen:
            function = mutant.rpartition("__mutmut_")[0]
            if function in at_import:
                os.write(self.to_write, f"{mutant}\n".encode())
            elif function not in reached:
                self.tell(mutant, "no test")
            else:
                self.tell(mutant, *forked(mutant, lambda: run(session)))
        return True

    def reached(self, session: pytest.Session) -> set[str]:
        """Return the functions that the tests call; none of them fails."""
        place = Path(f"reached-{os.getpid()}.txt").absolute()

        def asked() -> int:
            code = run(session)
            place.write_text("\n".join(sorted(state()._stats)), encoding="utf-8")
            return code

        ended, failed, seconds = forked("stats", asked)
        print(f"{ended:12} {seconds:5.1f} s  no mutant  {failed}", flush=True)
        if ended != "survived":
            raise SystemExit(f"the tests fail without a mutant: {failed}")
        names = set(place.read_text(encoding="utf-8").split())
        place.unlink()
        return names


class Caught:
    """Tells the pipe of a process (`CAUGHT`) which test failed."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell a test that failed."""
        if report.failed:
            os.write(int(os.environ["CAUGHT"]), report.nodeid.encode("utf-8", "replace"))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tell a file of tests that could not be read."""
        if report.failed:
            os.write(int(os.environ["CAUGHT"]), f"{report.nodeid} (collecting)".encode())


def run(session: pytest.Session) -> int:
    """Run the tests collected until one fails; return pytest's exit code."""
    session.config.pluginmanager.register(Caught())
    try:
        main.pytest_runtestloop(session)
    except (session.Failed, session.Interrupted):
        return 1
    return int(session.testsfailed > 0)


def forked(mutant: str, asked: Callable[[], int]) -> tuple[str, str, float]:
    """Return what became of a mutant: how it ended, the test that caught it, and the seconds of processor it took."""
    to_read, to_write = os.pipe()
    child = os.fork()
    if not child:
        os.close(to_read)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os.environ.update(MUTANT_UNDER_TEST=mutant, CAUGHT=str(to_write))
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS, int(time.process_time()) + SECONDS + 5))
        # A loop without end that also gathers would take the machine along.
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        code = 70
        try:
            code = int(asked())
        finally:
            os._exit(code)
    os.close(to_write)
    with os.fdopen(to_read, encoding="utf-8") as pipe:
        failed = pipe.read()
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    ended = {0: "survived", 1: "caught", -24: "out of time", -9: "out of time"}.get(code, f"caught, exit {code}")
    return ended, failed, used.ru_utime + used.ru_stime


def read(kept: Path) -> list[dict]:
    """Return the lines of a part's file."""
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []


def told(part: str) -> None:
    """Print how many mutants were caught, by which files, and what was changed in each that was not."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = [line for line in read(MUTANTS / f"{part}.jsonl") if line["mutant"]]
    print(Counter(line["ended"] for line in lines), f"{sum(line['seconds'] for line in lines):.0f} s of processor")
    print(Counter(line["by"].partition("::")[0] for line in lines if line["ended"].startswith("caught")))
    for line in lines:
        if not line["ended"].startswith("caught"):
            path = "/".join(line["mutant"].split(".")[:-1]) + ".py"
            changes = [row for row in get_diff_for_mutant(line["mutant"], path=Path(path)).splitlines() if row[:1] in "+-" and row[:3] not in ("+++", "---")]
            print(f"\n{line['ended']}: {line['mutant']}", *changes, sep="\n")


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "make":
        make()
    elif what == "told":
        told(given[0])
    elif given[1].isdigit():
        judge(given[0], random.Random(int(given[2])).sample(names(given[0]), int(given[1])))
    else:
        judge(given[0], given[1:])

import os
import signal
import subprocess
import sys

import pytest

from analysis import shelf
from tests.conftest import ROOT

# Fills a folder for ever, once it stands.
FILLING = """
import pathlib, sys, time
from analysis import shelf
with shelf.laid(pathlib.Path(sys.argv[1]), "a", 3) as partial:
    (partial / "half").write_text("half")
    print("begun", flush=True)
    sys.stdin.read()
"""


def laid(home, name, most=3):
    with shelf.laid(home, name, most) as partial:
        (partial / "said").write_text(name)


def names(home):
    return sorted(path.name for path in home.iterdir())


def test_what_fails_leaves_nothing(tmp_path):
    with pytest.raises(OSError, match="full"), shelf.laid(tmp_path, "a", 3) as partial:
        (partial / "half").write_text("half")
        raise OSError("full")
    assert names(tmp_path) == []


def test_what_a_killed_program_left_is_cleared_and_what_a_living_one_fills_is_not(tmp_path):
    with subprocess.Popen([sys.executable, "-c", FILLING, tmp_path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        laid(tmp_path, "b")
        assert [name.partition("-")[0] for name in names(tmp_path)] == ["b", "partial"]
        process.send_signal(signal.SIGKILL)
    laid(tmp_path, "c")
    assert names(tmp_path) == ["b", "c"]


def test_what_another_program_laid_meanwhile_stays(tmp_path):
    with shelf.laid(tmp_path, "a", 3) as partial:
        (partial / "said").write_text("late")
        laid(tmp_path, "a")
    assert (tmp_path / "a" / "said").read_text() == "a"
    assert names(tmp_path) == ["a"]


def test_a_file_of_that_name_makes_room(tmp_path):
    (tmp_path / "a").write_text("no folder")
    laid(tmp_path, "a")
    assert (tmp_path / "a" / "said").read_text() == "a"


def test_what_was_laid_last_stays_though_the_clock_was_set_back(tmp_path):
    for name in "abc":
        laid(tmp_path, name)
        os.utime(tmp_path / name, (2e9, 2e9))
    laid(tmp_path, "d")
    assert len(names(tmp_path)) == 3
    assert "d" in names(tmp_path)

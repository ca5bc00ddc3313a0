"""Lunheng calls no other machine: every page, a coding and every export with all ways out closed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import spreadsheets
from analysis.corpus import SAMPLE
from charts import briefing
from charts.export import chart
from tests import offline
from tests.pages.conftest import NAMES

ROOT = Path(__file__).parent.parent
TRYING = """
import ctypes, socket, sys
from tests import offline
sys.addaudithook(offline._watch)
try:
    socket.socket().connect(("192.0.2.1", 80))
except OSError as error:
    print(type(error).__name__)
# Beside Python, as a library in C does.
libc = ctypes.CDLL(None)
away = bytes([2, 0, 0, 80, 192, 0, 2, 1, *[0] * 8])
libc.connect(libc.socket(2, 1, 0), away, 16)
print(offline.tried, offline.no_way_out())
"""


def alone() -> list[str]:
    """Return the words before a command that runs it in a network of its own without any way out; none where that is not allowed."""
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    return []


def test_every_page_a_coding_and_every_export_call_no_other_machine(tmp_path, monkeypatch):
    # Some of the sample: where nothing is called, more text calls nothing either, and takes longer.
    monkeypatch.setenv("LUNHENG_CORPUS", os.pathsep.join(map(str, sorted(SAMPLE.glob("*.md"))[:3])))
    ran = subprocess.run([*alone(), sys.executable, "-m", "tests.offline", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr[-3000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["tried"] == []
    assert told["no_way_out"] == 0 or not alone()
    assert told["pages"] == list(NAMES)
    assert told["taken"] == {"taken": 1}
    assert set(told["out"]) == {*(f"chart.{form}" for form in chart.FORMS), *(f"table.{form}" for form in spreadsheets.FORMS),
                                *(f"briefing.{form}" for form in briefing.FORMS), "library.zip"}


def test_who_tries_is_seen_in_python_and_beside_it():
    ran = subprocess.run([*alone(), sys.executable, "-c", TRYING], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    refused, seen = ran.stdout.splitlines()
    assert refused == "Closed"
    assert seen.startswith("['socket.connect 192.0.2.1'] ")
    # Python's own attempt was refused before the kernel heard of it.
    assert seen.endswith(" 1") or not alone()


@pytest.mark.parametrize(("event", "told"), [
    ("socket.connect", (None, ("127.0.0.1", 5432))), ("socket.connect", (None, ("::1", 5432, 0, 0))), ("socket.connect", (None, "/run/postgresql/s")),
    ("socket.getaddrinfo", ("localhost", 80, 0, 0, 0)), ("socket.getaddrinfo", (None, 80, 0, 0, 0)), ("open", ("/etc/hosts", "r", 0))])
def test_this_machine_may_be_reached(event, told):
    assert offline._watch(event, told) is None

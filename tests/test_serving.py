"""The server as a process: watched, and ended in the midst of its work."""

import json
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from analysis.imports import Jobs, worker
from analysis.library import Library
from tests.browser.server import ROOT, answered, free_port

SENTENCE = "第{}篇。顾远认为，谈判大概率破裂。李简则指出，双方有望签署协议。"
FILES = 250
KEY = "correct-horse-battery"


def looked_at(visit) -> None:
    """Open the first page as a browser does, and wait until it is drawn."""
    asked = BackMsg()
    asked.rerun_script.query_string = "lang=en"
    visit.send(asked.SerializeToString())
    told = ForwardMsg()
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(visit.recv(timeout=60))


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """What a server said and did that was told to end while an import was under way and somebody looked at a page."""
    home, told = tmp_path_factory.mktemp("home"), {}
    address = f"sqlite:///{home / 'library.db'}"
    with Library(address) as library:
        # Three megabytes: taken and coded, they take longer than a page.
        files = [(f"{number}.txt", "".join(SENTENCE.format(number * 1000 + n) for n in range(120)).encode(), "") for number in range(FILES)]
        told["job"] = Jobs(library.engine).begin(1, files)
    port, log = free_port(), home / "server.log"
    with pytest.MonkeyPatch.context() as environment, log.open("w") as out:
        for name in ("LUNHENG_CORPUS", "LUNHENG_DATABASE", "LUNHENG_METRICS"):
            environment.delenv(name, raising=False)
        for name, value in {"LUNHENG_HOME": str(home), "LUNHENG_LOG": "json", "LUNHENG_LLM_KEY": KEY}.items():
            environment.setenv(name, value)
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true",
             "--server.fileWatcherType", "none", "--logger.hideWelcomeMessage", "true"], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        here = answered(process, f"http://localhost:{port}", log, "/ready")
        with connect(f"ws://localhost:{port}/_stcore/stream", subprotocols=["streamlit"], origin=here, max_size=None) as visit:
            looked_at(visit)
            with urllib.request.urlopen(f"{here}/metrics", timeout=20) as answer:
                told["metrics"] = answer.read().decode()
            with Library(address) as library:
                told["before"] = Jobs(library.engine).get(told["job"])
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            try:
                while True:
                    visit.recv(timeout=20)
            except ConnectionClosed as closed:
                told["visit"] = closed.rcvd.code if closed.rcvd else None
        told["code"] = process.wait(40)
        told["seconds"] = time.monotonic() - began
    finally:
        process.kill()
        process.wait()
    with Library(address) as library:
        jobs = Jobs(library.engine)
        told["left"] = jobs.get(told["job"])
        if told["left"].open:
            assert worker.run(library, told["job"], "the next server", coding=False)
        told["counts"] = jobs.counts(told["job"])
    told["log"] = log.read_text(encoding="utf-8")
    return told


def test_it_ends_by_itself_in_time_with_exit_code_0(ended):
    assert ended["code"] == 0, ended["log"][-3000:]
    assert ended["seconds"] < 20


def test_visits_are_closed_and_told_to_come_again(ended):
    # RFC 6455 and its registry: 1012, the service restarts.
    assert ended["visit"] == 1012


def test_the_import_was_given_back_and_the_next_server_takes_all_of_it_once(ended):
    assert ended["before"].open, "the import was over before the server was told to end: it has to be larger"
    assert ended["left"].state in ("waiting", "done") and not ended["left"].stale
    assert sum(ended["counts"].values()) == FILES and ended["counts"].get("refused", 0) == 0


def test_the_visit_and_the_import_were_counted(ended):
    assert "lunheng_sessions 1.0" in ended["metrics"]
    assert 'lunheng_page_run_seconds_count{page="overview",run="whole"} 1.0' in ended["metrics"]
    assert 'lunheng_ready{check="tables"} 1.0' in ended["metrics"]


def test_the_log_is_json_and_holds_no_text_and_no_secret(ended):
    lines = ended["log"].splitlines()
    # Before the program is loaded and after it is gone Streamlit and Uvicorn speak as they like.
    ours = [number for number, line in enumerate(lines) if line.startswith("{")]
    told = [json.loads(line) for line in lines[ours[0]:ours[-1] + 1]]
    assert {"The server is ready", "The server ends"} <= {event["event"] for event in told}
    assert not [event for event in told if event["level"] in ("error", "critical")]
    assert ended["log"].isascii() and KEY not in ended["log"]

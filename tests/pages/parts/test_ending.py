"""What SIGTERM does, without a server; with one: tests/test_serving.py."""

import os
import signal
import subprocess
import sys
import textwrap
import threading

import pytest

from pages.parts import ending
from tests.conftest import ROOT


class Server:
    """As Uvicorn's: its own handler notes the signal, to raise it again at the end."""

    def __init__(self):
        self.config, self.should_exit, self.noted = type("Config", (), {"timeout_graceful_shutdown": None})(), False, []

    def handle_exit(self, number, frame):
        self.noted.append(number)


@pytest.fixture
def watched(monkeypatch):
    began = []
    monkeypatch.setattr(ending, "_watch", lambda: began.append(1))
    # Else the program that runs these tests would end as the server does.
    monkeypatch.setattr(ending.atexit, "register", lambda over: began.append(over))
    return began


def joined():
    for thread in threading.enumerate():
        if thread.name == "ending":
            thread.join()


def test_the_server_is_told_to_end_and_the_signal_is_not_raised_again(watched):
    server = Server()
    ending.told(server.handle_exit)(signal.SIGTERM, None)
    joined()
    assert server.should_exit and server.noted == [] and server.config.timeout_graceful_shutdown == ending.ANSWERS
    assert sorted(watched, key=str) == [1, ending._over]


def test_what_is_no_such_server_ends_as_it_would(watched):
    noted = []
    ending.told(lambda number, frame: noted.append(number))(signal.SIGTERM, None)
    joined()
    assert noted == [signal.SIGTERM]


def test_ctrl_c_is_the_servers_own_affair_and_the_end_is_orderly(watched):
    noted = []
    ending.lasting(lambda number, frame: noted.append(number))(signal.SIGINT, None)
    assert noted == [signal.SIGINT] and watched == [ending._over]


@pytest.mark.parametrize("interrupted", [signal.default_int_handler, signal.SIG_IGN])
def test_the_signal_is_heard_until_the_end_also_where_ctrl_c_is_ignored(watched, interrupted):
    server = Server()
    before, ctrl_c = signal.signal(signal.SIGTERM, server.handle_exit), signal.signal(signal.SIGINT, interrupted)
    try:
        with ending.heard():
            os.kill(os.getpid(), signal.SIGTERM)
            assert server.should_exit
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == (server.handle_exit, interrupted)
    finally:
        joined()
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, ctrl_c)


def test_what_hangs_is_ended_with_exit_code_0(monkeypatch):
    ended = []
    monkeypatch.setattr(ending, "LONGEST", 0.01)
    monkeypatch.setattr(ending.os, "_exit", ended.append)
    ending._watch()
    assert ended == [0]


@pytest.mark.parametrize("told", ["signal.SIGTERM", "signal.SIGINT"])
def test_pages_still_being_drawn_cost_the_server_neither_its_exit_code_nor_what_comes_at_the_end(told):
    # Threads in DuckDB's code when Python takes itself apart: every time, "FATAL: exception not rethrown".
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(f"""
        import atexit, signal, threading
        import duckdb
        from pages.parts import ending

        def drawn():
            counting = duckdb.connect()
            while True:
                counting.execute("select sum(range) from range(3000000)").fetchall()
                counted.set()

        atexit.register(print, "files put away")
        counted, heard = threading.Event(), threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, frame: heard.set())
        for _ in range(3):
            threading.Thread(target=drawn, daemon=True).start()
        counted.wait()
        with ending.heard():
            signal.raise_signal({told})
        assert heard.is_set()
    """)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "files put away\n", "")


def test_all_is_over_before_whoever_waits_gives_up():
    longest_in_turn = ending.ANSWERS + 2 * ending.supervisor.PATIENCE
    assert longest_in_turn < ending.LONGEST

"""What SIGTERM does, without a server; with one: tests/test_serving.py."""

import os
import signal
import threading

import pytest

from pages.parts import ending


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
    assert watched == [1]


def test_what_is_no_such_server_ends_as_it_would(watched):
    noted = []
    ending.told(lambda number, frame: noted.append(number))(signal.SIGTERM, None)
    joined()
    assert noted == [signal.SIGTERM]


def test_the_signal_is_heard_until_the_end(watched):
    server = Server()
    before = signal.signal(signal.SIGTERM, server.handle_exit)
    try:
        with ending.heard():
            os.kill(os.getpid(), signal.SIGTERM)
            assert server.should_exit
        assert signal.getsignal(signal.SIGTERM) == server.handle_exit
    finally:
        joined()
        signal.signal(signal.SIGTERM, before)


def test_what_hangs_is_ended_with_exit_code_0(monkeypatch):
    ended = []
    monkeypatch.setattr(ending, "LONGEST", 0.01)
    monkeypatch.setattr(ending.os, "_exit", ended.append)
    ending._watch()
    assert ended == [0]


def test_all_is_over_before_whoever_waits_gives_up():
    longest_in_turn = ending.ANSWERS + 2 * ending.supervisor.PATIENCE
    assert longest_in_turn < ending.LONGEST

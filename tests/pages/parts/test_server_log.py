"""Streamlit's and the web server's loggers write as the program does."""

import json
import logging
import uuid

import pytest
from streamlit import logger as streamlits

from analysis import logs
from pages.parts import server_log


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_streamlits_loggers_write_as_the_program_does(monkeypatch, capsys, when):
    monkeypatch.setenv(logs.SWITCH, "json")
    name = f"streamlit.{uuid.uuid4().hex}"
    if when == "before":
        streamlits.get_logger(name)
    with server_log.written():
        streamlits.get_logger(name).error("Uncaught app execution", exc_info=ValueError("谈判大概率破裂"))
        logging.getLogger("uvicorn.error").warning("Invalid HTTP request\nreceived")
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in told] == ["Uncaught app execution", "Invalid HTTP request\\nreceived"]
    assert told[0]["logger"] == name and told[0]["exception"] == [{"type": "builtins.ValueError", "message": "", "frames": []}]


def test_afterwards_they_write_as_they_did(capsys):
    name = f"streamlit.{uuid.uuid4().hex}"
    with server_log.written():
        streamlits.get_logger(name)
    streamlits.get_logger(name).error("again")
    later = streamlits.get_logger(f"{name}.later")
    assert capsys.readouterr().err.count("again") == 1
    assert later.handlers and not later.propagate


def test_what_streamlit_keeps_secret_is_hidden(monkeypatch, capsys):
    class Secrets:
        def to_dict(self):
            return {"auth": {"client_secret": "correct-horse", "client_id": "lunheng-web"}}

    monkeypatch.setattr(server_log.st, "secrets", Secrets())
    monkeypatch.setattr(logs, "_hidden", set())
    with server_log.written():
        logging.getLogger("lunheng").info("lunheng-web shows correct-horse")
    said = capsys.readouterr().err
    assert "lunheng-web shows ***" in said

import io
import json
import sys

import pytest

from analysis import harmless, logs
from analysis.__main__ import main
from analysis.commands import terminal
from analysis.commands.progress import Progress
from analysis.library import Library
from tests import hostile

TEXTS = hostile.texts()


@pytest.fixture
def kept():
    """A library of hostile documents."""
    with Library() as library:
        return library.add("\x1b[2J\u202efdp.jsonl", hostile.lines())


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["projects"], ["list", "--project", "\x1b[31m\u202e甲"], ["\x1b[31m"]])
def test_nothing_a_command_writes_is_obeyed_by_a_terminal(kept, capsys, command):
    try:
        main(command)
    except SystemExit as ended:
        assert ended.code == 2
    said = capsys.readouterr()
    assert said.out + said.err
    assert not harmless.HIDDEN.search((said.out + said.err).replace("\n", ""))


def test_a_document_is_a_line_and_json_holds_its_title_as_it_is(kept, capsys):
    assert main(["list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == len({report.doc_id for report in kept})
    assert main(["list", "--json"]) == 0
    titles = {json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()}
    assert " ".join(TEXTS["direction"].split()) in titles and " ".join(TEXTS["control"].replace("\0", "\ufffd").split()) in titles


def test_streams_are_as_they_were_afterwards(capsys):
    before = sys.stdout, sys.stderr
    main(["projects"])
    assert (sys.stdout, sys.stderr) == before


def test_progress_may_still_go_back_to_the_beginning_of_its_line(monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr(written, "isatty", lambda: True, raising=False)
    Progress(100, terminal.Shown(written), clock=lambda: 1.0).partly(10)
    assert written.getvalue().endswith("\r") and "\\u" not in written.getvalue()


@pytest.mark.parametrize("name", TEXTS)
def test_a_log_has_one_line_of_ascii_for_each_event(name):
    line = logs.clean(TEXTS[name])
    assert line.isascii() and "\n" not in line and line.isprintable() and len(line) < 2100

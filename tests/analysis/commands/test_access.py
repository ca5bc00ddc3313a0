import re

from analysis import access
from analysis.__main__ import DONE, NOTHING, main


def test_a_token_is_shown_once_with_the_lines_that_let_it_in(tmp_path, monkeypatch, capsys):
    assert main(["access", "token", "weekly report", "--role", "coder"]) == DONE
    said = capsys.readouterr().out
    token, lines = re.search(r"^  (\S{40,})$", said, re.MULTILINE)[1], said[said.index("[tokens]"):]
    path = tmp_path / "access.toml"
    path.write_text(lines)
    monkeypatch.setenv(access.VARIABLE, str(path))
    assert access.rules().bearer(token) == access.Person("weekly report", "coder")
    assert token not in lines


def test_the_file_is_checked_and_a_role_told(tmp_path, monkeypatch, capsys):
    path = tmp_path / "access.toml"
    path.write_text('[addresses]\n"*@example.org" = "coder"\n[groups]\nheads = "admin"\n')
    monkeypatch.setenv(access.VARIABLE, str(path))
    assert main(["access", "check"]) == DONE
    assert "1 addresses, 1 groups, 0 tokens; anybody else who logs in: none" in capsys.readouterr().out
    assert main(["access", "role", "bo@example.org"]) == DONE
    assert main(["access", "role", "bo@example.org", "--group", "heads"]) == DONE
    assert capsys.readouterr().out.split() == ["coder", "admin"]
    path.write_text("default = 3")
    for asked in (["check"], ["role", "a@b.example"]):
        assert main(["access", *asked]) == NOTHING
        assert "default: 3 is no role" in capsys.readouterr().err

import json

import pytest

from analysis import acting
from analysis.__main__ import DONE, NOTHING, main
from analysis.access import CODER, Person
from analysis.library import Library


@pytest.fixture
def changed():
    with Library() as library, acting.as_(Person("ana@example.org", CODER)):
        library.add("甲.txt", "=1+1\n谈判破裂。".encode())


def test_an_empty_log_is_nothing(capsys):
    assert main(["audit"]) == NOTHING
    assert capsys.readouterr().out == ""


def test_who_did_what_is_shown_and_as_json(changed, capsys):
    assert main(["audit", "--who", "ana"]) == DONE
    assert "ana@example.org  add  =1+1" in capsys.readouterr().out
    assert main(["audit", "--json", "--did", "add"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["who"], told["did"], told["name"], told["n"]) == ("ana@example.org", "add", "=1+1", 1)
    assert main(["audit", "--until", "2020-01-01"]) == NOTHING


def test_a_file_is_written_in_which_nothing_is_a_formula(changed, tmp_path, capsys):
    assert main(["audit", "--out", str(tmp_path / "audit.csv")]) == DONE
    assert "'=1+1" in (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")
    assert main(["audit", "--out", str(tmp_path / "audit.doc")]) == NOTHING
    assert "ends in none of csv" in capsys.readouterr().err

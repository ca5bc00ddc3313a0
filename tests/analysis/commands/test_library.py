import json

import pytest

from analysis.__main__ import main
from analysis.commands import DONE, MISUSED, NOTHING, PARTLY
from analysis.imports import Jobs, supervisor, worker
from analysis.library import Library


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Imports are done by this process: that another one does them is told in test_supervisor."""
    monkeypatch.setattr(supervisor, "see_through", lambda library, job, *, coding, told: worker.run(library, job, "test", coding=False))


TEXT = "顾远认为，谈判大概率破裂。"


def test_documents_are_imported_listed_and_exported_so_that_they_can_be_imported_again(tmp_path, capsys, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.csv").write_text("标题,备注\n一,谈判有望重启。\n", encoding="utf-8")
    assert main(["import", str(tmp_path / "in"), "--column", "text=备注", "--published", "2025-03-04"]) == DONE
    assert "2 taken" in capsys.readouterr().out
    assert main(["list", "--json"]) == DONE
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["title"], row["published"]) for row in rows] == [(TEXT.replace("。", "…"), "2025-03-04"), ("一", "2025-03-04")]
    assert main(["export", str(tmp_path / "all.jsonl")]) == DONE
    with Library() as library:
        before = {reading.text for reading in library.readings()}
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "other"))
    assert main(["import", str(tmp_path / "all.jsonl")]) == DONE
    with Library() as library:
        assert {reading.text for reading in library.readings()} == before


def test_what_cannot_be_read_is_told_and_the_rest_is_taken(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"no pdf")
    assert main(["import", str(tmp_path / "a.txt"), str(tmp_path / "b.pdf"), str(tmp_path / "absent.txt"), "--json"]) == PARTLY
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["source"].rpartition("/")[2], row["outcome"]) for row in rows} == {("a.txt", "taken"), ("b.pdf", "refused"), ("absent.txt", "refused")}
    assert main(["import", str(tmp_path / "b.pdf")]) == NOTHING


def test_an_address_inside_is_refused(capsys):
    assert main(["import", "http://127.0.0.1/"]) == NOTHING
    assert "not on the public internet" in capsys.readouterr().out


def test_a_column_of_no_field_is_misuse(tmp_path, capsys):
    assert main(["import", str(tmp_path), "--column", "colour=x"]) == MISUSED
    assert "Fields: text" in capsys.readouterr().err


def test_a_backup_is_written_and_restored(tmp_path, capsys, monkeypatch):
    with Library() as library:
        library.add("a.txt", TEXT.encode())
    assert main(["backup", str(tmp_path / "all.zip")]) == DONE
    assert "1 items" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "all.zip")]) == NOTHING
    assert "already" in capsys.readouterr().err
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "other"))
    assert main(["restore", str(tmp_path / "all.zip")]) == DONE
    with Library() as library:
        assert [reading.text for reading in library.readings()] == [TEXT]
    assert main(["backup", str(tmp_path / "again.zip"), "--json"]) == DONE
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["rows"]["items"] == 1


def test_projects_keep_documents_apart(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("谈判有望重启。", encoding="utf-8")
    assert main(["import", str(tmp_path / "a.txt")]) == DONE
    assert main(["import", str(tmp_path / "b.txt"), "--project", "台海"]) == DONE
    capsys.readouterr()
    assert main(["list", "--project", "台海", "--json"]) == DONE
    assert [json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()] == ["谈判有望重启…"]
    assert main(["projects", "--json"]) == DONE
    assert [json.loads(line)["documents"] for line in capsys.readouterr().out.splitlines()] == [1, 1]
    assert main(["export", str(tmp_path / "b.jsonl"), "--project", "台海", "--json"]) == DONE
    assert json.loads(capsys.readouterr().out)["documents"] == 1
    assert main(["list", "--project", "无此"]) == MISUSED
    assert "There are 台海" in capsys.readouterr().err


def test_an_import_that_was_stopped_is_gone_on_with(tmp_path, capsys):
    with Library() as library:
        jobs = Jobs(library.engine)
        jobs.cancel(jobs.begin(1, [("a.txt", TEXT.encode(), "")]))
    assert main(["import", "--resume"]) == DONE
    assert "1 taken" in capsys.readouterr().out
    assert main(["import"]) == MISUSED

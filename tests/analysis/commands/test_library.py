import json

from analysis.__main__ import main
from analysis.commands import DONE, MISUSED, NOTHING, PARTLY
from analysis.library import Library

TEXT = "顾远认为，谈判大概率破裂。"


def test_documents_are_imported_listed_and_exported_so_that_they_can_be_imported_again(tmp_path, capsys, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.csv").write_text("标题,备注\n一,谈判有望重启。\n", encoding="utf-8")
    assert main(["import", str(tmp_path / "in"), "--column", "text=备注", "--published", "2025-03-04"]) == DONE
    assert "2 taken" in capsys.readouterr().out
    assert main(["list", "--json"]) == DONE
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["title"], row["published"]) for row in rows] == [(TEXT, "2025-03-04"), ("一", "2025-03-04")]
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
    outcomes = [json.loads(line)["outcome"] for line in capsys.readouterr().out.splitlines()]
    assert outcomes == ["taken", "refused", "refused"]
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

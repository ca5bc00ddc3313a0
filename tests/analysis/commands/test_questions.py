import pytest

from analysis.__main__ import DONE, NOTHING, PARTLY, main
from analysis.verification.question_files import to_csv
from tests.analysis.asked import question


@pytest.mark.parametrize("form", ["csv", "json"])
def test_questions_exported_are_imported_and_exported_again_alike(tmp_path, capsys, form):
    first, second = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    assert main(["questions", "export", str(first)]) == DONE
    assert main(["questions", "import", str(first)]) == DONE
    assert main(["questions", "export", "--own", str(second)]) == DONE
    assert first.read_bytes() == second.read_bytes()
    assert "questions taken in, 0 faults" in capsys.readouterr().out


def test_faults_are_named_and_what_is_right_is_taken(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes(to_csv([question("good"), question("wrong", issue="nothing")]))
    assert main(["questions", "import", str(path)]) == PARTLY
    told = capsys.readouterr()
    assert "row 2 (line 3): issue" in told.err and "1 questions taken in, 1 faults" in told.out


@pytest.mark.parametrize(("arguments", "reason"), [
    (["export", "a.xlsx"], "ends in .csv or .json"), (["export", "no/such/folder/a.csv"], "Check the folder"),
    (["import", "no-such.csv"], "Check the path")])
def test_what_cannot_be_done_says_why(arguments, reason, capsys):
    assert main(["questions", *arguments]) == NOTHING
    assert reason in capsys.readouterr().err


def test_what_is_no_file_of_questions_is_refused(tmp_path, capsys):
    path = tmp_path / "a.json"
    path.write_text("{", encoding="utf-8")
    assert main(["questions", "import", str(path)]) == NOTHING
    assert "no JSON" in capsys.readouterr().err

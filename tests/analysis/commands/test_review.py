import json

import pytest

from analysis.__main__ import main
from analysis.commands import DONE, NOTHING, PARTLY
from analysis.library import Library
from analysis.own_codebook import OwnCodebook
from analysis.reviews import Review, Reviews

SAID = {"commentator": "李某", "issue": "summit", "outcome": "取得突破", "likelihood": "wont", "valence": 1}
MADE = [Review("d1", "prediction", "correct", "summit", 10, 14, "会谈不会", SAID, "甲"),
        Review("d1", "voice", "rename", "張弘", said={"commentator": "张弘"}, coder="乙"),
        Review("d1", "prediction", "reject", "summit", 30, 34, "也许会谈", {}, "甲", adjudicated=True)]


def keep(*reviews):
    with Library() as library:
        Reviews(library.engine).keep(*reviews)


def kept():
    with Library() as library:
        return [Review(**{**vars(review), "review_id": 0, "made_at": None}) for review in Reviews(library.engine).every()]


@pytest.fixture
def exported(tmp_path, monkeypatch):
    """A file of three reviews, and an empty library to take them in."""
    keep(*MADE)
    assert main(["review", "export", str(tmp_path / "reviews.jsonl")]) == DONE
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "other"))
    return tmp_path / "reviews.jsonl"


def test_reviews_are_the_same_after_a_file_and_never_double(exported, capsys):
    assert main(["review", "import", str(exported), "--json"]) == DONE
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["kept"] == 3
    assert kept() == MADE
    assert main(["review", "import", str(exported), "--json"]) == DONE
    assert json.loads(capsys.readouterr().out)["there"] == 3
    assert kept() == MADE


def test_one_coders_reviews_can_be_had_alone(tmp_path):
    keep(*MADE)
    assert main(["review", "export", str(tmp_path / "one.jsonl"), "--coder", "乙"]) == DONE
    (line,) = (tmp_path / "one.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["code"] == "張弘"


@pytest.mark.parametrize("broken", ["{", "[]", "3", '{"doc_id": 3}', '{"doc_id": "d"}', "[" * 100_000, "x" * 200_000])
def test_a_broken_line_is_named_and_the_others_are_taken_in(exported, broken, capsys):
    exported.write_text(f"{broken}\n{exported.read_text(encoding='utf-8')}", encoding="utf-8")
    assert main(["review", "import", str(exported)]) == PARTLY
    assert "line 1" in capsys.readouterr().err and len(kept()) == 3


@pytest.mark.parametrize("change", [{"start": -1}, {"start": True}, {"verdict": "perhaps"}, {"said": [1]}, {"said": {"likelihood": "sure"}},
                                    {"made_at": "soon"}, {"quote": "长" * 9}, {"coder": None}, {"code": "a\x00b"}])
def test_a_review_that_cannot_hold_is_refused_with_its_line(exported, change, capsys):
    line = json.loads(exported.read_text(encoding="utf-8").splitlines()[0])
    exported.write_text(json.dumps(line | change), encoding="utf-8")
    assert main(["review", "import", str(exported)]) == NOTHING
    assert "line 1" in capsys.readouterr().err and kept() == []


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path, capsys):
    assert main(["review", "import", str(tmp_path / "none.jsonl")]) == NOTHING
    (tmp_path / "b.jsonl").write_bytes(b"\xff\xfe\x00")
    assert main(["review", "import", str(tmp_path / "b.jsonl")]) == NOTHING
    assert main(["review", "export", str(tmp_path)]) == NOTHING
    assert "Check the path" in capsys.readouterr().err


def test_own_entries_go_out_and_in(tmp_path, monkeypatch, capsys):
    file = tmp_path / "codebook.toml"
    file.write_text('[issue.lunar_base]\nzh = "月面基地"\ngroup = "security"\nterms = ["月面基地"]\n[issue.bad]\nterms = ["某某"]\n', encoding="utf-8")
    assert main(["codebook", "import", str(file)]) == PARTLY
    assert "[issue.bad]" in capsys.readouterr().err
    assert main(["codebook", "export", str(tmp_path / "out.toml")]) == DONE
    monkeypatch.setenv("LUNHENG_HOME", str(tmp_path / "other"))
    assert main(["codebook", "import", str(tmp_path / "out.toml")]) == DONE
    with Library() as library:
        assert [entry.code for entry in OwnCodebook(library.engine).entries()] == ["lunar_base"]

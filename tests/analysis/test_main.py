import json
import subprocess
import sys

import pandas as pd
import pytest

from analysis import store
from analysis.__main__ import DONE, MISUSED, NOTHING, PARTLY, main
from analysis.schemas import SCHEMAS

ARTICLE = ("---\ntitle: 关税之后\noutlet: 某报\nauthor: 林之恒\npublished: 2024-05-06\n---\n"
           "2024年3月,双方谈过一次关税。如果华盛顿再加税,北京势必反制。两国在关税问题上不会很快达成协议。\n")


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "in" / "a.md"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_build_writes_six_tables_that_keep_to_their_schemas(article, tmp_path, capsys):
    assert main(["build", str(article), "--out", str(tmp_path / "out")]) == DONE
    tables = store.read(tmp_path / "out")
    assert list(tables.documents["title"]) == ["关税之后"]
    assert list(tables.commentaries["commentator"]) == ["林之恒"]
    assert {"trade"} <= set(tables.mentions["code"])
    assert "2024-03" in set(tables.events["iso"])
    assert len(tables.predictions) >= 2
    assert "1 documents" in capsys.readouterr().out


@pytest.mark.parametrize("form", store.FORMATS)
def test_build_writes_the_format_asked_for(article, tmp_path, form):
    main(["build", str(article), "--out", str(tmp_path / "out"), "--format", form])
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{schema.name}.{form}" for schema in SCHEMAS}


def test_every_span_of_every_table_is_the_very_text(article, tmp_path):
    main(["build", str(article), "--out", str(tmp_path / "out")])
    tables = store.read(tmp_path / "out")
    (text,) = tables.documents["text"]
    for name, column in (("mentions", "surface"), ("predictions", "quote"), ("events", "surface")):
        for row in getattr(tables, name).to_dict("records"):
            assert text[row["start"]:row["end"]] == row[column]


def test_a_bad_file_is_named_and_the_rest_is_coded(article, tmp_path, capsys):
    (article.parent / "empty.txt").write_bytes(b"")
    (article.parent / "page.txt").write_bytes(b"%PDF-1.4")
    assert main(["build", str(article.parent), "--out", str(tmp_path / "out")]) == PARTLY
    said = capsys.readouterr().err
    assert "empty.txt: holds no text" in said and "page.txt: is a PDF file" in said
    assert len(store.read(tmp_path / "out").documents) == 1


def test_nothing_to_read_writes_nothing(tmp_path, capsys):
    assert main(["build", str(tmp_path / "nowhere.txt"), "--out", str(tmp_path / "out")]) == NOTHING
    assert "nowhere.txt" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("said", "names"), [("a.md", "expected FILE=DATE"), ("a.md=June", "'June' is no day"),
                                             ("b.md=2024-01-01", "no such document")])
def test_a_day_told_wrongly_is_named(article, tmp_path, capsys, said, names):
    assert main(["build", str(article), "--published", said, "--out", str(tmp_path / "out")]) == MISUSED
    assert names in capsys.readouterr().err


def test_a_told_day_stands_over_the_files_own(article, tmp_path):
    main(["build", str(article), "--published", "a.md=2020-01-02", "--out", str(tmp_path / "out")])
    assert list(store.read(tmp_path / "out").documents["published"]) == [pd.Timestamp("2020-01-02")]


def test_a_document_without_any_voice_is_said_and_kept(tmp_path, capsys):
    path = tmp_path / "plain.txt"
    path.write_text("会议在周二举行。与会各方交换了意见。", encoding="utf-8")
    assert main(["build", str(path), "--out", str(tmp_path / "out")]) == DONE
    assert "plain.txt: nobody was found speaking" in capsys.readouterr().err
    assert len(store.read(tmp_path / "out").documents) == 1


def test_the_same_text_twice_is_one_document(article, tmp_path, capsys):
    (article.parent / "b.md").write_text(ARTICLE, encoding="utf-8")
    main(["build", str(article.parent), "--out", str(tmp_path / "out")])
    assert len(store.read(tmp_path / "out").documents) == 1
    assert "1 exact duplicates were taken once" in capsys.readouterr().err


def test_dates_are_printed_as_json_lines(capsys):
    assert main(["dates", "--base", "2018-06-10", "双方将于今年夏天会面"]) == DONE
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["iso"] == "2018-06/2018-08"


def test_an_out_folder_that_is_a_file_is_named(article, tmp_path, capsys):
    (tmp_path / "out").write_text("")
    assert main(["build", str(article), "--out", str(tmp_path / "out")]) == NOTHING
    assert "Choose another folder" in capsys.readouterr().err


def test_a_build_loads_nothing_it_does_not_use_and_leaves_the_collector_on(tmp_path, python_environment):
    line = {"title": "关税之后", "author": "林之恒", "published": "2024-05-06", "text": "北京和华盛顿明年大概率不会就关税达成协议。"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    code = ("import gc, runpy, sys\n"
            "try:\n"
            "    runpy.run_module('analysis', run_name='__main__')\n"
            "except SystemExit as end:\n"
            "    assert not end.code, end.code\n"
            "assert gc.isenabled()\n"
            "print(*sys.modules)")
    done = subprocess.run([sys.executable, "-c", code, "build", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out")],
                          env=python_environment, capture_output=True, text=True, check=True)
    assert "1 predictions" in done.stdout
    unused = {"yaml", "babel", "charset_normalizer", "docx", "trafilatura", "networkx", "scipy", "sqlalchemy", "duckdb", "jieba", "openai"}
    assert not unused & set(done.stdout.split())

"""`python -m analysis briefing`."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation

from analysis.__main__ import main
from analysis.briefing import Briefing, Entry
from analysis.briefings import Briefings
from analysis.library import Library
from analysis.projects import Projects

SMALL = Briefing("Weekly", "A. Analyst", "en", "slides", (Entry("exhibit", "overview", title="Which way"), Entry("text", text="My own words.")))
GONE = Entry("exhibit", "issues", "since=2101-01-01")
TEXT = "国际时评\n\n研究员林远认为，两国制裁很可能在年内解除。研究员何舟认为，两国关系不会改善。\n"


@pytest.fixture(autouse=True)
def documents(tmp_path, monkeypatch):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("LUNHENG_CORPUS", str(folder))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def keep():
    def kept(name, briefing):
        with Library() as library:
            Briefings(library.engine).create(name, briefing)
    return kept


def words(path):
    return "\n".join(shape.text_frame.text for slide in Presentation(path).slides for shape in slide.shapes if shape.has_text_frame)


def test_kept_briefing_is_written_by_its_name(keep, tmp_path, capsys):
    keep("周报", SMALL)
    assert main(["briefing", "周报", "--out", "x.pptx"]) == 0
    assert "Weekly" in words("x.pptx")
    assert "My own words." in words("x.pptx")
    assert capsys.readouterr().out == "x.pptx: 2 entries, 1 figures\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "home", "x.pptx"]


def test_briefing_in_a_file_needs_none_kept_and_speaks_the_language_asked_for(tmp_path):
    (tmp_path / "b.json").write_text(SMALL.to_json(), encoding="utf-8")
    assert main(["briefing", "b.json", "--out", "x.docx", "--language", "zh-Hans"]) == 0
    assert any("图 1" in paragraph.text or "图1" in paragraph.text for paragraph in Document("x.docx").paragraphs)


def test_briefing_is_filled_from_the_project_asked_for(keep, monkeypatch, capsys):
    keep("a", SMALL)
    monkeypatch.delenv("LUNHENG_CORPUS")
    with Library() as library:
        library.of(Projects(library.engine).make("Gulf")).add("a.txt", TEXT.encode())
    assert main(["briefing", "a", "--out", "x.pptx", "--project", "Gulf"]) == 0
    assert "2 commentators · 1 document" in words("x.pptx")
    assert main(["briefing", "a", "--out", "y.html", "--project", "Nowhere"]) == 2
    assert "no project 'Nowhere'. There are Gulf." in capsys.readouterr().err
    assert not Path("y.html").exists()


def test_entry_that_finds_nothing_is_told_and_the_rest_is_written(keep, capsys):
    keep("a", replace(SMALL, entries=(*SMALL.entries, GONE)))
    assert main(["briefing", "a", "--out", "x.zip"]) == 3
    assert "entry 3, issues: The filter of this entry finds nothing now." in capsys.readouterr().err
    assert zipfile.ZipFile("x.zip").testzip() is None


def test_what_changed_since_it_was_last_seen_is_told(keep, capsys):
    keep("a", replace(SMALL, entries=(replace(SMALL.entries[0], fingerprint="other", seen="It was so\nn = 1."),)))
    assert main(["briefing", "a", "--out", "x.html"]) == 0
    said = capsys.readouterr().err
    assert "entry 1, Which way: changed." in said
    assert "then: It was so n = 1." in said
    assert "now:  " in said


@pytest.mark.parametrize(("arguments", "code", "why"), [
    (["b.json", "--out", "x.doc"], 2, "expected a name that ends in .pptx, .docx, .pdf, .html, .zip"),
    (["b.json", "--out", "x.pdf", "--template", "t.pptx"], 2, "a .pdf file is written into a .pdf file only"),
    (["b.json", "--out", "x.pptx", "--template", "none.pptx"], 1, "Give a file that can be read"),
    (["b.json", "--out", "x.pptx", "--template", "bad.pptx"], 1, "--template bad.pptx: template: expected a PowerPoint presentation"),
    (["b.json", "--out", "none/x.html"], 1, "Choose a folder that can be written"),
    (["broken.json", "--out", "x.html"], 1, "kind: expected one of exhibit, quote, text, found 'pie'"),
    (["empty.json", "--out", "x.html"], 1, "Add charts and quotes to it on the Briefing page"),
    (["unheard-of", "--out", "x.html"], 1, "None is kept yet: make one on the Briefing page"),
])
def test_error_names_the_next_move_and_writes_nothing(tmp_path, capsys, arguments, code, why):
    (tmp_path / "b.json").write_text(replace(SMALL, entries=SMALL.entries[1:]).to_json(), encoding="utf-8")
    (tmp_path / "empty.json").write_text("{}", encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"entries": [{"kind": "pie"}]}', encoding="utf-8")
    (tmp_path / "bad.pptx").write_bytes(b"no presentation")
    assert main(["briefing", *arguments]) == code
    assert why in capsys.readouterr().err
    assert not list(tmp_path.glob("x.*")) + list(tmp_path.glob(".x.*"))


def test_name_that_is_not_kept_tells_those_that_are(keep, capsys):
    keep("monthly", SMALL)
    assert main(["briefing", "weekly", "--out", "x.pdf"]) == 1
    assert "Kept are: monthly." in capsys.readouterr().err


def test_other_commands_do_not_load_what_draws(python_environment):
    told = "import sys; import analysis.__main__; assert not [name for name in sys.modules if name.startswith(('charts', 'plotly'))]"
    assert subprocess.run([sys.executable, "-c", told], env=python_environment, check=False).returncode == 0

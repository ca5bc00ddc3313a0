"""Briefings by address."""

import io
import re
from dataclasses import replace

import pytest
from pptx import Presentation

from analysis.briefing import Briefing, Entry
from analysis.briefings import Briefings
from analysis.corpus import Corpus
from analysis.projects import Projects
from pages.parts import project, tables
from tests.pages.conftest import ORDINARY, coded

CONTENT = Briefing("", "", "en", "slides", (Entry("text", title="First", text="Own words."), Entry("exhibit", "overview")))


@pytest.fixture
def kept(application, library):
    return Briefings(library.engine)


def test_briefings_are_listed_the_last_changed_first(client, kept):
    assert client.get("/api/briefings").json() == []
    kept.create("one", CONTENT)
    kept.create("周报 2", CONTENT)
    assert [(row["name"], row["entries"]) for row in client.get("/api/briefings").json()] == [("周报 2", 2), ("one", 2)]


def test_briefing_is_filled_from_the_tables_of_today(client, kept):
    kept.create("周报 2.1", CONTENT)
    answer = client.get("/api/briefings/周报 2.1.pptx")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E5%91%A8%E6%8A%A5%202.1.pptx"
    text = "\n".join(shape.text_frame.text for slide in Presentation(io.BytesIO(answer.content)).slides for shape in slide.shapes
                     if shape.has_text_frame)
    assert "Own words." in text
    assert re.search(r"\d predictions", text)


def test_project_can_be_asked_for_and_links_lead_back_to_it(client, kept, library, monkeypatch, book):
    second, first = Projects(library.engine).make("第二"), tables.current()
    other = Corpus(coded(ORDINARY[1:]), replace(book, faults=()), {}, frozenset(), (), "second")
    monkeypatch.setattr(tables, "current", lambda: other if project.number() == second else first)
    kept.create("a", CONTENT)
    told = client.get(f"/api/briefings/a.html?project={second}").content.decode()
    back = re.compile(r'href="[^"]*project=(\d+)')
    assert set(back.findall(told)) == {str(second)} and not back.findall(client.get("/api/briefings/a.html").content.decode())
    assert "丁评论员" in told and "丙评论员" not in told
    assert client.get("/api/briefings/a.html?project=9").status_code == 404


def test_language_can_be_asked_for(client, kept):
    kept.create("a", CONTENT)
    told = client.get("/api/briefings/a.html?lang=zh-Hant").content.decode()
    assert 'lang="zh-Hant"' in told
    assert kept.open("a").briefing.language == "en"


def test_briefing_that_is_not_here_is_not_found_and_those_there_are_named(client, kept):
    assert client.get("/api/briefings/weekly.pdf").json()["errors"][0]["next"] == "None is kept yet."
    kept.create("monthly", CONTENT)
    answer = client.get("/api/briefings/weekly.pdf")
    assert answer.status_code == 404
    assert answer.json()["errors"] == [{"parameter": "name", "detail": "'weekly' is no briefing.", "next": "There are monthly."}]


def test_deleted_briefing_is_not_here(client, kept):
    kept.create("a", CONTENT)
    kept.delete("a")
    assert client.get("/api/briefings/a.pdf").status_code == 404

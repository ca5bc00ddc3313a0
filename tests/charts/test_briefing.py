"""A kept briefing as a file."""

import io
from datetime import date

import pytest
from PIL import Image

from analysis.briefing import Briefing, Entry
from analysis.corpus import Corpus
from charts import briefing
from charts.export.office import TemplateError
from tests.pages.conftest import ORDINARY, coded

DAY = date(2026, 11, 22)
TOLD = Briefing("周报 🕊 <b>", "分析員", "zh-Hant", "report", (Entry("exhibit", "overview"), Entry("text", title="说明", text="一段。")))


@pytest.fixture(scope="module")
def corpus(book):
    return Corpus(coded(ORDINARY), book, {}, frozenset(), (), "briefing")


@pytest.mark.parametrize(("form", "begins"), [("pptx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype html"), ("zip", b"PK")])
def test_every_form_is_what_it_says(corpus, form, begins):
    assert briefing.write(TOLD, corpus, form, made=DAY).lower().startswith(begins.lower())


def test_every_form_is_served_as_what_it_is():
    assert set(briefing.FORMS) <= set(briefing.MIME)


def test_preview_shows_the_pages_of_the_pdf(corpus, monkeypatch):
    monkeypatch.setattr(briefing, "_MOST_PAGES", 1)
    many = Briefing(entries=tuple(Entry("text", text="很长的一段。" * 400) for _ in range(4)))
    shown = briefing.preview(many, corpus, made=DAY)
    assert len(shown.pages) == 1 < shown.all
    picture = Image.open(io.BytesIO(shown.pages[0]))
    assert picture.width == pytest.approx(1100, abs=1)
    assert len(picture.convert("L").getcolors()) > 1


@pytest.mark.parametrize("form", ["pptx", "docx"])
def test_template_that_is_none_is_refused_with_the_next_move(form):
    with pytest.raises(TemplateError, match="and give that file"):
        briefing.try_template(form, b"none")


@pytest.mark.parametrize(("name", "kept"), [("周报 (2)", "周报 (2).pdf"), ("../../etc/passwd", "etcpasswd.pdf"), ("...", "briefing.pdf"),
                                           ("a:b*c?\u202e", "abc.pdf"), ("", "briefing.pdf")])
def test_name_of_the_file_is_no_path(name, kept):
    assert briefing.file_name(name, "pdf") == kept

"""One chart in every form, size and scale."""

import io
import json
import re

import openpyxl
import plotly.io
import pptx as powerpoint
import pypdfium2
import pytest
from lxml import etree, html
from PIL import Image

from analysis.selection import Selection
from charts import exhibits, images, slide
from charts.export import chart
from tests.charts import invented
from tests.charts.export import kinds


def made(code="overview", kind="mixed", **how):
    return exhibits.make(code, kinds.tables(kind), Selection(least=1), invented.codebook(), made=kinds.MADE,
                         link="https://lunheng.example/overview?least=1", **how)


@pytest.mark.parametrize("size, scale, wide", [("slide", 1, 1600), ("half", 2, 1568), ("column", 3, 2148)])
def test_a_picture_is_as_wide_as_its_size_says(size, scale, wide):
    picture = Image.open(io.BytesIO(chart.file(made(), "png", size=size, scale=scale)))
    assert picture.size[0] == wide
    assert size != "slide" or picture.size[1] == 900


def test_a_drawing_states_finding_sources_and_link():
    exhibit = made()
    tree = etree.fromstring(chart.file(exhibit, "svg"))
    text = " ".join(tree.itertext())
    assert exhibit.title in text
    assert "Words to numbers" in text
    assert "22 Nov 2026" in text
    assert tree.xpath("//*[local-name()='a']/@*[local-name()='href']") == [exhibit.link]


@pytest.mark.parametrize("size, points", [("slide", 960), ("half", 470), ("column", 482)])
def test_a_pdf_has_the_width_of_its_size_and_its_text(size, points):
    page = pypdfium2.PdfDocument(chart.file(made(), "pdf", size=size))[0]
    assert round(page.get_size()[0]) == points
    assert made().title[:20] in page.get_textpage().get_text_range()


def test_a_chart_taken_in_several_forms_is_drawn_once():
    exhibit, before = made(kind="traditional"), images._drawn.cache_info().misses
    for form in ("png", "svg", "pdf"):
        chart.file(exhibit, form, size="half")
    assert images._drawn.cache_info().misses - before <= 1


def test_a_page_draws_its_chart_offline():
    source = chart.file(made(), "html").decode()
    tree = html.fromstring(source)
    figures = json.loads(tree.xpath("//script[@id='figures']/text()")[0])
    assert len(figures) == 1
    assert figures[0]["data"]
    assert "Plotly.newPlot" in source
    assert not re.search(r"<script[^>]+src=|<link", source)
    assert tree.xpath("//table//td")


def test_the_figure_is_read_by_plotly():
    figure = plotly.io.from_json(chart.file(made(), "json").decode())
    assert figure.layout.meta["title"] == made().title
    assert len(figure.data)


def test_a_workbook_says_what_it_holds():
    book = openpyxl.load_workbook(io.BytesIO(chart.file(made(), "xlsx")))
    assert book.sheetnames == ["data", "about"]
    told = {row[0].value: row[1].value for row in book["about"].iter_rows()}
    assert told["Title"] == made().title
    assert book["about"]["B1"].data_type == "s"


def test_one_chart_is_one_slide_beside_which_half_a_slide_is_free():
    show = powerpoint.Presentation(io.BytesIO(chart.file(made(), "pptx", size="half")))
    assert len(show.slides) == 1
    assert all(shape.left + shape.width < show.slide_width * 0.6 for shape in show.slides[0].shapes if shape.has_chart)


@pytest.mark.parametrize("asked", [("gif", "slide"), ("png", "poster")])
def test_an_unknown_form_or_size_names_those_there_are(asked):
    with pytest.raises(ValueError, match="expected one of"):
        chart.file(made(), asked[0], size=asked[1])


@pytest.mark.parametrize("code", exhibits.codes())
def test_every_chart_can_be_made_without_a_single_row(code):
    empty = made(code, "nothing")
    assert empty.empty
    assert empty.title
    assert len(empty.draw(width=slide.WIDTH).layout.annotations) >= 1
    assert empty.data is not None
    assert len(empty.quotes) == 0


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_finding_speaks_the_language_asked_for(language):
    title = made(language=language).title
    assert bool(re.search(r"[\u4e00-\u9fff]", title)) == (language != "en")


def test_another_number_is_another_fingerprint():
    assert made().fingerprint == made().fingerprint
    assert made().fingerprint != made(kind="emoji").fingerprint


def test_an_unknown_chart_names_those_there_are():
    with pytest.raises(KeyError, match="no such chart; there are overview"):
        made("pie")


def read(form, held):
    """Return what a file says, opened by a reader that is not ours."""
    if form == "png":
        picture = Image.open(io.BytesIO(held))
        picture.load()
        return ""
    if form == "pdf":
        return pypdfium2.PdfDocument(held)[0].get_textpage().get_text_range()
    if form == "pptx":
        return " ".join(shape.text_frame.text for shape in powerpoint.Presentation(io.BytesIO(held)).slides[0].shapes if shape.has_text_frame)
    if form == "xlsx":
        return " ".join(str(cell.value) for sheet in openpyxl.load_workbook(io.BytesIO(held)) for row in sheet.iter_rows() for cell in row)
    if form == "json":
        return plotly.io.from_json(held.decode()).layout.meta["title"]
    return " ".join((etree.fromstring if form == "svg" else html.fromstring)(held).itertext()) if form != "csv" else held.decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["traditional", "simplified", "mixed", "emoji", "long", "nothing", "many"])
def test_every_form_holds_every_kind_of_text_and_any_number_of_rows(kind):
    exhibit = made("issues", kind)
    said = {form: read(form, chart.file(exhibit, form)) for form in chart.FORMS}
    for form in ("svg", "pdf", "html", "pptx", "xlsx", "json"):
        assert exhibit.title[:18] in said[form].replace("'", "’").replace("\r\n", " "), form
    name = kinds.NAMES[kind][0] if kind in kinds.NAMES else ""
    assert name in said["csv"]
    assert len(said["csv"].splitlines()) > (0 if kind == "nothing" else 1)

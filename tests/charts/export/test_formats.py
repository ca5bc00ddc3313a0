"""Every form of a briefing, opened again by readers that are not ours, on every kind of text."""

import io
import re
import zipfile

import docx as word
import openpyxl
import pandas as pd
import pptx as powerpoint
import pypdfium2
import pytest
from lxml import etree, html

from charts.export import archive, docx, pdf, pptx
from charts.export import html as pages
from charts.export.office import A, TemplateError, clean
from tests.charts.export import kinds

CODES = ("overview",)
every_kind = pytest.mark.parametrize("kind", [*kinds.NAMES, "nothing"])


def slide_text(show):
    found = []
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_chart:
                found += [str(name) for name in shape.chart.plots[0].categories]
    return "\n".join(found)


@every_kind
def test_a_presentation_opens_with_its_charts_and_notes(kind):
    content = kinds.filled(kind, "slides", codes=CODES)
    show = powerpoint.Presentation(io.BytesIO(pptx.briefing(content)))
    text = slide_text(show)
    assert "判断" in text
    assert "第二段😀" in text
    if kind != "nothing":
        charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
        assert charts
        notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide)
        assert "我们的说明" in notes
        assert "会谈不会取得突破" in notes
        assert clean(kinds.NAMES[kind][0])[:20] in notes
    else:
        assert "finds nothing now" in text


@every_kind
def test_a_document_opens_with_headings_figures_and_references(kind):
    content = kinds.filled(kind, "report", codes=CODES)
    opened = word.Document(io.BytesIO(docx.briefing(content)))
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert any(paragraph.style.name == "Heading 1" for paragraph in opened.paragraphs)
    assert "第二段😀" in text
    if kind != "nothing":
        assert len(opened.inline_shapes) == 1
        for drawing in opened.inline_shapes:
            assert "summit" not in drawing._inline.docPr.get("descr")
            assert len(drawing._inline.docPr.get("descr")) > 20
        assert "会谈不会取得突破" in text
        assert "https://news.example/1?a=b&c=d" in text
        captions = [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == "Caption"]
        assert all("22 Nov 2026" in caption for caption in captions)


@pytest.mark.parametrize("kind", ["traditional", "mixed", "long", "nothing"])
def test_pages_of_a_pdf_hold_text_and_not_its_picture(kind):
    content = kinds.filled(kind, "report", codes=("overview",))
    opened = pypdfium2.PdfDocument(pdf.briefing(content))
    text = "".join(page.get_textpage().get_text_range() for page in opened)
    assert "Assessment" in text
    assert round(opened[0].get_size()[0]) == 595
    assert opened.get_metadata_dict()["Author"] == "An analyst"
    if kind in ("simplified", "mixed"):
        assert "会谈不会取得突破" in re.sub(r"\s", "", text)


@every_kind
def test_a_page_is_one_file_that_asks_for_nothing(kind):
    content = kinds.filled(kind, "report", codes=CODES)
    source = pages.briefing(content).decode()
    tree = html.fromstring(source)
    assert tree.xpath("//h1")
    assert not tree.xpath("//script[@src] | //link[@href] | //img | //iframe | //object")
    assert not re.search(r"url\((?!data:)", "".join(tree.xpath("//style/text()")))
    assert "第二段😀" in tree.text_content()
    assert not tree.xpath("//a[starts-with(@href, 'javascript')]")
    assert len(tree.xpath("//figure")) == (0 if kind == "nothing" else 1)


@pytest.mark.parametrize("kind", ["hostile", "nothing"])
def test_an_archive_holds_each_figure_and_says_where_it_came_from(kind):
    kept = zipfile.ZipFile(io.BytesIO(archive.briefing(kinds.filled(kind, "report", codes=("overview",)))))
    names = set(kept.namelist())
    assert kept.testzip() is None
    readme = kept.read("README.txt").decode("utf-8-sig")
    assert all(re.fullmatch(r"[\w./-]+", name) for name in names)
    if kind == "nothing":
        assert "finds nothing now" in readme
        return
    assert {"figures/01-overview.png", "figures/01-overview.svg", "data/01-overview.csv", "data/01-overview.xlsx",
            "data/01-overview.json", "references-apa.txt", "references-gbt7714.txt", "quotes.csv"} < names
    assert "Words to numbers" in readme
    table = pd.read_csv(io.BytesIO(kept.read("data/01-overview.csv")))
    book = openpyxl.load_workbook(io.BytesIO(kept.read("data/01-overview.xlsx")))
    assert book["data"].max_row == len(table) + 1 == 6
    assert {cell.data_type for row in book["data"].iter_rows() for cell in row} <= {"s", "n", "d", "b"}


def test_ten_thousand_predictions_are_written():
    content = kinds.filled("many", "slides", codes=("outcomes",))
    show = powerpoint.Presentation(io.BytesIO(pptx.briefing(content)))
    chart = next(shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart)
    assert 10 <= len(next(iter(chart.plots[0].series)).values) <= 20
    assert "Not on this slide" in slide_text(show)
    source = pages.briefing(content)
    assert len(source) < 9_000_000


@pytest.mark.parametrize("language, word_", [("zh-Hans", "引用文档"), ("zh-Hant", "引用文件"), ("en", "Documents quoted")])
def test_a_briefing_speaks_the_language_asked_for_and_quotes_as_written(language, word_):
    content = kinds.filled("traditional", "report", language, codes=("overview",))
    text = "\n".join(paragraph.text for paragraph in word.Document(io.BytesIO(docx.briefing(content))).paragraphs)
    assert word_ in text
    assert "会谈不会取得突破" in text
    assert ("预测" in text) == (language == "zh-Hans")
    assert ("預測" in text) == (language == "zh-Hant")


def test_every_part_of_a_slide_says_what_it_is_or_that_it_is_decoration():
    show = powerpoint.Presentation(io.BytesIO(pptx.briefing(kinds.filled("mixed", "slides", codes=("overview", "timeline", "words_cloud", "issues")))))
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                continue
            named = shape._element.xpath(".//p:cNvPr")[0]
            assert named.get("descr") or named.xpath(".//*[local-name()='decorative']"), shape.name


def test_chinese_has_a_font_of_its_own_on_every_run():
    show = powerpoint.Presentation(io.BytesIO(pptx.briefing(kinds.filled("mixed", "slides", codes=("overview", "issues")))))
    runs = [run for slide in show.slides for run in slide._element.iter(f"{{{A}}}r")]
    chinese = [run for run in runs if re.search(r"[\u4e00-\u9fff]", "".join(run.itertext()))]
    assert chinese
    assert all(run.find(f"{{{A}}}rPr/{{{A}}}ea") is not None for run in chinese)
    theme = next(part for part in show.part.package.iter_parts() if str(part.partname).startswith("/ppt/theme/theme1"))
    assert etree.fromstring(theme.blob).findall(f".//{{{A}}}ea")[0].get("typeface") == "Microsoft YaHei"


def test_slides_are_numbered_by_powerpoint_itself():
    show = powerpoint.Presentation(io.BytesIO(pptx.briefing(kinds.filled("mixed", "slides", codes=("overview",)))))
    fields = [slide._element.findall(f".//{{{A}}}fld[@type='slidenum']") for slide in list(show.slides)[1:]]
    assert all(len(found) == 1 for found in fields)


def test_clouds_are_vector_drawings_with_a_picture_behind():
    show = powerpoint.Presentation(io.BytesIO(pptx.briefing(kinds.filled("mixed", "slides", codes=("words_cloud",)))))
    drawings = [part for part in show.part.package.iter_parts() if part.content_type == "image/svg+xml"]
    pictures = [shape for slide in show.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(drawings) == len(pictures) == 1
    assert b"<text" in drawings[0].blob
    assert pictures[0].image.content_type == "image/png"


def test_an_own_presentation_lends_its_size_and_loses_its_slides():
    own = powerpoint.Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Old slide"
    stored = io.BytesIO()
    own.save(stored)
    show = powerpoint.Presentation(io.BytesIO(pptx.briefing(kinds.filled("mixed", "slides", codes=("overview",)), template=stored.getvalue())))
    assert show.slide_width == own.slide_width
    assert "Old slide" not in slide_text(show)
    titles = [slide.shapes.title.text_frame.text for slide in show.slides if slide.shapes.title is not None]
    assert len(titles) == len(show.slides)
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= show.slide_width + 20_000


def test_an_own_document_lends_its_styles_and_loses_its_text():
    own = word.Document()
    own.add_heading("Old heading", 1)
    own.styles["Heading 1"].font.name = "Georgia"
    stored = io.BytesIO()
    own.save(stored)
    opened = word.Document(io.BytesIO(docx.briefing(kinds.filled("mixed", "report", codes=("overview",)), template=stored.getvalue())))
    assert "Old heading" not in "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert opened.styles["Heading 1"].font.name == "Georgia"


@pytest.mark.parametrize("writer, noun", [(pptx, "PowerPoint"), (docx, "Word")])
def test_a_template_that_is_none_says_what_to_give(writer, noun):
    with pytest.raises(TemplateError, match=f"expected a {noun}.*Save it in {noun}"):
        writer.briefing(kinds.filled("nothing", "slides", codes=("overview",)), template=b"no such file")

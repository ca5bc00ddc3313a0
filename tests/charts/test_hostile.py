"""Hostile names, titles, words and quotes through every chart and every file made of one: drawn as text, and nothing obeyed."""

import io
import json
import re
import zipfile
from datetime import date
from functools import lru_cache

import docx
import openpyxl
import pptx
import pypdf
import pytest
from lxml import etree
from lxml import html as markup

from analysis import harmless
from analysis.briefing import Briefing, Entry
from analysis.corpus import Corpus
from analysis.selection import Selection
from charts import briefing, exhibits
from charts.export import chart as files
from charts.export import content
from tests import hostile
from tests.charts.test_charts import texts
from tests.pages.conftest import coded

DAY = date(2026, 11, 22)
SAID = {name: harmless.storable(text) for name, text in hostile.texts().items() if text.strip()}
# Drawn by a browser each; of every way to draw one.
DRAWN = ("overview", "words_cloud")
# Into a briefing of its own.
WRITTEN = ("script", "link", "markdown", "sheet", "direction")
# What Plotly itself reads, and we write.
OURS = re.compile(r"<br>|</?span[^<>]*>|</?b>")
SVG_PARTS = {"svg", "title", "rect", "g", "defs", "style", "text", "tspan", "path", "line", "circle", "clipPath", "a", "image", "use", "polygon",
             "linearGradient", "stop", "pattern", "symbol", "mask"}


@lru_cache(maxsize=1)
def tables():
    """Return documents each by, about and in the words of a hostile text."""
    order = list(SAID.values())
    return coded([{"title": text, "published": date(2024, 6, 1 + number), "said": [
        (text, ("sanctions", "relations")[number % 2], ("wont", "likely", "will")[number % 3], (1, -1)[number % 2], f"{text}俄罗斯。"),
        (order[number - 1], "sanctions", "likely", 1, f"不会{text}美国。"), (text, "summit", "unlikely", 1, f"普京{text}")]}
        for number, text in enumerate(order)])


@pytest.fixture(scope="module")
def corpus(book):
    # As a library from before would have them: no address of these is one of the web.
    return Corpus(tables(), book, {f"d{number}": f"javascript:{text}" for number, text in enumerate(SAID.values())}, frozenset(), (), "hostile")


def make(code: str, book, **options):
    return exhibits.make(code, tables(), Selection(least=1), book, options=options, made=DAY, link="https://lunheng.example/x?a=b&c=d")


@pytest.mark.parametrize("code", exhibits.codes())
def test_every_chart_shows_names_and_obeys_none(book, code):
    who = SAID["image"]
    shown = make(code, book, who=who, word=[SAID["markdown"]], a="0", group=who)
    figure = shown.draw(width=716)
    for text in texts(figure):
        # Borders of ours around what is written from right to left.
        bare = OURS.sub("", text).replace("\u2068", "").replace("\u2069", "")
        assert "<" not in bare and ">" not in bare and "$" not in bare, bare[:200]
        assert not harmless.HIDDEN.search(bare)
        assert len(text) < 4000
    json.loads(figure.to_json())
    # What Plotly fills in by itself is asked for nowhere.
    assert not re.search(r'"(hover|text)template"', figure.to_json())


def foreign(drawing: bytes) -> set[str]:
    """Return the elements of a drawing that are not ours, and where its links and pictures lead outside."""
    tree = etree.fromstring(drawing)
    found = {etree.QName(one).localname for one in tree.iter(etree.Element)} - SVG_PARTS
    for one in tree.iter(etree.Element):
        for name, value in one.attrib.items():
            if etree.QName(name).localname == "href" and not value.startswith(("#", "https://lunheng.example/", "data:image/png", "data:font")):
                found.add(value)
            if etree.QName(name).localname.startswith("on") or "canary" in value:
                found.add(f"{name}={value[:80]}")
    return found


@pytest.mark.parametrize("code", DRAWN)
def test_drawings_hold_no_element_of_a_document(book, code):
    drawing = files.file(make(code, book), "svg")
    assert foreign(drawing) == set()
    assert b"canary" not in re.sub(rb"<style.*?</style>", b"", drawing, flags=re.S) or b"&lt;" in drawing


@pytest.mark.parametrize("form", ["png", "pdf", "pptx", "csv", "xlsx", "json"])
def test_a_chart_becomes_every_file(book, form):
    assert files.file(make("overview", book), form)


def pages_of(data: bytes) -> list[str]:
    """Return what is wrong with a page: scripts but ours, what runs, what is fetched."""
    tree = markup.document_fromstring(data)
    wrong = []
    for one in tree.iter(etree.Element):
        if one.tag in ("iframe", "object", "embed", "form", "img", "svg", "base", "link", "textarea", "b"):
            wrong.append(one.tag)
        for name, value in one.attrib.items():
            if name.startswith("on") or (name in ("href", "src", "ping") and not value.startswith("https://lunheng.example/")):
                wrong.append(f"{one.tag} {name}={value[:60]}")
    # plotly.js, the figures, and what draws them.
    return wrong + [script.text[:80] for script in tree.iter("script") if len(tree.xpath("//script")) != 3]


def test_a_page_of_one_chart_runs_nothing_but_its_chart(book):
    assert pages_of(files.file(make("overview", book), "html")) == []


@pytest.fixture(scope="module")
def told() -> Briefing:
    entries = [Entry("exhibit", "overview", "least=1", title=SAID["script"], notes=SAID["markdown"])]
    entries += [Entry("text", title=SAID[name], text=SAID[name], notes=SAID[name]) for name in WRITTEN]
    rows = tables().predictions.drop_duplicates("commentator").set_index("commentator")
    entries += [Entry("quote", doc_id=row.doc_id, start=int(row.start), end=int(row.end), prediction_id=row.prediction_id, title=row.Index)
                for row in rows.loc[[SAID[name] for name in WRITTEN]].itertuples()]
    return Briefing(SAID["script"], SAID["direction"], "en", "report", tuple(entries))


@pytest.fixture(scope="module")
def made(told, corpus):
    """A function: the briefing as a file; what fills it is gathered once."""
    filled = content.gather(told, corpus.tables, corpus.codebook, urls=corpus.urls, made=DAY, base="https://lunheng.example")
    return lambda form: briefing.from_content(filled, form)


def led_to(data: bytes) -> set[str]:
    """Return where the relations of an Office file lead outside it."""
    found = set()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith((".rels", ".xml")):
                tree = etree.fromstring(packed.read(name))
                if name.endswith(".rels"):
                    found |= {one.get("Target") for one in tree if one.get("TargetMode") == "External"}
    return {target for target in found if not target.startswith("https://lunheng.example")}


def test_slides_are_text_and_lead_nowhere(made):
    data = made("pptx")
    assert led_to(data) == set()
    written = "\n".join(shape.text_frame.text for slide in pptx.Presentation(io.BytesIO(data)).slides for shape in slide.shapes if shape.has_text_frame)
    assert "<script>" in written and not harmless.HIDDEN.search(written.replace("\x0b", ""))


def test_a_document_is_text_and_leads_nowhere(made):
    data = made("docx")
    assert led_to(data) == set()
    written = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    assert "<script>" in written and not harmless.HIDDEN.search(written)


def test_pages_of_a_pdf_are_text_and_lead_nowhere(made):
    opened = pypdf.PdfReader(io.BytesIO(made("pdf")))
    actions = [one.get_object()["/A"].get_object() for page in opened.pages for one in page.get("/Annots", [])]
    assert all(action["/S"] == "/URI" and action["/URI"].startswith("https://lunheng.example") for action in actions)
    assert "/OpenAction" not in opened.trailer["/Root"] and "/Names" not in opened.trailer["/Root"]
    assert "<script>" in "".join(page.extract_text() for page in opened.pages)


def test_a_page_runs_nothing_but_its_charts(made):
    assert pages_of(made("html")) == []


def test_an_archive_unpacks_to_names_of_ours_and_tables_without_formulas(made):
    with zipfile.ZipFile(io.BytesIO(made("zip"))) as packed:
        for name in packed.namelist():
            assert re.fullmatch(r"(figures/|data/)?[a-zA-Z0-9_.-]+", name) and ".." not in name
            if name.endswith(".csv"):
                assert not re.search(r'(?m)(^|,)"?[=+@\-][A-Z(]', packed.read(name).decode("utf-8-sig"))
            if name.endswith(".svg"):
                assert foreign(packed.read(name)) == set()
            if name.endswith(".xlsx"):
                cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(packed.read(name))) for row in sheet.iter_rows() for cell in row]
                assert all(cell.data_type != "f" and (cell.hyperlink is None or cell.hyperlink.target.startswith("https://lunheng.example")) for cell in cells)


@pytest.mark.parametrize("name", SAID)
def test_the_file_of_a_briefing_is_called_without_harm(name):
    called = briefing.file_name(SAID[name][:100], "pdf")
    assert called.endswith(".pdf") and not harmless.HIDDEN.search(called) and not set(called) & set('/\\:*?"<>|\n\r\t%')
